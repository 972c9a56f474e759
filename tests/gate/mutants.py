"""把门逐处改坏：每次只改一处（改一个节点，或删一行、一句），得到一扇「坏了的门」，看测试能不能发现。"""

import ast
import pickle
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from types import CodeType, ModuleType
from typing import NamedTuple

import generator.gate
from generator.release import happened
from tests.gate.registers import Gate, gate_of

FOLDER = Path(generator.gate.__file__).parent
PACKAGE, HAPPENED = "__init__", "happened"
PARTS = (
    HAPPENED, "parts", "decisions", "copied", "handled", "activities", "membership", "publish", "phrases", "sealed",
    "portions", PACKAGE,
)  # fmt: skip
"""各模块，按谁先装载；截至日期的筛选不在门的目录里，却是门的最后一道。"""

PLACES = {PACKAGE: "generator.gate", HAPPENED: "generator.release.happened"}

SHOWN = 90
OPENED = {"public_or_none": 1, "public_proposals": 0}
"""这几个调用是筛子；改坏就是把第几个参数原样放过去。"""


Broken = tuple[str, str, ast.Module]
"""改的是什么、怎样改、改后的语法树。"""


class Mutant(NamedTuple):
    """一处改坏：哪个模块、改的是什么、怎样改，与改后的代码。"""

    module: str
    source: str
    change: str
    code: CodeType

    @property
    def name(self) -> str:
        """给人看的名字；不写行号，上面加一行也还是它。"""
        return f"{self.module}: {self.change}: {self.source}"


def mutants() -> Iterator[Mutant]:
    """全部改坏的门；改出来一样的只算一次。"""
    for module in PARTS:
        source = _source(module)
        tree = ast.parse(source)
        seen = {_meaning(_compiled(module, tree))}
        for shown, change, broken in (*_changed(tree), *_deleted(tree, source), *_left_out(tree)):
            try:
                code = _compiled(module, broken)
            except SyntaxError:
                # 读不通的门装不上，用不着试。
                continue
            if (meaning := _meaning(code)) not in seen:
                seen.add(meaning)
                yield Mutant(module, shown, change, code)


def _changed(tree: ast.Module) -> Iterator[Broken]:
    """逐个节点改坏。"""
    packed = pickle.dumps(tree)
    for index, node in enumerate(ast.walk(tree)):
        for variant, (change, _) in enumerate(_variants(node)):
            broken = pickle.loads(packed)  # noqa: S301 - 自己刚存的；比 deepcopy 快十倍
            target = list(ast.walk(broken))[index]
            replacement = _variants(target)[variant][1]
            if replacement is not None:
                _replace(broken, target, replacement)
            else:
                _apply(target, change)
            yield _shown(node), change, broken


def _deleted(tree: ast.Module, source: str) -> Iterator[Broken]:
    """逐行删去；说明文字的行不算。"""
    lines = source.splitlines(keepends=True)
    idle = {line for node in ast.walk(tree) if _is_idle(node) for line in _lines_of(node)}
    for place, line in enumerate(lines):
        if place + 1 not in idle:
            with suppress(SyntaxError):
                yield line.strip(), "删去一行", ast.parse("".join(lines[:place] + lines[place + 1 :]))


def _left_out(tree: ast.Module) -> Iterator[Broken]:
    """逐句删去，连同它管着的各行；说明文字不算。"""
    packed = pickle.dumps(tree)
    for index, node in enumerate(ast.walk(tree)):
        if isinstance(node, ast.stmt) and not _is_idle(node):
            broken = pickle.loads(packed)  # noqa: S301 - 同上
            _replace(broken, list(ast.walk(broken))[index], ast.Pass())
            yield _shown(node), "删去一句", broken


def _is_idle(node: ast.AST) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)


def _lines_of(node: ast.AST) -> range:
    first: int = getattr(node, "lineno")  # noqa: B009 - 语句都有，类型上看不出
    last: int = getattr(node, "end_lineno")  # noqa: B009 - 同上
    return range(first, last + 1)


def _compiled(module: str, tree: ast.Module) -> CodeType:
    code: CodeType = compile(ast.fix_missing_locations(tree), f"{module}.py", "exec")
    return code


def _meaning(code: CodeType) -> tuple[object, ...]:
    """代码里起作用的部分：行号不算。"""
    constants = tuple(
        _meaning(item) if isinstance(item, CodeType) else (type(item), item) for item in code.co_consts
    )
    names = (code.co_names, code.co_varnames, code.co_freevars, code.co_cellvars)
    return (code.co_code, code.co_exceptiontable, code.co_flags, *names, constants)


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


def _replace(tree: ast.Module, target: ast.AST, replacement: ast.AST) -> None:
    for parent in ast.walk(tree):
        for field, value in ast.iter_fields(parent):
            if value is target:
                setattr(parent, field, replacement)
            elif isinstance(value, list) and target in value:
                value[value.index(target)] = replacement


@contextmanager
def broken_gate(mutant: Mutant) -> Iterator[Gate]:
    """装上改坏的门；用完换回真的。"""
    names = {part: PLACES.get(part, f"generator.gate.{part}") for part in PARTS}
    kept = {name: sys.modules[name] for name in names.values()}
    try:
        package = sys.modules["generator.gate"] = ModuleType("generator.gate")
        package.__path__ = [str(FOLDER)]
        for part, name in names.items():
            module = package if part == PACKAGE else ModuleType(name)
            sys.modules[name] = module
            setattr(package, part, module)
            code = mutant.code if part == mutant.module else sound(part)
            exec(code, module.__dict__)  # noqa: S102 - 改坏的就是自家的源码
        yield gate_of(sys.modules)
    finally:
        sys.modules.update(kept)


@cache
def sound(part: str) -> CodeType:
    """没有改的一个模块。"""
    return _compiled(part, ast.parse(_source(part)))


def _source(part: str) -> str:
    file = Path(happened.__file__) if part == HAPPENED else FOLDER / f"{part}.py"
    return file.read_text(encoding="utf-8")
