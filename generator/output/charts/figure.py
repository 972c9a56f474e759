"""一张图的外框：标题、一句话、条、旁边的表、数据的去处。"""

from collections.abc import Sequence
from html import escape

import msgspec
from markupsafe import Markup

from generator.release import address


class Sheet(msgspec.Struct, frozen=True):
    """图旁边的表：表头与各行，第一列是名称，其余是数。"""

    headers: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Picture(msgspec.Struct, frozen=True, kw_only=True):
    """一张图的内容。

    Attributes:
        title: 标题。
        sentence: 一句话说出这张图；没有图时就只有这句话。
        drawing: 画好的条，见 bars；没有数据的为空。
        sheet: 旁边的表；没有数据的没有。
        note: 口径：什么算，什么不算。
        data: 数据文件的名称与相对站点根目录的路径。
    """

    title: str
    sentence: str
    drawing: str = ""
    sheet: Sheet | None = None
    note: str = ""
    data: tuple[tuple[str, str], ...] = ()


def figure(key: str, picture: Picture, root: str) -> Markup:
    """图的 HTML；没有数据的是一句话。

    Args:
        key: 图的代号，页面里不重。
        picture: 内容。
        root: 回到站点根目录的前缀：「.」「..」「../..」。
    """
    if not picture.drawing or picture.sheet is None:
        return Markup(  # noqa: S704 各部分都已转义
            f'<p class="note" id="{key}"><b>{escape(picture.title)}</b>：{escape(picture.sentence)}</p>'
        )
    parts = [
        f'<figure class="chart" id="{key}">',
        f"<figcaption>{escape(picture.title)}</figcaption>",
        f"<p>{escape(picture.sentence)}</p>",
        f'<div class="plot">{picture.drawing}</div>',
        f"<details><summary>看数字</summary>{_table(key, picture.title, picture.sheet)}</details>",
        _source(picture, root),
        "</figure>",
    ]
    return Markup("".join(parts))  # noqa: S704 各部分都已转义


def _table(key: str, title: str, sheet: Sheet) -> str:
    head = "".join(
        f'<th scope="col"{"" if position == 0 else _NUMBER}>{escape(header or "项目")}</th>'
        for position, header in enumerate(sheet.headers)
    )
    rows = "".join(_row(row) for row in sheet.rows)
    return (
        f'<div class="table" role="group" aria-labelledby="{key}-table" tabindex="0"><table>'
        f'<caption id="{key}-table">{escape(title)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


_NUMBER = ' class="number"'


def _row(row: Sequence[str]) -> str:
    cells = "".join(f"<td{_NUMBER}>{escape(cell)}</td>" for cell in row[1:])
    return f'<tr><th scope="row">{escape(row[0])}</th>{cells}</tr>'


def _source(picture: Picture, root: str) -> str:
    links = "、".join(
        f'<a href="{escape(address.relative(path, root))}">{escape(name)}</a>' for name, path in picture.data
    )
    data = f"数据：{links}。" if links else ""
    return f'<p class="source">{escape(picture.note)}{data}</p>'
