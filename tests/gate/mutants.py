"""把门逐处改坏：每次只改一处，得到一扇「坏了的门」，看测试能不能发现。"""

import ast
import copy
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import generator.gate
from tests.gate.registers import Publish

FOLDER = Path(generator.gate.__file__).parent
PARTS = ("parts", "decisions", "copied", "handled", "activities", "membership", "publish")
"""各模块，按谁先装载。"""

SHOWN = 90
OPENED = {"public_or_none": 1, "public_proposals": 0}
"""这几个调用是筛子；改坏就是把第几个参数原样放过去。"""


class Mutant(NamedTuple):
    """一处改坏：哪个模块、改的是什么、怎样改，与改后的语法树。"""

    module: str
    source: str
    change: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """给人看的名字；不写行号，上面加一行也还是它。"""
        return f"{self.module}: {self.change}: {self.source}"


def mutants() -> Iterator[Mutant]:
    """全部改坏的门。"""
    for module in PARTS:
        tree = ast.parse((FOLDER / f"{module}.py").read_text(encoding="utf-8"))
        for index, node in enumerate(ast.walk(tree)):
            for variant, (change, _) in enumerate(_variants(node)):
                broken = copy.deepcopy(tree)
                target = list(ast.walk(broken))[index]
                replacement = _variants(target)[variant][1]
                if replacement is not None:
                    _replace(broken, target, replacement)
                else:
                    _apply(target, change)
                yield Mutant(module, _shown(node), change, ast.fix_missing_locations(broken))


def _shown(node: ast.AST) -> str:
    first = ast.unparse(node).splitlines()[0]
    return first if len(first) <= SHOWN else first[:SHOWN] + "…"


def _variants(node: ast.AST) -> list[tuple[str, ast.expr | None]]:
    """一个节点可以怎样改坏：（说明，换成的表达式）；没有表达式的由 _apply 就地改。"""
    match node:
        case ast.IfExp():
            found: list[tuple[str, ast.expr | None]] = [
                ("条件总成立", node.body),
                ("条件总不成立", node.orelse),
            ]
        case ast.BoolOp():
            found = [(f"去掉第 {place + 1} 项", _without(node, place)) for place in range(len(node.values))]
        case ast.UnaryOp(op=ast.Not()):
            found = [("去掉 not", node.operand)]
        case ast.Compare():
            found = [("总成立", ast.Constant(value=True)), ("总不成立", ast.Constant(value=False))]
        case ast.Call(func=ast.Attribute(attr=name)) if name in OPENED:
            found = [("不筛", node.args[OPENED[name]])]
        case ast.comprehension():
            found = [(f"去掉第 {place + 1} 个 if", None) for place in range(len(node.ifs))]
        case ast.If():
            found = [("跳过", None)]
        case ast.Call():
            found = [(f"去掉参数 {keyword.arg}", None) for keyword in node.keywords if keyword.arg]
        case _:
            found = []
    return found


def _without(node: ast.BoolOp, place: int) -> ast.expr:
    left = node.values[:place] + node.values[place + 1 :]
    return left[0] if len(left) == 1 else ast.BoolOp(node.op, left)


def _apply(node: ast.AST, change: str) -> None:
    if isinstance(node, ast.comprehension):
        del node.ifs[int(change.split()[1]) - 1]
    elif isinstance(node, ast.If):
        node.test = ast.Constant(value=False)
    elif isinstance(node, ast.Call):
        node.keywords = [keyword for keyword in node.keywords if keyword.arg != change.split()[1]]


def _replace(tree: ast.Module, target: ast.AST, replacement: ast.expr) -> None:
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if value is target:
                setattr(parent, field, replacement)
            elif isinstance(value, list) and target in value:
                value[value.index(target)] = replacement


@contextmanager
def broken_gate(mutant: Mutant) -> Iterator[Publish]:
    """装上改坏的门；用完换回真的。"""
    names = ["generator.gate", *(f"generator.gate.{part}" for part in PARTS)]
    kept = {name: sys.modules[name] for name in names}
    try:
        package = sys.modules["generator.gate"] = ModuleType("generator.gate")
        package.__path__ = [str(FOLDER)]
        for part in PARTS:
            module = sys.modules[f"generator.gate.{part}"] = ModuleType(f"generator.gate.{part}")
            setattr(package, part, module)
            exec(_code(mutant, part), module.__dict__)  # noqa: S102 - 改坏的就是自家的源码
        yield sys.modules["generator.gate.publish"].publish
    finally:
        sys.modules.update(kept)


SOUND: dict[str, object] = {}


def _code(mutant: Mutant, part: str) -> object:
    if part == mutant.module:
        return compile(mutant.tree, f"{part}.py", "exec")
    if part not in SOUND:
        SOUND[part] = compile((FOLDER / f"{part}.py").read_text(encoding="utf-8"), f"{part}.py", "exec")
    return SOUND[part]
