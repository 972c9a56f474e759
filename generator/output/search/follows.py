"""每次出现的细节怎样编码：各键自有一份码表，常见的细节码短。

码长取「出现次数占几分之一」的以二为底的对数，不足一位的进一位，有剩的再减；同一码长的码连号，
所以码表只要写下各码长有几个码、是哪些细节。只用一次的细节不进码表，合用一个码，细节照出现的先后写在
码表后面：几千字里一半的细节只用一次，各占一个码，码和码表都白长。
格式与 search-lists.js 里的 detailsOf 对应。
"""

import msgspec
import numpy as np
import numpy.typing as npt

from generator.output.search.bits import Bytes, Integers, halves, radix_order, scatter_bits
from generator.output.search.letters import Letters
from generator.output.search.occurrences import FIRST_CHARACTER

RARE = -1
"""只用一次的细节合用的码，在码表里的细节。"""

_WORD = np.uint64(32)
_HALVES = (
    (np.uint32(1), np.uint32(0x55555555)),
    (np.uint32(2), np.uint32(0x33333333)),
    (np.uint32(4), np.uint32(0x0F0F0F0F)),
    (np.uint32(8), np.uint32(0x00FF00FF)),
    (np.uint32(16), np.uint32(0x0000FFFF)),
)


class Stream(msgspec.Struct, frozen=True):
    """各键首尾相接的一段字节。

    Attributes:
        content: 字节。
        sizes: 各键占几个字节。
    """

    content: Bytes
    sizes: Integers

    def offsets(self) -> Integers:
        """各键的起点，末尾多一项总长。"""
        return np.concatenate([[0], np.cumsum(self.sizes)])


class Follows(msgspec.Struct, frozen=True):
    """编好的细节。

    Attributes:
        tables: 码表。
        codes: 各次出现的码。
    """

    tables: Stream
    codes: Stream


class _Symbols(msgspec.Struct, frozen=True):
    """各键的码表，按键、码长、细节排好。

    Attributes:
        keys: 第几个键。
        details: 细节；只用一次的合用的码是 `RARE`。
        lengths: 码长。
        codes: 码，低位先写。
        of: 每次出现是第几个。
        rare: 只用一次的是哪几次出现。
    """

    keys: Integers
    details: Integers
    lengths: Integers
    codes: npt.NDArray[np.uint32]
    of: npt.NDArray[np.int64]
    rare: Integers


def follows(details: npt.NDArray[np.uint32], counts: Integers, letters: Letters | None) -> Follows:
    """许多键的细节编成码。

    Args:
        details: 各键每次出现的细节，首尾相接。
        counts: 各键的出现次数；不编码的键是零。
        letters: 细节的高半是下一个字的，各字的码；三字的没有。

    Returns:
        编好的细节，各键一段。
    """
    symbols = _symbols(details, counts)
    lengths = symbols.lengths[symbols.of]
    ends = np.concatenate([[0], np.cumsum(lengths)])
    bounds = ends[np.concatenate([[0], np.cumsum(counts)])]
    sizes = (np.diff(bounds) + 7) >> 3
    starts = np.cumsum(sizes) - sizes
    spots = ends[:-1] + np.repeat(starts * 8 - bounds[:-1], counts)
    codes = scatter_bits(int(sizes.sum()), spots, symbols.codes[symbols.of])
    owners = np.repeat(np.arange(len(counts)), counts)[symbols.rare]
    rest = _Rest(owners, details[symbols.rare].astype(np.int64))
    tables = _tables(symbols, rest, letters, len(counts))
    return Follows(tables, Stream(codes, sizes))


def _symbols(details: npt.NDArray[np.uint32], counts: Integers) -> _Symbols:
    keys = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
    order = _order(keys, *halves(details))
    keys, listed = keys[order], details[order]
    fresh = np.ones(len(listed), dtype=np.bool_)
    np.not_equal(listed[1:], listed[:-1], out=fresh[1:])
    fresh[1:] |= keys[1:] != keys[:-1]
    heads = np.flatnonzero(fresh)
    used = np.diff(heads, append=len(listed))
    keys, once = keys[heads], used == 1
    alone = np.bincount(keys[once], minlength=len(counts))
    held = np.flatnonzero(alone)
    # 合用的码排在同一码长的最前面。
    owners = np.concatenate([keys[~once], held.astype(np.uint32)])
    values = np.concatenate([listed[heads][~once].astype(np.int64), np.full(len(held), RARE)])
    times = np.concatenate([used[~once], alone[held]])
    turn = np.lexsort((values, owners))
    owners, values, times = owners[turn], values[turn], times[turn]
    lengths = _shortened(owners, np.ceil(np.log2(counts[owners] / times)).astype(np.uint16))
    moved = _order(owners, lengths)
    places = np.empty(len(moved), dtype=np.int64)
    places[turn[moved]] = np.arange(len(moved))
    shared = np.zeros(len(counts), dtype=np.int64)
    shared[held] = places[len(turn) - len(held) :]
    kinds = np.empty(len(heads), dtype=np.int64)
    kinds[~once] = places[: len(turn) - len(held)]
    kinds[once] = shared[keys[once]]
    of = np.empty(len(order), dtype=np.int64)
    of[order] = np.repeat(kinds, used)
    owned, sizes = owners[moved].astype(np.int64), lengths[moved].astype(np.int64)
    rare = np.sort(order[heads[once]])
    return _Symbols(owned, values[moved], sizes, _codes(owned, sizes), of, rare)


