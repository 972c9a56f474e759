"""填页：把备好的视图填进模板，再填进页框；各种网页都用。"""

from collections.abc import Sequence
from typing import Any

import msgspec

from generator.frame import Host
from generator.output.artifact import Artifact
from generator.output.feeds import FeedLink
from generator.output.sharing import picture, report_address, share_of
from generator.output.templates import Templates
from generator.release import address
from generator.release.model import Release
from generator.release.views.activity import ActivityView
from generator.release.views.citation import Citation, Cited, citation
from generator.release.views.common import Names
from generator.release.views.linked_data import linked_data
from generator.release.views.meta import FeedMeta, PageMeta, canonical, description
from generator.release.views.proposal import ProposalView
from generator.release.views.reply import ReplyView
from generator.terms import RecordKind

FEED_TYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml", "json": "application/feed+json"}
METHOD = "about/method.html"
"""讲计算方法的文字页；别的站点不一定有，没有就不链。"""


class Pages:
    """一次发布的网页怎样填。

    Attributes:
        release: 公开的全部记录。
        names: 编号 → 名称与链接。
    """

    def __init__(self, release: Release, names: Names, host: Host, templates: Templates) -> None:
        self.release = release
        self.names = names
        self._host = host
        self._templates = templates
        self._written = {page.path for page in host.pages}
        self._frames = {(frame.section, frame.depth): frame for frame in host.frames}

    def page(
        self,
        path: str,
        *,
        section: str,
        meta: PageMeta,
        template: str,
        root: str | None = None,
        **context: Any,
    ) -> Artifact:
        """填成一页。

        Args:
            path: 相对站点根目录的路径。
            section: 栏目代号，决定导航上亮哪一项。
            meta: 网页元数据。
            template: 模板文件名。
            root: 回到站点根目录的前缀；不给就由路径推算。
            context: 给模板的视图与其他值。
        """
        frame = self._frames[section, address.depth(path)]
        shared = {
            "root": root or frame.root,
            "as_of": self.release.as_of.isoformat(),
            "site": self.release.site,
            "report": report_address(self.release.site.report, meta),
            "permanent": canonical(self.release.site.base_url, path),
            "method": METHOD if METHOD in self._written else "",
            "share": share_of(meta),
        }
        body = self._templates.render(template, **shared, **context)
        head = self.head(meta, root or frame.root)
        return Artifact(path, frame.fill(title=meta.heading or meta.title, head=head, body=body))

    def head(self, meta: PageMeta, root: str) -> str:
        """一页 head 里由数据来的部分。"""
        site = self.release.site
        stored = self._host.asset_names.get(picture(meta), "")
        image = canonical(site.base_url, stored) if stored else ""
        data = linked_data(meta, site.base_url, image)
        return self._templates.render("_head.html", root=root, site=site, meta=meta, image=image, data=data)

    def fragment(self, template: str, root: str, /, **context: Any) -> str:
        """填一个不带页框的片段。"""
        return self._templates.render(template, root=root, as_of=self.release.as_of.isoformat(), **context)

    def feeds(self, links: Sequence[FeedLink]) -> tuple[FeedMeta, ...]:
        """自动发现用的订阅源。"""
        return tuple(
            FeedMeta(link.title, FEED_TYPES[extension], f"{link.path}.{extension}")
            for link in links
            for extension in link.formats
            if extension in FEED_TYPES
        )

    def article(
        self,
        view: ProposalView | ReplyView | ActivityView,
        *,
        kind: RecordKind,
        source: str,
        keywords: Sequence[str],
        authors: tuple[str, ...] = (),
        **known: Any,
    ) -> PageMeta:
        """记录页的元数据；来处不同的各项由各种记录自己给。"""
        publisher = source or self.release.site.organization
        meta = PageMeta(
            title=view.title,
            canonical=canonical(self.release.site.base_url, view.path),
            is_article=True,
            kind=kind,
            identifier=view.id,
            source=publisher,
            authors=authors or (publisher,),
            keywords=",".join(keywords),
            crumbs=view.crumbs,
            twin=view.twin,
            **known,
        )
        return msgspec.structs.replace(meta, citation=self.citation(meta))

    def citation(self, meta: PageMeta) -> Citation:
        """一页怎样引用。"""
        kind = meta.kind.value if meta.kind else "page"
        return citation(
            Cited(
                key=f"{kind}-{meta.identifier}",
                authors=meta.authors or (self.release.site.organization,),
                title=meta.title,
                number=meta.number,
                issued=meta.created,
                url=meta.canonical,
                as_of=self.release.as_of,
            )
        )

    def column(self, path: str, title: str, lead: str, feeds: Sequence[FeedLink], **known: Any) -> PageMeta:
        """栏目页的元数据；known 是 PageMeta 里另外知道的几项。"""
        return PageMeta(
            title=title,
            description=description(lead),
            canonical=canonical(self.release.site.base_url, path),
            feeds=self.feeds(feeds),
            **known,
        )
