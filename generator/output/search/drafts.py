"""收到的记录：文字写进临时文件，内存里每条只留一行。

十万条的文字有一吉字节，不能都在手里：排次序、定安排只看各行，文字要用哪些读回哪些。
"""

from collections.abc import Hashable, Iterable, Sequence
from pathlib import Path
from typing import Protocol, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from generator.output.search.digests import ALL_HERE, Digests, head_of
from generator.output.search.folding import clean
from generator.output.search.model import SearchDocument
from generator.output.search.numbers import codes_in, number_end

FIELD_MARK, RECORD_MARK = "\uffff", "\ufffe"
"""文字里的记号：段与段之间，记录之后。这两个码位永远不是字符，正文里有的收下时换成空格。"""

Units = npt.NDArray[np.uint16]
Known = TypeVar("Known", bound=Hashable)


class Line(msgspec.Struct, frozen=True, gc=False):
    """一条记录留在内存里的一行。

    Attributes:
        kind: 记录种类。
        id: 记录编号。
        path: 页面在站内的路径。
        date: 日期。
        overdue_days: 逾期天数。
        digest: 内容摘要。
        facets: 分面值的代号，不重复，见 `Drafts.facets`。
        headings: 各段抬头的代号，见 `Drafts.headings`。
        title: 标题几个字。
        length: 各段一共几个字，每段另加一。
        offset: 文字在临时文件里的起点，字节。
        size: 文字几个字节。
    """

    kind: str
    id: str
    path: str
    date: str
    overdue_days: int
    digest: str
    facets: tuple[int, ...]
    headings: tuple[int, ...]
    title: int
    length: int
    offset: int
    size: int


class _Placed(Protocol):
    """排次序要看的。"""

    @property
    def kind(self) -> str: ...

    @property
    def id(self) -> str: ...

    @property
    def date(self) -> str: ...


Placed = TypeVar("Placed", bound=_Placed)


def day_of(date: str) -> str:
    """排次序用的日期：只到月、年的按最后一天，没有的最旧。"""
    return date + {4: "-12-31", 7: "-31"}.get(len(date), "")


def in_order(documents: Iterable[Placed]) -> list[Placed]:
    """记录在索引里的次序：日期从新到旧，同日按种类与编号。"""
    ordered = sorted(documents, key=lambda each: (each.kind, each.id))
    ordered.sort(key=lambda each: day_of(each.date), reverse=True)
    return ordered


class Drafts(msgspec.Struct, frozen=True):
    """收到的全部记录。

    Attributes:
        lines: 各条留下的一行，按索引的次序。
        facets: 各分面名与值，次序即代号。
        headings: 各段的抬头：种类、中文名、锚点，次序即代号。
        ends: 各个编号的最后一个字，不重复，升序。
        path: 写着文字的临时文件。
    """

    lines: Sequence[Line]
    facets: tuple[tuple[str, str], ...]
    headings: tuple[tuple[str, str, str], ...]
    ends: str
    path: Path

    def units(self, lines: Iterable[Line]) -> Units:
        """几条记录的文字。

        Args:
            lines: 哪几条。

        Returns:
            UTF-16 编码单元，段与段之间、记录之后有记号。
        """
        with self.path.open("rb", buffering=0) as file:
            parts = []
            for line in lines:
                file.seek(line.offset)
                parts.append(file.read(line.size))
        return np.frombuffer(b"".join(parts), dtype="<u2")

    def text(self, lines: Iterable[Line]) -> str:
        """几条记录的文字，带着记号。"""
        return self.units(lines).tobytes().decode("utf-16-le", "surrogatepass")

    def texts(self, lines: Iterable[Line]) -> list[list[str]]:
        """几条记录的各段文字。"""
        return [record.split(FIELD_MARK) for record in self.text(lines).split(RECORD_MARK)[:-1]]


class _Numbers(dict[Known, int]):
    """头一次见到的，给下一个代号。"""

    def __missing__(self, key: Known) -> int:
        number = self[key] = len(self)
        return number


class _Same(dict[Known, Known]):
    """相同的只留一份。"""

    def __missing__(self, key: Known) -> Known:
        self[key] = key
        return key


BUFFER = 1 << 20
"""攒够这么多字节再写：一条记录就有几千字节。"""


def drafts(documents: Iterable[SearchDocument], path: Path, most: int = ALL_HERE) -> Drafts:
    """收下全部记录；收一条写一条，不留在内存里。

    Args:
        documents: 记录，次序不限。
        path: 临时文件。
        most: 记录超过此数，摘要另请一个进程算。

    Returns:
        收到的记录。
    """
    facets, headings = _Numbers[tuple[str, str]](), _Numbers[tuple[str, str, str]]()
    words, rows = _Same[str](), _Same[tuple[int, ...]]()
    lines, ends, offset = [], set[str](), 0
    with path.open("wb", BUFFER) as file, Digests(path, file, most) as digests:
        for each in documents:
            text = encoded(each)
            line = Line(
                kind=words[each.kind],
                id=each.id,
                path=each.path,
                date=words[each.date],
                overdue_days=each.overdue_days,
                digest="",
                facets=tuple({facets[facet] for facet in each.facets}),
                headings=rows[tuple([headings[part.kind, part.label, part.anchor] for part in each.fields])],
                title=len(each.title),
                length=sum([len(part.text) for part in each.fields], len(each.fields)),
                offset=offset,
                size=file.write(text),
            )
            ends.update(map(number_end, codes_in(each)))
            digests.add(head_of(each), offset, line.size)
            offset += line.size
            lines.append(line)
        found = digests.found()
    lines = list(map(_completed, lines, found))
    return Drafts(in_order(lines), tuple(facets), tuple(headings), "".join(sorted(ends)), path)


def _completed(line: Line, digest: str) -> Line:
    return msgspec.structs.replace(line, digest=digest)


def encoded(document: SearchDocument) -> bytes:
    """一条记录的各段文字，写进临时文件的样子。"""
    return joined(document).encode("utf-16-le", "surrogatepass")


def joined(document: SearchDocument) -> str:
    """一条记录的各段文字，带着记号。"""
    texts = [field.text for field in document.fields]
    text = FIELD_MARK.join(texts) + RECORD_MARK
    if text.count(FIELD_MARK) + text.count(RECORD_MARK) > max(1, len(texts)):
        text = FIELD_MARK.join(map(clean, texts)) + RECORD_MARK
    return text
