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
HARMLESS: dict[str, str] = {}
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

    survivors, tried = [], 0
    for mutant in mutants():
        with broken_gate(mutant) as publish:
            tried += 1
            if survives(publish) and mutant.name not in HARMLESS:
                survivors.append(mutant.name)
    assert survivors == []
    assert tried > 300
