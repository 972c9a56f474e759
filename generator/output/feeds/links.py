"""一个个订阅源：名称与路径，每页该自动发现哪几个。"""

import msgspec

from generator.release import address
from generator.release.kinds import KINDS as ACTIVITY_KINDS
from generator.release.model import (
    PublicReply,
    Release,
)
from generator.release.views.common import number_label, session_label
from generator.terms import RecordKind

KINDS = (
    RecordKind.PROPOSAL,
    RecordKind.REPLY,
    RecordKind.CONSULTATION,
    RecordKind.BATCH,
    RecordKind.PROGRAMME,
    *ACTIVITY_KINDS,
    RecordKind.PLATFORM,
)
"""会有事情的记录种类。"""

COMMITMENTS = "commitments"
CORRECTIONS = "corrections"
FORMATS = ("atom", "rss", "json", "xml")


class FeedLink(msgspec.Struct, frozen=True):
    """一个订阅源。

    Attributes:
        title: 名称，不含站名。
        path: 相对站点根目录的路径，不带扩展名。
        page: 与它对应的网页的路径；首页为空。
        formats: 有哪几种扩展名；rss 在没有 base_url 时没有，每件提案的由 site.yml 定。
    """

    title: str
    path: str
    page: str
    formats: tuple[str, ...]

    @property
    def readable(self) -> str:
        """给人点开看的那一份的路径：有 xml 的用 xml，浏览器到处都读得懂。"""
        return f"{self.path}.{'xml' if 'xml' in self.formats else self.formats[0]}"

    @property
    def address(self) -> str:
        """给阅读器的那一份的路径：有 atom 的用 atom。"""
        return f"{self.path}.{'atom' if 'atom' in self.formats else self.formats[0]}"


def feed_links(kind: RecordKind, identifier: str, release: Release) -> tuple[FeedLink, ...]:
    """一条记录的页面该让浏览器自动发现的订阅源：只给最贴近这一页的，没有的给全站的。

    阅读器把找到的逐个列给人选；给得多，读者反而选错。别的都在订阅页上。
    """
    return (_nearest(kind, identifier, release) or site_feed(release),)


def list_links(kind: RecordKind, release: Release) -> tuple[FeedLink, ...]:
    """一类记录的列表页的订阅源。"""
    return (kind_feed(kind, release) if kind in KINDS else site_feed(release),)


def commitment_links(release: Release) -> tuple[FeedLink, ...]:
    """承诺总账页的订阅源。"""
    return (commitment_feed(release),)


def correction_links(release: Release) -> tuple[FeedLink, ...]:
    """更正页的订阅源。"""
    return (correction_feed(release),)


def topic_links(word: str, release: Release) -> tuple[FeedLink, ...]:
    """主题页的订阅源。"""
    return (topic_feed(word, release),)


def session_links(identifier: str, release: Release) -> tuple[FeedLink, ...]:
    """届次页的订阅源；identifier 见 address.session_id。"""
    return (session_feed(identifier, release),)


def site_links(release: Release) -> tuple[FeedLink, ...]:
    """首页与其他页的订阅源。"""
    return (site_feed(release),)


def proposal_feed(identifier: str, release: Release) -> FeedLink:
    """一件提案（或撤下的提案）自己的订阅源。"""
    proposal = release.proposal.get(identifier)
    title = f"{number_label(proposal.number)}提案《{proposal.title}》" if proposal else f"提案 {identifier}"
    page = address.page_path(RecordKind.PROPOSAL, identifier)
    own = tuple(item for item in formats(release) if item in release.site.proposal_feed_formats)
    return FeedLink(title, proposal_path(identifier), page, own)


def proposal_path(identifier: str) -> str:
    """一件提案自己的订阅源的路径，不带扩展名。"""
    return "feeds/" + address.page_path(RecordKind.PROPOSAL, identifier).removesuffix(".html")


def _nearest(kind: RecordKind, identifier: str, release: Release) -> FeedLink | None:
    if kind is RecordKind.PROPOSAL:
        return proposal_feed(identifier, release)
    if kind is RecordKind.REPLY and identifier in release.reply:
        return _of_reply(release.reply[identifier], release)
    meeting = release.consultation.get(identifier) if kind is RecordKind.CONSULTATION else None
    if meeting and meeting.platform:
        return named_feed(RecordKind.PLATFORM, meeting.platform, release)
    if kind in {RecordKind.UNIT, RecordKind.SECTOR, RecordKind.BODY, RecordKind.PLATFORM}:
        return named_feed(kind, identifier, release)
    return kind_feed(kind, release) if kind in KINDS else None


def _of_reply(reply: PublicReply, release: Release) -> FeedLink:
    """只答一件提案的，是那件提案的；一并答几件的，是承办单位的。"""
    if len(reply.proposals) == 1:
        return proposal_feed(reply.proposals[0], release)
    return named_feed(RecordKind.UNIT, reply.unit, release)


def link(title: str, stem: str, page: str, release: Release) -> FeedLink:
    """一个订阅源；stem 是 feeds/ 之下的路径。"""
    return FeedLink(title, f"feeds/{stem}", page, formats(release))


def formats(release: Release) -> tuple[str, ...]:
    """写哪几种格式：RSS 的链接须是绝对网址，没有 base_url 就不写。"""
    return FORMATS if release.site.base_url else tuple(item for item in FORMATS if item != "rss")


def site_feed(release: Release) -> FeedLink:
    """全站的订阅源。"""
    return link("全部", "all", "", release)


def kind_feed(kind: RecordKind, release: Release) -> FeedLink:
    """一类记录的订阅源。"""
    return link(kind.label, f"kinds/{kind.folder}", f"{kind.folder}/index.html", release)


def commitment_feed(release: Release) -> FeedLink:
    """全部承诺的订阅源。"""
    return link("承诺", f"kinds/{COMMITMENTS}", f"{COMMITMENTS}/index.html", release)


def correction_feed(release: Release) -> FeedLink:
    """全部更正的订阅源。"""
    return link("更正", f"kinds/{CORRECTIONS}", address.CORRECTIONS, release)


def topic_feed(word: str, release: Release) -> FeedLink:
    """一个主题词的订阅源。"""
    return link(word, f"topics/{address.slug(word)}", address.topic_path(word), release)


def session_feed(identifier: str, release: Release) -> FeedLink:
    """一次会议的订阅源；identifier 见 address.session_id。"""
    *body, term, session = identifier.split("-")
    holder = release.body.get("-".join(body))
    title = (holder.label if holder else "") + session_label(int(term), int(session))
    page = address.session_path(identifier)
    return link(title, page.removesuffix(".html"), page, release)


def named_feed(kind: RecordKind, identifier: str, release: Release) -> FeedLink:
    """一级政协、一个单位、界别或平台的订阅源。"""
    if kind is RecordKind.BODY:
        title = release.body[identifier].label
    elif kind is RecordKind.UNIT:
        title = release.unit[identifier].label
    elif kind is RecordKind.SECTOR:
        title = release.sector[identifier].name
    else:
        title = release.platform[identifier].name
    return link(title, f"{kind.folder}/{identifier}", address.page_path(kind, identifier), release)
