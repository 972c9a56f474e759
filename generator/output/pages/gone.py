"""不在了的网页留在原址的：撤下的说明，改了编号、换了网址的去向。"""

from collections.abc import Iterator

import msgspec

from generator.frame import SECTIONS
from generator.output.artifact import Artifact
from generator.output.feeds import site_links
from generator.output.pages.filling import Pages
from generator.release import address
from generator.release.model import Notice, Redirect
from generator.release.views.meta import PageMeta, canonical


def notice_page(pages: Pages, notice: Notice) -> Artifact:
    """撤下的记录留在原址的说明。"""
    path = address.page_path(notice.kind, notice.id)
    lead = f"{notice.date} 撤下，内容不再公开；网址保留，说明原因。"
    meta = pages.column(path, "这一页已撤下", lead, site_links(pages.release), state="retired")
    return pages.page(path, section=notice.kind.folder, meta=meta, template="notice.html", view=notice)


def redirect_page(pages: Pages, redirect: Redirect) -> Artifact:
    """改过编号的记录在旧址的去向。"""
    path = address.page_path(redirect.kind, redirect.former)
    target = pages.names.record(redirect.kind, redirect.id)
    meta = _leading(pages, path, "这一页已改编号", f"新的网址：{target.text}", target.path)
    return pages.page(
        path,
        section=redirect.kind.folder,
        meta=meta,
        template="redirect.html",
        view=redirect,
        target=target,
    )


def _leading(pages: Pages, path: str, title: str, lead: str, target: str) -> PageMeta:
    """转页的元数据：立刻转走，规范网址是新的那一页。"""
    meta = pages.column(path, title, lead, site_links(pages.release))
    return msgspec.structs.replace(
        meta, refresh=target, canonical=canonical(pages.release.site.base_url, target)
    )


def moved_pages(pages: Pages) -> Iterator[Artifact]:
    """站点配置里写明去向的旧网址：转走，或留一则说明。"""
    columns = {section.key: section for section in SECTIONS}
    for view in pages.release.moved:
        section = columns.get(view.address.partition("/")[0], columns["home"])
        if view.to:
            title = "这一页已搬走"
            meta = _leading(pages, view.address, title, f"新的网址：{view.to}", view.to)
        else:
            title = "这一页已撤下"
            meta = pages.column(view.address, title, f"{view.date} 撤下。", site_links(pages.release))
        yield pages.page(
            view.address,
            section=section.key,
            meta=meta,
            template="moved.html",
            view=view,
            title=title,
            column=section.path,
        )
