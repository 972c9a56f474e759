"""各键里的几处：标题里的、前一个字是例外的，各写成一张升序表。"""

import msgspec
import numpy as np
import numpy.typing as npt

from generator.output.search.bits import Integers
from generator.output.search.codec import ascending

Flags = npt.NDArray[np.bool_]


class Spots(msgspec.Struct, frozen=True):
    """各键里选出的几处。

    Attributes:
        values: 各键选出的首尾相接，各是键里的第几处。
        counts: 各键选出几处。
        universes: 各键一共几处。
    """

    values: Integers
    counts: Integers
    universes: Integers

    def encoded(self) -> tuple[bytes, Integers]:
        """各键一张升序表；一处也没有的不占字节。"""
        some = self.counts > 0
        before = np.concatenate([[0], np.cumsum(self.counts)])
        listed, at = ascending(self.values, np.append(before[:-1][some], before[-1]), self.universes[some])
        return listed, at[np.concatenate([[0], np.cumsum(some)])]


def spots_of(spots: Flags, chosen: Flags, counts: Integers) -> Spots:
    """各键里选出的几处。

    Args:
        spots: 各处算不算数。
        chosen: 选不选。
        counts: 各键有几处，算数的不算数的都在内。
    """
    heads = np.cumsum(counts) - counts
    before = np.concatenate([[0], np.cumsum(spots)])
    bases = before[heads]
    picked = np.flatnonzero(spots & chosen)
    owners = np.repeat(np.arange(len(counts)), counts)[picked]
    values = before[picked] - bases[owners]
    return Spots(values, np.bincount(owners, minlength=len(counts)), before[heads + counts] - bases)
