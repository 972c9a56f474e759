"""页面上的一组记录：只列最近的几条，其余在哪里找，写明并连过去。"""

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

import msgspec

from generator.release import address
from generator.release.model import Release
from generator.release.views.common import Names, Row
from generator.release.views.rows import newest_first, record_rows
from generator.terms import RecordKind

MOST = 20
"""一组至多列几条：一条约五百字节。"""

OWN = 40
"""自己写的提案、有关记录，一组至多列几条；全部另成几页。"""


class RowsView(msgspec.Struct, frozen=True):
    """页面上的一组记录。

    Attributes:
        title: 组名。
        rows: 列出的各条。
        total: 一共几条。
        more: 其余的在哪里；都列出了的为空。
        there: 在那里找得到几条；不给的是全部。
        whole: 要另成几页的全部各条；都列出了的、在搜索页上看全部的没有。
    """

    title: str
    rows: tuple[Row, ...]
    total: int
    more: str = ""
    there: int = 0
    whole: tuple[Row, ...] = ()


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
    """一组记录，照给的次序，多的只列头几条；没有的不成组。more 是看全部的网址。"""
    if not rows:
        return ()
    return (RowsView(title, tuple(rows[:MOST]), len(rows), more if len(rows) > MOST else ""),)


def own_rows_view(title: str, rows: tuple[Row, ...], path: str) -> tuple[RowsView, ...]:
    """一条记录自己写的一组，照给的次序；多的只列头几条，全部在 path 起的几页。没有的不成组。"""
    if not rows:
        return ()
    if len(rows) <= OWN:
        return (RowsView(title, rows, len(rows)),)
    return (RowsView(title, rows[:OWN], len(rows), path, whole=rows),)


def mentions_of(
    kind: RecordKind,
    identifier: str,
    release: Release,
    names: Names,
    own: Iterable[tuple[RecordKind, str]] = (),
) -> tuple[RowsView, ...]:
    """有关记录，从新到旧：自己写的，与别的记录写到它的，各一次；没有的没有。

    自己写的，搜索材料里不一定有它的名称，多的另成几页，自成一组；写到它的，多的只列最近的。

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
    if len(listed) <= OWN and len(rows) <= MOST:
        everything = newest_first((*listed, *rows))
        return (RowsView("有关记录", everything, len(everything)),) if everything else ()
    title = "".join(link.text for link in names.known(kind, identifier))
    more = search_address((one.label for one, _ in found), words=title)
    if len(listed) > OWN:
        path = address.list_path(kind, identifier, "related")
        return *own_rows_view("有关记录", listed, path), *rows_view("写到它的记录", rows, more)
    shown = newest_first((*listed, *rows[:MOST]))
    return (RowsView("有关记录", shown, len(listed) + len(rows), more, len(rows)),)
