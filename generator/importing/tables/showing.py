"""打算怎样读一张表：列 → 字段、几个值、剩下什么；给人看的与 json 的两种。"""

from typing import Any

from pydantic import BaseModel

from generator.importing.tables.by_value import Column, Use
from generator.importing.tables.ledger import Plan
from generator.register.drafting.questions import part_in
from generator.register.model import MODELS
from generator.report import visible, width
from generator.terms import RecordKind

NAMES = {
    "proposer": "提案者",
    "proposer.first": "第一提案人",
    "proposer.co": "联名委员",
    "proposer.collective": "提案者（集体名称）",
    "proposer.count": "联名人数",
    "proposer.kind": "提案者类别",
    "proposer.sector": "提案者界别",
    "handling.lead": "办理·主办单位",
    "handling.co": "办理·会办单位",
    "handling.mode": "办理方式",
    "handling.role": "单位的角色",
    "satisfaction.attitude": "满意度·对办理态度",
    "satisfaction.result": "满意度·对办理结果",
    "visit.before": "办前询问",
    "visit.during": "办中走访",
    "visit.after": "办后回访",
    "proposal.suggestions": "建议（请逐条确认，不写）",
    "term": "届",
    "session": "次",
    "sitting": "届次",
}
WIDEST = 20


def label_of(target: str) -> str:
    """读成的字段，用中文说。"""
    if target in NAMES:
        return f"提案·{NAMES[target]}"
    kind, _, path = target.partition(".")
    model: type[BaseModel] | None = MODELS[RecordKind.of(kind)]
    titles = [RecordKind.of(kind).label]
    for name in path.split("."):
        info = model.model_fields[name] if model else None
        titles.append((info.title if info else "") or name)
        model = part_in(info.annotation) if info else None
    return "·".join(titles)


def plan_text(plan: Plan) -> str:
    """给人看的一份。"""
    top, bottom = plan.header
    rows = f"第 {top} 行" if top == bottom else f"第 {top}–{bottom} 行"
    sitting = f"，{plan.term}届{plan.session}次" if plan.term and plan.session else ""
    sheet = f"「{plan.sheet}」表" if plan.sheet else ""
    lines = [f"# {plan.path}{sheet}：表头在{rows}{sitting}", *map(_line, plan.columns)]
    return "".join(f"{visible(line)}\n" for line in lines) + "\n"


def _line(column: Column) -> str:
    heading = column.heading or "（没有列名）"
    to = label_of(column.target) if column.target else column.use.value
    to += f"（打钩即「{column.word}」）" if column.word else ""
    samples = f"　例：{'、'.join(column.samples)}" if column.samples else ""
    reason = f"：{column.reason}" if column.reason else ""
    gap = " " * max(1, WIDEST - width(heading))
    return f"  {column.letter:>3}  {heading}{gap}→ {to}{reason}{samples}"


def plan_data(plan: Plan) -> dict[str, Any]:
    """Json 的一份。"""
    columns = [
        {
            "column": column.letter,
            "heading": column.heading,
            "field": column.target,
            "use": "field" if column.use is Use.FIELD else column.use.name.lower(),
            "reason": column.reason,
            "samples": list(column.samples),
        }
        for column in plan.columns
    ]
    whole = {"source": plan.path, "sheet": plan.sheet, "header": list(plan.header)}
    known = {"term": plan.term, "session": plan.session}
    return whole | {name: value for name, value in known.items() if value} | {"columns": columns}
