"""太常见的字对：只记在哪些记录，不记位置；旁边的字对替它记下一个字。

「问题」「发展」这样的字对出现几十万次，位置表一份就有几百千字节。一个词里夹着它时，
紧挨着的字对（多半少见）每次出现都注明左右邻字对是不是常见字对、是哪一个，就够核对了。
两个常见字对相连，则把连起来的三个字、四个字……当作一个整体另记一张表。
哪些算常见由抽样决定：抽样不准只影响大小，不影响对错。
"""

import functools
from collections.abc import Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from generator.output.search.bits import Integers

Units = npt.NDArray[np.uint16]

FIRST_TEXT_UNIT = 32
FIRST_SURROGATE, LAST_SURROGATE = 0xD800, 0xDFFF
MOST_HOT = 4_095
MOST_PARTNERS = 127
LONGEST_RUN = 7
LEVEL_SHIFT, IDENTITY_BITS = 24, 12


class Hot(msgspec.Struct, frozen=True):
    """常见的字对与连串。

    Attributes:
        pairs: 常见字对，升序；次序就是编号。
        alone: 倒排表自成一个文件的字对，含常见字对，升序。
        runs: 常见的三字、四字……连串，每层一项；一个连串是前后两个下一层编号合成的键，升序。
    """

    pairs: tuple[int, ...]
    alone: tuple[int, ...]
    runs: tuple[tuple[int, ...], ...]


def pairs_at(units: Units) -> npt.NDArray[np.uint32]:
    """每个位置与后一个单元合成的字对。"""
    return units[:-1].astype(np.uint32) << np.uint32(16) | units[1:]


def choose_hot(sample: Units, scale: float, most: int, alone: int) -> Hot:
    """从抽样里选出常见的字对。

    Args:
        sample: 抽样的编码单元，段末是 0，记录末是 1。
        scale: 全部是抽样的几倍。
        most: 出现超过这么多次算常见。
        alone: 出现超过这么多次，倒排表自成一个文件。

    Returns:
        常见的字对与连串。
    """
    keys = pairs_at(sample)
    # 落单的代理码元不能写进目录，含它的字对一律不算常见。
    plain = (sample >= FIRST_TEXT_UNIT) & ((sample < FIRST_SURROGATE) | (sample > LAST_SURROGATE))
    keys = keys[plain[:-1] & plain[1:]]
    listed, counts = np.unique(keys, return_counts=True)
    often = listed[counts * scale > alone]
    ranked = np.argsort(-counts, kind="stable")[:MOST_HOT]
    ranked = ranked[counts[ranked] * scale > most]
    pairs = _fewer_partners(listed[ranked])
    lookup = Lookup(Hot(pairs, (), ()))
    runs: list[tuple[int, ...]] = []
    level = hot_spots(lookup.pair_numbers(sample))
    for _ in range(LONGEST_RUN - 2):
        longer = joined(level)
        found, counts = np.unique(longer.numbers, return_counts=True)
        chosen = tuple(found[counts * scale > most].tolist()[:MOST_HOT])
        if not chosen:
            break
        runs.append(chosen)
        level = numbered(longer, chosen)
    return Hot(pairs, tuple(sorted({*often.tolist(), *pairs})), tuple(runs))


def _fewer_partners(ranked: npt.NDArray[np.uint32]) -> tuple[int, ...]:
    """邻字的编号只有七位：同一个字开头或结尾的常见字对不超过一百二十七个。"""
    before: dict[int, int] = {}
    after: dict[int, int] = {}
    chosen = []
    for pair in ranked.tolist():
        first, second = pair >> 16, pair & 0xFFFF
        if before.get(second, 0) < MOST_PARTNERS and after.get(first, 0) < MOST_PARTNERS:
            before[second] = before.get(second, 0) + 1
            after[first] = after.get(first, 0) + 1
            chosen.append(pair)
    return tuple(sorted(chosen))


