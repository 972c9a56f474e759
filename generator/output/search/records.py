"""记录在索引里的两种样子：折叠后供查找的编码单元，原样供显示的文字。"""

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from generator.output.search.folding import CONTROLS, clean, composed, fold
from generator.output.search.model import SearchDocument
from generator.output.search.occurrences import FIELD_END, RECORD_END
from generator.output.search.texts import FIELD_SEPARATOR, FILE_SEPARATOR, RECORD_SEPARATOR
from generator.output.search.units import folder, units_of

FACET_VALUE, NUMBER_HASH = 1 << 30, 1 << 31

NUMBER_KINDS = frozenset({"number", "document_number"})

# 折叠用的分隔：这两个码位永远不是字符，折叠表把它们换成段末与记录末。
FIELD_MARK, RECORD_MARK = "\uffff", "\ufffe"

Numbers = Mapping[tuple[str, str], int]


class Kinds(msgspec.Struct, frozen=True):
    """记录种类与段落种类的编号。

    Attributes:
        documents: 各种记录。
        fields: 各种段落及其中文名。
    """

    documents: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]


def kinds_of(documents: Sequence[SearchDocument]) -> Kinds:
    """出现过的种类，升序。"""
    return Kinds(
        tuple(sorted({document.kind for document in documents})),
        tuple(sorted({(field.kind, field.label) for document in documents for field in document.fields})),
    )


def number_form(text: str) -> str:
    """编号比较时的样子：折叠，去空白，去「第」「号」。"""
    folded = fold(text).replace(" ", "")
    return folded.removeprefix("第").removesuffix("号")


def number_hash(units: npt.NDArray[np.uint16]) -> int:
    """编号的散列，使「案号、文号」不论长短都只占一个键。"""
    value = 0
    for unit in units.tolist():
        value = (value * 31 + unit) & 0xFFFFFFFF
    return NUMBER_HASH | value


def searchable(documents: Sequence[SearchDocument]) -> npt.NDArray[np.uint16]:
    """一批记录供查找的样子。

    Args:
        documents: 连续的若干条记录。

    Returns:
        各段折叠后首尾相接，段末是 0，记录末是 1。
    """
    return _marked[folder().units(composed(_joined(documents)))]


def searchable_alone(document: SearchDocument) -> npt.NDArray[np.uint16]:
    """一条记录供查找的样子，与 `searchable` 的相同；只折叠用到的字，不必备好整张折叠表。"""
    return _marked[units_of(fold(_joined([document])))]


def _joined(documents: Sequence[SearchDocument]) -> str:
    parts = [FIELD_MARK.join([_plain(field.text) for field in each.fields]) for each in documents]
    return RECORD_MARK.join([*parts, ""])


def _plain(text: str) -> str:
    return text if FIELD_MARK not in text and RECORD_MARK not in text else clean(text)


def specials(document: SearchDocument, numbers: Numbers) -> list[int]:
    """一条记录不属于正文的键：编号、分面值。

    Args:
        document: 一条记录。
        numbers: 分面值的编号。

    Returns:
        字对，升序不重复。
    """
    codes = [field.text for field in document.fields if field.kind in NUMBER_KINDS]
    found = {number_hash(units_of(number_form(code))) for code in [*codes, document.id]}
    found |= {FACET_VALUE | numbers[facet] for facet in document.facets}
    return sorted(found)


def _shown(text: str) -> str:
    """控制符换成空格，换行除外；整个文件写好再一起合成（NFC）。"""
    # 逐段问一声比逐字找快几倍，而且多半不必换。
    return text if all(map(str.isprintable, text.split("\n"))) else CONTROLS.sub(" ", text)


class Display:
    """把记录写成供显示的文字。

    Args:
        kinds: 种类的编号。
        numbers: 分面值的编号。
    """

    def __init__(self, kinds: Kinds, numbers: Numbers) -> None:
        self._documents = {kind: str(place) for place, kind in enumerate(kinds.documents)}
        self._fields = {field: str(place) for place, field in enumerate(kinds.fields)}
        self._numbers = numbers

    def parts(self, document: SearchDocument) -> list[str]:
        """一条记录的各项：编号、种类、路径、日期、逾期天数、分面值，然后每段三项：种类、锚点、文字。"""
        facets = sorted({self._numbers[facet] for facet in document.facets})
        parts = [
            document.id,
            self._documents[document.kind],
            document.path,
            document.date,
            str(document.overdue_days or ""),
            ",".join(map(str, facets)),
        ]
        for field in document.fields:
            parts += (self._fields[field.kind, field.label], field.anchor, field.text)
        return parts

    def line(self, document: SearchDocument) -> str:
        """一条记录供显示的一行。"""
        parts = self.parts(document)
        parts[8::3] = map(_shown, parts[8::3])
        return FIELD_SEPARATOR.join(parts)

    def marked(self, documents: Sequence[SearchDocument]) -> str:
        """连续的若干条记录，项与项之间、记录之后用记号；控制符没有换，也没有合成。"""
        lines = [FIELD_MARK.join(self.parts(document)) for document in documents]
        return RECORD_MARK.join([*lines, ""])

    def files(self, documents: Sequence[SearchDocument], group: int) -> str:
        """连续的若干条记录，每 `group` 条一个文件。

        Args:
            documents: 记录，从文件的开头起。
            group: 一个文件几条。

        Returns:
            各文件的文字，每个以分隔符结尾。
        """
        lines = [self.line(document) for document in documents]
        files = (RECORD_SEPARATOR.join(lines[at : at + group]) for at in range(0, len(lines), group))
        return composed("".join(text + FILE_SEPARATOR for text in files))


def _marks() -> npt.NDArray[np.uint16]:
    table = np.arange(0x10000, dtype=np.uint16)
    table[:2] = ord(" ")
    table[[ord(FIELD_MARK), ord(RECORD_MARK)]] = [FIELD_END, RECORD_END]
    return table


_marked = _marks()
