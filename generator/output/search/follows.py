"""每次出现的细节怎样编码：各键自有一份码表，常见的细节码短。

码长取「出现次数占几分之一」的以二为底的对数，不足一位的进一位，有剩的再减；同一码长的码连号，
所以码表只要写下各码长有几个码、是哪些细节。格式与 search-lists.js 里的 levelsOf 对应。
"""

import msgspec
import numpy as np
import numpy.typing as npt

from generator.output.search.bits import Bytes, Integers, flag_bits, halves, radix_order, scatter_bits
from generator.output.search.codec import variable_bytes

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
        flags: 每次出现是不是换了一条记录；一条记录只出现一次的键没有。
        tables: 码表。
        codes: 各次出现的码。
    """

    flags: Stream
    tables: Stream
    codes: Stream


class _Symbols(msgspec.Struct, frozen=True):
    """各键用到的不同细节，按键、码长、细节排好。

    Attributes:
        keys: 第几个键。
        details: 细节。
        lengths: 码长。
        codes: 码，低位先写。
        of: 每次出现是第几个。
    """

    keys: Integers
    details: npt.NDArray[np.uint32]
    lengths: Integers
    codes: npt.NDArray[np.uint32]
    of: npt.NDArray[np.int32]


def follows(
    details: npt.NDArray[np.uint32], fresh: npt.NDArray[np.bool_], counts: Integers, repeated: Integers
) -> Follows:
    """许多键的细节编成码。

    Args:
        details: 各键每次出现的细节，首尾相接。
        fresh: 每次出现是不是换了一条记录。
        counts: 各键的出现次数；不编码的键是零。
        repeated: 各键的出现次数比记录数多几。

    Returns:
        编好的细节，各键一段。
    """
    symbols = _symbols(details, counts)
    flagged = np.where(repeated > 0, counts, 0)
    flags, _ = flag_bits(fresh[np.repeat(repeated > 0, counts)], flagged[flagged > 0])
    lengths = symbols.lengths[symbols.of]
    ends = np.concatenate([[0], np.cumsum(lengths)])
    bounds = ends[np.concatenate([[0], np.cumsum(counts)])]
    sizes = (np.diff(bounds) + 7) >> 3
    starts = np.cumsum(sizes) - sizes
    spots = ends[:-1] + np.repeat(starts * 8 - bounds[:-1], counts)
    codes = scatter_bits(int(sizes.sum()), spots, symbols.codes[symbols.of])
    return Follows(Stream(flags, (flagged + 7) >> 3), _tables(symbols, len(counts)), Stream(codes, sizes))


def _symbols(details: npt.NDArray[np.uint32], counts: Integers) -> _Symbols:
    keys = np.repeat(np.arange(len(counts), dtype=np.uint32), counts)
    order = _order(keys, *halves(details))
    keys, listed = keys[order], details[order]
    fresh = np.ones(len(listed), dtype=np.bool_)
    np.not_equal(listed[1:], listed[:-1], out=fresh[1:])
    fresh[1:] |= keys[1:] != keys[:-1]
    heads = np.flatnonzero(fresh)
    used = np.diff(heads, append=len(listed))
    keys, listed = keys[heads], listed[heads]
    lengths = _shortened(keys, np.ceil(np.log2(counts[keys] / used)).astype(np.uint16))
    moved = _order(keys, lengths)
    places = np.empty(len(moved), dtype=np.int32)
    places[moved] = np.arange(len(moved), dtype=np.int32)
    of = np.empty(len(order), dtype=np.int32)
    of[order] = np.repeat(places, used)
    owners, sizes = keys[moved].astype(np.int64), lengths[moved].astype(np.int64)
    return _Symbols(owners, listed[moved], sizes, _codes(owners, sizes), of)


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


def _tables(symbols: _Symbols, keys: int) -> Stream:
    """码表：各码长有几个码，然后是各细节；同一码长之内高半与前一个求差。

    一次写成的变长整数：细节的高半差乘二，低半不为零的加一，再写低半。
    """
    fresh = np.diff(symbols.keys, prepend=-1) != 0
    level = fresh | (np.diff(symbols.lengths, prepend=-1) != 0)
    high = (symbols.details >> np.uint32(16)).astype(np.int64)
    low = (symbols.details & np.uint32(0xFFFF)).astype(np.int64)
    gaps = high.copy()
    gaps[1:] -= np.where(level[1:], 0, high[:-1])
    rows = np.stack([gaps * 2 + (low > 0), low], axis=1)
    kept = np.stack([np.ones(len(low), dtype=np.bool_), low > 0], axis=1)
    listed, at = variable_bytes(rows[kept])
    ends = np.concatenate([[0], np.cumsum(kept.sum(axis=1))])
    heads = np.append(np.flatnonzero(fresh), len(low))
    bodies = at[ends[heads]]
    counts, count_sizes = _level_counts(symbols, heads)
    sizes = np.zeros(keys, dtype=np.int64)
    sizes[symbols.keys[heads[:-1]]] = count_sizes + np.diff(bodies)
    # 每个键先写各码长的个数，再写细节：两段交错着放。
    content = np.empty(len(counts) + len(listed), dtype=np.uint8)
    turns = np.stack([count_sizes, np.diff(bodies)], axis=1).ravel()
    ahead = np.repeat(np.arange(len(turns)) % 2 == 0, turns)
    content[ahead] = counts
    content[~ahead] = listed
    return Stream(content, sizes)


def _level_counts(symbols: _Symbols, heads: Integers) -> tuple[Bytes, Integers]:
    """各键最长的码有几位，码长为一、二……的码各有几个。只有一个码的，码长为零。"""
    groups = len(heads) - 1
    longest = symbols.lengths[heads[1:] - 1] if groups else np.zeros(0, dtype=np.int64)
    starts = np.concatenate([[0], np.cumsum(longest + 1)])
    owner = np.repeat(np.arange(groups), np.diff(heads))
    held = np.bincount(starts[owner] + symbols.lengths, minlength=int(starts[-1])).astype(np.int64)
    held[starts[:-1]] = longest
    content, at = variable_bytes(held)
    return content, np.diff(at[starts])
