"""站、室、点一览：每级政协一页，树、示意图、个数的对照、人人有站、活动次数；另有总的一页。"""

from collections.abc import Iterable, Sequence

import msgspec

from generator.release import address
from generator.release.model import PublicCoverage, PublicPlatform, Release
from generator.release.platforms import (
    Node,
    PeriodCount,
    QuotaClock,
    Reconciled,
    Tier,
    quota_clocks,
    reconciled,
    tiers,
    tree,
)
from generator.release.platforms.tree import counted
from generator.release.stats.percentage import percentage
from generator.release.views.common import Link, Names
from generator.release.views.related import search_address
from generator.release.views.verdict import Count
from generator.terms import RecordKind

INDEX = "stations/index.html"
TITLE = "站、室、点一览"
LEAD = "哪一级、几个、由谁承办；公布的个数与列出的对一对，委员进没进站，活动够不够次数。"


NO_MEMBERS = "本站没有登记这些委员，无从逐人核对；公布的比率见上表"


class CoverageView(msgspec.Struct, frozen=True):
    """「人人有站、站站有人」的一条核对。

    Attributes:
        title: 规定的名称。
        rule: 规定的写法：谁的委员、进哪些平台、哪些不计入。
        tally: 几个数。
        rate: 进站率，连同分子分母；样本太小的只有件数。
        members: 没有站的委员，姓名公开的。
        hidden_members: 没有站的委员，姓名不公开的有几人。
        platforms: 没有委员的平台。
        hidden_platforms: 没有委员、自己也不公开的平台有几个。
        unowned: 没有写明由谁负责的平台。
        is_whole: 人人有站、站站有人。
        source: 依据。
    """

    title: str
    rule: str
    tally: tuple[Count, ...]
    rate: str
    members: tuple[Link, ...]
    hidden_members: int
    platforms: tuple[Link, ...]
    hidden_platforms: int
    unowned: tuple[Link, ...]
    is_whole: bool
    source: str


class QuotaRow(msgspec.Struct, frozen=True):
    """活动次数表的一行：一个平台、一条规定。"""

    platform: Link
    clock: QuotaClock
    latest: PeriodCount | None


class StationsView(msgspec.Struct, frozen=True):
    """一级政协的站、室、点。

    Attributes:
        path: 网址。
        title: 标题。
        crumbs: 位置。
        lead: 一句话。
        tiers: 示意图。
        tree: 一层一层的树；一个节点下面太多的，只列头几个，末一个说还有几个。
        reconciled: 公布的个数与列出的对照。
        coverage: 人人有站、站站有人。
        quotas: 活动次数，一个平台、一条规定一行；太多的只列一些，没有够数的在前。
        all_quotas: 活动次数一共几行。
        everything: 全部平台在哪里看。
    """

    path: str
    title: str
    crumbs: tuple[Link, ...]
    lead: str
    tiers: tuple[Tier, ...]
    tree: tuple[Node, ...]
    reconciled: tuple[Reconciled, ...]
    coverage: tuple[CoverageView, ...]
    quotas: tuple[QuotaRow, ...]
    all_quotas: int
    everything: str


MOST_NODES = 50
"""树上一个节点下面至多列几个。"""
MOST_QUOTAS = 100
"""活动次数的表至多几行。"""


class StationsEntry(msgspec.Struct, frozen=True):
    """总的一页里的一行：一级政协。"""

    link: Link
    count: str
    kinds: str
    checked: str
    unmatched: int


class StationsIndex(msgspec.Struct, frozen=True):
    """总的一页。"""

    path: str
    title: str
    lead: str
    entries: tuple[StationsEntry, ...]


def stations_views(release: Release, names: Names) -> tuple[StationsView, ...]:
    """有平台、有个数可对照、或有进站规定的各级政协，次序如名册。"""
    known = {item.body for item in release.platforms}
    known |= {item.body for item in release.figures if item.counts or item.rate_of or item.rate_part}
    known |= {body for item in release.coverage for body in (*item.bodies, *item.platform_bodies)}
    return tuple(_stations(item.id, release, names) for item in release.bodies if item.id in known)


def _stations(body: str, release: Release, names: Names) -> StationsView:
    own = [item for item in release.platforms if item.body == body]
    found = tuple(_quotas(own, release))
    everything = search_address((RecordKind.PLATFORM.label,), (("政协", names.body(body)),))
    return StationsView(
        path=address.stations_path(body),
        title=f"{names.body(body)}的站、室、点",
        crumbs=(Link("平台", "platforms/index.html"), Link(TITLE, INDEX), *names.body_links(body)),
        lead=_lead(own),
        tiers=tiers(body, release),
        tree=_trimmed(tree(body, release), everything),
        reconciled=reconciled(body, release),
        coverage=tuple(
            coverage_view(item, release, names)
            for item in release.coverage
            if body in {*item.bodies, *item.platform_bodies}
        ),
        quotas=_short_first(found)[:MOST_QUOTAS] if len(found) > MOST_QUOTAS else found,
        all_quotas=len(found),
        everything=everything,
    )


