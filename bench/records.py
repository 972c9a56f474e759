"""骨架加上文字：一条一条的记录，照数据约定写成映射。"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from bench.places import CATEGORIES, MEMBERS_EACH, PLATFORMS_EACH, TOPICS
from bench.plan import AS_OF, ConsultationPlan, Plan, ProposalPlan, ReplyPlan, later
from bench.text import Prose

SHORTEST, LONGEST = 2_000, 4_000
"""每条记录的正文多少字。"""
SUGGESTIONS_SHARE = 0.2
RESULTS = ("解决或采纳", "正在解决", "列入计划拟解决", "因条件限制暂不能解决", "留作参考")
DECISIONS = ("采纳", "部分采纳", "未采纳", "留作参考")


class Record(NamedTuple):
    """一条记录。

    Attributes:
        folder: 数据目录里的种类目录。
        data: 照数据约定的映射。
        shown: 公开到什么程度：full 全文，summary 摘要，none 不公开。
    """

    folder: str
    data: dict[str, Any]
    shown: str


def records(plan: Plan, clauses: Sequence[str], seed: int) -> Iterator[Record]:
    """全部记录：提案、答复、协商。同样的种子，每次相同。"""
    held: dict[str, int] = {}
    for proposal in plan.proposals:
        record = _proposal(proposal, Prose(clauses, f"{seed}/{proposal.id}"))
        held[proposal.id] = len(record.data.get("suggestions", ()))
        yield record
    for reply in plan.replies:
        yield _reply(reply, held, Prose(clauses, f"{seed}/{reply.id}"))
    for consultation in plan.consultations:
        yield _consultation(consultation, Prose(clauses, f"{seed}/{consultation.id}"))


def _proposal(item: ProposalPlan, prose: Prose) -> Record:
    chance = prose.chance
    many = chance.randint(2, 5)
    length = chance.randrange(SHORTEST, LONGEST)
    data: dict[str, Any] = {
        "id": item.id,
        "body": item.body,
        "number": item.number,
        "title": f"关于{prose.clause()[:20]}的建议",
        "term": item.id.split("-")[1],
        "session": item.id.split("-")[2],
        "timing": "会间" if item.submitted.month == 1 else "会后",
        "proposer": _proposer(item, prose),
        "category": chance.choice(CATEGORIES),
        "topics": sorted({TOPICS[int(len(TOPICS) * chance.random() ** 2)] for _ in range(2)}),
        "submitted": str(item.submitted),
        "filing": {"status": item.filing, "date": str(later(item.submitted, 12))},
        "open": item.openness,
    }
    if item.filing == "不予立案":
        data["filing"]["reason"] = "内容空泛"
    if item.filing == "立案":
        data |= _handling(item, prose)
    if item.openness == "不公开":
        data["open_reason"] = "提案者不同意公开"
    data["summary"] = prose.paragraph(80)
    data["background"] = prose.body(int(length * (1 - SUGGESTIONS_SHARE)))
    each = int(length * SUGGESTIONS_SHARE / many)
    data["suggestions"] = [{"id": f"s{place}", "text": prose.paragraph(each)} for place in range(1, many + 1)]
    shown = {"全文公开": "full", "摘要公开": "summary", "不公开": "none"}[item.openness]
    return Record("proposals", data, shown)


def _proposer(item: ProposalPlan, prose: Prose) -> dict[str, Any]:
    first, *rest = prose.chance.sample(range(MEMBERS_EACH), 4)
    if prose.chance.random() < 0.6:
        return {"kind": "委员", "first": f"{item.body}-m{first:02d}"}
    co = [f"{item.body}-m{one:02d}" for one in rest]
    return {"kind": "联名", "first": f"{item.body}-m{first:02d}", "co": co}


def _handling(item: ProposalPlan, prose: Prose) -> dict[str, Any]:
    chance = prose.chance
    assigned = later(item.submitted, 30)
    data: dict[str, Any] = {
        "handling": {
            "mode": "主会办",
            "lead": [item.leads[0]],
            "co": list(item.leads[1:]),
            "assigned": str(assigned),
            "due": str(later(assigned, 90)),
        },
        "visits": [
            {"phase": "办前询问", "date": str(later(assigned, 10)), "mode": "电话"},
            {"phase": "办中走访", "date": str(later(assigned, 40)), "mode": "面谈"},
            {"phase": "办后回访", "date": str(later(assigned, 100)), "mode": "座谈会"},
        ][: chance.randint(0, 3)],
    }
    if chance.random() < 0.05:
        data["key"] = {"supervisor": "主席会议成员", "method": "视察督办"}
    if chance.random() < 0.6:
        words = ("满意", "满意", "满意", "基本满意", "不满意")
        data["satisfaction"] = {"attitude": chance.choice(words), "result": chance.choice(words)}
    return {key: value for key, value in data.items() if value}


def _reply(item: ReplyPlan, held: dict[str, int], prose: Prose) -> Record:
    chance = prose.chance
    text = prose.body(chance.randrange(SHORTEST, LONGEST))
    data: dict[str, Any] = {
        "id": item.id,
        "proposals": [one.id for one in item.proposals],
        "unit": item.unit,
        "role": item.role,
        "document_number": f"测函〔{item.day.year}〕{chance.randint(1, 400)}号",
        "date": str(item.day),
        "published": str(later(item.day, chance.randint(5, 40))),
        "open": item.openness,
    }
    if item.openness != "主动公开":
        data["open_reason"] = "涉及内部管理"
    if item.role != "会办":
        data["result"] = chance.choices(RESULTS, (50, 15, 20, 5, 10))[0]
    data["text"] = text
    if item.role != "会办":
        data["responses"] = list(_responses(item, held, text, prose))
        if data["result"] == "列入计划拟解决" and chance.random() < 0.5:
            change = {"date": str(later(item.day, 240)), "result": "解决或采纳", "note": prose.clause()}
            data["result_history"] = [change]
    opened = {one.openness for one in item.proposals}
    if item.openness != "主动公开" or "不公开" in opened:
        return Record("replies", data, "none")
    return Record("replies", data, "summary" if "摘要公开" in opened else "full")


def _responses(item: ReplyPlan, held: dict[str, int], text: str, prose: Prose) -> Iterator[dict[str, Any]]:
    """每条建议一个回应；原话取自正文，一字不差。"""
    sentences = [
        f"{part}。" for part in text.replace("*", "").split("。") if len(part.split("\n")) == 1 and part
    ]
    serial = 0
    for proposal in item.proposals:
        for place in range(1, held[proposal.id] + 1):
            decision = prose.chance.choices(DECISIONS, (50, 25, 10, 15))[0]
            response = {"suggestion": f"s{place}", "proposal": proposal.id, "decision": decision}
            quote = prose.chance.choice(sentences)
            if "".join(quote.split()) in "".join(text.split()):
                response["quote"] = quote
            if decision in {"未采纳", "部分采纳"}:
                response["reason"] = prose.sentence()
            commitments: list[dict[str, Any]] = []
            while decision in {"采纳", "部分采纳"} and len(commitments) < prose.chance.choice((0, 1, 1, 2)):
                serial += 1
                commitments.append(_promise(f"c{serial}", item.day, prose))
            yield response | ({"commitments": commitments} if commitments else {})


def _promise(identifier: str, start: date, prose: Prose) -> dict[str, Any]:
    """一项承诺或任务：有的没有期限，有的已完成，有的改过期限。"""
    chance = prose.chance
    promise: dict[str, Any] = {"id": identifier, "what": prose.sentence(20)}
    days = chance.randrange(60, 600)
    if chance.random() < 0.85:
        promise["due"] = str(date.fromordinal(start.toordinal() + days))
    finished = date.fromordinal(start.toordinal() + days + chance.randrange(-30, 40))
    if finished < AS_OF and chance.random() < 0.85:
        update = {"date": str(finished), "status": "已完成", "note": prose.clause()}
        promise["updates"] = [update]
    return promise


def _consultation(item: ConsultationPlan, prose: Prose) -> Record:
    chance = prose.chance
    raised = chance.randint(5, 40)
    data: dict[str, Any] = {
        "id": item.id,
        "body": item.body,
        "title": f"{prose.clause()[:18]}协商会",
        "kind": chance.choice(("专题协商", "界别协商", "微协商", "提案办理协商")),
        "timing": chance.choice(("事前", "事中", "事后")),
        "topic": prose.clause(),
        "topics": [chance.choice(TOPICS)],
        "date": str(item.day),
        "place": f"{item.body}-p{chance.randrange(PLATFORMS_EACH)}",
        "participants": [{"group": "居民代表", "count": str(raised)}, {"group": "相关职能部门"}],
        "issues": [prose.clause() for _ in range(3)],
        "description": prose.body(chance.randrange(SHORTEST, LONGEST)),
        "opinions": {"raised": str(raised), "adopted": str(raised // 2)},
        "agreements": [prose.clause() for _ in range(2)],
        "tasks": [_promise(f"t{place}", item.day, prose) for place in range(1, chance.randint(2, 5))],
        "outcomes": [{"what": prose.sentence(20), "level": "一件诉求", "date": str(later(item.day, 200))}],
    }
    if item.proposals:
        data["proposals"] = list(item.proposals)
    return Record("consultations", data, "full")
