"""编译的循环之二：一批记录里的字对与三字。意思与 occurrences.py 里的数组运算一样。"""

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from generator.output.search.compiled import compiled
from generator.output.search.loops_sorting import PLACE, PLACE_BITS, Long, hash_of

Unit = npt.NDArray[np.uint16]
Word = npt.NDArray[np.uint32]

LAST_BREAK = 1
FIRST_CHARACTER, MOST_ORDINAL = 0x4E00, 0xFFFF
NOTHING_FOLLOWS = (-FIRST_CHARACTER & 0xFFFF) << 16


class Place(NamedTuple):
    """一批里每个位置的情形。

    Attributes:
        units: 编码单元。
        slots: 第几条记录的两倍，在标题里的加一。
        ordinals: 从这里起的一对字是本记录里的第几次。
        numbers: 从这里起的一对字是第几个常见字对；不常见的是负一。
    """

    units: Unit
    slots: Unit
    ordinals: Unit
    numbers: npt.NDArray[np.int16]


class Rows(NamedTuple):
    """写出来的四列与各有几项：键、次数，细节、记录。"""

    keys: Word
    counts: Word
    details: Word
    slots: Unit


@compiled
def pair_places(units: Unit) -> Long:
    """每一对字的散列与位置。"""
    found = np.empty(len(units), dtype=np.int64)
    count = 0
    for place in range(len(units) - 1):
        first, second = int(units[place]), int(units[place + 1])
        if first > LAST_BREAK and second > LAST_BREAK:
            found[count] = hash_of(first << 16 | second) << PLACE_BITS | place
            count += 1
    return found[:count]


@compiled
def number_pairs(listed: Long, places: Place, hot_hashes: Long, hot_numbers: Long) -> None:
    """照排好的次序，数出每个位置的次序与常见字对的编号。"""
    last, owner, ordinal, hot = np.int64(-1), -1, 0, 0
    number = -1
    for value in listed:
        place, key = value & PLACE, value >> PLACE_BITS
        belongs = places.slots[place] >> 1
        if key != last:
            while hot < len(hot_hashes) and hot_hashes[hot] < key:
                hot += 1
            found = hot < len(hot_hashes) and hot_hashes[hot] == key
            number = hot_numbers[hot] if found else -1
        ordinal = ordinal + 1 if key == last and belongs == owner else 0
        last, owner = key, belongs
        places.ordinals[place] = min(ordinal, MOST_ORDINAL)
        places.numbers[place] = number


@compiled
def pair_rows(listed: Long, places: Place, rows: Rows) -> tuple[int, int]:
    """写出各字对：常见字对每条记录只记一次。

    Returns:
        几个键，几次出现。
    """
    keys, count, last = -1, 0, np.int64(-1)
    size = len(places.units)
    for value in listed:
        place, key = value & PLACE, value >> PLACE_BITS
        if key != last:
            keys += 1
            rows.keys[keys], rows.counts[keys] = key, 0
            last = key
        if places.numbers[place] >= 0 and places.ordinals[place] > 0:
            continue
        detail = np.int64(NOTHING_FOLLOWS)
        if place + 2 < size and places.units[place + 2] > LAST_BREAK:
            following = np.int64(places.units[place + 2]) - FIRST_CHARACTER
            detail = (following & 0xFFFF) << 16 | np.int64(places.ordinals[place + 1])
        rows.details[count], rows.slots[count] = detail, places.slots[place]
        rows.counts[keys] += 1
        count += 1
    return keys + 1, count


@compiled
def triple_places(places: Place) -> Long:
    """每个常见字对连下一个字的散列与位置。"""
    found = np.empty(len(places.units), dtype=np.int64)
    count = 0
    for place in range(len(places.units) - 2):
        number, following = int(places.numbers[place]), int(places.units[place + 2])
        if number >= 0 and following > LAST_BREAK:
            found[count] = hash_of(number << 16 | following) << PLACE_BITS | place
            count += 1
    return found[:count]


@compiled
def triple_rows(listed: Long, places: Place, rows: Rows) -> tuple[int, int]:
    """写出各三字：细节是两个字对各是第几次。"""
    keys, last = -1, np.int64(-1)
    for count, value in enumerate(listed):
        place, key = value & PLACE, value >> PLACE_BITS
        if key != last:
            keys += 1
            rows.keys[keys], rows.counts[keys] = key, 0
            last = key
        first, second = np.int64(places.ordinals[place]), np.int64(places.ordinals[place + 1])
        rows.details[count] = first << 16 | second
        rows.slots[count] = places.slots[place] & places.slots[place + 1]
        rows.counts[keys] += 1
    return keys + 1, len(listed)
