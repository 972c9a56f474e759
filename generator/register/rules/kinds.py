"""各种活动记录自己的规则：件数相符，子项的编号与引用对得上，日期不颠倒。"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from generator.register.model import (
    Activity,
    Bill,
    Document,
    Issue,
    Opinion,
    Plan,
    Service,
    Supervision,
    Survey,
)
from generator.register.model.survey import Answer
from generator.register.register import Register
from generator.register.rules.finding import Finding, Steps, error, warning
from generator.register.rules.order import Event, reversals
from generator.slots import slots_of
from generator.terms import OrderStatus, PlanFate, nearest

PAGE_ANCHORS = re.compile(r"facts|find|main|chain|feedback|outcomes|stage-[0-9]+")
"""页面自己用着的锚点：子项的编号也成为锚点，不能与它们相同。"""

Counted = tuple[str, Steps, int | None]


def _descending(record: Activity, rule: str, counts: Sequence[Counted]) -> Iterator[Finding]:
    """后一个数不能大于前面最近的一个（略过没有写的）。"""
    known = [(name, steps, count) for name, steps, count in counts if count is not None]
    for (before, _, larger), (after, steps, smaller) in pairwise(known):
        if smaller > larger:
            message = f"{after} {smaller}，多于{before} {larger}"
            yield error(rule, record, steps, message, "核对两个数，改正写错的一个。")


def _own_part(record: Activity, steps: Steps, written: str | None, known: Sequence[str]) -> Iterator[Finding]:
    """引用同一条记录里的一项。"""
    if written is not None and written not in known:
        similar = nearest(written, known)
        hint = f"是否想写「{similar}」？" if similar else ""
        listed = f"已有：{'、'.join(dict.fromkeys(known))}。" if known else "先写出那一项。"
        yield error("unknown-part", record, steps, f"这条记录里没有「{written}」", hint + listed)


def _ids(record: Activity, places: Sequence[tuple[Steps, str]]) -> Iterator[Finding]:
    seen: set[str] = set()
    for steps, identifier in places:
        if identifier in seen:
            message = f"编号「{identifier}」在这条记录里用了两次"
            yield error("duplicate-part-id", record, steps, message, "换一个编号；它是网页上的锚点。")
        if PAGE_ANCHORS.fullmatch(identifier):
            message = f"「{identifier}」是页面自己用的锚点，不能做编号"
            yield error("reserved-id", record, steps, message, "换一个编号，例如 x1。")
        seen.add(identifier)


def bills_add_up(register: Register) -> Iterator[Finding]:
    """每轮采纳不多于提出；意见写的轮次存在；通过不晚于施行。"""
    for bill in register.every(Bill):
        rounds = [item.id for item in bill.rounds]
        places: list[tuple[Steps, str]] = [
            (("rounds", index, "id"), item.id) for index, item in enumerate(bill.rounds)
        ]
        places += [(("comments", index, "id"), item.id) for index, item in enumerate(bill.comments)]
        yield from _ids(bill, places)
        for index, item in enumerate(bill.rounds):
            counts = (
                ("提出", ("rounds", index, "comments"), item.comments),
                ("采纳", ("rounds", index, "accepted"), item.accepted),
            )
            yield from _descending(bill, "adopted-over-raised", counts)
        for index, comment in enumerate(bill.comments):
            yield from _own_part(bill, ("comments", index, "round"), comment.round, rounds)
        yield from reversals(
            bill, [(item.name, ("rounds", i, "date"), item.date) for i, item in enumerate(bill.rounds)]
        )
        yield from reversals(
            bill, [("通过", ("enacted",), bill.enacted), ("施行", ("effective",), bill.effective)]
        )


def surveys_add_up(register: Register) -> Iterator[Finding]:
    """收回不多于发出，有效不多于收回；回答取自分级；一个问题的份数之和不多于收回的份数。"""
    for survey in register.every(Survey):
        for index, item in enumerate(survey.audiences):
            counts = (
                ("发出", ("audiences", index, "sent"), item.sent),
                ("收回", ("audiences", index, "returned"), item.returned),
                ("有效", ("audiences", index, "valid"), item.valid),
            )
            yield from _descending(survey, "returned-over-sent", counts)
        groups = [item.group for item in survey.audiences]
        for index, answer in enumerate(survey.results):
            yield from _own_part(survey, ("results", index, "group"), answer.group, groups)
            if survey.scale:
                yield from _own_part(survey, ("results", index, "choice"), answer.choice, survey.scale)
        yield from _too_many_answers(survey)
        yield from reversals(survey, [("开始", ("date",), survey.date), ("截止", ("closed",), survey.closed)])


def _too_many_answers(survey: Survey) -> Iterator[Finding]:
    asked: defaultdict[tuple[str, str | None], list[tuple[int, Answer]]] = defaultdict(list)
    for index, answer in enumerate(survey.results):
        asked[answer.question, answer.group].append((index, answer))
    for (question, group), answers in asked.items():
        limits = [
            item.returned if item.valid is None else item.valid
            for item in survey.audiences
            if group in {None, item.group}
        ]
        total = sum(answer.count for _, answer in answers)
        known = [limit for limit in limits if limit is not None]
        if known and len(known) == len(limits) and total > sum(known):
            message = f"「{question}」各种回答共 {total} 份，多于收回的 {sum(known)} 份"
            steps: Steps = ("results", answers[-1][0], "count")
            yield error(
                "answers-over-returned", survey, steps, message, "核对份数；可多选的问题拆成几个问题。"
            )
        choices = [answer.choice for _, answer in answers]
        for (index, answer), before in zip(answers, range(len(answers)), strict=True):
            if answer.choice in choices[:before]:
                message = f"「{question}」的「{answer.choice}」写了两次"
                yield error("duplicate-answer", survey, ("results", index, "choice"), message, "合成一条。")


def plans_add_up(register: Register) -> Iterator[Finding]:
    """项目的编号不重复，年份在计划之内，项目总数不少于列出的；写了已开展的最好连到记录。"""
    for plan in register.every(Plan):
        yield from _ids(plan, [(("items", index, "id"), item.id) for index, item in enumerate(plan.items)])
        yield from _years(plan)
        if plan.items_total is not None and plan.items_total < len(plan.items):
            message = f"写明共 {plan.items_total} 项，却列了 {len(plan.items)} 项"
            yield error("total-too-small", plan, ("items_total",), message, "改正总数，或删去多列的。")
        slots = slots_of(plan.structure)
        for index, item in enumerate(plan.items):
            if slots:
                yield from _own_part(plan, ("items", index, "slot"), item.slot, slots)
            if item.fate is PlanFate.HELD and not item.records and item.held is None:
                message = "写了已开展，没有连到开展的记录"
                cure = "有记录的在 records 里写「种类/编号」；没有的写 held 次数。"
                yield warning("held-without-record", plan, ("items", index, "fate"), message, cure)


def _years(plan: Plan) -> Iterator[Finding]:
    """年份前后相符：末一年不早于头一年，共几年与首末相符，各项在计划之内。"""
    if plan.year is None:
        if plan.until is not None:
            yield error("bad-years", plan, ("until",), "写了末一年，没有写头一年", "补上 year，或改写 span。")
        return
    last = plan.until if plan.until is not None else plan.year + (plan.span or 1) - 1
    if last < plan.year:
        message = f"到 {last} 年，早于头一年 {plan.year}"
        yield error("bad-years", plan, ("until",), message, "核对两个年份。")
        return
    if plan.span is not None and plan.span != last - plan.year + 1:
        message = f"写明共 {plan.span} 年，{plan.year} 至 {last} 却是 {last - plan.year + 1} 年"
        yield error("bad-years", plan, ("span",), message, "首末两年都知道的，不必写 span。")
    for index, item in enumerate(plan.items):
        if item.year is not None and not plan.year <= item.year <= last:
            message = f"这一项在 {item.year} 年，不在计划的 {plan.year} 至 {last} 年之内"
            yield error("bad-years", plan, ("items", index, "year"), message, "核对年份，或改计划的 until。")


def services_add_up(register: Register) -> Iterator[Finding]:
    """点单点的是清单里有的；办结不早于点单；写了办结日期的，进展是已完成。"""
    for service in register.every(Service):
        known = [item.id for item in service.items]
        yield from _ids(
            service, [(("items", index, "id"), item.id) for index, item in enumerate(service.items)]
        )
        for index, order in enumerate(service.orders):
            yield from _own_part(service, ("orders", index, "item"), order.item, known)
            dates = [
                ("点单", ("orders", index, "date"), order.date),
                ("办结", ("orders", index, "done"), order.done),
            ]
            yield from reversals(service, dates)
            if order.done is not None and order.status is not OrderStatus.DONE:
                message = f"写了办结日期，进展却是「{order.status}」"
                yield error(
                    "done-but-open",
                    service,
                    ("orders", index, "status"),
                    message,
                    "改成「已完成」，或删去办结日期。",
                )


def supervisions_add_up(register: Register) -> Iterator[Finding]:
    """问题的编号不重复，总数不少于列出的。"""
    for item in register.every(Supervision):
        yield from _ids(
            item, [(("problems", index, "id"), one.id) for index, one in enumerate(item.problems)]
        )
        for index, one in enumerate(item.problems):
            dates = [
                ("发现", ("problems", index, "date"), one.date),
                ("改好", ("problems", index, "done"), one.done),
            ]
            yield from reversals(item, dates)
        if item.problems_total is not None and item.problems_total < len(item.problems):
            message = f"写明共 {item.problems_total} 个问题，却列了 {len(item.problems)} 个"
            yield error("total-too-small", item, ("problems_total",), message, "改正总数，或删去多列的。")


def opinions_in_order(register: Register) -> Iterator[Finding]:
    """采用按日期先后，不早于反映的日期。"""
    for opinion in register.every(Opinion):
        events: list[Event] = [("反映", ("date",), opinion.date)]
        events += [
            (item.kind.label, ("adoptions", index, "date"), item.date)
            for index, item in enumerate(opinion.adoptions)
        ]
        yield from reversals(opinion, events)


def documents_in_order(register: Register) -> Iterator[Finding]:
    """施行不早于印发；不能取代自己。"""
    for document in register.every(Document):
        yield from reversals(
            document, [("印发", ("date",), document.date), ("施行", ("effective",), document.effective)]
        )
        for index, identifier in enumerate(document.replaces):
            if identifier == document.id:
                message = "文件不能取代自己"
                yield error("replaces-itself", document, ("replaces", index), message, "改成被取代的那一份。")


def issues_in_order(register: Register) -> Iterator[Finding]:
    """走过的渠道按日期先后写。"""
    for issue in register.every(Issue):
        events = [
            (item.channel.label, ("passages", index, "date"), item.date)
            for index, item in enumerate(issue.passages)
        ]
        yield from reversals(issue, events)
