"""读数据文件：磁盘上的文件 → 逐条的原始记录；唯一读数据文件的地方。"""

import os
import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec
from yaml.nodes import ScalarNode, SequenceNode

from generator.names import is_bad_name
from generator.problems import Mark, Problem
from generator.register import csv_text, yaml_text
from generator.register.model import TABLES
from generator.register.origin import Origin
from generator.register.personal import find
from generator.register.personal.flood import flood, is_flooded
from generator.shelves import chooser, is_ignored
from generator.terms import RecordKind, nearest

MAX_BYTES = 1_000_000
MOST_NUMERALS = 300_000
"""一兆的正文里至多两三万个数字；满篇数字的是导出的表，逐处查个人信息要查很久。"""

NUMERAL = re.compile("[0-9０-９〇零一二三四五六七八九]")
WRITTEN_ID = re.compile(r"""^(?:- |  )?id:[ \t]*["']?([^\s"'#,]+)""", re.MULTILINE)
"""写在记录头一层的编号；建议、答复要点的编号缩进更深。"""

SITE_FILE = "site.yml"
MAX_FOLDERS = 8
SUFFIXES = (".csv", ".yml", ".yaml")


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
        unread: 读不了的文件里看得出的编号：别处引用它们，不算引错了。
    """

    root: Path
    site: dict[str, Any]
    records: tuple[RawRecord, ...]
    problems: tuple[Problem, ...]
    unread: tuple[tuple[RecordKind, str], ...] = ()


class Locator:
    """指出一条记录的某个字段在哪一行哪一列。只在出了问题时才回头读文件，好数据不付这个代价。"""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._documents: dict[str, tuple[Any, list[str]]] = {}
        self._tables: dict[str, tuple[csv_text.Table, list[str]]] = {}

    def mark(self, origin: Origin, steps: Sequence[str | int], *, key: bool = False, offset: int = 0) -> Mark:
        """字段所在处；字段不存在时指它应在的上一层。

        Args:
            origin: 记录的出处。
            steps: 从记录走到字段的路径。
            key: 指字段名，不指值。
            offset: 指多行正文里的第几个字符；只有「|」写法的正文能细到行列，其余指正文开头。
        """
        if origin.path.endswith(".csv"):
            return self._cell(origin, str(steps[0]) if steps else "", key=key)
        node, lines = self._document(origin.path)
        if node is None:
            return Mark(origin.path)
        if isinstance(node, SequenceNode):
            node = node.value[origin.index] if origin.index < len(node.value) else node
        found, _ = yaml_text.node_at(node, steps[:-1] if key and steps else steps)
        if key and steps:
            found = yaml_text.key_node(found, str(steps[-1])) or found
        place = found.start_mark
        if offset and isinstance(found, ScalarNode) and found.style == "|":
            return _inside(origin.path, lines, found, offset)
        return yaml_text.mark_at(origin.path, lines, place.line, place.column)

    def _cell(self, origin: Origin, name: str, *, key: bool) -> Mark:
        """一个单元格；指列名，或整列都没有时，指表头，免得每一行都说一遍。"""
        table, lines = self._table(origin.path)
        if origin.index >= len(table.rows):
            return Mark(origin.path)
        at_header = key or (name and name not in table.header)
        line = table.header_line if at_header else table.rows[origin.index].line
        cell = table.header.index(name) if name in table.header else 0
        return csv_text.cell_mark(origin.path, lines, line, cell)

    def _text(self, path: str) -> str:
        return (self._root / path).read_bytes().decode("utf-8-sig", errors="replace")

    def _table(self, path: str) -> tuple[csv_text.Table, list[str]]:
        if path not in self._tables:
            text = self._text(path)
            self._tables[path] = (csv_text.parse(text, path)[0], csv_text.lines_of(text))
        return self._tables[path]

    def _document(self, path: str) -> tuple[Any, list[str]]:
        if path not in self._documents:
            text = self._text(path)
            try:
                node = yaml_text.parse(text, path)
            except yaml_text.YamlProblem:
                node = None
            self._documents[path] = (node, yaml_text.lines_of(text))
        return self._documents[path]


def _inside(path: str, lines: Sequence[str], node: ScalarNode, offset: int) -> Mark:
    """「|」写法的正文里第 offset 个字符的位置；正文登记时去掉了开头的空行，这里补回来。"""
    leading = len(node.value) - len(node.value.lstrip("\n"))
    before = node.value[: offset + leading]
    line = node.start_mark.line + 1 + before.count("\n")
    start = node.start_mark.line + 1 + leading
    first = lines[start] if start < len(lines) else ""
    indent = len(first) - len(first.lstrip(" "))
    return yaml_text.mark_at(path, lines, line, indent + len(before) - (before.rfind("\n") + 1))


def read(root: Path) -> Sources:
    """读一个数据目录。哪个文件有错都不影响读其他文件。"""
    paths, problems = listing(root)
    site: dict[str, Any] = {}
    records: list[RawRecord] = []
    unread: list[tuple[RecordKind, str]] = []
    for path in paths:
        if path == SITE_FILE:
            site = read_site(root, problems)
            continue
        found = records_in(root, path, problems)
        records += found
        unread += () if found else unread_ids(root, path)
    return Sources(root, site, tuple(records), tuple(problems), tuple(unread))


def listing(root: Path, shelves: Collection[str] | None = None) -> tuple[tuple[str, ...], list[Problem]]:
    """数据目录里该读的文件，按路径排好；不该在那里的记为问题。

    Args:
        root: 数据目录。
        shelves: 只看这几格里的；不给就全部看。
    """
    if not root.is_dir():
        problem = Problem(
            "no-data", Mark(root.as_posix()), "找不到数据目录", "用 --data 指明数据目录，或先建一个。"
        )
        return (), [problem]
    problems: list[Problem] = []
    known: list[str] = []
    for path in _files(root, "", problems, shelves):
        if path == SITE_FILE or kind_at(path) is not None:
            known.append(path)
        else:
            problems.append(_unknown_file(path, [*_TABLES], [*_FOLDERS]))
    return tuple(known), problems


_TABLES = {f"{kind.folder}.csv": kind for kind in TABLES}
_FOLDERS = {kind.folder: kind for kind in RecordKind if kind not in TABLES}


def kind_at(path: str) -> RecordKind | None:
    """数据目录里一个文件装的是哪一类记录；不认识的文件没有。"""
    top, inside, _ = path.partition("/")
    if not inside:
        return _TABLES.get(path)
    return _FOLDERS.get(top) if path.endswith((".yml", ".yaml")) else None


def records_in(root: Path, path: str, problems: list[Problem]) -> list[RawRecord]:
    """一个文件里的各条记录；读不了的记为问题。"""
    kind = kind_at(path)
    if kind is None:
        return []
    if kind in TABLES:
        return _read_table(root, path, kind, problems)
    return [RawRecord(kind, *found) for found in _yaml_records(root, path, problems)]


def unread_ids(root: Path, path: str) -> list[tuple[RecordKind, str]]:
    """一条记录也读不出来的文件里，看得出的各条记录的编号。"""
    kind = kind_at(path)
    if kind is None or kind in TABLES:
        return []
    try:
        with (root / path).open("rb") as file:
            text = file.read(MAX_BYTES).decode("utf-8-sig", "replace")
    except OSError:
        return []
    return [(kind, found[1]) for found in WRITTEN_ID.finditer(text)]


def _files(
    root: Path, folder: str, problems: list[Problem], shelves: Collection[str] | None
) -> Iterator[str]:
    """数据目录里的文件，按路径排好；链接不跟，隐藏文件不看；给了 shelves 的只看那几格。"""
    try:
        entries = list(os.scandir(root / folder))
    except OSError as error:
        problems.append(_unreadable(folder, "文件夹", error))
        return
    # 先挑再排：十万条的档案，第二层有几万个名字，变了的只有一两格。
    if shelves is not None and "/" not in folder:
        entries = _filed_in(folder, entries, shelves)
    for entry in sorted(entries, key=lambda entry: entry.name):
        path = f"{folder}/{entry.name}" if folder else entry.name
        if is_ignored(entry.name):
            continue
        problem = _bad_entry(path, entry) or _personal_name(path, entry.name)
        if problem:
            problems.append(problem)
        elif entry.is_dir():
            yield from _files(root, path, problems, shelves)
        else:
            yield path


def _filed_in(
    folder: str, entries: Iterable[os.DirEntry[str]], shelves: Collection[str]
) -> list[os.DirEntry[str]]:
    """最外两层里，归在这几格的；最外一层的文件夹自己不归在哪一格，里面有要看的就进去看。"""
    if folder:
        is_wanted = chooser(folder, shelves)
        return [entry for entry in entries if is_wanted(entry.name)]
    tops = {shelf.partition("/")[0] for shelf in shelves}
    return [one for one in entries if (one.name if one.is_dir(follow_symlinks=False) else "") in tops]


def _bad_entry(path: str, entry: os.DirEntry[str]) -> Problem | None:
    """目录里不该有的东西：链接、设备、名字不能用的、层次太深的。"""
    if is_bad_name(entry.name):
        cure = "改名：用汉字、字母、数字、「-」「_」；不用控制字符、引号与系统设备名（con、nul 等）。"
        return Problem("bad-file-name", Mark(path), "文件名里有不能用的字符或词", cure)
    if entry.is_symlink():
        return Problem("symbolic-link", Mark(path), "这是一个链接，不是文件", "把文件本身放进数据目录。")
    if entry.is_dir():
        if entry.name.endswith(SUFFIXES):
            cure = "去掉文件夹名字里的后缀，或换成同名的文件。"
            return Problem("not-a-file", Mark(path), "这是文件夹，名字却像文件", cure)
        if path.count("/") >= MAX_FOLDERS:
            cure = "少分几层；每类记录的文件夹里一两层就够了。"
            return Problem("too-deep", Mark(path), f"文件夹超过 {MAX_FOLDERS} 层", cure)
    elif not entry.is_file():
        return Problem("not-a-file", Mark(path), "这不是普通文件", "移出数据目录。")
    return None


def _personal_name(path: str, name: str) -> Problem | None:
    """文件名里的个人信息；仓库公开了，文件名也就公开了。"""
    found = find(name) if any(character.isdigit() for character in name) else ()
    if not found:
        return None
    message = f"文件名里有{found[0].kind}「{found[0].masked}」"
    mark = Mark(path.replace(found[0].text, found[0].masked))
    return Problem("personal-data", mark, message, "改名；仓库公开了，文件名也就公开了。")


def _unreadable(path: str, what: str, error: OSError) -> Problem:
    reason = "没有权限" if isinstance(error, PermissionError) else "读的时候出错"
    return Problem("unreadable", Mark(path), f"读不了这个{what}（{reason}）", "检查权限，或重新放一份。")


def _unknown_file(path: str, tables: Sequence[str], folders: Sequence[str]) -> Problem:
    top, inside, _ = path.partition("/")
    if inside and top in folders:
        cure = f"{top}/ 里只放 .yml 文件；附件不要放进数据目录。"
        return Problem("unknown-file", Mark(path), "不认识的文件", cure)
    known = [*tables, *(f"{folder}/" for folder in folders), SITE_FILE]
    similar = nearest(f"{top}/" if inside else top, known)
    hint = f"是否想放在「{similar}」？" if similar else ""
    return Problem("unknown-file", Mark(path), "不认识的文件", f"{hint}数据目录里只放：{'、'.join(known)}。")


def _text_of(root: Path, path: str, problems: list[Problem]) -> str | None:
    """文件的文字；太大、不是 UTF-8 时记下问题，返回 None。"""
    try:
        # 多读一个字节就知道是不是超了；再大的文件也只读这么多。
        with (root / path).open("rb") as file:
            content = file.read(MAX_BYTES + 1)
    except OSError as error:
        problems.append(_unreadable(path, "文件", error))
        return None
    if len(content) > MAX_BYTES:
        message = f"文件超过 {MAX_BYTES // 1_000_000} MB"
        problems.append(Problem("file-too-big", Mark(path), message, "拆成几个文件；附件不要放进数据目录。"))
        return None
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        problems.append(_encoding_problem(path, content, error.start))
        return None


def _encoding_problem(path: str, content: bytes, start: int) -> Problem:
    """指出第一处不是 UTF-8 的地方；认得出原来的编码时，把那一行也照原来的字显示。"""
    line = content.count(b"\n", 0, start) + 1
    mark, likely = Mark(path, line), ""
    for encoding, name in (("gb18030", "GB18030（GBK）"), ("utf-16", "UTF-16")):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        likely = f"，像是 {name}"
        if encoding == "gb18030":
            begun = content.rfind(b"\n", 0, start) + 1
            column = len(content[begun:start].decode("utf-8", errors="replace")) + 1
            mark = Mark(path, line, column, text.split("\n")[line - 1].rstrip("\r"))
        break
    message = f"文件不是 UTF-8 编码{likely}"
    return Problem("encoding", mark, message, "用编辑器或表格软件另存为 UTF-8。")


def read_site(root: Path, problems: list[Problem]) -> dict[str, Any]:
    """站点配置的字段；读不了时为空，问题已记下。"""
    path = SITE_FILE
    found = _yaml_records(root, path, problems)
    if len(found) > 1:
        cure = "site.yml 不写成列表，去掉行首的「- 」，各项并成一份。"
        problems.append(Problem("several-sites", Mark(path, 1), "站点配置只能有一份", cure))
    return found[0][1] if found else {}


def _yaml_records(root: Path, path: str, problems: list[Problem]) -> list[tuple[Origin, dict[str, Any]]]:
    """一个 YAML 文件里的各条记录：一个映射是一条，一个列表是几条。"""
    text = _text_of(root, path, problems)
    if text is None:
        return []
    if len(text) > MOST_NUMERALS and sum(1 for _ in NUMERAL.finditer(text)) > MOST_NUMERALS:
        cure = "拆成几个文件；数字表写进 figures.csv，附件不要放进数据目录。"
        problems.append(Problem("too-many-numbers", Mark(path), f"文件里有超过 {MOST_NUMERALS} 个数字", cure))
        return []
    try:
        node = yaml_text.parse(text, path)
    except yaml_text.YamlProblem as error:
        problems.append(error.problem)
        return []
    if node is None:
        problems.append(_empty(path))
        return []
    lines = yaml_text.lines_of(text)
    value = yaml_text.value_of(node, path, lines, problems)
    if is_flooded(_texts_in(value)):
        problems.append(flood(path))
        return []
    found = []
    for index, fields in enumerate(value if isinstance(value, list) else [value]):
        if isinstance(fields, dict):
            found.append((Origin(path, index), fields))
        else:
            item = node.value[index] if isinstance(value, list) else node
            mark = yaml_text.mark_at(path, lines, item.start_mark.line, item.start_mark.column)
            cure = "写成一行一个「字段: 值」；冒号用半角，后面空一格。"
            problems.append(Problem("not-a-record", mark, "这里应当是一条记录", cure))
    return found


def _read_table(root: Path, path: str, kind: RecordKind, problems: list[Problem]) -> list[RawRecord]:
    text = _text_of(root, path, problems)
    if text is None:
        return []
    table, found = csv_text.parse(text, path)
    problems += found
    if not table.header and not found:
        problems.append(_empty(path))
    if is_flooded(value for row in table.rows for value in row.fields.values()):
        problems.append(flood(path))
        return []
    return [RawRecord(kind, Origin(path, index), dict(row.fields)) for index, row in enumerate(table.rows)]


def _texts_in(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for item in value.values() if isinstance(value, dict) else value:
            yield from _texts_in(item)


def _empty(path: str) -> Problem:
    return Problem("empty-file", Mark(path), "文件是空的", "写上内容，或删去文件。")
