"""读数据文件：磁盘上的文件 → 逐条的原始记录；唯一读数据文件的地方。"""

import os
import stat
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from yaml.nodes import ScalarNode, SequenceNode

from generator.problems import Mark, Problem
from generator.register import csv_text, yaml_text
from generator.register.model import TABLES
from generator.register.origin import Origin
from generator.terms import RecordKind, nearest

MAX_BYTES = 1_000_000
SITE_FILE = "site.yml"
IGNORED = {".DS_Store", "Thumbs.db", ".gitkeep", "README.md"}


class RawRecord(msgspec.Struct, frozen=True):
    """还没有核对字段的一条记录。"""

    kind: RecordKind
    origin: Origin
    fields: dict[str, Any]


class Sources(msgspec.Struct, frozen=True):
    """一个数据目录里读到的全部内容。

    Attributes:
        root: 数据目录。
        site: 站点配置的字段；没有时为空。
        records: 全部记录，按路径与次序。
        problems: 读的时候遇到的问题。
    """

    root: Path
    site: dict[str, Any]
    records: tuple[RawRecord, ...]
    problems: tuple[Problem, ...]


class Locator:
    """指出一条记录的某个字段在哪一行哪一列。只在出了问题时才回头读文件，好数据不付这个代价。"""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._texts: dict[str, str] = {}
        self._nodes: dict[str, Any] = {}

    def mark(self, origin: Origin, steps: Sequence[str | int], *, key: bool = False, offset: int = 0) -> Mark:
        """字段所在处；字段不存在时指它应在的上一层。

        Args:
            origin: 记录的出处。
            steps: 从记录走到字段的路径。
            key: 指字段名，不指值。
            offset: 指多行正文里的第几个字符；只有「|」写法的正文能细到行列，其余指正文开头。
        """
        text = self._text(origin.path)
        lines = text.splitlines()
        if origin.path.endswith(".csv"):
            return self._cell(origin, steps, text, lines)
        node = self._node(origin.path, text)
        if node is None:
            return Mark(origin.path)
        if isinstance(node, SequenceNode):
            node = node.value[origin.index] if origin.index < len(node.value) else node
        found, _ = yaml_text.node_at(node, steps[:-1] if key and steps else steps)
        if key and steps:
            found = yaml_text.key_node(found, str(steps[-1])) or found
        if offset and isinstance(found, ScalarNode) and found.style == "|":
            before = found.value[:offset]
            line = found.start_mark.line + 1 + before.count("\n")
            indent = len(lines[line]) - len(lines[line].lstrip(" ")) if line < len(lines) else 0
            return yaml_text.mark_at(origin.path, lines, line, indent + offset - (before.rfind("\n") + 1))
        return yaml_text.mark_at(origin.path, lines, found.start_mark.line, found.start_mark.column)

    def _cell(self, origin: Origin, steps: Sequence[str | int], text: str, lines: list[str]) -> Mark:
        rows, _ = csv_text.parse(text, origin.path)
        header = lines[0].split(",") if lines else []
        if origin.index >= len(rows):
            return Mark(origin.path)
        row = rows[origin.index]
        names = [cell.strip().strip('"') for cell in header]
        name = str(steps[0]) if steps else ""
        return csv_text.cell_mark(origin.path, lines, row.line, names.index(name) if name in names else 0)

    def _text(self, path: str) -> str:
        if path not in self._texts:
            self._texts[path] = (self._root / path).read_bytes().decode("utf-8-sig", errors="replace")
        return self._texts[path]

    def _node(self, path: str, text: str) -> Any:
        if path not in self._nodes:
            try:
                self._nodes[path] = yaml_text.parse(text, path)
            except yaml_text.YamlProblem:
                self._nodes[path] = None
        return self._nodes[path]


def read(root: Path) -> Sources:
    """读一个数据目录。哪个文件有错都不影响读其他文件。"""
    problems: list[Problem] = []
    site: dict[str, Any] = {}
    records: list[RawRecord] = []
    if not root.is_dir():
        problem = Problem(
            "no-data", Mark(root.as_posix()), "找不到数据目录", "用 --data 指明数据目录，或先建一个。"
        )
        return Sources(root, site, (), (problem,))
    tables = {f"{kind.folder}.csv": kind for kind in TABLES}
    folders = {kind.folder: kind for kind in RecordKind if kind not in TABLES}
    for path in _files(root, "", problems):
        top, _, rest = path.partition("/")
        kind = tables.get(top) if not rest else folders.get(top)
        if path == SITE_FILE:
            site = _read_site(root, path, problems)
        elif (
            kind is None
            or not path.endswith((".csv", ".yml", ".yaml"))
            or path.endswith(".csv") != (kind in TABLES)
        ):
            problems.append(_unknown_file(path, [*tables, *folders, SITE_FILE]))
        elif kind in TABLES:
            records += _read_table(root, path, kind, problems)
        else:
            records += [RawRecord(kind, *found) for found in _yaml_records(root, path, problems)]
    return Sources(root, site, tuple(records), tuple(problems))


