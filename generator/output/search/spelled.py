"""整个记下的词：分面值的后面几个字、年份、文号，各在哪些记录另有一张表，不必一对对字去接。

单位、界别的全名有十来个字，几十上百条记录都有，接起来要十几张表；全名从哪个字起都行，只要一直到末尾（「青禾市
教育局」「市教育局」）。年份与文号照写法认，不问是谁的。与 search-spelled.js 一一对应，改一边必须改另一边。
"""

from collections.abc import Iterable, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from generator.output.search.bits import Integers
from generator.output.search.catalogue import Facet
from generator.output.search.folding import fold
from generator.output.search.hot import FIRST_TEXT_UNIT, Units
from generator.output.search.units import units_of

YEAR, CODE_AFTER_TWO, CODE, NAME = 1 << 18, 1 << 27, 1 << 28, 1 << 29
"""各种键从哪个数起，都在分面值的键（`FACET_VALUE`）之下：年份，连前面两个字的文号，文号，名字。"""

SHORTEST, LENGTH_BITS = 4, 6
"""名字至少几个字：三个字的词本来就是一张表。至多不到六十四个字。"""

MOST_NAMES = 1 << 23
"""名字的键里放得下这么多个分面值。"""

YEAR_DIGITS, CODE_DIGITS = 4, 6
CENTURIES, MOST_CODE = (19, 20), 1_000_000
ZERO = ord("0")

STEP = 31
"""前面的两个字与文号合成一个数，往下乘多少；会重的，所以只用来少看几条，不当作答案。"""

Keys = npt.NDArray[np.uint32]


class Spelled(msgspec.Struct, frozen=True):
    """名字从末一个字往前排成的一棵树：走到的每一处都是某个名字的后面几个字。

    Attributes:
        last: 哪些字是某个名字的末一个字。
        second: 哪些字是某个名字的倒数第二个字。
        steps: 各步，升序：从哪一处起（高位），再往前是哪个字（低 16 位）。
        reached: 各步走到哪一处。
        keys: 各处的键；不到 `SHORTEST` 个字的是零。
    """

    last: npt.NDArray[np.bool_]
    second: npt.NDArray[np.bool_]
    steps: Integers
    reached: Integers
    keys: Keys


def spelled_of(facets: Sequence[Facet]) -> Spelled:
    """照分面目录排好名字。

    Args:
        facets: 各分面；同样的几个字，键用次序在前的值。
    """
    steps: dict[tuple[int, int], int] = {}
    keys = [0]
    for facet in facets:
        for number, value in enumerate(facet.values[: max(0, MOST_NAMES - facet.first)], facet.first):
            units = units_of(fold(value)).tolist()
            if not SHORTEST <= len(units) < 1 << LENGTH_BITS:
                continue
            place = 0
            for length, unit in enumerate(reversed(units), start=1):
                following = steps.setdefault((place, unit), len(keys))
                if following == len(keys):
                    keys.append(NAME | number << LENGTH_BITS | length if length >= SHORTEST else 0)
                place = following
    listed = sorted(steps)
    starts = {steps[step] for step in listed if not step[0]}
    return Spelled(
        _marked(unit for place, unit in listed if not place),
        _marked(unit for place, unit in listed if place in starts),
        np.array([place << 16 | unit for place, unit in listed], dtype=np.int64),
        np.array([steps[step] for step in listed], dtype=np.int64),
        np.array(keys, dtype=np.uint32),
    )


def _marked(units: Iterable[int]) -> npt.NDArray[np.bool_]:
    found = np.zeros(1 << 16, dtype=np.bool_)
    found[list(units)] = True
    return found


def spelled_in(units: Units, spelled: Spelled) -> tuple[Keys, Integers]:
    """文字里整个记下的词，一处一项，次序不限。

    Args:
        units: 折叠后的编码单元，段末是 0，记录末是 1。
        spelled: 名字。

    Returns:
        各处的键，从第几个单元起。
    """
    found = [*_names(units, spelled), _years(units), *_codes(units)]
    return np.concatenate([keys for keys, _ in found]), np.concatenate([starts for _, starts in found])


