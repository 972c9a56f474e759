"""网页：每条记录、每张列表、每份报告各一页；把备好的视图填进模板，再填进页框。"""

from collections.abc import Iterator, Sequence
from functools import cached_property, partial
from itertools import chain
from typing import Any

import msgspec

from generator.frame import SECTIONS, Host
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
from generator.output.parcel import Parcel, encoded, made, page_parcel
from generator.output.sharing import picture, report_address, share_of
from generator.output.templates import Templates
from generator.release import address
from generator.release.clocks import clocks_of, clocks_of_reply
from generator.release.model import Notice, PublicProposal, PublicReply, Redirect, Release
from generator.release.portion import HEAVY
from generator.release.stats import ScopeKind, ScopeStatistics, figure_tables, statistics
from generator.release.views.activities import (
    batch_view,
    consultation_view,
    platform_view,
    programme_view,
)
from generator.release.views.activity import ActivityView
from generator.release.views.citation import Citation, Cited, citation
from generator.release.views.common import Names, number_label
from generator.release.views.kinds import kind_view
from generator.release.views.linked_data import linked_data
from generator.release.views.lists import (
    DIRECTORY_PATHS,
    DirectoryEntry,
    DirectoryView,
    LedgerView,
    ListView,
    directory_entry,
    directory_views,
    ledger_views,
    list_views,
)
from generator.release.views.meta import FeedMeta, PageMeta, canonical, description, published_time
from generator.release.views.proposal import ProposalView, proposal_view
from generator.release.views.reply import ReplyView, reply_view
from generator.release.views.report import SCOPES, ReportView
from generator.release.views.reports import Prospect, Reports
from generator.terms import RecordKind

