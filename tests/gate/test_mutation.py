"""门的每一处都有测试看着：逐处改坏，至少有一项测试失败。"""

from collections.abc import Callable
from pathlib import Path

import msgspec

from generator.register.intake import take_in
from tests.gate import test_promises, test_tokens
from tests.gate.mutants import broken_gate, mutants
from tests.gate.registers import Publish, encoded
from tests.miniature_inputs import AS_OF, MINIATURE

GOLDEN = Path(__file__).parent / "miniature_release.json"
HARMLESS = {
    "parts: 去掉第 3 项: item.source_title or item.source_url or ''": "前面已返回：两列总有一列",
    "decisions: 去掉第 1 项: identifier is not None and self.is_public(kind, identifier)": "没有编号为空的记录",
    "decisions: 总成立: identifier is not None": "同上",
    "copied: 去掉参数 bound: TypeVar('Shape', bound=msgspec.Struct)": "只为类型检查",
    "activities: 去掉参数 bound: TypeVar('Shape', bound=public.PublicActivity)": "只为类型检查",
    "copied: 去掉第 1 个 if:  for item in each if item is not None": "截至日期的筛选随后也会去掉空的",
    "copied: 总成立: item is not None": "同上",
    "publish: 去掉第 1 项: isinstance(item, Activity) and is_open(item)": "只为类型检查",
    "publish: 去掉参数 bound: TypeVar('Kept', bound=Record)": "只为类型检查",
}
"""改了也没有分别的地方 → 为什么没有分别。"""


def _promises() -> list[Callable[[Publish], None]]:
    return [
        test
        for module in (test_promises, test_tokens)
        for name, test in sorted(vars(module).items())
        if name.startswith("test_")
    ]


def test_every_broken_gate_fails_some_test() -> None:
    register = take_in(MINIATURE / "data")[0]
    expected = GOLDEN.read_text(encoding="utf-8").rstrip("\n")
    promises = _promises()

    def survives(publish: Publish) -> bool:
        try:
            if msgspec.json.format(encoded(publish(register, AS_OF)), indent=1) != expected:
                return False
            for promise in promises:
                promise(publish)
        except Exception:  # noqa: BLE001 - 门坏到出错，也是被发现了
            return False
        return True

    survivors, tried = set(), 0
    for mutant in mutants():
        with broken_gate(mutant) as publish:
            tried += 1
            if survives(publish):
                survivors.add(mutant.name)
    assert sorted(survivors - HARMLESS.keys()) == []
    assert sorted(HARMLESS.keys() - survivors) == [], "这几处已经有测试看着，从表里删去"
    assert tried > 500