def _trimmed(nodes: Sequence[Node], everything: str) -> tuple[Node, ...]:
    """一处太多的只列头几个，末一个说还有几个、在哪里看。"""
    kept = tuple(
        msgspec.structs.replace(node, children=_trimmed(node.children, everything))
        for node in nodes[:MOST_NODES]
    )
    more = len(nodes) - MOST_NODES
    return (*kept, Node(Link(f"另有 {more} 个，看全部平台", everything), "", "")) if more > 0 else kept


def _short_first(rows: Iterable[QuotaRow]) -> tuple[QuotaRow, ...]:
    """没有够数的在前，其余照原来的次序。"""
    return tuple(sorted(rows, key=lambda row: row.latest is None or row.latest.state == "done"))


def _lead(own: list[PublicPlatform]) -> str:
    if not own:
        return "没有登记站、室、点。"
    named = sum(not item.group for item in own)
    return f"逐个列名的 {named} 个" + (
        f"，连同没有列名的一共 {counted(own)} 个。" if named < len(own) else "。"
    )


def _quotas(own: Iterable[PublicPlatform], release: Release) -> Iterable[QuotaRow]:
    for item in own:
        link = Link(item.name, address.page_path(RecordKind.PLATFORM, item.id))
        for clock in quota_clocks(item, release):
            yield QuotaRow(link, clock, clock.periods[0] if clock.periods else None)


def coverage_view(item: PublicCoverage, release: Release, names: Names) -> CoverageView:
    """备好一条核对。"""
    missing = len(item.orphan_platforms) + item.hidden_platforms
    if not item.members:
        return CoverageView(
            item.title,
            _rule(item, names),
            (),
            NO_MEMBERS,
            (),
            0,
            (),
            0,
            (),
            is_whole=False,
            source=item.source or "",
        )
    tally = (
        Count("应进站委员", item.members, ""),
        Count("已进站", item.stationed, ""),
        Count("没有站", item.members - item.stationed, "near" if item.stationed < item.members else ""),
        Count("算在内的平台", item.platforms, ""),
        Count("没有委员的平台", missing, "near" if missing else ""),
    )
    enough = item.members >= release.site.minimum_sample
    share = f"，{percentage(item.stationed, item.members)}%" if enough else "；人数少，不算百分数"
    return CoverageView(
        title=item.title,
        rule=_rule(item, names),
        tally=tally,
        rate=f"进站 {item.stationed}/{item.members}{share}",
        members=names.member_links(item.orphan_members),
        hidden_members=item.hidden_orphans,
        platforms=names.platform_links(item.orphan_platforms),
        hidden_platforms=item.hidden_platforms,
        unowned=names.platform_links(item.unowned),
        is_whole=item.stationed == item.members and not missing,
        source=item.source or "",
    )


def _rule(item: PublicCoverage, names: Names) -> str:
    who = "、".join(names.body(body) for body in item.bodies)
    where = "、".join(names.body(body) for body in item.platform_bodies)
    kinds = "、".join(item.platform_kinds) or "各种平台"
    text = f"{who}的委员，进{where}的{kinds}"
    if not item.excluded_regions:
        return text + "。"
    regions = "、".join(item.excluded_regions)
    return f"{text}；{regions}委员不计入" + (f"，有 {item.excluded} 人。" if item.members else "。")


def stations_index(views: Iterable[StationsView], release: Release) -> StationsIndex:
    """备好总的一页。"""
    entries = []
    for view in views:
        body = view.crumbs[-1]
        own = [item for item in release.platforms if address.stations_path(item.body) == view.path]
        kinds = dict.fromkeys(item.kind for item in own)
        entries.append(
            StationsEntry(
                Link(body.text, view.path),
                counted(own) if own else "0",
                "、".join(f"{kind} {counted(item for item in own if item.kind == kind)}" for kind in kinds),
                "；".join(f"{item.title}：{item.rate}" for item in view.coverage),
                sum(row.state == "near" for row in view.reconciled),
            )
        )
    return StationsIndex(INDEX, TITLE, LEAD, tuple(entries))


class CardView(msgspec.Struct, frozen=True):
    """一个平台的二维码卡。

    Attributes:
        address: 平台页的永久网址；网站没有写网址时为空。
    """

    path: str
    title: str
    kind: str
    body: str
    place: str
    platform: Link
    address: str


def card_views(release: Release, names: Names) -> tuple[CardView, ...]:
    """每个平台一张卡；代表一批的没有。"""
    return tuple(
        CardView(
            path=address.card_path(item.id),
            title=item.name,
            kind=item.kind,
            body=names.body(item.body),
            place="，".join(part for part in (item.host, item.place) if part),
            platform=Link(item.name, page := address.page_path(RecordKind.PLATFORM, item.id)),
            address=f"{release.site.base_url}{page}" if release.site.base_url else "",
        )
        for item in release.platforms
        if not item.group
    )
