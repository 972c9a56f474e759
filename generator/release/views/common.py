"""各页共用的零件：链接、事实、行、来源，与名称的查找。"""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from generator.release import address
from generator.release.model import (
    PublicBatch,
    PublicConsultation,
    PublicProgramme,
    PublicProposal,
    PublicRecord,
    PublicReply,
    PublicResult,
    PublicSource,
    Release,
)
from generator.terms import RecordKind, ReplyRole

UNPUBLISHED = "未公布"
DIGITS = "零一二三四五六七八九"


class Link(msgspec.Struct, frozen=True):
    """一段文字，path 是相对站点根目录的路径，url 是别的网站；都没有的只是文字。"""

    text: str
    path: str = ""
    url: str = ""


class Fact(msgspec.Struct, frozen=True):
    """事实表里的一行。"""

    label: str
    values: tuple[Link, ...]


class SourceLine(msgspec.Struct, frozen=True):
    """一条来源：标题、网址、其余说明。"""

    title: str
    url: str
    detail: str


class State(msgspec.Struct, frozen=True):
    """一个状态：代号（样式用）、图标、文字。"""

    code: str
    icon: str
    label: str


class Row(msgspec.Struct, frozen=True, array_like=True):
    """列表里的一行。

    Attributes:
        kind: 种类的标签。
        title: 标题。
        path: 网址。
        sentence: 一句话说清情形。
        meta: 几项短信息。
        state: 状态；没有的没有。
        date: 排序用的日期，ISO 写法；没有的为空。
        facets: 筛选用的（名，值）；一名可有几个值。
    """

    kind: str
    title: str
    path: str
    sentence: str
    meta: tuple[str, ...]
    state: State | None
    date: str
    facets: tuple[tuple[str, str], ...] = ()

    def facet(self, name: str) -> str:
        """某个筛选项的全部值，空格分开。"""
        return " ".join(value for key, value in self.facets if key == name)

    def attributes(self, names: Iterable[str]) -> list[tuple[str, str]]:
        """写在行上的筛选项，见 attributes。"""
        return attributes(self.facets, names)


def attributes(facets: Iterable[tuple[str, str]], names: Iterable[str]) -> list[tuple[str, str]]:
    """这几个筛选项，照给的次序：（名，全部的值，空格分开）；没有值的不在内。"""
    found: dict[str, str] = {}
    for name, value in facets:
        found[name] = f"{found[name]} {value}" if name in found else value
    return [(name, found[name]) for name in names if found.get(name)]


def number_in_chinese(number: int) -> str:
    """一到九十九的中文数字，用于届次：十四、二。"""
    if not 0 < number < 100:
        return str(number)
    tens, ones = divmod(number, 10)
    lead = ("" if tens == 1 else DIGITS[tens]) + "十" if tens else ""
    return lead + (DIGITS[ones] if ones else "")


def session_label(term: int | None, session: int | None) -> str:
    """届次的写法：十四届二次；不全时说有的部分。"""
    parts = f"{number_in_chinese(term)}届" if term else ""
    return parts + (f"{number_in_chinese(session)}次" if session else "")


def number_label(number: str | None) -> str:
    """案号的写法：第0123号；纯数字才加「第…号」。"""
    if not number:
        return ""
    return f"第{number}号" if number.isdigit() else number


def facts(pairs: Iterable[tuple[str, Sequence[Link] | str | None]]) -> tuple[Fact, ...]:
    """事实表：没有值的行不出现。"""
    found = []
    for label, value in pairs:
        values = (Link(value),) if isinstance(value, str) and value else tuple(value or ())
        if values:
            found.append(Fact(label, values))
    return tuple(found)


def website_links(address: str | None) -> tuple[Link, ...]:
    """官方网站：写给人看的地址不带协议，与末尾的斜线。"""
    if not address:
        return ()
    return (Link(address.partition("://")[2].removesuffix("/"), url=address),)


def source_lines(sources: Iterable[PublicSource | None]) -> tuple[SourceLine, ...]:
    """来源的写法；同一来源只列一次。"""
    lines = []
    for source in sources:
        if source is not None:
            # 存档的文件名是编辑自己核对用的，读者拿它没有用处；数据里仍有。
            detail = "，".join(part for part in (source.publisher, source.date) if part)
            lines.append(SourceLine(source.title, source.url or "", detail))
    return tuple(dict.fromkeys(lines))


