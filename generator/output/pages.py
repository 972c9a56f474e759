"""网页：每条记录、每张列表、每份报告各一页；把备好的视图填进模板，再填进页框。"""

from collections.abc import Iterator, Sequence
from typing import Any

from generator.frame import Host
from generator.output.artifact import Artifact
from generator.output.charts import UNIT_CHARTS, unit_chart
from generator.output.feeds import (
    FeedLink,
    commitment_links,
    feed_links,
    list_links,
    session_links,
    site_links,
    topic_links,
)
from generator.output.templates import Templates
from generator.release import address
from generator.release.clocks import clocks_of, clocks_of_reply
from generator.release.model import PublicProposal, PublicReply, Release
from generator.release.stats import ScopeKind, ScopeStatistics, figure_tables, statistics
from generator.release.views.activities import (
    ActivityView,
    batch_view,
    consultation_view,
    platform_view,
    programme_view,
)
from generator.release.views.common import Link, Names
from generator.release.views.lists import (
    DirectoryView,
    LedgerView,
    ListView,
    directory_views,
    ledger_views,
    list_views,
)
from generator.release.views.meta import FeedMeta, PageMeta, canonical, description, published_time
from generator.release.views.proposal import ProposalView, proposal_view
from generator.release.views.reply import ReplyView, reply_view
from generator.release.views.report import ReportView
from generator.release.views.reports import Reports
from generator.terms import RecordKind

FEED_TYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml", "json": "application/feed+json"}
SCOPES = {
    "units": ScopeKind.UNIT,
    "bodies": ScopeKind.BODY,
    "sectors": ScopeKind.SECTOR,
    "categories": ScopeKind.CATEGORY,
    "sessions": ScopeKind.SESSION,
}
"""报告页的栏目 → 统计的范围。"""

METHOD = "about/method.html"
"""讲计算方法的文字页；别的站点不一定有，没有就不链。"""


