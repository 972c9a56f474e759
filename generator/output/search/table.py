"""一组字对展开成的三层：字对、记录、出现。"""

import msgspec
import numpy as np
import numpy.typing as npt

from generator.output.search.codec import Integers
from generator.output.search.grams import FIRST_TEXT_UNIT, Grouped


class Table(msgspec.Struct, frozen=True):
    """一个区间展开成的三层：字对、记录、出现。

    Attributes:
        pairs: 每个字对一项。
        pair_documents: 每个字对在 documents 里的起点，末尾多一项总数。
        documents: 每个（字对，记录）一项，记录序号。
        in_title: 每个（字对，记录）一项，是否在标题里。
        document_places: 每个（字对，记录）在 places 里的起点，末尾多一项总数。
        places: 每次出现一项：与同记录上一次的间隔乘二，最后一次加一。
    """

    pairs: Integers
    pair_documents: Integers
    documents: npt.NDArray[np.int32]
    in_title: npt.NDArray[np.bool_]
    document_places: Integers
    places: npt.NDArray[np.int32]


def unfold(grouped: Grouped, title_units: Integers) -> Table:
    """把一组出现展开。

    Args:
        grouped: 排好序的一组，不为空。
        title_units: 每条记录标题的编码单元个数。

    Returns:
        三层的表。
    """
    owner, place = grouped.documents, grouped.places
    fresh = np.empty(len(owner), dtype=np.bool_)
    fresh[0] = True
    np.not_equal(owner[1:], owner[:-1], out=fresh[1:])
    first = np.cumsum(grouped.counts) - grouped.counts
    fresh[first] = True
    heads = np.flatnonzero(fresh)
    places = place.astype(np.int32) * 2
    places[1:] -= places[:-1].copy()
    places[heads] = place[heads].astype(np.int32) * 2
    places[heads[1:] - 1] += 1
    places[-1] += 1
    documents = owner[heads]
    pair_documents = np.append(np.searchsorted(heads, first), len(heads))
    in_title = place[heads].astype(np.int32) + 1 < title_units[documents]
    in_title[: int(pair_documents[np.searchsorted(grouped.pairs, FIRST_TEXT_UNIT << 16)])] = False
    return Table(
        pairs=grouped.pairs,
        pair_documents=pair_documents,
        documents=documents,
        in_title=in_title,
        document_places=np.append(heads, len(owner)),
        places=places,
    )


def within(counts: Integers) -> Integers:
    """各组内从零数起的序号，首尾相接。"""
    total = int(counts.sum())
    return np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
