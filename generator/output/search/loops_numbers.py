"""编译的循环之六：升序表。意思与 codec.py 里的数组运算一样。"""

import numpy as np

from generator.output.search.compiled import compiled
from generator.output.search.loops_basics import WORD_BITS, Byte, Long, put_number, put_rest, put_word

# 与 codec.py 里的同名数目相同。
SHORT_LIST = 2


@compiled
def put_ascending(output: Byte, at: int, values: Long, universe: int) -> int:
    """写一张升序表，返回下一个的位置；见 `codec.ascending`。"""
    count = len(values)
    if count < SHORT_LIST:
        last = np.int64(0)
        for value in values:
            at = put_number(output, at, value - last)
            last = value
        return at
    if count * 4 >= universe:
        output[at : at + ((universe + 7) >> 3)] = 0
        for value in values:
            output[at + (value >> 3)] |= 1 << (value & 7)
        return at + ((universe + 7) >> 3)
    bits = 0
    while universe // count >> (bits + 1):
        bits += 1
    high = at + ((count * bits + 7) >> 3)
    end = high + ((count + (universe >> bits) + 8) >> 3)
    output[high:end] = 0
    held, ready, mask = np.int64(0), 0, (1 << bits) - 1
    for place, value in enumerate(values):
        held |= (value & mask) << ready
        ready += bits
        if ready >= WORD_BITS:
            at = put_word(output, at, held)
            held >>= WORD_BITS
            ready -= WORD_BITS
        spot = place + (value >> bits)
        output[high + (spot >> 3)] |= 1 << (spot & 7)
    put_rest(output, at, int(held), ready)
    return end
