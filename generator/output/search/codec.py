"""整数表的编码：变长整数、升序表。格式与 search-core.js 一一对应，改一边必须改另一边。"""

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]

SHORT_LIST = 16


def variable_bytes(values: Integers) -> tuple[Bytes, Integers]:
    """每个整数编成一至五个字节，低七位在前，最高位表示后面还有。

    Args:
        values: 非负整数，小于 2 的 35 次方。

    Returns:
        全部字节，以及每个整数在其中的起点（末尾多一项总长）。
    """
    lengths = np.ones(len(values), dtype=np.int64)
    for bound in (7, 14, 21, 28):
        lengths += values >= (1 << bound)
    starts = np.zeros(len(values) + 1, dtype=np.int64)
    np.cumsum(lengths, out=starts[1:])
    output = np.empty(int(starts[-1]), dtype=np.uint8)
    for place in range(int(lengths.max(initial=0))):
        chosen = np.flatnonzero(lengths > place) if place else slice(None)
        more = (lengths[chosen] > place + 1).astype(np.int64) << 7
        output[starts[:-1][chosen] + place] = ((values[chosen] >> (7 * place)) & 127) | more
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


def low_bits(count: int, universe: int) -> int:
    """升序表每项的低位个数；负一表示改用位图。

    Args:
        count: 项数。
        universe: 值域大小，各项在零与它之间。

    Returns:
        低位个数：使「低位加一元高位」最短的那一个。
    """
    if count * 4 >= universe:
        return -1
    return max(0, (universe // count).bit_length() - 1)


def ascending(values: Integers, universe: int) -> bytes:
    """一张升序表的编码：很短的用间隔，很密的用位图，其余用高低位。

    Args:
        values: 严格升序的整数。
        universe: 值域大小。

    Returns:
        编码后的字节；项数与值域由调用者另存。
    """
    count = len(values)
    if count < SHORT_LIST:
        return varint(*np.diff(values, prepend=0).tolist())
    bits = low_bits(count, universe)
    if bits < 0:
        flags = np.zeros(universe, dtype=np.uint8)
        flags[values] = 1
        return np.packbits(flags, bitorder="little").tobytes()
    high = np.zeros(count + (universe >> bits) + 1, dtype=np.uint8)
    high[(values >> bits) + np.arange(count)] = 1
    low = (values[:, None] >> np.arange(bits)) & 1
    packed = np.packbits(low.astype(np.uint8).ravel(), bitorder="little")
    return packed.tobytes() + np.packbits(high, bitorder="little").tobytes()

