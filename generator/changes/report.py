"""预告的全部内容：两次发布的差别、没有公开的逐条与原因、字段的中文名。"""

from functools import cache
from typing import Any, get_args

import msgspec
from pydantic import BaseModel

from generator.gate.decisions import Decisions, Own
from generator.register.model import MODELS, Proposal, Reply, Site
from generator.register.reference.shapes import fields_of, parts_of
from generator.register.register import Register
from generator.release.compare import Comparison, FieldChange
from generator.terms import RecordKind

PUBLIC_ONLY = {
    "disclosure": "公开程度",
    "members": "提案者",
    "names_withheld": "姓名从略",
    "attitude": "对办理态度",
    "outcome_mark": "对办理结果",
    "evaluated": "评价日期",
    "withheld_replies": "没有公开的答复",
    "openness": "属性",
    "code": "统一口径",
    "words": "写法",
    "document_number_original": "文号原样",
    "source": "来源",
    "platform": "平台",
    "raised": "提出条数",
    "adopted": "采纳条数",
    "about_kind": "有关记录的种类",
    "feed_authority": "订阅的标识权威",
    "feed_limit": "订阅的条数",
    "proposal_feed_formats": "每件提案的订阅格式",
    "search_name": "合查时本站的叫法",
    "search_peers": "一起查的站点",
    "minimum_sample": "最小样本",
    "rank_units": "单位排名",
    "excluded_regions": "不计入的来处",
    "excluded": "不计入的人数",
    "stationed": "已进站的人数",
    "orphan_members": "没有站的委员",
    "hidden_orphans": "没有站、姓名不公开的人数",
    "orphan_platforms": "没有委员的平台",
    "hidden_platforms": "没有委员、不公开的平台数",
    "unowned": "没有写明由谁负责的平台",
}
"""公开的类型里有、登记的模型里没有的字段名。"""


class WithheldRecord(msgspec.Struct, frozen=True):
    """一条没有公开的记录：只有种类、编号、属性、原因，不说内容。"""

    kind: RecordKind
    id: str
    openness: str
    reason: str


class Report(msgspec.Struct, frozen=True):
    """一份预告。

    Attributes:
        title: 与什么比，例如「与 main 相比」。
        comparison: 两次发布的差别。
        withheld: 没有公开的记录，按种类与编号。
        newly_withheld: 其中原来公开、或原来没有的记录的（种类，编号）。
    """

    title: str
    comparison: Comparison
    withheld: tuple[WithheldRecord, ...]
    newly_withheld: frozenset[tuple[RecordKind, str]]

    @property
    def noticed(self) -> tuple[WithheldRecord, ...]:
        """这次改动里没有公开的记录：编辑刚写下的，最该知道为什么看不到。"""
        return tuple(item for item in self.withheld if (item.kind, item.id) in self.newly_withheld)


def report(title: str, comparison: Comparison, before: Register | None, after: Register) -> Report:
    """由两次发布的差别与两份登记簿写成预告。"""
    old = {(item.kind, item.id) for item in withheld_records(before)} if before else set()
    now = withheld_records(after)
    return Report(title, comparison, now, frozenset((item.kind, item.id) for item in now) - frozenset(old))


def withheld_records(register: Register) -> tuple[WithheldRecord, ...]:
    """没有公开的提案、答复与本会自己的记录。"""
    decisions = Decisions(register)
    return tuple(
        WithheldRecord(kind, record.id, *decisions.reason(record))
        for kind in RecordKind
        for record in sorted(register.records(kind), key=lambda record: record.id)
        if isinstance(record, Proposal | Reply | Own) and not decisions.is_public(kind, record.id)
    )


def label(change: FieldChange, kind: RecordKind | None) -> str:
    """一处变化的中文名：逐条回应 › 第 1 项 › 处理。

    Args:
        change: 变化。
        kind: 哪一类记录；站点配置为 None。
    """
    model: type[BaseModel] | None = MODELS[kind] if kind else Site
    words = []
    for step in change.path:
        field = model.model_fields.get(step) if model else None
        if field is not None:
            words.append(field.title or step)
            model = part_of(field.annotation)
        else:
            words.append(f"第 {step} 项" if step.isdigit() else _other(step))
    return " › ".join(words)


def _other(step: str) -> str:
    return PUBLIC_ONLY.get(step) or titles().get(step) or step


def part_of(annotation: Any) -> type[BaseModel] | None:
    """字段里装的子项的模型；没有为 None。"""
    if isinstance(annotation, type):
        return annotation if issubclass(annotation, BaseModel) else None
    return next((part for part in map(part_of, get_args(annotation)) if part), None)


@cache
def titles() -> dict[str, str]:
    """字段名 → 中文名；公开的一侧挪了层次的字段凭名字找。"""
    models: tuple[type[BaseModel], ...] = (*MODELS.values(), Site)
    found: dict[str, str] = {}
    for model in models:
        for part in (model, *parts_of(model)):
            for field in fields_of(part):
                found.setdefault(field.name, field.title)
    return found
