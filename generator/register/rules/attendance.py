"""邀请规定的规则：配置自身说得通；规定每次都要请的人，参加者里要有。"""

from collections.abc import Iterator

from generator.register.model import Consultation
from generator.register.model.attendance import AttendanceRule
from generator.register.register import Register
from generator.register.rules.finding import Finding, warning
from generator.register.rules.references import SITE
from generator.terms import nearest


def attendance_is_sound(register: Register) -> Iterator[Finding]:
    """邀请规定的编号不重复，写的政协都有。"""
    seen: set[str] = set()
    for position, rule in enumerate(register.site.attendance):
        if rule.id in seen:
            message = f"邀请规定的编号「{rule.id}」重复"
            yield Finding(
                "duplicate-attendance", SITE, ("attendance", position, "id"), message, "换一个编号。"
            )
        seen.add(rule.id)
        for place, body in enumerate(rule.bodies):
            if body not in register.bodies:
                similar = nearest(body, register.bodies)
                hint = (f"是否想写「{similar}」？" if similar else "") + "先在 bodies.csv 里登记它。"
                where = ("attendance", position, "bodies", place)
                yield Finding("unknown-reference", SITE, where, f"没有编号为「{body}」的政协", hint)


def required_groups_attend(register: Register) -> Iterator[Finding]:
    """规定每次都要请的人，写了参加者的协商里要有；没有写参加者的，也提醒。"""
    for rule in register.site.attendance:
        for item in register.consultations.values():
            if _covers(rule, item) and not _attended(rule, item):
                message = f"照「{rule.title}」，参加者里没有{'、'.join(rule.groups)}"
                cure = "请了的，在 participants 里补上；没有请的照实写，这只是提醒。"
                steps = ("participants",) if item.participants else ()
                yield warning("group-not-invited", item, steps, message, cure)


def _covers(rule: AttendanceRule, item: Consultation) -> bool:
    started = rule.since is None or item.date is None or item.date.last >= rule.since.first
    own = not rule.bodies or item.body in rule.bodies
    return started and own and (not rule.consultation_kinds or item.kind in rule.consultation_kinds)


def _attended(rule: AttendanceRule, item: Consultation) -> bool:
    return any(word in side.group for side in item.participants for word in rule.groups)
