"""门的每一处、每一行都有测试看着：逐处改坏、逐行删去，至少有一项测试失败。"""

from collections.abc import Callable
from inspect import signature
from pathlib import Path
from types import ModuleType

import msgspec

from generator.register.intake import take_in
from tests.gate import test_as_it_stood, test_portions, test_promises, test_tokens, test_watch
from tests.gate.mutants import FOLDER, HAPPENED, PACKAGE, PARTS, Mutant, broken_gate, mutants, sound
from tests.gate.registers import Gate, encoded
from tests.miniature_inputs import AS_OF, MINIATURE

GOLDEN = Path(__file__).parent / "miniature_release.json"
HARMLESS = {
    "parts: 去掉第 3 项: item.source_title or item.source_url or ''": "前面已返回：两列总有一列",
    "decisions: 去掉第 1 项: identifier is not None and self.is_public(kind, identifier)": "没有编号为空的记录",
    "decisions: 总成立: identifier is not None": "同上",
    "copied: 去掉参数 bound: TypeVar('Shape', bound=msgspec.Struct)": "只为类型检查",
    "activities: 去掉参数 bound: TypeVar('Shape', bound=public.PublicActivity)": "只为类型检查",
    "publish: 去掉第 1 个 if:  for item in register.records(kind) if isinstance(item, Activity)": "只为类型检查",
    "publish: 去掉参数 bound: TypeVar('Kept', bound=Record)": "只为类型检查",
    "publish: 去掉参数 bound: TypeVar('Opened', bound=Own)": "只为类型检查",
    "happened: 去掉参数 bound: TypeVar('Held', bound=msgspec.Struct)": "只为类型检查",
    "happened: 条件总成立: replace(part, **changes) if changes else part": "没有改的，换不换一样，只省时间",
    "happened: 总成立: kept != value": "同上",
    "happened: 去掉第 1 个 if:  for field in labelled(type(part)) if field.refers is not None": "没有的用时再看",
    "happened: 总成立: field.refers is not None": "同上",
    "happened: 去掉第 1 项: refers is not None and (refers, value) in absent": "没有种类的不会在里面",
    "phrases: 跳过: if TYPE_CHECKING:": "只为类型检查",
    "phrases: 删去一句: if TYPE_CHECKING:": "同上",
    "phrases: 删去一句: from generator.windows import Windows": "同上",
    "phrases: 总成立: len(long) >= MANY": "两种找法找到的一样，只省时间",
    "phrases: 总不成立: len(long) >= MANY": "同上",
    "phrases: 总不成立: len(phrase) >= LONG": "同上",
    "phrases: 条件总成立: long if len(long) >= MANY else []": "同上",
    "phrases: 条件总不成立: long if len(long) >= MANY else []": "同上",
    "sealed: 删去一行: if text not in public:": "公开着的后面还要整个看一遍，这里只省时间",
    "sealed: 总成立: text not in public": "同上",
    "portions: 去掉参数 bound: TypeVar('Owner', bound=Hashable)": "只为类型检查",
}
"""改了也没有分别的地方 → 为什么没有分别。"""


def _promises(as_expected: Callable[[Gate], None]) -> dict[str, list[Callable[[Gate], None]]]:
    """各模块 → 看着它的测试；没有单列的由发布的测试看着。"""
    watch = [*_tests(test_watch), *_tests(test_portions)]
    return {
        "phrases": _tests(test_watch),
        "sealed": _tests(test_watch),
        "portions": _tests(test_portions),
        PACKAGE: watch,
        HAPPENED: [as_expected, *_tests(test_as_it_stood)],
    }


def _tests(*modules: ModuleType) -> list[Callable[[Gate], None]]:
    """几个文件里的测试；要整扇门的给门，只要 publish 的给 publish。"""
    return [
        test if "gate" in signature(test).parameters else lambda gate, test=test: test(gate.publish)
        for module in modules
        for name, test in sorted(vars(module).items())
        if name.startswith("test_")
    ]


def test_every_broken_gate_fails_some_test() -> None:
    register = take_in(MINIATURE / "data")[0]
    expected = GOLDEN.read_text(encoding="utf-8").rstrip("\n")

    def as_expected(gate: Gate) -> None:
        # 不用 assert：上千次失败，每次都让 pytest 逐字比较两份长文，太慢。
        if msgspec.json.format(encoded(gate.publish(register, AS_OF)), indent=1) != expected:
            raise AssertionError

    promises, usual = _promises(as_expected), [as_expected, *_tests(test_promises, test_tokens)]

    def survives(mutant: Mutant) -> bool:
        try:
            with broken_gate(mutant) as gate:
                for promise in promises.get(mutant.module, usual):
                    promise(gate)
        except Exception:  # noqa: BLE001 - 门坏到出错，也是被发现了
            return False
        return True

    for module in PARTS:
        assert survives(Mutant(module, "", "没有改", sound(module))), f"{module}：门没有坏，测试也失败"
    tried = list(mutants())
    survivors = {mutant.name for mutant in tried if survives(mutant)}
    assert sorted(survivors - HARMLESS.keys()) == []
    assert sorted(HARMLESS.keys() - survivors) == [], "这几处已经有测试看着，从表里删去"
    assert (
        {mutant.module for mutant in tried}
        == set(PARTS)
        == {HAPPENED, *(file.stem for file in FOLDER.glob("*.py"))}
    )
    assert len(tried) > 1000