class Pages:
    """一次发布的网页。

    Attributes:
        release: 公开的全部记录。
        names: 编号 → 名称与链接。
    """

    def __init__(self, release: Release, names: Names, host: Host, templates: Templates) -> None:
        self.release = release
        self.names = names
        self._host = host
        self._templates = templates
        groups = statistics(release).groups
        self._scopes = {(one.scope.kind, one.scope.id): one for group in groups for one in group.scopes}
        self._written = {page.path for page in host.pages}
        self._frames = {(frame.section, frame.depth): frame for frame in host.frames}

    def all(self) -> Iterator[Artifact]:
        """逐页给出，次序固定。"""
        release, names = self.release, self.names
        yield from (self._proposal(item) for item in release.proposals)
        yield from (self._reply(item) for item in release.replies)
        yield from (self._activity(consultation_view(item, release, names)) for item in release.consultations)
        yield from (self._activity(batch_view(item, release, names)) for item in release.batches)
        yield from (self._activity(programme_view(item, release, names)) for item in release.programmes)
        yield from (self._activity(platform_view(item, release, names)) for item in release.platforms)
        reports = tuple(Reports(release, names).all())
        yield from (self._report(view) for view in reports)
        yield from (self._list(view) for view in list_views(release, names))
        yield from (self._directory(view) for view in directory_views(reports))
        yield from (self._ledger(view) for view in ledger_views(release, names))
        yield from self._notices()
        yield from self._redirects()

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
            "report": self.release.site.report,
            "permanent": canonical(self.release.site.base_url, path),
            "method": METHOD if METHOD in self._written else "",
        }
        body = self._templates.render(template, **shared, **context)
        head = self._templates.render("_head.html", **shared, meta=meta)
        return Artifact(path, frame.fill(title=meta.title, head=head, body=body))

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

    def _proposal(self, item: PublicProposal) -> Artifact:
        view = proposal_view(item, self.release, self.names)
        links = feed_links(RecordKind.PROPOSAL, item.id, self.release)
        meta = self._article(
            view,
            description=description(view.verdict.text),
            published=published_time(item.submitted),
            source=self.names.body(item.body),
            keywords=item.topics,
            feeds=self.feeds(links),
        )
        return self.page(
            view.path,
            section="proposals",
            meta=meta,
            template="proposal.html",
            view=view,
            clocks=clocks_of(item, self.release),
            figures=figure_tables(self.release, RecordKind.PROPOSAL, item.id),
            feed_page=f"{links[0].path}.{links[0].formats[0]}",
        )

    def _reply(self, item: PublicReply) -> Artifact:
        view = reply_view(item, self.release, self.names)
        titles = "；".join(link.text for link in view.proposals)
        meta = self._article(
            view,
            description=description(view.lead, titles),
            published=published_time(item.published, item.date),
            source=self.names.unit(item.unit),
            keywords=(),
            feeds=self.feeds(feed_links(RecordKind.REPLY, item.id, self.release)),
        )
        return self.page(
            view.path,
            section="replies",
            meta=meta,
            template="reply.html",
            view=view,
            clocks=clocks_of_reply(item, self.release),
            figures=figure_tables(self.release, RecordKind.REPLY, item.id),
        )

    def _activity(self, view: ActivityView) -> Artifact:
        body = next((link.text for link in view.crumbs[1:]), "")
        meta = self._article(
            view,
            description=description(view.lead, view.description),
            published="",
            source=body,
            keywords=tuple(link.text for link in view.topics),
            feeds=self.feeds(feed_links(view.kind, view.id, self.release)),
        )
        return self.page(
            view.path,
            section=view.kind.folder,
            meta=meta,
            template="activity.html",
            view=view,
            figures=figure_tables(self.release, view.kind, view.id),
        )

    def _article(  # noqa: PLR0913 - 元数据各项来处不同，逐项写明
        self,
        view: ProposalView | ReplyView | ActivityView,
        *,
        description: str,
        published: str,
        source: str,
        keywords: Sequence[str],
        feeds: tuple[FeedMeta, ...],
    ) -> PageMeta:
        return PageMeta(
            title=view.title,
            description=description,
            canonical=canonical(self.release.site.base_url, view.path),
            is_article=True,
            published=published,
            source=source or self.release.site.organization,
            keywords=",".join(keywords),
            feeds=feeds,
            twin=view.twin,
        )

    def column(self, path: str, title: str, lead: str, feeds: Sequence[FeedLink], twin: str = "") -> PageMeta:
        """栏目页的元数据。"""
        return PageMeta(
            title=title,
            description=description(lead),
            canonical=canonical(self.release.site.base_url, path),
            feeds=self.feeds(feeds),
            twin=twin,
        )

    def _report(self, view: ReportView) -> Artifact:
        if view.kind is not None:
            links = feed_links(view.kind, view.identifier, self.release)
            figures = figure_tables(self.release, view.kind, view.identifier)
        else:
            makers = {"topics": topic_links, "sessions": session_links}
            maker = makers.get(view.section)
            links = maker(view.identifier, self.release) if maker else site_links(self.release)
            figures = ()
        meta = self.column(view.path, view.title, view.lead, links, view.twin)
        return self.page(
            view.path,
            section=view.section,
            meta=meta,
            template="report.html",
            view=view,
            figures=figures,
            charts=self._unit_charts(view),
            scope=self._scope(view),
            record=self.names.record,
        )

    def _scope(self, view: ReportView) -> ScopeStatistics | None:
        """报告页自己的统计；没有公开提案的没有。"""
        kind = SCOPES.get(view.section)
        return self._scopes.get((kind, view.identifier)) if kind else None

    def _unit_charts(self, view: ReportView) -> tuple[str, ...]:
        """单位页上的几张小图；别的报告页没有，没有提案也没有承诺的单位也没有。"""
        if view.kind is not RecordKind.UNIT or not view.tally:
            return ()
        root = "/".join([".."] * address.depth(view.path)) or "."
        return tuple(unit_chart(name, self.release, view.identifier, root) for name in UNIT_CHARTS)

    def _list(self, view: ListView) -> Artifact:
        meta = self.column(view.path, view.title, view.lead, list_links(view.kind, self.release))
        return self.page(view.path, section=view.section, meta=meta, template="list.html", view=view)

    def _directory(self, view: DirectoryView) -> Artifact:
        meta = self.column(view.path, view.title, view.lead, site_links(self.release))
        return self.page(view.path, section=view.section, meta=meta, template="directory.html", view=view)

    def _ledger(self, view: LedgerView) -> Artifact:
        meta = self.column(view.path, "承诺总账", view.lead, commitment_links(self.release))
        return self.page(view.path, section="commitments", meta=meta, template="ledger.html", view=view)

    def _notices(self) -> Iterator[Artifact]:
        """撤下的记录留在原址的说明。"""
        for notice in self.release.notices:
            path = address.page_path(notice.kind, notice.id)
            meta = self.column(path, "这一页已撤下", f"{notice.date} 撤下。", site_links(self.release))
            yield self.page(path, section=notice.kind.folder, meta=meta, template="notice.html", view=notice)

    def _redirects(self) -> Iterator[Artifact]:
        """改过编号的记录在旧址的去向。"""
        for redirect in self.release.redirects:
            path = address.page_path(redirect.kind, redirect.former)
            record = next(item for item in self.release.records(redirect.kind) if item.id == redirect.id)
            target = Link(
                self.names.title(redirect.kind, record), address.page_path(redirect.kind, redirect.id)
            )
            meta = self.column(path, "这一页已改编号", f"新的网址：{target.text}", site_links(self.release))
            yield self.page(
                path,
                section=redirect.kind.folder,
                meta=meta,
                template="redirect.html",
                view=redirect,
                target=target,
            )
