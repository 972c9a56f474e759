"""大档案的逐条扫描：全文从头到尾过一遍，一次数清所有的词各在哪些记录。

意思与 tests/output/search/search_plain_scan.py 的 `PlainScan` 相同（`exactness.py` 在小档案上
两种都做，互相核对），只是十万条、几千个词时不必等几个小时。不用索引的任何代码，只共用折叠。
"""
# ruff: noqa: INP001  # 测量脚本不是包

from collections.abc import Iterable, Sequence

import numpy as np
import numpy.typing as npt
from search_plain_scan import Query

from generator.output.search import SearchDocument
from generator.output.search.folding import fold

BATCH = 2_000
APART = "\x00"

Units = npt.NDArray[np.uint16]


def units_of(text: str) -> Units:
    """文字的 UTF-16 编码单元。"""
    return np.frombuffer(text.encode("utf-16-le", "surrogatepass"), dtype="<u2")


class OnePass:
    """给定的词各在哪些记录。

    Args:
        documents: 全部记录。
        queries: 要回答的查询。
    """

    def __init__(self, documents: Sequence[SearchDocument], queries: Iterable[Query]) -> None:
        terms = {fold(term) for query in queries for term in (*query.wanted, *query.banned)}
        self._every = len(documents)
        self._found: dict[str, list[npt.NDArray[np.int64]]] = {term: [] for term in terms}
        self._long = {term: units_of(term) for term in terms if len(units_of(term)) > 1}
        for first in range(0, len(documents), BATCH):
            self._scan(documents[first : first + BATCH], first)

    def _scan(self, documents: Sequence[SearchDocument], first: int) -> None:
        titles = [fold(each.fields[0].text) for each in documents]
        for term in self._found.keys() - self._long.keys():
            at = [number for number, title in enumerate(titles, first) if term in title]
            self._found[term].append(np.array(at, dtype=np.int64))
        texts = [units_of(APART.join([*(fold(part.text) for part in each.fields), ""])) for each in documents]
        ends = np.cumsum([len(text) for text in texts])
        longest = max(map(len, self._long.values()), default=2)
        units = np.concatenate([*texts, np.zeros(longest, dtype=np.uint16)])
        pairs, places = self._wanted(units)
        for term, wanted in self._long.items():
            pair = int(wanted[0]) << 16 | int(wanted[1])
            low, high = np.searchsorted(pairs, [pair, pair + 1])
            at = places[low:high]
            for step in range(2, len(wanted)):
                at = at[units[at + step] == wanted[step]]
            self._found[term].append(np.unique(np.searchsorted(ends, at, side="right")) + first)

    def _wanted(self, units: Units) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """各词的头两个字在哪里：排好序的字对，同序的位置。"""
        begins, follows = np.zeros(0x10000, dtype=np.bool_), np.zeros(0x10000, dtype=np.bool_)
        for wanted in self._long.values():
            begins[wanted[0]] = follows[wanted[1]] = True
        places = np.flatnonzero(begins[units[:-1]] & follows[units[1:]])
        pairs = units[places].astype(np.int64) << 16 | units[places + 1]
        order = np.argsort(pairs, kind="stable")
        return pairs[order], places[order]

    def search(self, query: Query) -> set[int]:
        """一个查询的结果：各记录的次序。"""
        result = set(range(self._every))
        for term in query.wanted:
            result &= self._of(term)
        for term in query.banned:
            result -= self._of(term)
        return result

    def _of(self, term: str) -> set[int]:
        return {number for part in self._found[fold(term)] for number in part.tolist()}
