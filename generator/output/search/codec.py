"""整数表的编码：变长整数、升序表。格式与 search-codec.js 一一对应，改一边必须改另一边。"""

import numpy as np
import numpy.typing as npt

from generator.output.search.bits import Bytes, Integers, fixed_spots, scatter_bits

SHORT_LIST = 2
BITMAP = -1


def variable_bytes(values: Integers | npt.NDArray[np.int32]) -> tuple[Bytes, Integers]:
    """每个整数编成若干字节，低七位在前，最高位表示后面还有。

    Args:
        values: 非负整数。

    Returns:
        全部字节，以及每个整数在其中的起点（末尾多一项总长）。
    """
    most = max(1, -(-int(values.max(initial=0)).bit_length() // 7))
    lengths = np.ones(len(values), dtype=np.uint8)
    for place in range(1, most):
        lengths += values >= (1 << (7 * place))
    starts = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum(lengths, out=starts[1:])
    output = np.empty(int(starts[-1]), dtype=np.uint8)
    output[starts[:-1]] = values.astype(np.uint8) & 127 | (lengths > 1).view(np.uint8) << 7
    for place in range(1, most):
        chosen = np.flatnonzero(lengths > place)
        more = (lengths[chosen] > place + 1).view(np.uint8) << 7
        output[starts[chosen] + place] = (values[chosen] >> (7 * place)).astype(np.uint8) & 127 | more
    return output, starts


def varint(*values: int) -> bytes:
    """几个整数的变长编码，用于表头。"""
    output = bytearray()
    for value in values:
        rest = value
        while rest > 127:
            output.append(rest & 127 | 128)
            rest >>= 7
        output.append(rest)
    return bytes(output)


def low_bits(counts: Integers, universes: Integers) -> Integers:
    """各升序表每项的低位个数。

    Args:
        counts: 各表项数，不为零。
        universes: 各表值域大小，各项在零与它之间。

    Returns:
        使「低位加一元高位」最短的个数；四分之一以上都在表里的改用位图，记作负一。
    """
    _, exponent = np.frexp((universes // counts).astype(np.float64))
    bits = np.maximum(exponent.astype(np.int64) - 1, 0)
    return np.where(counts * 4 >= universes, BITMAP, bits)


def ascending(values: Integers, starts: Integers, universes: Integers) -> tuple[bytes, Integers]:
    """许多张升序表的编码：很短的用间隔，很密的用位图，其余用高低位。

    Args:
        values: 各表首尾相接，表内严格升序。
        starts: 各表的起点，末尾多一项总数；没有空表。
        universes: 各表的值域大小。

    Returns:
        全部字节，以及各表在其中的起点（末尾多一项总长）。
    """
    counts = np.diff(starts)
    bits = low_bits(counts, universes)
    short = counts < SHORT_LIST
    gaps, gap_starts = _gaps(values, starts, short)
    low_bytes = np.where(bits == BITMAP, 0, (counts * bits + 7) >> 3)
    high_bits = np.where(bits == BITMAP, universes, counts + (universes >> np.maximum(bits, 0)) + 1)
    gap_bytes = np.diff(gap_starts[np.concatenate([[0], np.cumsum(np.where(short, counts, 0))])])
    sizes = np.where(short, gap_bytes, low_bytes + ((high_bits + 7) >> 3))
    offsets = np.concatenate([[0], np.cumsum(sizes)])
    wide = np.repeat(~short, counts)
    chosen = values[wide]
    kept = ~short
    output = _high(chosen, counts[kept], bits[kept], (offsets[:-1] + low_bytes)[kept], int(offsets[-1]))
    output |= _low(chosen, counts[kept], bits[kept], offsets[:-1][kept], int(offsets[-1]))
    lengths = gap_bytes[short]
    spots = np.repeat(offsets[:-1][short] - (np.cumsum(lengths) - lengths), lengths) + np.arange(len(gaps))
    output[spots] = gaps
    return output.tobytes(), offsets


def _gaps(values: Integers, starts: Integers, short: npt.NDArray[np.bool_]) -> tuple[Bytes, Integers]:
    chosen = np.repeat(short, np.diff(starts))
    steps = np.diff(values, prepend=0)
    steps[starts[:-1]] = values[starts[:-1]]
    return variable_bytes(steps[chosen])


def _high(values: Integers, counts: Integers, bits: Integers, at: Integers, total: int) -> Bytes:
    """高位写成一元码；位图没有一元码的累进。"""
    flags = np.zeros(total * 8, dtype=np.bool_)
    step = (bits != BITMAP).astype(np.int64)
    spots = fixed_spots(at << 3, counts, step)
    spots += values >> np.repeat(np.maximum(bits, 0), counts)
    flags[spots] = True
    return np.packbits(flags, bitorder="little")


def _low(values: Integers, counts: Integers, bits: Integers, at: Integers, total: int) -> Bytes:
    """低位依次排列，定宽。"""
    some = bits > 0
    each = np.repeat(some, counts)
    widths = bits[some]
    masks = np.repeat((1 << widths) - 1, counts[some])
    low = (values[each] & masks).astype(np.uint64)
    return scatter_bits(total, fixed_spots(at[some] << 3, counts[some], widths), low)
