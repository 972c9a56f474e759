"""照读出的改已有的记录：一个字段一个字段地改，注释与次序不动。"""

from collections.abc import Iterable
from pathlib import Path

import msgspec

from generator.importing.comparing import Difference
from generator.importing.planning import Change
from generator.register.model import MODELS, TABLES
from generator.register.rewriting import rewritten, rewritten_cell


class Updated(msgspec.Struct):
    """改好的。

    Attributes:
        files: 文件 → 改好的全文。
        done: 改了的各处：（哪一条，哪一处）。
        left: 要手工改的各处：夹着注释的列表，名册里没有的列。
    """

    files: dict[Path, str] = msgspec.field(default_factory=dict)
    done: list[tuple[Change, Difference]] = msgspec.field(default_factory=list)
    left: list[tuple[Change, Difference]] = msgspec.field(default_factory=list)


def updated(wanted: Iterable[tuple[Change, Difference]]) -> Updated:
    """改好各处；只算出新的全文，不写。

    Args:
        wanted: 编辑同意改的各处。
    """
    whole = Updated()
    for change, difference in wanted:
        text = whole.files.get(change.path) or change.path.read_bytes().decode("utf-8")
        made = _changed(text, change, difference)
        if made is None:
            whole.left.append((change, difference))
        else:
            whole.files[change.path] = made
            whole.done.append((change, difference))
    return whole


def _changed(text: str, change: Change, difference: Difference) -> str | None:
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    bare = text.removeprefix(mark)
    if change.kind in TABLES:
        name, value = str(difference.steps[0]), difference.value
        if len(difference.steps) > 1 or not isinstance(value, str | int):
            return None
        made = rewritten_cell(bare, change.identifier, name, str(value))
    else:
        order = tuple(MODELS[change.kind].model_fields)
        made = rewritten(bare, change.index, difference.steps, difference.value, order)
    return None if made is None else mark + made
