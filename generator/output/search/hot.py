"""太常见的字对：本身只记在哪些记录，连下一个字记成三字。

「问题」「发展」这样的字对出现几十万次，每次后面是什么字，一份就有几百千字节；
改按「问题的」「问题是」分开记，查哪个取哪个。
哪些算常见由抽样决定：抽样不准只影响大小，不影响对错。
"""

import msgspec
import numpy as np
import numpy.typing as npt

Units = npt.NDArray[np.uint16]
Numbers = npt.NDArray[np.int16]

FIRST_TEXT_UNIT = 32
FIRST_SURROGATE, LAST_SURROGATE = 0xD800, 0xDFFF
MOST_HOT = 4_095
MOST_COMMON = 4_096
"""常见的字至多取这么多：方表的边长。"""


class Hot(msgspec.Struct, frozen=True):
    """常见的字对与三字。

    Attributes:
        pairs: 常见字对，升序；次序就是编号。
        alone: 倒排表自成一个文件的字对，含常见字对，升序。
        triples: 倒排表自成一个文件的三字，是字对编号与下一个字合成的键，升序。
    """

    pairs: tuple[int, ...]
    alone: tuple[int, ...]
    triples: tuple[int, ...]

    def numbers(self, keys: npt.NDArray[np.uint32]) -> Numbers:
        """各字对的编号，不常见的是负一。"""
        if not self.pairs:
            return np.full(len(keys), -1, dtype=np.int16)
        listed = np.array(self.pairs, dtype=np.uint32)
        at = np.minimum(np.searchsorted(listed, keys), len(listed) - 1)
        return np.where(listed[at] == keys, at, -1).astype(np.int16)


def pair_of(text: str) -> int:
    """两个字合成的字对。"""
    return ord(text[0]) << 16 | ord(text[1])


def pairs_at(units: Units) -> npt.NDArray[np.uint32]:
    """每个位置与后一个单元合成的字对。"""
    return units[:-1].astype(np.uint32) << np.uint32(16) | units[1:]


def triple_keys(numbers: Numbers, following: Units) -> npt.NDArray[np.uint32]:
    """常见字对的编号与下一个字合成的键。"""
    return numbers.astype(np.uint32) << np.uint32(16) | following


def choose_hot(sample: Units, scale: float, most: int, alone: int) -> Hot:
    """从抽样里选出常见的字对。

    Args:
        sample: 抽样的编码单元，段末是 0，记录末是 1。
        scale: 全部是抽样的几倍。
        most: 出现超过这么多次算常见。
        alone: 出现超过这么多次，倒排表自成一个文件。

    Returns:
        常见的字对与三字。
    """
    used = np.bincount(sample, minlength=1 << 16)
    # 落单的代理码元不能写进目录，含它的字对一律不算常见。
    used[:FIRST_TEXT_UNIT] = used[FIRST_SURROGATE : LAST_SURROGATE + 1] = 0
    # 字对常见，两个字各自也常见：常见的字编成连号，字对数进一张方表，不必排序。
    ranked = np.argsort(-used, kind="stable")[:MOST_COMMON]
    common = np.sort(ranked[used[ranked] * scale > min(most, alone)])
    ranks = np.full(1 << 16, -1, dtype=np.int64)
    ranks[common] = np.arange(len(common))
    coded = ranks[sample]
    spots = np.flatnonzero((coded[:-2] >= 0) & (coded[1:-1] >= 0))
    places = coded[spots] * len(common) + coded[spots + 1]
    tallies = np.bincount(places, minlength=len(common) ** 2)
    listed = np.flatnonzero(tallies)
    counts = tallies[listed]
    keys = common[listed // max(1, len(common))] << 16 | common[listed % max(1, len(common))]
    often = keys[counts * scale > alone]
    ranked = np.argsort(-counts, kind="stable")[:MOST_HOT]
    pairs = tuple(np.sort(keys[ranked][counts[ranked] * scale > most]).tolist())
    hot = Hot(pairs, tuple(sorted({*often.tolist(), *pairs})), ())
    numbers = np.full(len(tallies), -1, dtype=np.int16)
    numbers[listed] = hot.numbers(keys.astype(np.uint32))
    found = numbers[places]
    chosen = found >= 0
    triples, counts = np.unique(triple_keys(found[chosen], sample[spots[chosen] + 2]), return_counts=True)
    return msgspec.structs.replace(hot, triples=tuple(triples[counts * scale > alone].tolist()))