def _shortened(keys: npt.NDArray[np.uint32], lengths: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint16]:
    """进位进得多了，份额有剩：从最短的码起，剩得下的各减一位。"""
    moved = _order(keys, lengths)
    shares = np.uint64(1) << (_WORD - lengths[moved])
    heads = np.flatnonzero(np.diff(keys[moved], prepend=~keys[:1]))
    counts = np.diff(heads, append=len(keys))
    left = (
        np.repeat((np.uint64(1) << _WORD) - np.add.reduceat(shares, heads), counts) if len(heads) else shares
    )
    wanted = np.where(shares <= left, shares, np.uint64(0))
    sums = np.cumsum(wanted)
    sums -= np.repeat(sums[heads] - wanted[heads], counts)
    found = lengths.copy()
    found[moved] -= (wanted > 0) & (sums <= left)
    return found


def _narrow(column: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint16] | npt.NDArray[np.uint8]:
    """装得进八位的数用八位排，少一半。"""
    return column if column.max(initial=0) > 0xFF else column.astype(np.uint8)


def _order(keys: npt.NDArray[np.uint32], *columns: npt.NDArray[np.uint16]) -> Integers:
    """先按键、再按各列的次序；键不多时一趟就够。"""
    high, low = halves(keys)
    narrow = [_narrow(column) for column in (low, *columns)]
    return radix_order(*narrow) if not high.any() else radix_order(high, *narrow)


def _codes(keys: Integers, lengths: Integers) -> npt.NDArray[np.uint32]:
    """规范码：同一个键里码长不减，每个码是前面各码所占份额之和。"""
    shares = np.uint64(1) << (_WORD - lengths.view(np.uint64))
    sums = np.cumsum(shares) - shares
    heads = np.flatnonzero(np.diff(keys, prepend=-1))
    sums -= np.repeat(sums[heads], np.diff(heads, append=len(keys)))
    reversed_codes: npt.NDArray[np.uint32] = sums.astype(np.uint32)
    for step, mask in _HALVES:
        reversed_codes = (reversed_codes >> step & mask) | (reversed_codes & mask) << step
    return reversed_codes


class _Rest(msgspec.Struct, frozen=True):
    """只用一次的细节，照出现的先后。

    Attributes:
        keys: 第几个键。
        details: 细节。
    """

    keys: Integers
    details: Integers


class _Pieces(msgspec.Struct, frozen=True):
    """码表里的几段比特，一行几段。

    Attributes:
        keys: 各行是第几个键的。
        values: 各段。
        widths: 各段几位。
    """

    keys: Integers
    values: Integers
    widths: Integers


def _tables(symbols: _Symbols, rest: _Rest, letters: Letters | None, keys: int) -> Stream:
    """码表：各码长有几个码，各是什么细节，然后是只用一次的细节；一个键一串比特，从整字节起。"""
    listed = symbols.details != RARE
    parts = [
        _levels(symbols),
        _spelled(symbols.keys[listed], symbols.details[listed], letters),
        _spelled(rest.keys, rest.details, letters),
    ]
    owners = np.concatenate([np.repeat(part.keys, part.values.shape[1]) for part in parts])
    order = np.argsort(owners, kind="stable")
    owners = owners[order]
    values = np.concatenate([part.values.ravel() for part in parts])[order]
    widths = np.concatenate([part.widths.ravel() for part in parts])[order]
    sizes = np.zeros(keys, dtype=np.int64)
    heads = np.flatnonzero(np.diff(owners, prepend=-1))
    bits = np.add.reduceat(widths, heads) if len(heads) else widths
    sizes[owners[heads]] = (bits + 7) >> 3
    starts = np.cumsum(sizes) - sizes
    ends = np.cumsum(widths)
    moved = starts[owners[heads]] * 8 - (ends - widths)[heads]
    spots = ends - widths + np.repeat(moved, np.diff(heads, append=len(owners)))
    return Stream(scatter_bits(int(sizes.sum()), spots, values.astype(np.uint64)), sizes)


def _gamma(values: Integers) -> tuple[Integers, Integers]:
    """各数写成两段：加一以后有几位（一元码），最高位以外的各位。给出各段与各段几位，一行两段。"""
    _, exponent = np.frexp((values + 1).astype(np.float64))
    size = exponent.astype(np.int64)
    high = np.int64(1) << (size - 1)
    return np.stack([high, values + 1 - high], axis=1), np.stack([size, size - 1], axis=1)


def _spelled(keys: Integers, details: Integers, letters: Letters | None) -> _Pieces:
    """各细节：下一个字的码，或者高半；然后是低半。"""
    high, low = details >> 16, details & 0xFFFF
    values, widths = _gamma(low)
    if letters:
        units = high + FIRST_CHARACTER & 0xFFFF
        first = letters.codes[units].astype(np.int64)[:, np.newaxis], letters.lengths[units][:, np.newaxis]
    else:
        first = _gamma(high)
    return _Pieces(keys, np.hstack([first[0], values]), np.hstack([first[1], widths]))


def _levels(symbols: _Symbols) -> _Pieces:
    """各键最长的码有几位，合用的码有几位（加一，没有是零），码长为一、二……的码各有几个。"""
    heads = np.append(np.flatnonzero(np.diff(symbols.keys, prepend=-1)), len(symbols.keys))
    groups = len(heads) - 1
    longest = symbols.lengths[heads[1:] - 1] if groups else np.zeros(0, dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(longest + 2)])
    owner = np.repeat(np.arange(groups), np.diff(heads))
    held = np.bincount(starts[owner] + symbols.lengths + 1, minlength=int(starts[-1])).astype(np.int64)
    # 码长为零的只有一个，不必写：那一格写合用的码。
    held[starts[:-1]], held[starts[:-1] + 1] = longest, 0
    shared = np.flatnonzero(symbols.details == RARE)
    held[starts[owner[shared]] + 1] = symbols.lengths[shared] + 1
    return _Pieces(np.repeat(symbols.keys[heads[:-1]], longest + 2), *_gamma(held))
