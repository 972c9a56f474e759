"""分面的列：每条记录的值，供算任意结果集里各值的条数。

第一个值定宽（零是没有），有几个值的记录另列。
"""

from collections.abc import Iterator, Sequence

import numpy as np

from generator.output.search.bits import fixed_width
from generator.output.search.catalogue import Facet, value_numbers
from generator.output.search.codec import variable_bytes, varint
from generator.output.search.drafts import Drafts


def columns(drafts: Drafts, facets: Sequence[Facet]) -> Iterator[bytes]:
    """各分面的列。

    Args:
        drafts: 全部记录。
        facets: 各分面。

    Yields:
        另列的个数与各条（与前一条的序号差、值），然后是第一个值。
    """
    numbers = value_numbers(facets)
    values = [numbers[facet] for facet in drafts.facets]
    places = [place for place, facet in enumerate(facets) for _ in facet.values]
    firsts = [np.zeros(len(drafts.lines), dtype=np.uint32) for _ in facets]
    others: list[list[int]] = [[] for _ in facets]
    lasts = [0] * len(facets)
    for number, line in enumerate(drafts.lines):
        for value in sorted([values[facet] for facet in line.facets]):
            place = places[value]
            local = value - facets[place].first + 1
            if not firsts[place][number]:
                firsts[place][number] = local
                continue
            others[place] += [number - lasts[place], local]
            lasts[place] = number
    for facet, first, more in zip(facets, firsts, others, strict=True):
        width = np.array([len(facet.values).bit_length()])
        content, _ = fixed_width(first, np.array([len(drafts.lines)]), width)
        listed, _ = variable_bytes(np.array(more, dtype=np.int64))
        yield varint(len(more) // 2) + listed.tobytes() + content.tobytes()
