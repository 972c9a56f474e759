"""记录在索引里的两种样子：折叠后供查找的编码单元，原样供显示的文字。"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from generator.output.search.drafts import FIELD_MARK, RECORD_MARK, Drafts, Line, joined
from generator.output.search.folding import CONTROLS, composed, fold
from generator.output.search.hot import Units
from generator.output.search.model import SearchDocument
from generator.output.search.numbers import NUMBER_KINDS, codes_in, number_hash
from generator.output.search.occurrences import FIELD_END, RECORD_END
from generator.output.search.texts import FIELD_SEPARATOR, FILE_SEPARATOR, RECORD_SEPARATOR
from generator.output.search.units import folder, units_of

FACET_VALUE = 1 << 30

Numbers = Mapping[tuple[str, str], int]


class Kinds(msgspec.Struct, frozen=True):
    """记录种类与段落种类的编号。

    Attributes:
        documents: 各种记录。
        fields: 各种段落及其中文名。
    """

    documents: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]


def kinds_of(drafts: Drafts) -> Kinds:
    """出现过的种类，升序。"""
    return Kinds(
        tuple(sorted({line.kind for line in drafts.lines})),
        tuple(sorted({(kind, label) for kind, label, _ in drafts.headings})),
    )


def searchable(texts: str) -> Units:
    """一批记录供查找的样子。

    Args:
        texts: 连续的若干条记录的文字，带着记号。

    Returns:
        各段折叠后首尾相接，段末是 0，记录末是 1。
    """
    return _marked[folder().units(composed(texts))]


def searchable_alone(document: SearchDocument) -> Units:
    """一条记录供查找的样子，与 `searchable` 的相同；只折叠用到的字，不必备好整张折叠表。"""
    return _marked[units_of(fold(joined(document)))]


def codes_of(document: SearchDocument) -> set[int]:
    """一条记录的各个编号的键。"""
    return {number_hash(code) for code in codes_in(document)}


def _shown(text: str) -> str:
    """控制符换成空格，换行除外；整个文件写好再一起合成。"""
    # 逐段问一声比逐字找快几倍，而且多半不必换。
    return text if all(map(str.isprintable, text.split("\n"))) else CONTROLS.sub(" ", text)


class Display:
    """把记录写成供显示的文字；分面值、种类的代号换成定下的编号。

    Attributes:
        coded: 各种抬头的一段是不是编号。
        values: 各个分面值的编号。

    Args:
        drafts: 收到的记录。
        kinds: 种类的编号。
        numbers: 分面值的编号。
    """

    def __init__(self, drafts: Drafts, kinds: Kinds, numbers: Numbers) -> None:
        fields = {field: place for place, field in enumerate(kinds.fields)}
        self._kinds = {kind: str(place) for place, kind in enumerate(kinds.documents)}
        self._headings = [
            f"{fields[kind, label]}{FIELD_SEPARATOR}{anchor}" for kind, label, anchor in drafts.headings
        ]
        self.coded = np.array([kind in NUMBER_KINDS for kind, _, _ in drafts.headings], dtype=np.bool_)
        self.values = [numbers[facet] for facet in drafts.facets]

    def heads(self, line: Line) -> list[str]:
        """一条记录的开头与各段的抬头。

        开头是编号、种类、路径、日期、逾期天数、分面值；抬头是种类、锚点。
        """
        facets = sorted([self.values[facet] for facet in line.facets])
        head = FIELD_SEPARATOR.join(
            [
                line.id,
                self._kinds[line.kind],
                line.path,
                line.date,
                str(line.overdue_days or ""),
                ",".join(map(str, facets)),
            ]
        )
        return [head, *[self._headings[heading] for heading in line.headings]]

    def codes(self, line: Line, texts: Sequence[str]) -> Iterator[str]:
        """一条记录里是编号的各段。"""
        return itertools.compress(texts, self.coded[list(line.headings)].tolist())

    def line(self, line: Line, texts: Iterable[str]) -> str:
        """一条记录供显示的一行。"""
        head, *headings = self.heads(line)
        parts = [part for pair in zip(headings, map(_shown, texts), strict=False) for part in pair]
        return FIELD_SEPARATOR.join([head, *parts])

    def marked(self, lines: Iterable[Line]) -> str:
        """连续的若干条记录的开头与抬头，之间、记录之后用记号。"""
        return RECORD_MARK.join([*[FIELD_MARK.join(self.heads(line)) for line in lines], ""])

    def files(self, lines: Sequence[Line], texts: Sequence[Sequence[str]], group: int) -> str:
        """连续的若干条记录，每 `group` 条一个文件。

        Args:
            lines: 记录，从文件的开头起。
            texts: 各条的各段文字。
            group: 一个文件几条。

        Returns:
            各文件的文字，每个以分隔符结尾。
        """
        shown = [self.line(line, parts) for line, parts in zip(lines, texts, strict=True)]
        files = (RECORD_SEPARATOR.join(shown[at : at + group]) for at in range(0, len(shown), group))
        return composed("".join(text + FILE_SEPARATOR for text in files))


class Views(msgspec.Struct, frozen=True):
    """一批记录的两种样子。

    Attributes:
        shown: 供显示的，每个正文文件以分隔符结尾。
        folded: 供查找的，段末是 0，记录末是 1。
        codes: 各条记录的编号的键，记录在高 32 位。
    """

    shown: Units
    folded: Units
    codes: npt.NDArray[np.int64]


def views(drafts: Drafts, lines: Sequence[Line], display: Display, group: int) -> Views:
    """一批记录的两种样子。

    Args:
        drafts: 收到的记录。
        lines: 连续的记录，从正文文件的开头起。
        display: 怎样写。
        group: 一个正文文件几条。
    """
    texts = drafts.texts(lines)
    codes = [
        number << 32 | number_hash(code)
        for number, (line, parts) in enumerate(zip(lines, texts, strict=True))
        for code in (line.id, *display.codes(line, parts))
    ]
    joint = RECORD_MARK.join([*map(FIELD_MARK.join, texts), ""])
    shown = units_of(display.files(lines, texts, group))
    return Views(shown, searchable(joint), np.array(codes, dtype=np.int64))


def _marks() -> npt.NDArray[np.uint16]:
    table = np.arange(0x10000, dtype=np.uint16)
    table[:2] = ord(" ")
    table[[ord(FIELD_MARK), ord(RECORD_MARK)]] = [FIELD_END, RECORD_END]
    return table


_marked = _marks()