class Spots(msgspec.Struct, frozen=True):
    """一层里的连串：都在哪里，是什么。

    Attributes:
        places: 位置，升序。
        numbers: 同序的编号（或合成的键）。
    """

    places: Integers
    numbers: npt.NDArray[np.int32]


def hot_spots(numbers: npt.NDArray[np.int16]) -> Spots:
    """常见字对都在哪里。"""
    places = np.flatnonzero(numbers >= 0)
    return Spots(places, numbers[places].astype(np.int32))


def joined(spots: Spots) -> Spots:
    """前后相接的两个，合成上一层的键。"""
    first = np.flatnonzero(spots.places[1:] == spots.places[:-1] + 1)
    keys = spots.numbers[first] << IDENTITY_BITS | spots.numbers[first + 1]
    return Spots(spots.places[first], keys)


def numbered(spots: Spots, chosen: Sequence[int]) -> Spots:
    """只留常见的连串，键换成它在常见连串里的编号。"""
    listed = np.array(chosen, dtype=np.int32)
    at = np.minimum(np.searchsorted(listed, spots.numbers), len(listed) - 1)
    found = np.flatnonzero(listed[at] == spots.numbers)
    return Spots(spots.places[found], at[found].astype(np.int32))


class Lookup:
    """查一段文字里哪些位置是常见字对。

    Args:
        hot: 常见的字对。
    """

    def __init__(self, hot: Hot) -> None:
        self.hot = hot
        pairs = np.array(hot.pairs, dtype=np.int64)
        first, second = pairs >> 16, pairs & 0xFFFF
        self.before_count, self._before = _partners(second)
        self.after_count, self._after = _partners(first)
        self._first, self._second = _ranks(first), _ranks(second)
        width = int(self._second.max(initial=0)) + 1
        self._table = np.full((int(self._first.max(initial=0)) + 1) * width, -1, dtype=np.int16)
        self._width = np.int32(width)
        self._table[self._first[first] * self._width + self._second[second]] = np.arange(len(pairs))

    def pair_numbers(self, units: Units) -> npt.NDArray[np.int16]:
        """每个位置上的常见字对的编号；不常见的是负一。"""
        found = self._table[self._first[units[:-1]] * self._width + self._second[units[1:]]]
        return np.append(found, np.int16(-1))

    def before(self, numbers: npt.NDArray[np.int16]) -> npt.NDArray[np.uint32]:
        """每个位置左邻的常见字对，在「以本字结尾的常见字对」里排第几（从一数起）；没有是零。"""
        return np.concatenate([self._before[:1] * 0, self._before[numbers[:-1]]])

    def after(self, numbers: npt.NDArray[np.int16]) -> npt.NDArray[np.uint32]:
        """每个位置右邻的常见字对，在「以下一字开头的常见字对」里排第几（从一数起）；没有是零。"""
        return np.concatenate([self._after[numbers[1:]], self._after[:1] * 0])


def _ranks(characters: Integers) -> npt.NDArray[np.int32]:
    """出现过的字从一排起；别的字是零，配不成常见字对。"""
    table = np.zeros(0x10000, dtype=np.int32)
    listed = np.unique(characters)
    table[listed] = np.arange(1, len(listed) + 1)
    return table


def _partners(characters: Integers) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.uint32]]:
    """每个字有几个常见字对，以及每个常见字对排第几；末尾多一项零，供编号负一取用。"""
    counts = np.bincount(characters, minlength=0x10000)
    order = np.argsort(characters, kind="stable")
    places = np.zeros(len(characters) + 1, dtype=np.uint32)
    starts = np.cumsum(counts) - counts
    places[order] = np.arange(len(characters)) - starts[characters[order]] + 1
    return counts, places


@functools.lru_cache(maxsize=4)
def lookup_of(hot: Hot) -> Lookup:
    """同一份常见字对的查法，只造一次。"""
    return Lookup(hot)


def context_width(count: Integers) -> Integers:
    """有几个邻字对可选时，要几位。"""
    _, exponent = np.frexp(count.astype(np.float64))
    return exponent.astype(np.int64)
