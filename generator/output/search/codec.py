"""整数表的编码：变长整数、升序表。格式与 search-codec.js 一一对应，改一边必须改另一边。"""

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]

SHORT_LIST = 16
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
    flags = np.zeros(int(offsets[-1]) * 8, dtype=np.bool_)
    wide = np.flatnonzero(np.repeat(~short, counts))
    _scatter(flags, values, wide, (starts, bits, offsets, low_bytes))
    output = np.packbits(flags, bitorder="little")
    lengths = gap_bytes[short]
    spots = np.repeat(offsets[:-1][short] - (np.cumsum(lengths) - lengths), lengths) + np.arange(len(gaps))
    output[spots] = gaps
    return output.tobytes(), offsets


def _gaps(values: Integers, starts: Integers, short: npt.NDArray[np.bool_]) -> tuple[Bytes, Integers]:
    steps = np.diff(values, prepend=0)
    steps[starts[:-1]] = values[starts[:-1]]
    return variable_bytes(steps[np.repeat(short, np.diff(starts))])


def _scatter(
    flags: npt.NDArray[np.bool_],
    values: Integers,
    wide: Integers,
    layout: tuple[Integers, Integers, Integers, Integers],
) -> None:
    """高位写成一元码，低位依次排在前面；位图没有低位，也没有一元码的累进。"""
    starts, bits, offsets, low_bytes = layout
    owner = np.repeat(np.arange(len(bits)), np.diff(starts))[wide]
    chosen = values[wide]
    own_bits = bits[owner]
    ordinal = np.where(own_bits == BITMAP, 0, wide - starts[owner])
    shift = np.maximum(own_bits, 0)
    flags[((offsets[:-1] + low_bytes) * 8)[owner] + (chosen >> shift) + ordinal] = True
    base = (offsets[:-1] * 8)[owner] + ordinal * shift
    for bit in range(int(shift.max(initial=0))):
        lit = np.flatnonzero((own_bits > bit) & ((chosen >> bit) & 1).astype(np.bool_))
        flags[base[lit] + bit] = True
