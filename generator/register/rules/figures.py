"""公布数字的规则：分项之和应当等于总数。对不上的照登，两个数都给，不替人改。"""

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal

from generator.register.model import Figure
from generator.register.register import Register
from generator.register.rules.finding import Finding, error, warning
from generator.terms import nearest


def part_of_exists(register: Register) -> Iterator[Finding]:
    """分项所属的总数必须查得到，且分项要写明分法。"""
    for figure in register.figures.values():
        if figure.part_of is None:
            continue
        if figure.part_of not in register.figures:
            similar = nearest(figure.part_of, register.figures)
            hint = (f"是否想写「{similar}」？" if similar else "") + "先登记总数那一行。"
            yield error(
                "unknown-reference", figure, ("part_of",), f"没有编号为「{figure.part_of}」的数字", hint
            )
        elif figure.breakdown is None:
            yield error(
                "part-without-breakdown",
                figure,
                ("part_of",),
                "分项没有写分法",
                "在 breakdown 里写明按什么分，例如「办理结果」。",
            )


def sums_reconcile(register: Register) -> Iterator[Finding]:
    """分项都是确数时，它们的和应当等于总数。"""
    for (total, breakdown), parts in breakdowns(register).items():
        whole = register.figures[total]
        if not whole.qualifier.is_exact or not all(part.qualifier.is_exact for part in parts):
            continue
        added = sum((Decimal(part.value) for part in parts), Decimal(0))
        if added != Decimal(whole.value):
            message = f"「{whole.label}」公布为 {whole.value}，按「{breakdown}」各项相加是 {added}"
            yield warning(
                "sum-does-not-reconcile",
                whole,
                ("value",),
                message,
                "核对录入；公布的数本来就对不上时照登，页面会同时给出两个数。",
            )


def breakdowns(register: Register) -> dict[tuple[str, str], tuple[Figure, ...]]:
    """（总数编号，分法）→ 各分项。"""
    found: defaultdict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in register.figures.values():
        if figure.part_of in register.figures and figure.breakdown:
            found[figure.part_of, figure.breakdown].append(figure)
    return {key: tuple(parts) for key, parts in found.items()}
