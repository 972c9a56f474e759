"""一批记录里的全部字对与三字。

键先打散成 32 位的散列（一一对应，可以还原），散列的大小就是它在哪个文件，
于是不必有分片目录；排序只按散列，稳定的排序保住位置的先后。

一次出现不记位置，只记下一个字，以及从下一个字起的那一对是它在本记录里的第几次出现：
照着一对对接下去，词不论多长都能精确核对，比记位置省一半。另记前一个字、再下一个字：多半总是同一个，
几乎不占地方。
"""

import msgspec
import numpy as np
import numpy.typing as npt

from generator.output.search.bits import Integers, halves, radix_order
from generator.output.search.hot import Hot, Units, pairs_at, triple_keys
from generator.output.search.spelled import Spelled, spelled_in

Keys = npt.NDArray[np.uint32]
Slots = npt.NDArray[np.uint16]
Facts = npt.NDArray[np.int64]

FIELD_END, RECORD_END = 0, 1
PAIRS, TRIPLES, MARKS = 0, 1, 2
FAMILIES = ("pairs", "triples", "marks")

# 下一个字从汉字区的开头数起，常用的字编号就小。
FIRST_CHARACTER = 0x4E00
MOST_ORDINAL = 0xFFFF
MOST_RECORDS = 1 << 15

_FIRST, _SECOND = np.uint32(0x9E3779B1), np.uint32(0x85EBCA77)
_FIRST_BACK, _SECOND_BACK = (
    np.uint32(pow(0x9E3779B1, -1, 1 << 32)),
    np.uint32(pow(0x85EBCA77, -1, 1 << 32)),
)
_HALF, _UNIT = np.uint32(15), np.uint32(16)

TITLE_CHARACTER = np.uint32(1 << 16)

DETAIL_BITS, BEFORE_BITS = 16, 48
SLOT = np.int64(0xFFFF)
"""一次出现的事实里，细节、前一个字从第几位起；最低的几位是记录。"""


def mixed(keys: Keys) -> Keys:
    """键打散成散列，一一对应。"""
    first = keys * _FIRST
    first ^= first >> _HALF
    first *= _SECOND
    return first


def unmixed(hashes: Keys) -> Keys:
    """散列还原成键。"""
    second = hashes * _SECOND_BACK
    second ^= second >> _HALF ^ second >> np.uint32(30)
    return second * _FIRST_BACK


