"""先定骨架：有哪些提案、答复、协商，谁答谁；文字后来才写，所以骨架很小。"""

import random
from collections import Counter
from datetime import date, timedelta
from typing import NamedTuple

from bench.places import BODIES, OFFICES

PROPOSAL_SHARE, REPLY_SHARE = 0.55, 0.40
FIRST_YEAR, YEARS = 2014, 10
AS_OF = date(2024, 6, 30)
"""语料截至哪一天；建站也用这一天。"""

REPLIES_EACH = ((0.26, 0), (0.86, 1), (0.97, 2), (1.0, 3))
"""累积概率 → 一件提案有几件答复。"""


class ProposalPlan(NamedTuple):
    """一件提案的骨架。"""

    id: str
    body: str
    year: int
    number: str
    submitted: date
    filing: str
    openness: str
    leads: tuple[str, ...]


class ReplyPlan(NamedTuple):
    """一件答复的骨架。"""

    id: str
    proposals: tuple[ProposalPlan, ...]
    unit: str
    role: str
    day: date
    openness: str


class ConsultationPlan(NamedTuple):
    """一次协商的骨架。"""

    id: str
    body: str
    day: date
    proposals: tuple[str, ...]


class Plan(NamedTuple):
    """一份语料的骨架。"""

    proposals: tuple[ProposalPlan, ...]
    replies: tuple[ReplyPlan, ...]
    consultations: tuple[ConsultationPlan, ...]


def later(day: date, days: int) -> date:
    """过几天；不晚于截至日的前十天。"""
    return min(day + timedelta(days), AS_OF - timedelta(10))


def plan(count: int, seed: int) -> Plan:
    """`count` 条记录的骨架：提案约五成半，答复约四成，其余是协商。

    Args:
        count: 提案、答复、协商一共几条。
        seed: 种子。
    """
    chance = random.Random(f"plan/{count}/{seed}")  # noqa: S311  # 只求每次一样
    proposals = _proposals(chance, round(count * PROPOSAL_SHARE))
    replies = _replies(chance, proposals, round(count * REPLY_SHARE))
    rest = count - len(proposals) - len(replies)
    units = {one.id: reply.unit for reply in replies for one in reply.proposals[1:]}
    proposals = tuple(
        one._replace(leads=(units[one.id], *one.leads[1:])) if one.id in units else one for one in proposals
    )
    return Plan(proposals, replies, _consultations(chance, proposals, rest))


def _proposals(chance: random.Random, count: int) -> tuple[ProposalPlan, ...]:
    bodies, numbers = tuple(BODIES), Counter[str]()
    made = []
    for _ in range(count):
        body = chance.choices(bodies, [9] + [3] * 9)[0]
        year = FIRST_YEAR + chance.randrange(YEARS)
        folder = f"{body}-{12 + (year - FIRST_YEAR) // 5}-{1 + (year - FIRST_YEAR) % 5}"
        numbers[folder] += 1
        filing = chance.choices(("立案", "不予立案", "转社情民意"), (92, 5, 3))[0]
        offices = chance.sample(tuple(OFFICES), 3)
        made.append(
            ProposalPlan(
                f"{folder}-{numbers[folder]:04d}",
                body,
                year,
                f"{numbers[folder]:04d}",
                date(year, 1, 5) + timedelta(chance.choice((0, 3, 6, 9, 60, 150, 240))),
                filing,
                chance.choices(("全文公开", "摘要公开", "不公开"), (92, 5, 3))[0],
                tuple(f"{body}{office}" for office in offices),
            )
        )
    return tuple(made)


def _replies(chance: random.Random, proposals: tuple[ProposalPlan, ...], count: int) -> tuple[ReplyPlan, ...]:
    """恰好 `count` 件答复：有的提案几件，有的几件提案合一件。"""
    filed = [one for one in proposals if one.filing == "立案"]
    wanted = [next(many for limit, many in REPLIES_EACH if chance.random() <= limit) for _ in filed]
    order = chance.sample(range(len(filed)), len(filed))
    at = 0
    while sum(wanted) != count:
        step = 1 if sum(wanted) < count else -1
        place = order[at % len(order)]
        if 0 <= wanted[place] + step <= 3:
            wanted[place] += step
        at += 1
    together = _partners(chance, filed, wanted)
    made: list[ReplyPlan] = []
    for place, (proposal, many) in enumerate(zip(filed, wanted, strict=True)):
        for turn in range(many):
            unit = proposal.leads[turn]
            role = "会办" if many == 2 and turn == 1 else "分办" if many == 3 else "主办"
            answered = (proposal, *together.get(place, ())) if turn == 0 else (proposal,)
            day = later(max(one.submitted for one in answered), chance.randrange(60, 180))
            openness = "主动公开" if turn == 0 else chance.choices(("主动公开", "依申请公开"), (94, 6))[0]
            made.append(ReplyPlan(f"{proposal.id}-{unit}", answered, unit, role, day, openness))
    return tuple(made)


def _partners(
    chance: random.Random, filed: list[ProposalPlan], wanted: list[int]
) -> dict[int, tuple[ProposalPlan, ...]]:
    """没有自己答复的提案，有的由同一次会议的另一件一并答复。"""
    waiting: dict[tuple[str, int], list[ProposalPlan]] = {}
    for proposal, many in zip(filed, wanted, strict=True):
        if many == 0 and proposal.openness == "全文公开" and chance.random() < 0.4:
            waiting.setdefault((proposal.body, proposal.year), []).append(proposal)
    found: dict[int, tuple[ProposalPlan, ...]] = {}
    for place, (proposal, many) in enumerate(zip(filed, wanted, strict=True)):
        group = waiting.get((proposal.body, proposal.year), [])
        if group and many == 1 and proposal.openness == "全文公开":
            taken = group[: chance.choice((1, 1, 2))]
            del group[: len(taken)]
            found[place] = tuple(taken)
    return found


def _consultations(
    chance: random.Random, proposals: tuple[ProposalPlan, ...], count: int
) -> tuple[ConsultationPlan, ...]:
    bodies = tuple(BODIES)
    made = []
    for place in range(count):
        body = chance.choice(bodies)
        year = FIRST_YEAR + chance.randrange(YEARS)
        shown = [one.id for one in chance.sample(proposals, 2) if one.openness == "全文公开"]
        made.append(
            ConsultationPlan(
                f"{body}-{year}-{place:05d}",
                body,
                date(year, 2, 1) + timedelta(chance.randrange(330)),
                tuple(shown),
            )
        )
    return tuple(made)
