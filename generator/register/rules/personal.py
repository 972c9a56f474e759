"""个人信息的规则：会公开的文字里没有个人信息，除非编辑写明理由确认。"""

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, get_args

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from generator.problems import Mark, Problem
from generator.register.folder import SITE_FILE
from generator.register.locator import Locator
from generator.register.model import Member, Record, Site, Unit
from generator.register.model.common import Allowance
from generator.register.model.fields import Reference
from generator.register.model.texts import textual
from generator.register.origin import Origin
from generator.register.personal import Found, bare, find, same
from generator.register.register import Register
from generator.register.rules.finding import Finding, Steps, warning
from generator.terms import PersonalKind, ProposalOpenness, RecordKind, RecordOpenness, ReplyOpenness

OPEN = {
    ProposalOpenness.FULL,
    ProposalOpenness.SUMMARY,
    ReplyOpenness.ACTIVE,
    RecordOpenness.PUBLIC,
}
OWN_OF_SITE = ("base_url", "report", "feeds", "footer")
"""站点自己的网址、信箱与备案号，本来就要公布。"""

SITE_ORIGIN = Origin(SITE_FILE, 0)
MOST_TOLD = 20
"""一段文字里至多逐处说几处。"""

TELEPHONES = {PersonalKind.MOBILE, PersonalKind.LANDLINE}
PUBLIC_WHEN_CLOSED = ("open_reason", "retired")
"""不公开、已撤下的记录，仍会公布的字段。"""


class PersonalFinding(Finding, frozen=True):
    """一处个人信息；标记细到行列，原文里的号码遮去，免得随检查的记录再传一遍。

    Attributes:
        text: 找到的原文。
    """

    text: str = ""

    def located(self, locator: Locator) -> Problem:
        """换成带行列的问题。"""
        mark = locator.mark(self.origin, self.steps, offset=self.offset)
        return Problem(self.rule, _exact(mark, self.text), self.message, self.cure, self.severity)


def no_personal_data(register: Register) -> Iterator[Finding]:
    """会公开的文字里没有个人信息；确需公开的由记录的 allow 逐个确认。"""
    telephones = public_telephones(register)
    yield from _in_site(register.site, telephones)
    for kind in RecordKind:
        for record in register.unjudged(kind):
            yield from _in_record(record, telephones)


def public_telephones(register: Register) -> frozenset[str]:
    """单位对外公布的电话，写在哪里都行。"""
    return frozenset(bare(unit.telephone) for unit in register.units.values() if unit.telephone)


def _in_site(site: Site, telephones: frozenset[str]) -> Iterator[Finding]:
    """站点配置里的文字。"""
    for name in public_fields(Site):
        if name not in OWN_OF_SITE:
            for steps, text in worded(getattr(site, name), (name,)):
                unconfirmed = [found for found in find(text) if not confirmed(found, site.allow, telephones)]
                yield from _all_told(SITE_ORIGIN, steps, unconfirmed, may_confirm=True)


def confirmed(found: Found, allowed: tuple[Allowance, ...], telephones: frozenset[str]) -> bool:
    """这一处是否可以公开：写了理由确认，或是单位对外公布的电话。"""
    return any(_confirms(item, found) for item in allowed) or _is_published(found, telephones)


def _is_published(found: Found, telephones: frozenset[str]) -> bool:
    """是单位对外公布的电话；别的种类不必归一了再比。"""
    return found.kind in TELEPHONES and bare(found.text) in telephones


def _in_record(record: Record, telephones: frozenset[str]) -> Iterator[Finding]:
    allowed: tuple[Allowance, ...] = getattr(record, "allow", ())
    may_confirm = hasattr(record, "allow")
    used: set[int] = set()
    for steps, text in _public_texts(record):
        unconfirmed = []
        for found in find(text):
            matching = {place for place, item in enumerate(allowed) if _confirms(item, found)}
            used |= matching
            if not matching and not _is_published(found, telephones):
                unconfirmed.append(found)
        if unconfirmed:
            yield from _all_told(record.origin, steps, unconfirmed, may_confirm=may_confirm)
    for place in range(len(allowed)):
        if place not in used:
            message = f"「{allowed[place].kind}」的这一条确认没有用上：会公开的文字里没有这个值"
            yield warning(
                "unused-allowance", record, ("allow", place), message, "删去这一条，或核对种类与写法。"
            )