def boundary(bucket: int, buckets: int) -> int:
    """一个文件里最小的散列。"""
    return -(-(bucket << 32) // buckets)


class Occurrences(msgspec.Struct, frozen=True):
    """一批里某一族的全部出现：散列从小到大，同一个键的按位置的先后。

    Attributes:
        hashes: 每次出现的散列。
        facts: 每次出现的事实。低 16 位是第几条记录的两倍，在标题里的加一；往上 32 位是细节，高低各一项
            （字对：下一个字，下一对是第几次出现；三字：自己的头两个字是第几次出现，后两个字是第几次出现）；
            最高 16 位是前一个字，段的开头是 0。
        afters: 每次出现的再下一个字，没有的是 0。
    """

    hashes: Keys
    facts: Facts
    afters: Units


def _facts(slots: Slots, details: Keys, befores: Units) -> Facts:
    """合成事实。"""
    found = befores.astype(np.uint64) << np.uint64(BEFORE_BITS)
    found |= details.astype(np.uint64) << np.uint64(DETAIL_BITS)
    return (found | slots).view(np.int64)


def _slots(units: Units) -> Slots:
    """每个位置属于第几条记录，从它起的一对字在不在标题里。"""
    starts, titles, ends = _bounds(units)
    change = np.zeros(len(units) + 1, dtype=np.int8)
    change[starts] += 1
    change[np.maximum(titles - 1, starts)] -= 1
    owners = np.repeat(np.arange(len(ends), dtype=np.uint16) * np.uint16(2), ends - starts + 1)
    owners += np.cumsum(change[: len(owners)], dtype=np.int8).view(np.uint8)
    return owners


def linked(units: Units, hot: Hot) -> tuple[Occurrences, Occurrences, tuple[int, ...]]:
    """全部字对与常见字对的三字，以及序号数不下的记录。

    Args:
        units: 折叠后的编码单元，段末是 0，记录末是 1。
        hot: 常见的字对。
    """
    slots = _slots(units)
    real = units > RECORD_END
    spots = np.flatnonzero(real[:-1] & real[1:])
    hashes, order = _sorted(mixed(pairs_at(units)[spots]), spots)
    owners = slots[order] >> np.uint16(1)
    fresh = np.ones(len(order), dtype=np.bool_)
    np.not_equal(hashes[1:], hashes[:-1], out=fresh[1:])
    heads = np.flatnonzero(fresh)
    fresh[1:] |= owners[1:] != owners[:-1]
    ordinals = _ordinals(fresh)
    endless = owners[ordinals >= MOST_ORDINAL] if ordinals.max(initial=0) >= MOST_ORDINAL else owners[:0]
    at = np.zeros(len(units) + 2, dtype=np.uint16)
    at[order] = np.minimum(ordinals, MOST_ORDINAL)
    following = np.zeros_like(units)
    following[:-2] = units[2:]
    numbers = np.repeat(hot.numbers(unmixed(hashes[heads])), np.diff(heads, append=len(order)))
    kept = np.flatnonzero((numbers < 0) | fresh)
    places, befores, afters = order[kept], _before(units), _after(units)
    facts = _facts(slots[places], _next(following, at)[places], befores[places])
    pairs = Occurrences(hashes[kept], facts, afters[places])
    number_at = np.full(len(units), -1, dtype=np.int16)
    number_at[order] = numbers
    spots = np.flatnonzero((number_at >= 0) & (following > RECORD_END))
    hashes, order = _sorted(mixed(triple_keys(number_at[spots], following[spots])), spots)
    details = at[order].astype(np.uint32) << _UNIT | at[order + 1]
    facts = _facts(slots[order] & slots[order + 1], details, befores[order])
    triples = Occurrences(hashes, facts, afters[order])
    return pairs, triples, tuple(sorted(set(endless.tolist())))


def _ordinals(fresh: npt.NDArray[np.bool_]) -> npt.NDArray[np.int32]:
    """每次出现是同一对字在同一条记录里的第几次，从零数起。"""
    firsts = np.flatnonzero(fresh).astype(np.int32)
    found = np.arange(len(fresh), dtype=np.int32)
    found -= np.repeat(firsts, np.diff(firsts, append=len(fresh)))
    return found


def _before(units: Units) -> Units:
    """每个位置的前一个字；段的开头是 0。"""
    found = np.zeros_like(units)
    found[1:] = np.where(units[:-1] > RECORD_END, units[:-1], 0)
    return found


def _after(units: Units) -> Units:
    """每个位置的一对字：再下一个字，隔一个；段里没有的是 0。"""
    found = np.zeros_like(units)
    real = (units[2:-1] > RECORD_END) & (units[3:] > RECORD_END)
    found[:-3] = np.where(real, units[3:], 0)
    return found


def _next(following: Units, at: Slots) -> Keys:
    """每个位置的一对字：下一个字，与下一对的序号。段末没有下一个字。"""
    ended = following <= RECORD_END
    details = (following - np.uint16(FIRST_CHARACTER)).astype(np.uint32) << _UNIT
    details |= at[1 : len(details) + 1]
    details[ended] = np.uint32((-FIRST_CHARACTER & 0xFFFF) << 16)
    return details


def marked(marks: Integers, units: Units, spelled: Spelled) -> Occurrences:
    """不属于正文的键，标题单字，以及整个记下的词。

    Args:
        marks: 各条记录不属于正文的键，记录在高 32 位；次序不限，可以重复。
        units: 折叠后的编码单元。
        spelled: 整个记下的名字。
    """
    listed = np.unique(marks)
    given, owners = listed.astype(np.uint32), (listed >> 32).astype(np.uint16)
    titles = _title_characters(units)
    whole, slots = whole_words(units, spelled)
    keys = np.concatenate([given, TITLE_CHARACTER | (titles & np.uint32(0xFFFF)), whole])
    slots = np.concatenate([owners * np.uint16(2), (titles >> _UNIT).astype(np.uint16) * np.uint16(2), slots])
    hashes, order = _sorted(mixed(keys), np.arange(len(keys)))
    afters = np.zeros(len(hashes), dtype=np.uint16)
    return Occurrences(hashes, slots[order].astype(np.int64), afters)


def whole_words(units: Units, spelled: Spelled) -> tuple[Keys, Slots]:
    """整个记下的词，一条记录一项：键，以及第几条记录的两倍，标题里有的加一。按键、按记录升序。

    Args:
        units: 折叠后的编码单元，段末是 0，记录末是 1。
        spelled: 整个记下的名字。
    """
    keys, starts = spelled_in(units, spelled)
    _, titles, ends = _bounds(units)
    owners = np.searchsorted(ends, starts)
    # 标题里的一处排在同一条记录的最前面。
    rows = np.unique(keys.astype(np.int64) << 16 | owners << 1 | (starts >= titles[owners]))
    rows = rows[np.diff(rows >> 1, prepend=-1) != 0]
    return (rows >> 16).astype(np.uint32), rows.astype(np.uint16) ^ np.uint16(1)


def _bounds(units: Units) -> tuple[Integers, Integers, Integers]:
    """各条记录从第几个单元起，标题到哪里为止，记录到哪里为止。"""
    breaks = np.flatnonzero(units <= RECORD_END)
    ends = breaks[units[breaks] == RECORD_END]
    starts = np.concatenate([[0], ends[:-1] + 1])[: len(ends)]
    return starts, breaks[np.searchsorted(breaks, starts)] if len(breaks) else starts, ends


def _title_characters(units: Units) -> Keys:
    """各条记录的标题里有哪些字：记录在高 16 位，字在低 16 位，升序不重复。"""
    starts, titles, ends = _bounds(units)
    lengths = titles - starts
    owners = np.repeat(np.arange(len(ends), dtype=np.uint32), lengths)
    spots = np.arange(len(owners)) + np.repeat(starts - (np.cumsum(lengths) - lengths), lengths)
    return np.unique(owners << _UNIT | units[spots])


def _sorted(hashes: Keys, places: Integers) -> tuple[Keys, Integers]:
    """按散列、再按位置排好：散列与位置。"""
    order = radix_order(*halves(hashes))
    return hashes[order], places[order]
