"""「四可」：一次协商是否可计划、可落实、可跟踪、可评价，看公布了哪些，不打分。"""

from collections.abc import Sequence

import msgspec

from generator.release.model import PublicConsultation, Release
from generator.terms import RecordKind


class Ability(msgspec.Struct, frozen=True):
    """四可里的一项：名称，凭什么说有；没有公布的为空。"""

    name: str
    evidence: str


def abilities(item: PublicConsultation, release: Release) -> tuple[Ability, ...]:
    """四项各凭什么。

    可计划：列入了公布的计划。可落实：分解了任务。可跟踪：公布了进展、环节或下一年的通报。
    可评价：公布了采纳几条、成效、反馈，或有对它的征询与评议。
    """
    mentioned = release.mentions.get((RecordKind.CONSULTATION, item.id), ())
    kinds = {kind for kind, _ in mentioned}
    updates = sum(len(task.updates) for task in item.tasks)
    total = item.tasks_total or len(item.tasks)
    return (
        Ability("可计划", "列入计划" if RecordKind.PLAN in kinds else ""),
        Ability("可落实", f"任务 {total} 项" if total else ""),
        Ability(
            "可跟踪",
            _joined(
                (
                    (f"进展 {updates} 次", updates > 0),
                    (f"环节 {len(item.stages)} 个", bool(item.stages)),
                    ("下一年通报", item.follow_up is not None),
                )
            ),
        ),
        Ability(
            "可评价",
            _joined(
                (
                    ("公布采纳条数", item.adopted is not None),
                    (f"成效 {len(item.outcomes)} 项", bool(item.outcomes)),
                    (f"反馈 {len(item.feedback)} 次", bool(item.feedback)),
                    ("征询与评议", RecordKind.SURVEY in kinds),
                )
            ),
        ),
    )


def _joined(parts: Sequence[tuple[str, bool]]) -> str:
    return "、".join(text for text, holds in parts if holds)
