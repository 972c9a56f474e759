"""数据开放的页：一页列出全部的表，一张表一页写明每一列。

列有几百个，都放在一页里，手机要几秒才排得好；分开以后哪一页都轻。
"""

from collections.abc import Iterator

from generator.output.artifact import Artifact
from generator.output.feeds import site_links
from generator.output.opendata import Table, tables
from generator.output.pages.filling import Pages
from generator.release.views.common import Link
from generator.release.views.linked_data import Node, dataset
from generator.release.views.meta import canonical

PATH, TITLE = "data/index.html", "数据开放"


def data_pages(pages: Pages) -> Iterator[Artifact]:
    """逐页给出。"""
    release = pages.release
    found = tables(release)
    nodes = [_dataset(table, pages) for table in found]
    links = site_links(release)
    lead = "全部公开的记录，整张下载，每一列都有说明。"
    yield pages.page(
        PATH,
        section="data",
        meta=pages.column(
            PATH, TITLE, lead, links, schema="DataCatalog", node={"dataset": [_named(node) for node in nodes]}
        ),
        template="data.html",
        tables=tuple((table, _path(table)) for table in found),
    )
    for table, node in zip(found, nodes, strict=True):
        meta = pages.column(
            _path(table),
            f"{table.title}的数据",
            f"{table.meaning}整批下载，{len(table.columns)} 列各是什么意思。",
            links,
            crumbs=(Link(TITLE, PATH),),
            schema="Dataset",
            node=node,
        )
        yield pages.page(_path(table), section="data", meta=meta, template="data_table.html", table=table)


def _path(table: Table) -> str:
    return f"data/{table.name}.html"


def _named(node: Node) -> Node:
    """目录里的一张表：名称与意思，别的在它自己的页上。"""
    return {name: node[name] for name in ("@type", "@id", "name", "description")}


def _dataset(table: Table, pages: Pages) -> Node:
    site = pages.release.site
    files = [(canonical(site.base_url, item), "text/csv") for item in table.csv_paths]
    files += [(canonical(site.base_url, item), "application/json") for item in table.json_paths]
    url = canonical(site.base_url, _path(table))
    return dataset(table.title, table.meaning, url, files, site.organization)
