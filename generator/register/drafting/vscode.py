"""VS Code 里录数据：字段补全的对应关系与片段，都取自模型。"""

import json
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from pydantic import BaseModel

from generator.register.drafting.questions import Question, question_at, questions_of
from generator.register.model import MODELS, TABLES
from generator.register.model.common import Commitment, Source, Update
from generator.register.model.proposal import Retirement, Visit
from generator.register.model.reply import Response, ResultChange
from generator.terms import RecordKind

SETTINGS, EXTENSIONS, SNIPPETS = "settings.json", "extensions.json", "shai.code-snippets"
YAML_EXTENSION = "redhat.vscode-yaml"

ITEMS: tuple[tuple[str, type[BaseModel]], ...] = (
    ("回应", Response), ("承诺", Commitment), ("进展", Update), ("结果变化", ResultChange),
    ("走访", Visit), ("来源", Source),
)  # fmt: skip
"""片段的名字 → 列表里的一项。"""

UNDECIDED = "请选"
"""选词的位置起先写的字：不在词汇表里，忘了选，检查会说；要是先写上一个词，忘了改就公开错了。"""

LEFT_OUT = {"open_reason", "summary", "reason", "evidence"}
"""不是每一件都要写的文字：片段里不列，免得留下占位的字没有改。"""


def vscode_files(schemas: str = "docs/reference/schemas", data: str = "data") -> dict[str, str]:
    """.vscode 里的三个文件：文件名 → 内容。

    Args:
        schemas: JSON Schema 在仓库的哪个目录。
        data: 数据在仓库的哪个目录。
    """
    contents = {
        SETTINGS: settings(schemas, data),
        EXTENSIONS: {"recommendations": [YAML_EXTENSION]},
        SNIPPETS: snippets(),
    }
    return {name: _json(content) for name, content in contents.items()}


def merged_settings(before: str, schemas: str, data: str = "data") -> str:
    """在已有的设置里换上我们的那几项，别的照旧。

    Raises:
        ValueError: 原来的不是 JSON（例如写了注释）。
    """
    own = json.loads(before) if before.strip() else {}
    if not isinstance(own, dict):
        raise ValueError("应当是一组「名字: 值」")  # noqa: TRY004 - 与读不成 JSON 是同一种错
    return _json({**own, **settings(schemas, data)})


def settings(schemas: str, data: str) -> dict[str, Any]:
    """每类文件用哪份 JSON Schema；YAML 扩展不向外取别的。"""
    kinds = {
        f"{schemas}/{kind.value}.json": f"{data}/{kind.folder}/**/*.yml"
        for kind in MODELS
        if kind not in TABLES
    }
    return {
        "yaml.schemas": {f"{schemas}/site.json": f"{data}/site.yml", **kinds},
        "yaml.schemaStore.enable": False,
        "yaml.format.enable": False,
        "files.eol": "\n",
        "files.encoding": "utf8",
        "[yaml]": {"editor.tabSize": 2, "editor.insertSpaces": True, "editor.detectIndentation": False},
    }


def snippets() -> dict[str, Any]:
    """片段：每类记录一份，列表里常添的几项各一份，撤下一份。"""
    records = {
        f"新的{kind.label}": _snippet(kind.label, [*_record(kind)]) for kind in MODELS if kind not in TABLES
    }
    items = {f"添一项{name}": _snippet(name, [*_item(model)]) for name, model in ITEMS}
    retired = ["retired:", *(f"  {line.removeprefix('- ').strip()}" for line in _item(Retirement))]
    return {**records, **items, "撤下一条记录": _snippet("撤下", retired)}


def _snippet(prefix: str, lines: list[str]) -> dict[str, Any]:
    return {"scope": "yaml", "prefix": prefix, "description": f"晒：{prefix}", "body": lines}


def _record(kind: RecordKind) -> Iterator[str]:
    stops = _Stops()
    yield f"id: {stops.text('编号')}"
    above = ""
    for question in (asked for asked in questions_of(kind) if asked.path not in LEFT_OUT):
        *path, name = PurePosixPath(question.path.replace(".", "/")).parts
        if path and path[0] != above:
            yield f"{path[0]}:"
        above = path[0] if path else ""
        yield from _lines(question, "  " * len(path), name, stops)


def _item(model: type[BaseModel]) -> Iterator[str]:
    """列表里的一项：短的字段一行一个，子列表另有片段。"""
    stops, lead = _Stops(), "- "
    for name in model.model_fields:
        question = question_at(model, name)
        if question.part is None and (name not in LEFT_OUT or question.is_required):
            for line in _lines(question, "  ", name, stops):
                yield lead + line[2:]
                lead = "  "


def _lines(question: Question, indent: str, name: str, stops: "_Stops") -> Iterator[str]:
    if question.part is not None:
        yield f"{indent}{name}:"
        yield f"{indent}  - {{id: s1, text: {stops.text('一条建议')}}}"
    elif "可以多行" in question.field.shape.label:
        yield f"{indent}{name}: |"
        yield f"{indent}  {stops.text(question.field.title)}"
    else:
        value = stops.choice(question.words) if question.words else stops.text(_placeholder(question))
        yield f"{indent}{name}: {f'[{value}]' if question.is_list else value}"


def _placeholder(question: Question) -> str:
    """占位的字：是名称，不是例子。例子像真的，忘了改也查不出来。"""
    if question.reference is not None:
        return question.field.shape.label.removesuffix("，可以几个")
    # 案号的零不能丢，留着引号提醒。
    return f'"{question.field.title}"' if question.path == "number" else question.field.title


class _Stops:
    """片段里依次跳到的位置。"""

    def __init__(self) -> None:
        self._last = 0

    def text(self, placeholder: str) -> str:
        """填文字的位置。"""
        self._last += 1
        safe = placeholder.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")
        return f"${{{self._last}:{safe}}}"

    def choice(self, words: tuple[str, ...]) -> str:
        """从几个词里选的位置。"""
        self._last += 1
        safe = (word.replace("\\", "\\\\").replace(",", "\\,").replace("|", "\\|") for word in words)
        return f"${{{self._last}|{','.join((UNDECIDED, *safe))}|}}"


def _json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False, indent=2) + "\n"
