"""已经写出的索引：读得懂其中的文件，知道一个键写在哪几个文件。"""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import msgspec
import numpy as np

from generator.output.artifact import Artifact
from generator.output.search.catalogue import Facet
from generator.output.search.delta import FOLDER
from generator.output.search.entries import Entry, Range, entries
from generator.output.search.files import script_value
from generator.output.search.hot import Hot, pair_of
from generator.output.search.lists import ALONE, CHAINED
from generator.output.search.occurrences import FAMILIES, MARKS, PAIRS, TRIPLES, boundary, unmixed
from generator.output.search.one_text import decoded
from generator.output.search.reading import script_content
from generator.output.search.scripts import script_bytes
from generator.output.search.spelled import spelled_of
from generator.output.search.texts import RECORD_SEPARATOR, Tokens

Read = Callable[[str], bytes]


class Place(msgspec.Struct, frozen=True):
    """一个倒排文件。

    Attributes:
        path: 在索引目录之下的路径。
        first: 文件里最小的散列。
        span: 文件里的散列至多有几个。
        is_bare: 是不是没有接字的文件。
        is_triple: 是不是三字的文件。
    """

    path: str
    first: int
    span: int
    is_bare: bool
    is_triple: bool


class Written:
    """已经写出的索引。

    Attributes:
        universe: 一共几条记录。
        group: 一个正文文件几条记录。
        tokens: 正文编码的符号表。
        buckets: 三族各分几个文件。
        hot: 常见的字对。
        spelled: 整个记下的名字。

    Args:
        read: 按站内路径读上次写出的文件。
        name: 索引目录的名字，在 `search/` 之下。

    Raises:
        ValueError, LookupError: 目录文件读不懂。
        OSError: 读不到。
    """

    def __init__(self, read: Read, name: str) -> None:
        self._read = read
        self._folder = f"{FOLDER}{name}/"
        found = script_value(read(f"{self._folder}dictionary.js"))
        self.universe = max(1, int(found["count"]))
        self.group = int(found["group"])
        self.tokens = Tokens(tuple(found["tokens"]))
        self.buckets: Sequence[int] = found["buckets"]
        self.hot = self._hot(found)
        self.spelled = spelled_of(
            [Facet(each["name"], each["first"], tuple(each["values"]), ()) for each in found["facets"]]
        )
        self._alone = {PAIRS: set(self.hot.alone), TRIPLES: set(self.hot.triples), MARKS: set[int]()}

    def _hot(self, found: Mapping[str, Any]) -> Hot:
        """常见的字对，见 `directory.dictionary`。"""
        often = list(zip(found["often"], map(pair_of, self.tokens.pairs()), strict=True))
        pairs = sorted({*_ungrouped(found["hot"]), *(key for mark, key in often if mark == "2")})
        alone = {*pairs, *_ungrouped(found["alone"]), *(key for mark, key in often if mark == "1")}
        return Hot(tuple(pairs), tuple(sorted(alone)), tuple(itertools.accumulate(found["triples"])))

    def content(self, path: str) -> bytes:
        """索引目录之下一个文件里的二进制内容。"""
        return script_content(self._read(f"{self._folder}{path}"))

    def made(self, path: str, content: bytes) -> Artifact:
        """改写好的一个文件。"""
        return script_bytes(f"{self._folder}{path}", content)

    def ledger(self, content: bytes) -> Artifact:
        """改写好的账。"""
        return Artifact(f"{self._folder}ledger.tsv", content)

    def entries(self, place: Place, content: bytes) -> list[Entry]:
        """一个文件里的各个键。"""
        within = self.within(place)
        return entries(content, within, is_bare=place.is_bare, is_triple=place.is_triple)

    def within(self, place: Place) -> Range:
        """一个文件里有哪些散列、哪些记录。"""
        return Range(place.first, place.span, self.universe)

    def places(self, family: int, hashed: int) -> Iterator[Place]:
        """一个键写在哪几个文件。"""
        name, triple = FAMILIES[family], family == TRIPLES
        key = int(unmixed(np.array([hashed], dtype=np.uint32))[0])
        if key not in self._alone[family]:
            buckets = self.buckets[family]
            number = hashed * buckets >> 32
            first = boundary(number, buckets)
            span = boundary(number + 1, buckets) - first
            yield Place(f"{name}/{number >> 8}/{number & 255}.js", first, span, family == MARKS, triple)
            return
        yield Place(f"{name}/{ALONE}/{key:08x}.js", hashed, 1, family == PAIRS, triple)
        if family == PAIRS and key not in self.hot.pairs:
            yield Place(f"{name}/{CHAINED}/{key:08x}.js", hashed, 1, is_bare=False, is_triple=False)


def text_path(file: int) -> str:
    """第几个正文文件在索引目录之下的路径。"""
    return f"texts/{file >> 8}/{file & 255}.js"


def text_lines(written: Written, file: int) -> list[str]:
    """第几个正文文件里的各条记录，见 `records.Display`。"""
    return decoded(written.content(text_path(file)), written.tokens).split(RECORD_SEPARATOR)


def _ungrouped(text: str) -> Iterator[int]:
    """目录里的字对：每组一个前字与若干后字，组间以 U+0001 隔开。"""
    for group in text.split("\x01") if text else ():
        yield from (pair_of(group[0] + second) for second in group[1:])
