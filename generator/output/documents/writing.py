"""一条记录写成搜索的输入：各种记录都有的部分。"""

from collections.abc import Iterable, Iterator
from typing import Protocol

from generator.output.markdown import plain
from generator.output.search import SearchDocument, SearchField
from generator.release import address
from generator.release.follow import Promise
from generator.release.model import PublicActivity, PublicProposal, Release
from generator.release.model.parts import PublicCommitment
from generator.release.model.release import references
from generator.release.views.common import Fact, Names
from generator.release.views.practices import practice_links
from generator.terms import RecordKind

Field = tuple[str, str, str | None, str]
"""一段可查的文字：（种类，名称，文字，锚点）。"""

FACTS = "facts"
"""「基本情况」的锚点；一项也没有的页上没有这一段，锚点写空。"""

KINDS_OF_FACTS = {
    "文号": "document_number",
    "承办单位": "unit",
    "召集人": "name",
    "参加者": "name",
    "界别": "name",
    "委员": "name",
}

Facet = tuple[str, str | None]
"""（分面，值）。"""


class Owned(Protocol):
    """有编号、归一级政协的记录。"""

    @property
    def id(self) -> str:
        """编号。"""

    @property
    def body(self) -> str | None:
        """政协。"""


def document(  # noqa: PLR0913 - 各种记录不同的只有这几样，逐样写明
    kind: RecordKind,
    item: Owned,
    title: str,
    names: Names,
    *,
    date: str,
    fields: Iterable[Field],
    facets: Iterable[Facet],
    promised: Iterable[Promise] = (),
    label: str = "",
) -> SearchDocument:
    """写成一条；没有文字的段、没有值与重复的分面不要。

    Args:
        kind: 记录的种类。
        item: 公开的记录。
        title: 标题，也是第一段可查的文字。
        names: 编号 → 名称。
        date: 排次序的日子；没有为空。
        fields: 标题以外的各段文字。
        facets: 类型、政协以外的分面。
        promised: 它的承诺或任务；状态也是分面，逾期最久的几天也记下。
        label: 类型怎样叫；不给就是种类的名称。
    """
    promised = tuple(promised)
    shared = (("类型", label or kind.label), ("政协", names.body(item.body)))
    states = (("承诺状态", promise.progress.state.label) for promise in promised)
    return SearchDocument(
        id=item.id,
        kind=kind.value,
        path=address.page_path(kind, item.id),
        title=title,
        date=date,
        fields=tuple(SearchField(*each) for each in _written(title, fields)),
        facets=tuple(dict.fromkeys((name, value) for name, value in (*shared, *facets, *states) if value)),
        overdue_days=max((promise.progress.overdue_days for promise in promised), default=0),
    )


def _written(title: str, fields: Iterable[Field]) -> Iterator[tuple[str, str, str, str]]:
    for kind, name, text, anchor in (("title", "标题", title, ""), *fields):
        if text:
            yield kind, name, text, anchor


def prose(text: str | None) -> str | None:
    """一段 Markdown 正文里看得到的字，见 `markdown.plain`。"""
    return plain(text) if text else None


def listed(view_facts: Iterable[Fact]) -> Iterator[Field]:
    """页面上「基本情况」的各项，逐项；单位、姓名、文号另有种类。"""
    for fact in view_facts:
        words = "，".join(link.text for link in fact.values)
        yield KINDS_OF_FACTS.get(fact.label, "text"), fact.label, words, FACTS


def topics(words: Iterable[str], anchor: str = FACTS) -> Iterator[Field]:
    """主题词，逐个。"""
    return (("text", "主题", word, anchor) for word in words)


def outcomes(item: PublicProposal | PublicActivity) -> Iterator[Field]:
    """成效，逐件。"""
    return (("text", "成效", outcome.what, "outcomes") for outcome in item.outcomes)


def referred(targets: Iterable[tuple[RecordKind, str]], names: Names, anchor: str = FACTS) -> Iterator[Field]:
    """写到的别的记录的名称，逐个：那条记录的页上「看全部」照名称找得到这一条。"""
    for kind, identifier in dict.fromkeys(targets):
        yield from (("text", "有关", link.text, anchor) for link in names.known(kind, identifier))


def referred_facets(item: PublicActivity, names: Names) -> Iterator[Facet]:
    """写到的单位与界别。"""
    for kind, identifier in references(item):
        if kind is RecordKind.UNIT:
            yield "单位", names.unit(identifier)
        elif kind is RecordKind.SECTOR:
            yield from (("界别", link.text) for link in names.sector_links((identifier,)))


def practised(words: Iterable[str], release: Release) -> Iterator[Field]:
    """对应的做法，逐个：名录里「看全部」照它找得到这一条。"""
    return (("text", "做法", link.text, "") for link in practice_links(words, release))


def pursued(commitment: PublicCommitment, anchor: str, label: str = "承诺") -> Iterator[Field]:
    """一项承诺或任务，与它的各次进展。"""
    yield "commitment", label, commitment.what, anchor
    yield from (("commitment", "进展", update.note, anchor) for update in commitment.updates)


def feedback(item: PublicActivity) -> Iterator[Field]:
    """反馈：以什么形式，向谁，说了什么。"""
    for one in item.feedback:
        yield "text", "反馈", "，".join(word for word in (one.form, one.to, one.what) if word), "feedback"


def full_name(unit: str, names: Names) -> str:
    """单位的全称与简称，都查得到。"""
    found = names.release.unit.get(unit)
    return f"{found.name} {found.short_name or ''}".strip() if found else ""
