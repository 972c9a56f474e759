"""观察一段段地记：连着的几百组合在一段；忘掉哪几组，那几段里就一个字也不剩。"""

from collections.abc import Collection, Iterator, Sequence
from contextlib import closing

from generator.engine.memory.store import Store
from generator.packing import packed, unpacked
from generator.release.stats.observe import Columns, Span, together

FULL = 256
"""一段不到这么多组，后面新添的就接在它后面：一处处地改，段数也不会越来越多。"""


def forget_observations(store: Store, stale: Collection[int]) -> None:
    """忘掉这几组的观察。"""
    for first, last, content in store.spans_around(stale):
        span: Span = unpacked(content, Span)
        _replace(store, first, last, span.only(lambda number: number not in stale))


def keep_observations(store: Store, numbers: Sequence[int], span: Span) -> None:
    """记下新的几组的观察。

    Args:
        store: 记忆。
        numbers: 各组的号，连着的，都比记过的大。
        span: 它们的观察；第几组就是 numbers 里的第几个。
    """
    first, fresh = numbers[0], span.numbered(numbers)
    for start, last, content in store.spans_around((first - 1,)):
        if last - start + 1 < FULL:
            first, fresh = start, together((unpacked(content, Span), fresh))
    _replace(store, first, numbers[-1], fresh)


def _replace(store: Store, first: int, last: int, span: Span | None) -> None:
    store.set_span(first, last, None if span is None else packed(span))


def kept_observations(store: Store, stale: Collection[int], last: int) -> Iterator[Columns]:
    """记着的各段观察。

    Args:
        store: 记忆。
        stale: 不要的组。
        last: 到第几组为止。
    """
    # 也许在分出的进程里：数据库另开一次。
    with closing(store.reopened()) as opened:
        for content in opened.spans():
            span: Span = unpacked(content, Span)
            left = span.only(lambda number: number <= last and number not in stale)
            if left is not None:
                yield left.columns
