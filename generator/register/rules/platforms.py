"""站、室、点的规则：配置写得对不对，人人有站、站站有人，公布的个数与列出的对得上。"""

from collections.abc import Iterator
from decimal import Decimal

from generator.counting import is_countable, listed, selector
from generator.membership import coverage
from generator.register.model import Figure
from generator.register.model.membership import CoverageRule
from generator.register.register import Register
from generator.register.rules.finding import Finding, error, warning
from generator.register.rules.references import SITE
from generator.terms import PLATFORM_KINDS, RecordKind, nearest

SETTINGS = (
    ("bodies", RecordKind.BODY, "bodies.csv"),
    ("platform_bodies", RecordKind.BODY, "bodies.csv"),
    ("platforms", RecordKind.PLATFORM, "platforms.csv"),
)
"""规定里写着编号的字段。"""


def membership_settings_exist(register: Register) -> Iterator[Finding]:
    """进站规定与活动次数规定：编号不重复，写的政协、平台、种类都有。"""
    for name in ("coverage", "quotas"):
        seen: set[str] = set()
        for position, rule in enumerate(getattr(register.site, name)):
            steps = (name, position)
            if rule.id in seen:
                message = f"规定的编号「{rule.id}」重复"
                yield Finding("duplicate-membership", SITE, (*steps, "id"), message, "换一个编号。")
            seen.add(rule.id)
            yield from _unknown_ids(register, rule, steps)
            kinds = (*PLATFORM_KINDS, *register.site.platform_kinds)
            for place, kind in enumerate(rule.platform_kinds):
                if kind not in kinds:
                    similar = nearest(kind, kinds)
                    hint = (f"是否想写「{similar}」？" if similar else "") + "或在 platform_kinds 里增补它。"
                    where = (*steps, "platform_kinds", place)
                    yield Finding("unknown-word", SITE, where, f"没有叫「{kind}」的平台种类", hint)


def _unknown_ids(register: Register, rule: object, steps: tuple[str | int, ...]) -> Iterator[Finding]:
    for field, kind, table in SETTINGS:
        known = register.declared.get(kind, frozenset())
        for place, identifier in enumerate(getattr(rule, field, ())):
            if identifier not in known:
                similar = nearest(identifier, known)
                hint = (f"是否想写「{similar}」？" if similar else "") + f"先在 {table} 里登记它。"
                where = (*steps, field, place)
                yield Finding(
                    "unknown-reference", SITE, where, f"没有编号为「{identifier}」的{kind.label}", hint
                )


def group_is_not_one(register: Register) -> Iterator[Finding]:
    """个数只给代表一批的；一批没有委员落进来，也不是某次活动的地点。"""
    placed = {item.place for item in register.consultations.values()}
    joined = {name for member in register.members.values() for name in member.platforms}
    for item in register.platforms.values():
        if item.count is not None and not item.group:
            cure = "代表一批的，把 group 写成「是」；一个平台不写个数。"
            yield error("group-is-not-one", item, ("count",), "一个平台写了个数", cure)
        if item.group and item.id in placed | joined:
            message = "代表一批的平台，有委员或活动落在它上面"
            yield error("group-is-not-one", item, ("group",), message, "另登记那一个平台，指向它。")


def everyone_has_a_platform(register: Register) -> Iterator[Finding]:
    """人人有站、站站有人：照进站规定，没有站的委员、没有委员的站逐个列出。"""
    for rule in register.site.coverage:
        found = coverage(rule, register.members.values(), register.platforms.values())
        if not found.members:
            continue
        for member in found.orphan_members:
            message = f"照「{rule.title}」，这位委员还没有进站"
            cure = "在 platforms 里写明所在的站；港澳等不要求进站的，写明 region。"
            yield warning("member-without-platform", register.members[member], ("platforms",), message, cure)
        for platform in found.orphan_platforms:
            message = f"照「{rule.title}」，这个平台还没有委员"
            cure = "在 members.csv 里给进站的委员写上它的编号。"
            yield warning("platform-without-member", register.platforms[platform], ("id",), message, cure)
        yield from _without_owner(register, rule)


def _without_owner(register: Register, rule: CoverageRule) -> Iterator[Finding]:
    """件件有人管：规定要求写明由谁负责的，没有写的逐个列出。"""
    if not rule.owner_required:
        return
    for item in register.platforms.values():
        if rule.covers(item) and item.owner is None:
            message = f"照「{rule.title}」，要写明由谁负责"
            yield warning("platform-without-owner", item, ("id",), message, "在 owner 里写职务或身份。")


def counts_are_readable(register: Register) -> Iterator[Finding]:
    """「数的是」写得对；百分数的分子、分母查得到。"""
    for figure in register.figures.values():
        if figure.counts:
            try:
                selector(figure.counts)
            except ValueError as refused:
                cure = "例如 platform/委员工作站、platform/委员工作室/界别特色、consultation/深聊会。"
                yield error("bad-counts", figure, ("counts",), str(refused), cure)
        for field in ("rate_of", "rate_part"):
            identifier = getattr(figure, field)
            if identifier and identifier not in register.figures:
                similar = nearest(identifier, register.figures)
                hint = (f"是否想写「{similar}」？" if similar else "") + "先登记那一行。"
                yield error("unknown-reference", figure, (field,), f"没有编号为「{identifier}」的数字", hint)


def listed_reconciles(register: Register) -> Iterator[Finding]:
    """公布了个数、本站又列出了一些的，两个数应当相等；一个也没有列出的不算对不上。"""
    for figure in register.figures.values():
        if not figure.counts or not figure.qualifier.is_exact:
            continue
        try:
            chosen = selector(figure.counts)
        except ValueError:
            continue
        records = [item for item in register.records(chosen.record) if is_countable(item)]
        found = listed(chosen, figure.body, records)
        if found.total and found.exact and Decimal(figure.value) != found.total:
            message = f"「{figure.label}」公布为 {figure.value}，本站列出的是 {found.total}"
            cure = "补全名册，或另立一条代表一批的；公布的数本来就这样时照登，页面两个数都给。"
            yield warning("listed-does-not-reconcile", figure, ("value",), message, cure)


def rates_reconcile(register: Register) -> Iterator[Finding]:
    """分子、分母都是确数的百分数，应当与它们算出来的一致（四舍五入到公布的位数）。"""
    for figure in register.figures.values():
        part = register.figures.get(figure.rate_part or "")
        whole = register.figures.get(figure.rate_of or "")
        if part is None or whole is None or not _comparable(figure, part, whole):
            continue
        published = Decimal(figure.value)
        counted = Decimal(part.value) * 100 / Decimal(whole.value)
        if counted.quantize(published) != published:
            message = f"公布为 {figure.value}%，由 {part.value}/{whole.value} 算出是 {counted:.2f}%"
            cure = "核对录入；公布的数本来就对不上时照登，页面两个数都给。"
            yield warning("rate-does-not-reconcile", figure, ("value",), message, cure)


def _comparable(*figures: Figure) -> bool:
    return all(item.qualifier.is_exact for item in figures) and Decimal(figures[-1].value) != 0
