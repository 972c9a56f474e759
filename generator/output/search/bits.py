"""比特的写法：定宽、变宽的整数首尾相接写进字节，低位在前。

全是数组运算：同一个 32 位字里的各段互不重叠，相加就是按位合并。
"""

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]
Words = npt.NDArray[np.uint64]


def radix_order(*columns: npt.NDArray[np.uint16] | npt.NDArray[np.uint8]) -> Integers:
    """按几列不超过 16 位的数排序的次序；前面的列先比，都一样的保持原来的先后。

    Args:
        columns: 等长的各列，至少一列。

    Returns:
        排好以后各在原来的第几个。
    """
    # 一列 16 位的稳定排序是基数排序，几趟下来也比直接排 64 位的数快一倍。
    order = np.argsort(columns[-1], kind="stable")
    for column in columns[-2::-1]:
        order = order[np.argsort(column[order], kind="stable")]
    return order


def halves(values: npt.NDArray[np.uint32]) -> tuple[npt.NDArray[np.uint16], npt.NDArray[np.uint16]]:
    """32 位的数的高半与低半。"""
    return (values >> np.uint32(16)).astype(np.uint16), values.astype(np.uint16)


def scatter_bits(total: int, spots: Integers, values: npt.NDArray[np.unsignedinteger]) -> Bytes:
    """把各个值写在给定的比特位置。

    Args:
        total: 全部字节数。
        spots: 各值的比特位置，不减；各段互不重叠。
        values: 各值，不超过 32 位。

    Returns:
        字节数组。
    """
    output = np.zeros((total >> 2) + 2, dtype=np.uint64)
    if len(spots):
        word = spots >> 5
        shifted = values.astype(np.uint64) << (spots & 31).view(np.uint64)
        heads = np.concatenate([[0], np.flatnonzero(word[1:] != word[:-1]) + 1])
        at = word[heads]
        output[at] += np.add.reduceat(shifted & np.uint64(0xFFFFFFFF), heads)
        output[at + 1] += np.add.reduceat(shifted >> np.uint64(32), heads)
    return output.astype("<u4").view(np.uint8)[:total]


def fixed_width(
    values: npt.NDArray[np.unsignedinteger], counts: Integers, widths: Integers
) -> tuple[Bytes, Integers]:
    """许多组定宽整数；每组从整字节起。

    Args:
        values: 各组的值首尾相接。
        counts: 各组的个数。
        widths: 各组的位宽。

    Returns:
        字节，以及各组的起点（末尾多一项总长）。
    """
    offsets = np.concatenate([[0], np.cumsum((counts * widths + 7) >> 3)])
    spots = fixed_spots(offsets[:-1] << 3, counts, widths)
    return scatter_bits(int(offsets[-1]), spots, values), offsets


def fixed_spots(bases: Integers, counts: Integers, widths: Integers) -> Integers:
    """定宽整数各在第几个比特。

    Args:
        bases: 各组起点的比特位置。
        counts: 各组的个数。
        widths: 各组的位宽。

    Returns:
        每个整数一项。
    """
    starts = np.cumsum(counts) - counts
    ordinal = np.arange(int(counts.sum())) - np.repeat(starts, counts)
    ordinal *= np.repeat(widths, counts)
    ordinal += np.repeat(bases, counts)
    return ordinal
