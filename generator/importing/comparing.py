"""读出的与已有的逐个字段比；只比读出的字段，编辑另添的不算。"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from generator.importing.registry import same_title
from generator.register.yaml_text import YamlProblem, lines_of, parse, value_of

LONGEST = 80


class Difference(msgspec.Struct, frozen=True):
    """一处不同：哪个字段，已有的，读出的。

    Attributes:
        path: 字段，给人看的写法。
        held: 已有的，太长的截短。
        read: 读出的，太长的截短。
        steps: 从记录走到字段的路径，次序从 0 起。
        value: 读出的值，原样。
    """

    path: str
    held: str
    read: str
    steps: tuple[str | int, ...] = ()
    value: Any = None


def differences(read: Mapping[str, Any], held: Mapping[str, Any]) -> list[Difference]:
    """读出的各个字段与已有的不同之处。"""
    return list(_differences(read, held, ()))


def _differences(
    read: Mapping[str, Any], held: Mapping[str, Any], above: tuple[str | int, ...]
) -> Iterator[Difference]:
    for name, value in read.items():
        there, steps = held.get(name), (*above, name)
        if isinstance(value, Mapping) and isinstance(there, Mapping):
            yield from _differences(value, there, steps)
        elif there is not None and _are_parts(value, there):
            for number, (one, other) in enumerate(zip(value, there, strict=True)):
                yield from _differences(one, other, (*steps, number))
        elif not _same(name, value, there):
            yield Difference(_path(steps), _short(there), _short(value), steps, value)


def _path(steps: tuple[str | int, ...]) -> str:
    shown = "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in steps)
    return shown.removeprefix(".")


def _are_parts(read: Any, held: Any) -> bool:
    """都是逐条写的，条数一样：一条一条比。"""
    if not (isinstance(read, list) and isinstance(held, list) and len(read) == len(held)):
        return False
    return all(isinstance(item, Mapping) for item in (*read, *held))


def _same(name: str, read: Any, held: Any) -> bool:
    if held is None:
        return False
    first, second = _folded(read), _folded(held)
    if name == "title" and isinstance(first, str) and isinstance(second, str):
        return same_title(first, second)
    if name == "number" and isinstance(first, str) and isinstance(second, str):
        return first.lstrip("0") == second.lstrip("0")
    return bool(first == second)


def _folded(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _folded(item) for name, item in value.items() if item != []}
    if isinstance(value, list | tuple):
        return [_folded(item) for item in value]
    text = str(value)
    return text.strip("\n") if "\n" in text.strip("\n") else " ".join(text.split())


def _short(value: Any) -> str:
    text = "没有" if value is None else str(value)
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"


def file_fields(path: Path) -> dict[str, Any]:
    """一个数据文件里写的字段；读不出为空。"""
    text = path.read_bytes().decode("utf-8", "replace")
    try:
        node = parse(text, "")
    except YamlProblem:
        return {}
    found = value_of(node, "", lines_of(text), []) if node else {}
    return found if isinstance(found, dict) else {}
