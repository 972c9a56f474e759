"""事情的称呼与编号：标题里怎样叫一条记录，永久编号怎样得来。"""

import re
from collections.abc import Iterable

import msgspec

from generator.dates import PartialDate
from generator.release import address
from generator.release.events.facets import Faceting
from generator.release.events.model import Event, EventType, Facets
from generator.release.model import PublicProposal, Release
from generator.release.views.common import number_label
from generator.terms import RecordKind

TITLE_LENGTH = 40
BREAK = re.compile("(?<=[。！？；，：、]) ")


def tag(authority: str, path: str) -> str:
    """永久编号：「tag:权威:路径」（RFC 4151）。

    Args:
        authority: 站点配置里的标识权威，「域名,日期」。
        path: 不带扩展名的路径。
    """
    return f"tag:{authority}:{path}"


def shortened(text: str) -> str:
    """放进标题的一段话：压成一行，过长的截断。"""
    line = " ".join(text.split())
    return line if len(line) <= TITLE_LENGTH else line[: TITLE_LENGTH - 1] + "…"


def sentences(*parts: str | None) -> str:
    """几句话连成一段：空的略去，没有句末标点的补句号。"""
    lines = (BREAK.sub("", " ".join(part.split())) for part in parts if part)
    return "".join(line if line.endswith(("。", "！", "？", "；")) else line + "。" for line in lines if line)


def proposal_name(proposal: PublicProposal) -> str:
    """一件提案的称呼：第0123号提案《……》；没有案号的只有案由。"""
    return f"{number_label(proposal.number)}提案《{shortened(proposal.title)}》"


def _precision(when: PartialDate) -> str:
    """订阅源的日期非到日不可；只公布到月、到年的，在摘要里说明，不冒充哪一天。"""
    return "" if when.is_exact else f"日期只公布到{when}。"


class Subject(msgspec.Struct, frozen=True):
    """事情所关的记录或其中一项。

    Attributes:
        kind: 记录的种类。
        record: 记录的编号。
        facets: 与谁有关。
        anchor: 页内锚点；没有的为空。
        tag: 这条记录的永久编号。
    """

    kind: RecordKind
    record: str
    facets: Facets
    anchor: str
    tag: str

    def event(self, type_: EventType, fragment: str, when: PartialDate, words: tuple[str, str]) -> Event:
        """写下一件事。

        Args:
            type_: 种类。
            fragment: 是这条记录里的哪一件；与标题、日期无关，因而改正它们时永久编号不变。
            when: 日期。
            words: 标题与摘要。
        """
        title, summary = words
        return Event(
            id=f"{self.tag}#{fragment}",
            type=type_,
            date=when,
            title=title,
            summary=summary + _precision(when),
            kind=self.kind,
            record=self.record,
            path=address.page_path(self.kind, self.record),
            anchor=self.anchor,
            facets=self.facets,
        )


class Scribe:
    """事情的称呼与编号在一次发布里的查找。

    Args:
        release: 一次发布。
    """

    def __init__(self, release: Release) -> None:
        self.release = release
        self.faceting = Faceting(release)

    def subject(self, kind: RecordKind, identifier: str, facets: Facets, anchor: str = "") -> Subject:
        """一条记录（或其中一项）：此后它的事都由得到的 Subject 写。"""
        # 改过编号的记录沿用最早的编号：换网址不该让订阅者把旧事当新事。
        former = self.release.redirects_to.get((kind, identifier))
        first = former[0].former if former else identifier
        stem = address.data_path(kind, first).removesuffix(".json")
        return Subject(kind, identifier, facets, anchor, tag(self.release.site.feed_authority, stem))

    def units(self, identifiers: Iterable[str]) -> str:
        """几个单位的名称，用顿号连起来。"""
        return "、".join(self.release.unit[item].label for item in identifiers if item in self.release.unit)

    def proposals(self, identifiers: Iterable[str]) -> str:
        """几件提案的称呼：多于一件的说第一件与件数。"""
        found = [self.release.proposal[item] for item in identifiers if item in self.release.proposal]
        if not found:
            return "提案"
        name = proposal_name(found[0])
        return name if len(found) == 1 else f"{name}等{len(found)}件提案"
