"""页面上的一组记录：只列最近的几条，其余在哪里找，写明并连过去。"""

from collections.abc import Iterable, Sequence
from urllib.parse import urlencode

import msgspec

from generator.release.model import Release
from generator.release.views.common import Names, Row
from generator.release.views.rows import record_rows
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
    """

    title: str
    rows: tuple[Row, ...]
    total: int
    more: str = ""


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


def mentions_view(
    targets: Iterable[tuple[RecordKind, str]], kind: RecordKind, identifier: str, names: Names
) -> RowsView | None:
    """有关记录，从新到旧；没有的没有。

    Args:
        targets: 哪些记录，可以重复。
        kind: 它们写到的那条记录的种类。
        identifier: 那条记录的编号。
        names: 编号 → 名称。
    """
    found = tuple(dict.fromkeys(targets))
    rows = record_rows(found, names.release, names)
    title = "".join(link.text for link in names.known(kind, identifier))
    (view,) = rows_view("有关记录", rows, search_address((one.label for one, _ in found), words=title)) or (
        None,
    )
    return view


def mentions_of(kind: RecordKind, identifier: str, release: Release, names: Names) -> RowsView | None:
    """写到这条记录的本会记录。"""
    return mentions_view(release.mentions.get((kind, identifier), ()), kind, identifier, names)
