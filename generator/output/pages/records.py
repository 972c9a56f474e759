"""记录的网页：提案、答复、协商等，一条一页。"""

from collections.abc import Iterable, Iterator, Sequence

from generator.output.artifact import Artifact
from generator.output.feeds import FeedLink, feed_links
from generator.output.pages.filling import Pages
from generator.output.pages.gone import notice_page, redirect_page
from generator.release.clocks import clocks_of, clocks_of_reply
from generator.release.model import PublicProposal, PublicReply
from generator.release.portion import HEAVIES
from generator.release.stats import figure_tables
from generator.release.views.activities import batch_view, consultation_view
from generator.release.views.activity import ActivityView
from generator.release.views.common import Link, number_label
from generator.release.views.kinds import kind_view
from generator.release.views.meta import description, published_time
from generator.release.views.proposal import ProposalView, proposal_view
from generator.release.views.reply import ReplyView, reply_view
from generator.terms import RecordKind


def record_pages(pages: Pages) -> Iterator[tuple[RecordKind, str, Artifact]]:
    """量大的几类记录的网页，连同它们撤下的说明与旧址：（种类，编号，网页）。

    一页只取决于这条记录、与它互相引用的记录、名册和站点配置，与别的记录无关。
    """
    yield from _shown(pages)
    for notice in pages.release.notices:
        if notice.kind in HEAVIES:
            yield notice.kind, notice.id, notice_page(pages, notice)
    for redirect in pages.release.redirects:
        if redirect.kind in HEAVIES:
            yield redirect.kind, redirect.former, redirect_page(pages, redirect)


def _shown(pages: Pages) -> Iterator[tuple[RecordKind, str, Artifact]]:
    """公开着的。"""
    release, names = pages.release, pages.names
    for proposal in release.proposals:
        yield from _each(RecordKind.PROPOSAL, proposal.id, _proposal(pages, proposal))
    for reply in release.replies:
        yield from _each(RecordKind.REPLY, reply.id, _reply(pages, reply))
    for meeting in release.consultations:
        view = consultation_view(meeting, release, names)
        yield from _each(RecordKind.CONSULTATION, meeting.id, activity_pages(pages, view))
    for batch in release.batches:
        view = batch_view(batch, release, names)
        yield from _each(RecordKind.BATCH, batch.id, activity_pages(pages, view))
    for kind, item in release.activities_in(HEAVIES):
        yield from _each(kind, item.id, activity_pages(pages, kind_view(kind, item, release, names)))


def _each(
    kind: RecordKind, identifier: str, made: Iterable[Artifact]
) -> Iterator[tuple[RecordKind, str, Artifact]]:
    return ((kind, identifier, artifact) for artifact in made)


def _long_pages(
    pages: Pages, view: ProposalView | ReplyView | ActivityView, kind: RecordKind, feeds: Sequence[FeedLink]
) -> Iterator[Artifact]:
    """没有列完的各表，全部另成的几页。"""
    record = Link(view.title, view.path)
    for page in view.long_pages:
        title = f"{view.title}：{page.title}"
        yield pages.page(
            page.path,
            section=kind.folder,
            meta=pages.column(page.path, title, title, feeds),
            template="long.html",
            view=page,
            title=title,
            record=record,
            crumbs=(*view.crumbs, record),
            twin=view.twin,
        )


def _proposal(pages: Pages, item: PublicProposal) -> Iterator[Artifact]:
    view = proposal_view(item, pages.release, pages.names)
    links = feed_links(RecordKind.PROPOSAL, item.id, pages.release)
    proposer = item.proposer
    named = proposer.members if proposer else ()
    people = tuple(link.text for link in pages.names.member_links(named))
    collective = (proposer.name,) if proposer and proposer.name else ()
    meta = pages.article(
        view,
        kind=RecordKind.PROPOSAL,
        description=description(view.verdict.text),
        published=published_time(item.submitted),
        created=item.submitted or "",
        source=pages.names.body(item.body),
        authors=collective or people,
        are_people=bool(people) and not collective,
        number=number_label(item.number),
        state=view.verdict.state.code,
        status=view.verdict.headline,
        keywords=item.topics,
        feeds=pages.feeds(links),
    )
    yield pages.page(
        view.path,
        section="proposals",
        meta=meta,
        template="proposal.html",
        view=view,
        clocks=clocks_of(item, pages.release),
        figures=figure_tables(pages.release, RecordKind.PROPOSAL, item.id),
        feed_page=links[0].readable,
    )
    yield from _long_pages(pages, view, RecordKind.PROPOSAL, links)


def _reply(pages: Pages, item: PublicReply) -> Iterator[Artifact]:
    view = reply_view(item, pages.release, pages.names)
    titles = "".join(f"《{link.text}》" for link in view.proposals)
    links = feed_links(RecordKind.REPLY, item.id, pages.release)
    meta = pages.article(
        view,
        kind=RecordKind.REPLY,
        description=description(f"答复{titles}。" if view.is_reply else f"关于{titles}。", view.lead),
        published=published_time(item.published, item.date),
        created=item.date or "",
        source=pages.names.unit(item.unit),
        number=item.document_number or "",
        state="overdue" if view.late else "",
        status="有承诺逾期" if view.late else "",
        keywords=(),
        feeds=pages.feeds(links),
    )
    yield pages.page(
        view.path,
        section="replies",
        meta=meta,
        template="reply.html",
        view=view,
        feed=links[0],
        clocks=clocks_of_reply(item, pages.release),
        figures=figure_tables(pages.release, RecordKind.REPLY, item.id),
    )
    yield from _long_pages(pages, view, RecordKind.REPLY, links)


def activity_pages(pages: Pages, view: ActivityView) -> Iterator[Artifact]:
    """本会自己的一条记录：协商、归并办理、品牌、平台等；页上没有列完的表，接着是它们的几页。"""
    body = next((link.text for link in view.crumbs[1:]), "")
    where = f"，{body}" if body else ""
    links = feed_links(view.kind, view.id, pages.release)
    meta = pages.article(
        view,
        kind=view.kind,
        description=description(view.lead, view.description)
        or description(f"{view.kind.label}：{view.title}{where}"),
        published=published_time(view.date),
        created=view.date,
        source=body,
        keywords=tuple(link.text for link in view.topics),
        feeds=pages.feeds(links),
    )
    yield pages.page(
        view.path,
        section=view.kind.folder,
        meta=meta,
        template="activity.html",
        view=view,
        feed=links[0],
        figures=figure_tables(pages.release, view.kind, view.id),
    )
    yield from _long_pages(pages, view, view.kind, links)