def _all_told(origin: Origin, steps: Steps, found: list[Found], *, may_confirm: bool) -> Iterator[Finding]:
    """一段文字里的逐处说；太多的，说到这里就够了。"""
    for one in found[:MOST_TOLD]:
        yield _told(origin, steps, one, may_confirm=may_confirm)
    if len(found) > MOST_TOLD:
        message = f"这段文字里还有 {len(found) - MOST_TOLD} 处个人信息，没有逐个列出"
        yield Finding("personal-data", origin, steps, message, "先处理列出的；整张名单不要放进来。")


def _confirms(item: Allowance, found: Found) -> bool:
    return item.kind is found.kind and same(found, item.value)


def _told(origin: Origin, steps: Steps, found: Found, *, may_confirm: bool) -> Finding:
    where = SITE_FILE if origin.path == SITE_FILE else "记录"
    confirm = f"；确需公开的，在{where}里写 allow: [{{kind: {found.kind}, value: 原文, reason: 理由}}]"
    cure = f"删去，或用 shai mask 遮去{confirm if may_confirm else ''}。"
    message = f"会公开的文字里有{found.kind}「{found.masked}」"
    return PersonalFinding("personal-data", origin, steps, message, cure, offset=found.start, text=found.text)


def _public_texts(record: Record) -> Iterator[tuple[Steps, str]]:
    """一条记录里会公开的文字：（路径，文字）。"""
    if isinstance(record, Member) and record.withheld:
        return
    openness = getattr(record, "open", RecordOpenness.PUBLIC)
    closed = openness not in OPEN or getattr(record, "retired", None) is not None
    for name in _held(type(record)):
        if not closed or name in PUBLIC_WHEN_CLOSED:
            yield from worded(getattr(record, name), (name,))


def worded(value: Any, steps: Steps) -> list[tuple[Steps, str]]:
    """一个值里的文字。每条记录有几十个值，多半一看就知道：不用生成器，省下一半的时间。"""
    if type(value) is str:
        return [(steps, value)]
    found: list[tuple[Steps, str]] = []
    if isinstance(value, BaseModel):
        for name in _held(type(value)):
            if (inner := getattr(value, name)) is not None:
                found += worded(inner, (*steps, name))
    elif isinstance(value, tuple):
        for index, item in enumerate(value):
            found += worded(item, (*steps, index))
    elif isinstance(value, dict):
        for name, item in value.items():
            found += [(steps, name), *worded(item, (*steps, name))]
    return found


@cache
def _held(model: type[BaseModel]) -> tuple[str, ...]:
    """其中可能写着文字的；日期、件数、词汇里不会有个人信息。"""
    held = {name for name, _ in textual(model)}
    return tuple(name for name in public_fields(model) if name in held)


@cache
def public_fields(model: type[BaseModel]) -> tuple[str, ...]:
    """模型里会公开的、写文字的字段；引用别的记录的编号，在那条记录上查。"""
    return tuple(
        name
        for name, field in model.model_fields.items()
        if not _is_private(field)
        and not _refers(field.annotation, field.metadata)
        and not (model is Unit and name == "telephone")
    )


def _is_private(field: FieldInfo) -> bool:
    extra = field.json_schema_extra
    return isinstance(extra, dict) and bool(extra.get("private"))


def _refers(annotation: Any, metadata: Any) -> bool:
    return any(isinstance(item, Reference) for item in metadata) or any(
        isinstance(part, Reference) or _refers(part, ()) for part in get_args(annotation)
    )


def _exact(mark: Mark, text: str) -> Mark:
    """标记移到这一行里那一处上；它跨了行、或不在这一行的，仍指字段。"""
    wanted = bare(text)
    here = (found for found in _in_line(mark.excerpt) if found.start >= mark.column - 1)
    column = next((found.start + 1 for found in here if bare(found.text) == wanted), mark.column)
    return Mark(mark.path, mark.line, column, hidden(mark.excerpt))


@lru_cache(maxsize=4)
def _in_line(line: str) -> tuple[Found, ...]:
    """一行里的个人信息；一行有几处时，逐处说明不必逐次再找。"""
    return find(line)


@lru_cache(maxsize=4)
def hidden(line: str) -> str:
    """一行里的个人信息换成等长的星号，列号因此不变。"""
    pieces, end = [], 0
    for found in _in_line(line):
        pieces += [line[end : found.start], "*" * (found.end - found.start)]
        end = found.end
    return "".join([*pieces, line[end:]])
