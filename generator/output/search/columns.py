"""分面的列：每条记录的值，供算任意结果集里各值的条数。

第一个值定宽（零是没有），有几个值的记录另列。
"""

from collections.abc import Mapping, Sequence

import numpy as np

from generator.output.search.bits import fixed_width
from generator.output.search.catalogue import Facet
from generator.output.search.codec import variable_bytes, varint
from generator.output.search.model import SearchDocument


def column(documents: Sequence[SearchDocument], facet: Facet) -> bytes:
    """一个分面的列。

    Args:
        documents: 按索引次序的记录。
        facet: 分面。

    Returns:
        另列的个数与各条（与前一条的序号差、值），然后是第一个值。
    """
    numbers = {value: place for place, value in enumerate(facet.values, start=1)}
    firsts, others = np.zeros(len(documents), dtype=np.uint32), []
    last = 0
    for number, document in enumerate(documents):
        for value in _values(document, facet.name, numbers):
            if not firsts[number]:
                firsts[number] = value
                continue
            others += [number - last, value]
            last = number
    width = np.array([len(facet.values).bit_length()])
    content, _ = fixed_width(firsts, np.array([len(documents)]), width)
    listed, _ = variable_bytes(np.array(others, dtype=np.int64))
    return varint(len(others) // 2) + listed.tobytes() + content.tobytes()


def _values(document: SearchDocument, name: str, numbers: Mapping[str, int]) -> list[int]:
    return sorted({numbers[value] for facet, value in document.facets if facet == name})
