"""站点配置里计时规则与放假安排的规则。"""

from collections.abc import Iterator

from generator.register.register import Register
from generator.register.rules.finding import Finding
from generator.register.rules.references import SITE
from generator.terms import RecordKind, nearest


def clock_ids_are_unique(register: Register) -> Iterator[Finding]:
    """计时规则的编号不能重复。"""
    seen: set[str] = set()
    for position, rule in enumerate(register.site.clocks):
        if rule.id in seen:
            yield Finding(
                "duplicate-clock",
                SITE,
                ("clocks", position, "id"),
                f"计时规则的编号「{rule.id}」重复",
                "换一个编号。",
            )
        seen.add(rule.id)


def clock_bodies_exist(register: Register) -> Iterator[Finding]:
    """计时规则管的政协必须查得到。"""
    known = register.declared.get(RecordKind.BODY, frozenset())
    for position, rule in enumerate(register.site.clocks):
        for place, body in enumerate(rule.bodies):
            if body in known:
                continue
            similar = nearest(body, known)
            hint = (f"是否想写「{similar}」？" if similar else "") + "先在 bodies.csv 里登记它。"
            steps = ("clocks", position, "bodies", place)
            yield Finding("unknown-reference", SITE, steps, f"没有编号为「{body}」的政协", hint)


def holidays_are_in_their_year(register: Register) -> Iterator[Finding]:
    """放假安排逐日写全，都在那一年，放假与上班不冲突，一年只写一次。"""
    seen: set[int] = set()
    for position, entry in enumerate(register.site.holidays):
        if entry.year in seen:
            steps: tuple[str | int, ...] = ("holidays", position, "year")
            yield Finding(
                "duplicate-holidays", SITE, steps, f"{entry.year} 年的放假安排写了两次", "合成一项。"
            )
        seen.add(entry.year)
        for name, days in (("off", entry.off), ("work", entry.work)):
            for place, day in enumerate(days):
                if day.is_exact and day.first.year == entry.year and (name == "off" or day not in entry.off):
                    continue
                message = f"「{day}」不是 {entry.year} 年的某一天，或既放假又上班"
                steps = ("holidays", position, name, place)
                yield Finding("bad-holiday", SITE, steps, message, "写成那一年的某一天，例如 2027-10-01。")