class Names:
    """一次发布里各种编号的名称与链接。"""

    def __init__(self, release: Release) -> None:
        self.release = release
        self._known: dict[tuple[RecordKind, str], tuple[Link, ...]] = {}

    def body(self, identifier: str | None) -> str:
        """政协的短名。"""
        body = self.release.body.get(identifier or "")
        return body.label if body else ""

    def unit(self, identifier: str | None) -> str:
        """单位的短名。"""
        unit = self.release.unit.get(identifier or "")
        return unit.label if unit else UNPUBLISHED

    def unit_links(self, identifiers: Iterable[str]) -> tuple[Link, ...]:
        """单位的链接。"""
        return tuple(Link(self.unit(item), address.page_path(RecordKind.UNIT, item)) for item in identifiers)

    def body_links(self, identifier: str | None) -> tuple[Link, ...]:
        """政协的链接。"""
        name = self.body(identifier)
        return (Link(name, address.page_path(RecordKind.BODY, identifier or "")),) if name else ()

    def sector_links(self, identifiers: Iterable[str | None]) -> tuple[Link, ...]:
        """界别的链接。"""
        return tuple(
            Link(self.release.sector[item].name, address.page_path(RecordKind.SECTOR, item))
            for item in identifiers
            if item and item in self.release.sector
        )

    def member_links(self, identifiers: Iterable[str]) -> tuple[Link, ...]:
        """姓名公开的委员的链接。"""
        return tuple(
            Link(self.release.member[item].name, address.page_path(RecordKind.MEMBER, item))
            for item in identifiers
            if item in self.release.member
        )

    def topic_links(self, words: Iterable[str]) -> tuple[Link, ...]:
        """主题词的链接。"""
        return tuple(Link(word, address.topic_path(word)) for word in words)

    def category_links(self, word: str | None) -> tuple[Link, ...]:
        """类别的链接。"""
        return (Link(word, address.category_path(word)),) if word else ()

    def session_links(self, proposal: PublicProposal) -> tuple[Link, ...]:
        """届次的链接。"""
        label = session_label(proposal.term, proposal.session)
        identifier = address.session_id(proposal.body, proposal.term, proposal.session)
        return (Link(label, address.session_path(identifier) if identifier else ""),) if label else ()

    def proposal_links(self, identifiers: Iterable[str]) -> tuple[Link, ...]:
        """提案的链接。"""
        titles = self.release.proposal_titles
        return tuple(
            Link(titles[item], address.page_path(RecordKind.PROPOSAL, item))
            for item in identifiers
            if item in titles
        )

    def platform_links(self, identifiers: Iterable[str | None]) -> tuple[Link, ...]:
        """平台的链接。"""
        return tuple(
            Link(self.release.platform[item].name, address.page_path(RecordKind.PLATFORM, item))
            for item in identifiers
            if item and item in self.release.platform
        )

    def titled(self, kind: RecordKind, identifier: str | None) -> tuple[Link, ...]:
        """有标题的记录（协商、归并办理、品牌）的链接。"""
        known: dict[str, PublicRecord] = getattr(self.release, kind.value)
        record = known.get(identifier or "")
        if isinstance(record, PublicConsultation | PublicBatch | PublicProgramme):
            return (Link(record.title, address.page_path(kind, record.id)),)
        return ()

    def reply_title(self, reply: PublicReply) -> str:
        """答复的题目：某局对第0123号提案的答复。"""
        what = "会办意见" if reply.role is ReplyRole.CO else "答复"
        answered = [self.release.proposal[item] for item in reply.proposals if item in self.release.proposal]
        if len(answered) == 1:
            number = number_label(answered[0].number)
            target = f"{number}提案" if number else f"《{answered[0].title}》"
        else:
            target = f"{len(answered)}件提案"
        return f"{self.unit(reply.unit)}对{target}的{what}"

    def record(self, kind: RecordKind, identifier: str) -> Link:
        """任何一条有页面的公开记录的链接。"""
        (link,) = self.known(kind, identifier)
        return link

    def known(self, kind: RecordKind, identifier: str) -> tuple[Link, ...]:
        """一条公开记录的链接；没有公开的没有。公布的数字没有自己的页面，只写名目。"""
        key = kind, identifier
        if key not in self._known:
            self._known[key] = tuple(self._link(kind, identifier))
        return self._known[key]

    def _link(self, kind: RecordKind, identifier: str) -> Iterator[Link]:
        found = self.release.find(kind, identifier)
        if found is None:
            return
        if kind is RecordKind.FIGURE:
            yield Link(getattr(found, "label", identifier))
            return
        short = getattr(found, "short_name", None)
        yield Link(short or self.title(kind, found), address.page_path(kind, identifier))

    def title(self, kind: RecordKind, record: object) -> str:
        """任何一条记录的题目。"""
        if isinstance(record, PublicReply):
            return self.reply_title(record)
        found: str = getattr(record, "title", None) or getattr(record, "name", None) or kind.label
        return found


def result_words(result: PublicResult) -> str:
    """办理结果的写法：本地的叫法；与统一口径不同的，括号里写上统一口径。"""
    if result.code is None or result.code.label == result.words:
        return result.words
    return f"{result.words}（{result.code.label}）"
