"""数据开放的页：一页列出全部的表，一张表一页写明每一列。

列有几百个，都放在一页里，手机要几秒才排得好；分开以后哪一页都轻。
"""

from collections.abc import Iterator, Sequence

from generator.output.artifact import Artifact
from generator.output.feeds import site_links
from generator.output.opendata import Sheet, heads
from generator.output.pages.filling import Pages
from generator.release.model import Release
from generator.release.views.common import Link
from generator.release.views.linked_data import Node, dataset
from generator.release.views.meta import canonical

PATH, TITLE = "data/index.html", "数据开放"


def data_addresses(release: Release) -> Iterator[str]:
    """各页的网址。"""
    yield PATH
    yield from (_path(table.name) for table in heads(release))


def data_pages(pages: Pages, sheets: Sequence[Sheet]) -> Iterator[Artifact]:
    """逐页给出。

    Args:
        pages: 填页的工具。
        sheets: 全部表的说明。
    """
    release = pages.release
    nodes = [_dataset(sheet, pages) for sheet in sheets]
    links = site_links(release)
    lead = "全部公开的记录，整张下载，每一列都有说明。"
    yield pages.page(
        PATH,
        section="data",
        meta=pages.column(
            PATH, TITLE, lead, links, schema="DataCatalog", node={"dataset": [_named(node) for node in nodes]}
        ),
        template="data.html",
        tables=tuple((sheet, _path(sheet.name)) for sheet in sheets),
    )
    for sheet, node in zip(sheets, nodes, strict=True):
        meta = pages.column(
            _path(sheet.name),
            f"{sheet.title}的数据",
            f"{sheet.meaning}整批下载，{len(sheet.columns)} 列各是什么意思。",
            links,
            crumbs=(Link(TITLE, PATH),),
            schema="Dataset",
            node=node,
        )
        path = _path(sheet.name)
        yield pages.page(path, section="data", meta=meta, template="data_table.html", table=sheet)


def _path(name: str) -> str:
    return f"data/{name}.html"


def _named(node: Node) -> Node:
    """目录里的一张表：名称与意思，别的在它自己的页上。"""
    return {name: node[name] for name in ("@type", "@id", "name", "description")}


def _dataset(sheet: Sheet, pages: Pages) -> Node:
    site = pages.release.site
    files = [(canonical(site.base_url, item), "text/csv") for item in sheet.csv_paths]
    files += [(canonical(site.base_url, item), "application/json") for item in sheet.json_paths]
    url = canonical(site.base_url, _path(sheet.name))
    return dataset(sheet.title, sheet.meaning, url, files, site.organization)
