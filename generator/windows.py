"""在一块内容里同时找几万句以上的长话：一格一格地看过去，指纹像的才逐字对。

自动机每个字节都要走一步，句子多了，每一步都要去内存深处取；这里八个字节看一眼，多半一眼就过。
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate

import numpy as np
import numpy.typing as npt

WORD = 8
"""内容按几个字节一格看过去。"""

WINDOW = 2 * WORD
"""一眼看几个字节。"""

LEAST = WINDOW + WORD - 1
"""一句话至少几个字节：不论从一格的哪里开始，里面都有完整的一眼。"""

PAUSES = ("，".encode(), "、".encode())
"""停顿；各三个字节。"""

BEFORE = 10
"""从停顿之前几个字节看起：不论从一格的哪里开始，停顿两边都看得到。"""

CROWD = 8
"""同一眼像这么多句以上，按长短查表，不逐句去对。"""

FEW = 24
"""像的多于这么多处，先一起比头尾，剩下的再逐字对；十万条的档案里，处处有几分像。"""

ROOM = 16
"""筛子里一样东西占几位；宽些，不相干的多半筛得掉。"""

PIECE = 1 << 17
"""一次看多少格：一兆字节，中间的结果都还在处理器手边。"""

SMALLEST = 16
"""筛子最小是二的几次方位。"""

FIRST, SECOND = np.uint64(0x9E3779B97F4A7C15), np.uint64(0xC2B2AE3D27D4EB4F)
FACTORS = (np.uint64(1), np.uint64(0x165667B19E3779F9))
"""一个指纹在筛子里占两处；这两个数乘出来的高位彼此不相干。"""

EIGHTH, REST, LOW = np.uint64(3), np.uint64(7), np.uint64(20)
BITS = np.left_shift(1, np.arange(8)).astype(np.uint8)

Bytes = npt.NDArray[np.uint8]
Keys = npt.NDArray[np.uint32]
Marks = npt.NDArray[np.uint64]
Owners = npt.NDArray[np.int32]
Places = npt.NDArray[np.int64]
Crowd = dict[tuple[int, int], dict[bytes, list[int]]]


class Windows:
    """找许多长话的人。

    Args:
        phrases: 要找的话，每句不少于 LEAST 个字节；可以有重复的。
    """

    def __init__(self, phrases: Sequence[bytes]) -> None:
        self._text = b"".join(phrases)
        self._starts = np.fromiter(accumulate(map(len, phrases), initial=0), np.int64, len(phrases) + 1)
        leads = (_leads(self._text, self._starts)[:, None] + np.arange(WORD)).ravel()
        marks = _marks_at(self._text, np.repeat(self._starts[:-1], WORD) + leads)
        size = max(SMALLEST, (len(marks) * ROOM).bit_length())
        self._power = np.uint64(64 - size)
        self._sieve = np.zeros(1 << size - 3, np.uint8)
        for factor in FACTORS:
            spots = self._spots(marks, factor)
            np.bitwise_or.at(self._sieve, _index(spots >> EIGHTH), _bit(spots))
        keys = _keys(marks)
        order = np.argsort(keys, kind="stable")
        self._keys, bounds = np.unique(keys[order], return_index=True)
        self._bounds = np.append(bounds, len(order))
        self._owners = (order // WORD).astype(np.int32)
        self._leads = leads[order].astype(np.int32)
        letters = np.frombuffer(self._text, np.uint8)
        self._heads = _words_at(letters, self._starts[:-1])
        self._tails = _words_at(letters, self._starts[1:] - WORD)
        self._crowds: dict[int, Crowd] = {}

    def found(self, content: bytes) -> set[int]:
        """内容里有哪几句，按给的次序从零数。"""
        if len(content) < WINDOW:
            return set()
        words = np.frombuffer(content, "<u8", len(content) // WORD)
        found: set[int] = set()
        for start in range(0, len(words) - 1, PIECE):
            places, which = self._alike(words[start : start + PIECE + 1])
            if len(places):
                found.update(self._those(content, places + start * WORD, which))
        return found

    def _alike(self, words: Marks) -> tuple[Places, Places]:
        """指纹像的各处：从第几个字节起，像的是哪一个指纹。"""
        marks = _marks(words[:-1], words[1:])
        places = np.arange(len(marks))
        for factor in FACTORS:
            spots = self._spots(marks, factor)
            kept = (self._sieve.take(_index(spots >> EIGHTH)) & _bit(spots)).nonzero()
            places, marks = places[kept], marks[kept]
        keys = _keys(marks)
        which = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        alike = (self._keys[which] == keys).nonzero()
        return places[alike] * WORD, which[alike]

    def _spots(self, marks: Marks, factor: np.uint64) -> Marks:
        """指纹在筛子里占的地方。"""
        return (marks * factor) >> self._power

    def _those(self, content: bytes, places: Places, which: Places) -> Iterator[int]:
        """像的几句里真的是的；同一眼像的很多句，另查表。"""
        lows, sizes = self._bounds[which], self._bounds[which + 1] - self._bounds[which]
        crowded = sizes > CROWD
        for place, low, size in zip(
            *(found[crowded].tolist() for found in (places, lows, sizes)), strict=True
        ):
            yield from self._crowded(content, place, low, low + size)
        sizes[crowded] = 0
        entries = np.arange(sizes.sum()) + np.repeat(lows - (sizes.cumsum() - sizes), sizes)
        owners, starts = self._owners[entries], np.repeat(places, sizes) - self._leads[entries]
        if len(owners) > FEW:
            owners, starts = self._alike_at_both_ends(content, owners, starts)
        for owner, start in zip(owners.tolist(), starts.tolist(), strict=True):
            if start >= 0 and content.startswith(self._phrase(owner), start):
                yield owner

    def _alike_at_both_ends(self, content: bytes, owners: Owners, starts: Places) -> tuple[Owners, Places]:
        """头尾八个字节也对得上的：第几句，从第几个字节起。"""
        letters = np.frombuffer(content, np.uint8)
        ends = starts + self._starts[owners + 1] - self._starts[owners]
        inside = (starts >= 0) & (ends <= len(content))
        owners, starts, ends = owners[inside], starts[inside], ends[inside]
        alike = _words_at(letters, starts) == self._heads[owners]
        alike &= _words_at(letters, ends - WORD) == self._tails[owners]
        return owners[alike], starts[alike]

    def _crowded(self, content: bytes, place: int, low: int, high: int) -> Iterator[int]:
        for (lead, length), members in self._crowd(low, high).items():
            if place >= lead:
                yield from members.get(content[place - lead : place - lead + length], ())

    def _crowd(self, low: int, high: int) -> Crowd:
        """像的许多句：（这一眼在句子里的位置，句子长短）→ 句子 → 第几句。"""
        if low not in self._crowds:
            found = self._crowds[low] = {}
            for owner, lead in self._members(low, high):
                phrase = self._phrase(owner)
                found.setdefault((lead, len(phrase)), {}).setdefault(phrase, []).append(owner)
        return self._crowds[low]

    def _members(self, low: int, high: int) -> Iterator[tuple[int, int]]:
        return zip(self._owners[low:high].tolist(), self._leads[low:high].tolist(), strict=True)

    def _phrase(self, owner: int) -> bytes:
        return self._text[self._starts[owner] : self._starts[owner + 1]]


def _leads(text: bytes, starts: Places) -> Places:
    """每句从第几个字节起看：句尾、句中、句首、停顿处里，与别的句子相同得最少的那一处。"""
    room = np.diff(starts) - LEAST
    best = np.zeros_like(room)
    fewest = np.full_like(room, len(room) + 1)
    for leads in (*_across(text, starts, room), room, room // 2, np.zeros_like(room)):
        marks = _marks_at(text, starts[:-1] + leads)
        _, which, counts = np.unique(marks, return_inverse=True, return_counts=True)
        fewer = counts[which] < fewest
        best[fewer], fewest[fewer] = leads[fewer], counts[which][fewer]
    return best


def _across(text: bytes, starts: Places, room: Places) -> Iterator[Places]:
    """从停顿之前看到停顿之后：套话一段段地重复，前一段接着后一段的却少；没有停顿的看句首。"""
    letters = np.frombuffer(text, np.uint8)
    pauses = np.sort(np.concatenate([_places_of(pause, letters) for pause in PAUSES]))
    if not len(pauses):
        return
    for begin in (starts[:-1], starts[:-1] + room // 2):
        nearest = np.searchsorted(pauses, begin + BEFORE)
        leads = pauses[np.minimum(nearest, len(pauses) - 1)] - BEFORE - starts[:-1]
        yield np.where((leads >= 0) & (leads <= room), leads, 0)


def _places_of(sign: bytes, letters: Bytes) -> Places:
    """三个字节的一个字在哪几处。"""
    places: Places = (letters[:-2] == sign[0]).nonzero()[0]
    for ahead in (1, 2):
        places = places[letters[places + ahead] == sign[ahead]]
    return places


def _marks_at(text: bytes, places: Places) -> Marks:
    """从这几处起的一眼的指纹。"""
    letters = np.frombuffer(text, np.uint8)
    one, other = (_words_at(letters, places + start) for start in (0, WORD))
    return _marks(one, other)


def _words_at(letters: Bytes, places: Places) -> Marks:
    """从这几处起的八个字节。"""
    words = np.ndarray(len(letters) - WORD + 1, "<u8", letters, strides=(1,))
    return words[places]


def _marks(one: Marks, other: Marks) -> Marks:
    return ((one * FIRST) ^ other) * SECOND


def _keys(marks: Marks) -> Keys:
    return (marks >> LOW).astype(np.uint32)


def _index(spots: Marks) -> Places:
    return spots.view(np.int64)


def _bit(spots: Marks) -> Bytes:
    return BITS.take(_index(spots & REST))