def _files(root: Path, folder: str, problems: list[Problem]) -> Iterator[str]:
    """数据目录里的文件，按路径排好；链接不跟，隐藏文件不看。"""
    for entry in sorted(os.scandir(root / folder), key=lambda entry: entry.name):
        path = f"{folder}/{entry.name}" if folder else entry.name
        if entry.name in IGNORED or entry.name.startswith("."):
            continue
        if entry.is_symlink():
            problems.append(
                Problem("symbolic-link", Mark(path), "这是一个链接，不是文件", "把文件本身放进数据目录。")
            )
        elif entry.is_dir():
            yield from _files(root, path, problems)
        elif entry.is_file():
            yield path
        else:
            problems.append(Problem("not-a-file", Mark(path), "这不是普通文件", "移出数据目录。"))


def _unknown_file(path: str, known: Sequence[str]) -> Problem:
    top = path.partition("/")[0]
    similar = nearest(top, [name for name in known if name != top])
    hint = f"是否想放在「{similar}」？" if similar else ""
    return Problem("unknown-file", Mark(path), "不认识的文件", f"{hint}数据目录里只放：{'、'.join(known)}。")


def _text_of(root: Path, path: str, problems: list[Problem]) -> str | None:
    """文件的文字；太大、不是 UTF-8 时记下问题，返回 None。"""
    try:
        status = (root / path).stat()
        if not stat.S_ISREG(status.st_mode) or status.st_size > MAX_BYTES:
            problems.append(
                Problem(
                    "file-too-big",
                    Mark(path),
                    f"文件超过 {MAX_BYTES // 1_000_000} MB",
                    "拆成几个文件；附件不要放进数据目录。",
                )
            )
            return None
        content = (root / path).read_bytes()
    except OSError as error:
        problems.append(
            Problem("unreadable", Mark(path), f"读不了这个文件（{error.strerror}）", "检查文件权限。")
        )
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(_encoding_problem(path, content, error.start))
        return None


def _encoding_problem(path: str, content: bytes, start: int) -> Problem:
    line = content.count(b"\n", 0, start) + 1
    likely = ""
    for encoding, name in (("gb18030", "GB18030（GBK）"), ("utf-16", "UTF-16")):
        try:
            content.decode(encoding)
        except UnicodeDecodeError:
            continue
        likely = f"，像是 {name}"
        break
    return Problem(
        "encoding", Mark(path, line), f"文件不是 UTF-8 编码{likely}", "用编辑器或表格软件另存为 UTF-8。"
    )


def _read_site(root: Path, path: str, problems: list[Problem]) -> dict[str, Any]:
    """站点配置的字段；读不了时为空，问题已记下。"""
    return next((fields for _, fields in _yaml_records(root, path, problems)), {})


def _yaml_records(root: Path, path: str, problems: list[Problem]) -> list[tuple[Origin, dict[str, Any]]]:
    """一个 YAML 文件里的各条记录：一个映射是一条，一个列表是几条。"""
    text = _text_of(root, path, problems)
    if text is None:
        return []
    try:
        node = yaml_text.parse(text, path)
    except yaml_text.YamlProblem as error:
        problems.append(error.problem)
        return []
    if node is None:
        problems.append(Problem("empty-file", Mark(path), "文件是空的", "写上内容，或删去文件。"))
        return []
    lines = text.splitlines()
    value = yaml_text.value_of(node, path, lines, problems)
    found = []
    for index, fields in enumerate(value if isinstance(value, list) else [value]):
        if isinstance(fields, dict):
            found.append((Origin(path, index), fields))
        else:
            item = node.value[index] if isinstance(value, list) else node
            mark = yaml_text.mark_at(path, lines, item.start_mark.line, item.start_mark.column)
            problems.append(Problem("not-a-record", mark, "这里应当是一条记录", "写成一行一个「字段: 值」。"))
    return found


def _read_table(root: Path, path: str, kind: RecordKind, problems: list[Problem]) -> list[RawRecord]:
    text = _text_of(root, path, problems)
    if text is None:
        return []
    rows, found = csv_text.parse(text, path)
    problems += found
    return [RawRecord(kind, Origin(path, index), dict(row.fields)) for index, row in enumerate(rows)]
