"""取回：归拢时要从记忆里取的，各组的份、底账、写好的行、搜索的材料。

也许在分出的进程里：每次取都把记忆另开一次。
"""

import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from functools import partial
from operator import attrgetter
from typing import Any

import msgspec

from generator.engine.memory.spans import kept_observations
from generator.engine.memory.store import Cell, Store
from generator.output.opendata import Line, Written
from generator.output.parcel import Holdings
from generator.output.search import SearchDocument
from generator.packing import packed, unpacked
from generator.release.model import Release
from generator.release.portion import HEAVY, Portion
from generator.release.shares import Kept

OTHERS = "other documents"
"""记忆里放名册等人人要用的记录的搜索材料的地方。"""


def kept_others(store: Store) -> tuple[SearchDocument, ...]:
    """上次它们的样子。分工之前就取：一个数据库连接不能带进分出的进程。"""
    return other_documents_in(store.meta(OTHERS) or b"\x90")


def other_documents_in(content: bytes) -> tuple[SearchDocument, ...]:
    """由记着的读回它们的搜索材料。"""
    found: tuple[SearchDocument, ...] = unpacked(content, tuple[SearchDocument, ...])
    return found


def kept_pieces(
    store: Store, piece: str, stale: frozenset[int] = frozenset(), last: int = sys.maxsize
) -> Iterator[bytes]:
    """记忆里各组的一样材料。

    Args:
        store: 记忆。
        piece: 哪一样，见 database.PIECES。
        stale: 不要的组。
        last: 到第几组为止。
    """
    # 取到一半就不要了的，也要先放下各项，再关上数据库。
    with closing(store.reopened()) as opened, closing(opened.pieces(piece)) as pieces:
        yield from (content for number, content in pieces if number <= last and number not in stale)


def kept_shares(store: Store, stale: frozenset[int] = frozenset(), last: int = sys.maxsize) -> Kept:
    """记忆里各组的底账；参数同 kept_pieces。"""
    return Kept(
        partial(kept_pieces, store, "events", stale, last),
        partial(kept_pieces, store, "rows", stale, last),
        partial(kept_observations, store, stale, last),
    )


def portion_of(cell: Cell) -> Portion:
    """一组记录公开的份，去掉了长文。"""
    found: Portion = unpacked(cell.thin, Portion)
    return found


def kept_portions(store: Store) -> Iterator[Portion]:
    """各组的份，逐组由记忆读回。"""
    with closing(store.reopened()) as opened:
        yield from map(portion_of, opened.cells())


class _Listed(msgspec.Struct, frozen=True):
    """一条记录，只要编号。"""

    id: str


_Listing = msgspec.defstruct(
    "_Listing", [(kind.folder, tuple[_Listed, ...]) for kind in HEAVY], frozen=True, array_like=True
)
"""一份里的各条记录，只要编号；别的字段跳过不读。与 Portion 的前几项一致。"""

_by_kind = attrgetter(*(kind.folder for kind in HEAVY))


def kept_holdings(store: Store, cells: Iterable[int] | None = None) -> Holdings:
    """量大的每条记录归在哪一组、那一组的印记。

    Args:
        store: 记忆。
        cells: 只要这几组的；不给就是全部。
    """
    decoder = msgspec.msgpack.Decoder(_Listing)
    with closing(store.reopened()) as opened:
        return holdings_of(
            (cell.number, cell.mark, decoder.decode(cell.thin)) for cell in opened.cells(cells)
        )


def holdings_of(held: Iterable[tuple[int, bytes, Any]]) -> Holdings:
    """各组的号、印记、份（也许只有编号）→ 其中量大的每条记录归在哪一组、那一组的印记。"""
    return {
        (kind, record.id): (number, mark)
        for number, mark, portion in held
        for kind, records in zip(HEAVY, _by_kind(portion), strict=True)
        for record in records
    }


def kept_lines(store: Store, cells: Iterable[int]) -> Written:
    """这几组记录在带长文的表里写好的行。"""
    with closing(store.reopened()) as opened:
        return lines_from(content for _, content in opened.pieces("lines", cells))


def lines_from(packed_rows: Iterable[bytes]) -> Written:
    """由记着的几组读回写好的行。"""
    rows: dict[tuple[str, str], list[Line]] = {}
    for content in packed_rows:
        for table, holder, text, item in msgspec.msgpack.decode(content):
            rows.setdefault((table, holder), []).append((text, item))
    return rows


def kept_documents(store: Store) -> Iterator[SearchDocument]:
    """各组的搜索材料。"""
    for content in kept_pieces(store, "documents"):
        yield from unpacked(content, list[SearchDocument])


def public_bytes(commons: Release, store: Store | None, stale: frozenset[int]) -> Iterator[bytes]:
    """公开的文字，一块一块：名册等记录的，记忆里没有重做的；从头建的没有记忆。"""
    yield packed(commons)
    if store is None:
        return
    with closing(store.reopened()) as opened:
        yield from (cell.thin for cell in opened.cells() if cell.number not in stale)
    yield from kept_pieces(store, "documents", stale)