FEED_TYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml", "json": "application/feed+json"}
REPORT_HEADINGS = {
    "units": "答复了什么，答应的事办了没有",
    "bodies": "提案、答复、协商与承诺",
    "sectors": "提了哪些提案，办得怎样",
    "members": "公开的提案与办理情况",
    "topics": "有关的提案、答复与协商",
    "categories": "这一类的提案与办理情况",
    "sessions": "这次会议的提案与办理情况",
}
"""报告页的栏目 → 浏览器标签上接在名称后面的话。"""

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
        self._written = {page.path for page in host.pages}
        self._frames = {(frame.section, frame.depth): frame for frame in host.frames}

    @cached_property
    def _scopes(self) -> dict[tuple[ScopeKind, str], ScopeStatistics]:
        groups = statistics(self.release).groups
        return {(one.scope.kind, one.scope.id): one for group in groups for one in group.scopes}

    def records(self) -> Iterator[tuple[RecordKind, str, Artifact]]:
        """量大的几类记录的网页，连同它们撤下的说明与旧址：（种类，编号，网页）。

        一页只取决于这条记录、与它互相引用的记录、名册和站点配置，与别的记录无关。
        """
        release, names = self.release, self.names
        for proposal in release.proposals:
            yield RecordKind.PROPOSAL, proposal.id, self._proposal(proposal)
        for reply in release.replies:
            yield RecordKind.REPLY, reply.id, self._reply(reply)
        for meeting in release.consultations:
            view = consultation_view(meeting, release, names)
            yield RecordKind.CONSULTATION, meeting.id, self._activity(view)
        for batch in release.batches:
            yield RecordKind.BATCH, batch.id, self._activity(batch_view(batch, release, names))
        for notice in release.notices:
            if notice.kind in HEAVY:
                yield notice.kind, notice.id, self._notice(notice)
        for redirect in release.redirects:
            if redirect.kind in HEAVY:
                yield redirect.kind, redirect.former, self._redirect(redirect)

    def overviews(self) -> Iterator[Parcel]:
        """其余的网页：品牌、平台、列表、总账；它们归拢许多记录。"""
        release, names = self.release, self.names
        for view in self._activity_views():
            figures = figure_tables(release, view.kind, view.id)
            yield page_parcel(partial(self._activity, view), view.path, view, figures)
        for page in list_views(release, names):
            yield page_parcel(partial(self._list, page), page.path, page)
        for ledger in ledger_views(release, names):
            yield page_parcel(partial(self._ledger, ledger), ledger.path, ledger)
        for notice in release.notices:
            if notice.kind not in HEAVY:
                yield made(self._notice(notice))
        for redirect in release.redirects:
            if redirect.kind not in HEAVY:
                yield made(self._redirect(redirect))
        yield from map(made, self._moved())

    def _activity_views(self) -> Iterator[ActivityView]:
        release, names = self.release, self.names
        yield from (programme_view(item, release, names) for item in release.programmes)
        yield from (platform_view(item, release, names) for item in release.platforms)
        for kind, items in release.activities.items():
            yield from (kind_view(kind, item, release, names) for item in items)

    def report_paths(self) -> Iterator[str]:
        """各页报告与它们的目录的网址。"""
        yield from (report.path for report in Reports(self.release, self.names).all())
        yield from DIRECTORY_PATHS

    def reports(self, notes: dict[str, bytes]) -> Iterator[Parcel]:
        """各页报告，与它们的目录。

        Args:
            notes: 便条：报告的网址 → 它在目录里的一项，msgpack；做了的报告写进来，没有做的须已经在里面，
                目录页才备得出。
        """
        paths: dict[str, list[str]] = {}
        for report in Reports(self.release, self.names).all():
            paths.setdefault(report.section, []).append(report.path)
            yield Parcel(report.path, partial(self._reported, report, notes), holder=report.path)
        entries = {
            path: msgspec.msgpack.decode(notes[path], type=DirectoryEntry)
            for path in chain.from_iterable(paths.values())
        }
        for view in directory_views(paths, entries):
            yield page_parcel(partial(self._directory, view), view.path, view)

    def _reported(self, report: Prospect, notes: dict[str, bytes]) -> tuple[Artifact]:
        view = report.view()
        notes[view.path] = encoded(directory_entry(view))
        return (self._report(view),)

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

    def _proposal(self, item: PublicProposal) -> Artifact:
        view = proposal_view(item, self.release, self.names)
        links = feed_links(RecordKind.PROPOSAL, item.id, self.release)
        proposer = item.proposer
        named = proposer.members if proposer else ()
        people = tuple(link.text for link in self.names.member_links(named))
        collective = (proposer.name,) if proposer and proposer.name else ()
        meta = self._article(
            view,
            kind=RecordKind.PROPOSAL,
            description=description(view.verdict.text),
            published=published_time(item.submitted),
            created=item.submitted or "",
            source=self.names.body(item.body),
            authors=collective or people,
            are_people=bool(people) and not collective,
            number=number_label(item.number),
            state=view.verdict.state.code,
            status=view.verdict.headline,
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
            feed_page=links[0].readable,
        )

    def _reply(self, item: PublicReply) -> Artifact:
        view = reply_view(item, self.release, self.names)
        titles = "".join(f"《{link.text}》" for link in view.proposals)
        links = feed_links(RecordKind.REPLY, item.id, self.release)
        meta = self._article(
            view,
            kind=RecordKind.REPLY,
            description=description(f"答复{titles}。" if view.is_reply else f"关于{titles}。", view.lead),
            published=published_time(item.published, item.date),
            created=item.date or "",
            source=self.names.unit(item.unit),
            number=item.document_number or "",
            state="overdue" if view.late else "",
            status="有承诺逾期" if view.late else "",
            keywords=(),
            feeds=self.feeds(links),
        )
        return self.page(
            view.path,
            section="replies",
            meta=meta,
            template="reply.html",
            view=view,
            feed=links[0],
            clocks=clocks_of_reply(item, self.release),
            figures=figure_tables(self.release, RecordKind.REPLY, item.id),
        )

    def _activity(self, view: ActivityView) -> Artifact:
        body = next((link.text for link in view.crumbs[1:]), "")
        where = f"，{body}" if body else ""
        links = feed_links(view.kind, view.id, self.release)
        meta = self._article(
            view,
            kind=view.kind,
            description=description(view.lead, view.description)
            or description(f"{view.kind.label}：{view.title}{where}"),
            published=published_time(view.date),
            created=view.date,
            source=body,
            keywords=tuple(link.text for link in view.topics),
            feeds=self.feeds(links),
        )
        return self.page(
            view.path,
            section=view.kind.folder,
            meta=meta,
            template="activity.html",
            view=view,
            feed=links[0],
            figures=figure_tables(self.release, view.kind, view.id),
        )

    def _article(
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
        return msgspec.structs.replace(meta, citation=self._citation(meta))

    def _citation(self, meta: PageMeta) -> Citation:
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

    def _report(self, view: ReportView) -> Artifact:
        if view.kind is not None:
            links = feed_links(view.kind, view.identifier, self.release)
            figures = figure_tables(self.release, view.kind, view.identifier)
        else:
            makers = {"topics": topic_links, "sessions": session_links}
            maker = makers.get(view.section)
            links = maker(view.identifier, self.release) if maker else site_links(self.release)
            figures = ()
        meta = self.column(
            view.path,
            view.title,
            view.lead or f"{view.title}，还没有公开的记录。",
            links,
            heading=f"{view.title}：{REPORT_HEADINGS[view.section]}",
            kind=view.kind,
            identifier=view.identifier if view.kind else "",
            crumbs=view.crumbs,
            twin=view.twin,
        )
        if view.kind is not None:
            meta = msgspec.structs.replace(meta, citation=self._citation(meta))
        return self.page(
            view.path,
            section=view.section,
            meta=meta,
            template="report.html",
            view=view,
            feed=links[0],
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
        links = list_links(view.kind, self.release)
        meta = self.column(
            view.path, view.title, view.lead, links, heading=f"{view.title}：{view.lead.rstrip('。')}"
        )
        return self.page(
            view.path,
            section=view.section,
            meta=meta,
            template="list.html",
            view=view,
            has_practices=bool(self.release.practices),
        )

    def _directory(self, view: DirectoryView) -> Artifact:
        meta = self.column(view.path, view.title, view.lead, site_links(self.release))
        return self.page(view.path, section=view.section, meta=meta, template="directory.html", view=view)

    def _ledger(self, view: LedgerView) -> Artifact:
        links = commitment_links(self.release)
        meta = self.column(
            view.path, "承诺总账", view.lead, links, heading="承诺总账：答应的事，哪些办了，哪些到期还没办"
        )
        return self.page(view.path, section="commitments", meta=meta, template="ledger.html", view=view)

    def _notice(self, notice: Notice) -> Artifact:
        """撤下的记录留在原址的说明。"""
        path = address.page_path(notice.kind, notice.id)
        lead = f"{notice.date} 撤下，内容不再公开；网址保留，说明原因。"
        meta = self.column(path, "这一页已撤下", lead, site_links(self.release), state="retired")
        return self.page(path, section=notice.kind.folder, meta=meta, template="notice.html", view=notice)

    def _redirect(self, redirect: Redirect) -> Artifact:
        """改过编号的记录在旧址的去向。"""
        path = address.page_path(redirect.kind, redirect.former)
        target = self.names.record(redirect.kind, redirect.id)
        meta = self._leading(path, "这一页已改编号", f"新的网址：{target.text}", target.path)
        return self.page(
            path,
            section=redirect.kind.folder,
            meta=meta,
            template="redirect.html",
            view=redirect,
            target=target,
        )

    def _leading(self, path: str, title: str, lead: str, target: str) -> PageMeta:
        """转页的元数据：立刻转走，规范网址是新的那一页。"""
        meta = self.column(path, title, lead, site_links(self.release))
        return msgspec.structs.replace(
            meta, refresh=target, canonical=canonical(self.release.site.base_url, target)
        )

    def _moved(self) -> Iterator[Artifact]:
        """站点配置里写明去向的旧网址：转走，或留一则说明。"""
        columns = {section.key: section for section in SECTIONS}
        for view in self.release.moved:
            section = columns.get(view.address.partition("/")[0], columns["home"])
            if view.to:
                title = "这一页已搬走"
                meta = self._leading(view.address, title, f"新的网址：{view.to}", view.to)
            else:
                title = "这一页已撤下"
                meta = self.column(view.address, title, f"{view.date} 撤下。", site_links(self.release))
            yield self.page(
                view.address,
                section=section.key,
                meta=meta,
                template="moved.html",
                view=view,
                title=title,
                column=section.path,
            )
