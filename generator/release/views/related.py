"""页面上的一组记录：只列最近的几条，其余在哪里找，写明并连过去。"""

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

import msgspec

from generator.release.model import Release
from generator.release.views.common import Names, Row
from generator.release.views.rows import newest_first, record_rows
from generator.terms import RecordKind

MOST = 20
"""一组至多列几条：一条约五百字节。"""


class RowsView(msgspec.Struct, frozen=True):
    """页面上的一组记录。

    Attributes:
        title: 组名。
        rows: 列出的各条。
        total: 一共几条。
        more: 其余的在哪里；都列出了的为空。
        there: 在那里找得到几条；不给的是全部。
    """

    title: str
    rows: tuple[Row, ...]
    total: int
    more: str = ""
    there: int = 0


def search_address(types: Iterable[str], facets: Iterable[tuple[str, str]] = (), words: str = "") -> str:
    """搜索页上看全部的网址。

    Args:
        types: 哪几种类型的记录；搜索页上类型的叫法。
        facets: （分面，值）；须是这几类记录的搜索材料里真有的，见 output.documents。
        words: 照字面找的话，例如一个平台的名称；没有分面可用时给。
    """
    chosen = [("f", f"类型:{one}") for one in dict.fromkeys(types)]
    chosen += [("f", f"{name}:{value}") for name, value in facets]
    # 加引号是连空格标点一起照字面找；话里自己有引号的不能再加。
    said = words if '"' in words else f'"{words}"'
    return f"search.html?{urlencode([*chosen, *([('q', said)] if words else [])])}"


def rows_view(title: str, rows: Sequence[Row], more: str) -> tuple[RowsView, ...]:
    """一组记录，照给的次序，多的只列头几条；没有的不成组。more 是看全部的网址，没有的全部列出。"""
    if not rows:
        return ()
    is_cut = bool(more) and len(rows) > MOST
    return (RowsView(title, tuple(rows[:MOST] if is_cut else rows), len(rows), more if is_cut else ""),)


def mentions_of(
    kind: RecordKind,
    identifier: str,
    release: Release,
    names: Names,
    own: Iterable[tuple[RecordKind, str]] = (),
) -> RowsView | None:
    """有关记录，从新到旧：自己写的，与别的记录写到它的，各一次；没有的没有。

    自己写的有几条就列几条，那几条的搜索材料里不一定有它的名称；写到它的，多的只列最近的。

    Args:
        kind: 哪条记录：它的种类。
        identifier: 它的编号。
        release: 公开的全部记录。
        names: 编号 → 名称。
        own: 它自己写的有关记录。
    """
    written = dict.fromkeys(own)
    found = [one for one in release.mentions.get((kind, identifier), ()) if one not in written]
    rows = record_rows(found, release, names)
    listed = record_rows(written, release, names)
    if len(rows) <= MOST:
        everything = newest_first((*listed, *rows))
        return RowsView("有关记录", everything, len(everything)) if everything else None
    title = "".join(link.text for link in names.known(kind, identifier))
    more = search_address((one.label for one, _ in found), words=title)
    shown = newest_first((*listed, *rows[:MOST]))
    return RowsView("有关记录", shown, len(listed) + len(rows), more, len(rows))