def _names(units: Units, spelled: Spelled) -> list[tuple[Keys, Integers]]:
    """名字的后面几个字：从末一个字起往前走，走不通的去掉。"""
    at = np.flatnonzero(spelled.last.take(units))
    # 末一个字常见，多半到倒数第二个字就走不通：先看一眼，查表就少得多。名字不止一个字，开头的一个不必看。
    at = at[spelled.second.take(units.take(at - 1, mode="clip"))]
    places = np.zeros(len(at), dtype=np.int64)
    found = [(np.zeros(0, dtype=np.uint32), at[:0])]
    while len(at):
        wanted = places << 16 | units[at]
        rows = np.minimum(np.searchsorted(spelled.steps, wanted), len(spelled.steps) - 1)
        kept = spelled.steps[rows] == wanted
        at, places = at[kept], spelled.reached[rows[kept]]
        keys = spelled.keys[places]
        found.append((keys[keys > 0], at[keys > 0]))
        inside = at > 0
        at, places = at[inside] - 1, places[inside]
    return found


def _years(units: Units) -> tuple[Keys, Integers]:
    """四个数字连「年」字。"""
    ends = np.flatnonzero(units == ord("年"))
    years, known = _four_digits(units, ends)
    return (YEAR | years[known]).astype(np.uint32), ends[known] - YEAR_DIGITS


def _codes(units: Units) -> list[tuple[Keys, Integers]]:
    """「[2024]31号」，连与不连前面的两个字；开头是零的、太长的不认，照一对对字去接。"""
    ends = np.flatnonzero(units == ord("号"))
    heads, numbers = _digits_before(units, ends)
    starts = heads - YEAR_DIGITS - 2
    good = (heads < ends) & (units[heads] != ZERO) & (starts >= 0)
    good &= (units[heads - 1] == ord("]")) & (units[np.maximum(starts, 0)] == ord("["))
    years, known = _four_digits(units, heads - 1)
    good &= known & np.isin(years // 100, CENTURIES)
    starts = starts[good]
    values = (years - CENTURIES[0] * 100)[good] * MOST_CODE + numbers[good]
    before = np.maximum(starts - 2, 0)
    real = (starts >= 2) & (units[before] >= FIRST_TEXT_UNIT) & (units[starts - 1] >= FIRST_TEXT_UNIT)
    two = units[before].astype(np.int64) * STEP + units[starts - 1]
    after = (two * STEP + values) % CODE_AFTER_TWO
    return [
        ((CODE | values).astype(np.uint32), starts),
        ((CODE_AFTER_TWO | after[real]).astype(np.uint32), before[real]),
    ]


def _digits_before(units: Units, ends: Integers) -> tuple[Integers, Integers]:
    """各处之前的几个数字，至多 `CODE_DIGITS` 个：从第几个单元起，合成什么数。"""
    heads, numbers = ends.copy(), np.zeros(len(ends), dtype=np.int64)
    for power in range(CODE_DIGITS):
        digits = units[np.maximum(heads - 1, 0)].astype(np.int64) - ZERO
        more = (heads == ends - power) & (heads > 0) & (digits >= 0) & (digits <= 9)
        numbers += np.where(more, digits * 10**power, 0)
        heads -= more
    return heads, numbers


def _four_digits(units: Units, ends: Integers) -> tuple[Integers, npt.NDArray[np.bool_]]:
    """各处之前的四个数字合成什么数；是不是四个数字。"""
    years, known = np.zeros(len(ends), dtype=np.int64), ends >= YEAR_DIGITS
    for step in range(YEAR_DIGITS, 0, -1):
        digits = units[np.maximum(ends - step, 0)].astype(np.int64) - ZERO
        known &= (digits >= 0) & (digits <= 9)
        years = years * 10 + digits
    return years, known
