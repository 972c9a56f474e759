"""写之前问一声：在终端上问，别处照命令行写明的办。"""

import sys
from collections.abc import Sequence

from generator.importing.comparing import Difference
from generator.importing.planning import Change
from generator.importing.updating import Updated
from generator.register.model import MODELS
from generator.report import visible

YES = {"y", "yes", "是", "好", "写", "改"}
ALL, NONE = {"a", "all", "都改"}, {"q", "quit", "都不改"}


def is_asked() -> bool:
    """有没有人可问：看得见，也答得上。"""
    return sys.stdin.isatty() and sys.stdout.isatty()


def agreed(count: int, what: str) -> bool:
    """写不写；直接回车是不写。

    Args:
        count: 几个文件。
        what: 文件的叫法。
    """
    answer = input(f"写入这 {count} 个{what}吗？[y/N] ")
    return answer.strip().lower() in YES


def chosen(changes: Sequence[Change]) -> list[tuple[Change, Difference]]:
    """逐处给人看，问改不改；答 a 以后都改，答 q 以后都不改。"""
    kept: list[tuple[Change, Difference]] = []
    is_all = False
    for change in changes:
        sys.stdout.write(f"\n{_heading(change)}")
        for difference in change.differences:
            sys.stdout.write(_difference(change, difference))
            answer = (
                "y" if is_all else input("  照读出的改吗？[y 改/N 不改/a 都改/q 都不改] ").strip().lower()
            )
            if answer in NONE:
                return kept
            is_all = is_all or answer in ALL
            if is_all or answer in YES:
                kept.append((change, difference))
    return kept


def told_changes(changes: Sequence[Change]) -> str:
    """各处不同，逐个字段。"""
    return "".join(
        _heading(change) + "".join(_difference(change, one) for one in change.differences)
        for change in changes
    )


def told_updated(result: Updated, *, is_dry: bool) -> str:
    """改了哪些，哪些要手工改。"""
    done = "会改" if is_dry else "改了"
    lines = [f"{done} {change.path.as_posix()}：{one.path}" for change, one in result.done]
    lines += [
        f"没有改 {change.path.as_posix()}：{one.path}，那里夹着注释或没有这一列，请手工改"
        for change, one in result.left
    ]
    return "".join(f"{visible(line)}\n" for line in lines)


def _heading(change: Change) -> str:
    label = change.kind.label
    return visible(f"{label} {change.identifier}（{change.path.as_posix()}），读自 {change.source}") + "\n"


def _difference(change: Change, difference: Difference) -> str:
    field = MODELS[change.kind].model_fields.get(str(difference.steps[0]))
    title = f"（{field.title}）" if field and field.title else ""
    lines = (f"  {difference.path}{title}", f"    那里：{difference.held}", f"    读出：{difference.read}")
    return "".join(f"{visible(line)}\n" for line in lines)
