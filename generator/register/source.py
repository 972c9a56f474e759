"""读数据文件：磁盘上的文件 → 逐条的原始记录；唯一读数据文件的地方。"""

import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from generator.lazily import lazy_pattern
from generator.problems import Mark, Problem
from generator.register import csv_text, yaml_text
from generator.register.folder import SITE_FILE, kind_at, listing, unreadable
from generator.register.model import TABLES
from generator.register.origin import Origin
from generator.register.personal.flood import MOST, flood, is_flooded
from generator.register.yaml_plain import UnusualError, plain_value
from generator.terms import RecordKind

MAX_BYTES = 1_000_000
MOST_NUMERALS = 300_000
"""一兆的正文里至多两三万个数字；满篇数字的是导出的表，逐处查个人信息要查很久。"""

NUMERAL = lazy_pattern("[0-9０-９〇零一二三四五六七八九]")
WRITTEN_ID = lazy_pattern(r"""^(?:- |  )?id:[ \t]*["']?([^\s"'#,]+)""", re.MULTILINE)
"""写在记录头一层的编号；建议、答复要点的编号缩进更深。"""


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


def content_of(root: Path, path: str) -> bytes | None:
    """一个文件的内容；太大的只到超出的那个字节，读不了的没有。"""
    try:
        return _head(root, path)
    except OSError:
        return None


def _head(root: Path, path: str) -> bytes:
    # 多读一个字节就知道是不是超了；再大的文件也只读这么多。
    with (root / path).open("rb") as file:
        return file.read(MAX_BYTES + 1)


def records_in(
    root: Path, path: str, problems: list[Problem], content: bytes | None = None
) -> list[RawRecord]:
    """一个文件里的各条记录；读不了的记为问题。

    Args:
        root: 数据目录。
        path: 文件。
        problems: 问题记在这里。
        content: 已经取来的内容，见 content_of；不给就现取。
    """
    kind = kind_at(path)
    if kind is None:
        return []
    if kind in TABLES:
        return _read_table(root, path, kind, problems)
    return [RawRecord(kind, *found) for found in _yaml_records(root, path, problems, content)]


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


def _text_of(root: Path, path: str, problems: list[Problem], content: bytes | None = None) -> str | None:
    """文件的文字；太大、不是 UTF-8 时记下问题，返回 None。"""
    if content is None:
        try:
            content = _head(root, path)
        except OSError as error:
            problems.append(unreadable(path, "文件", error))
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


def _yaml_records(
    root: Path, path: str, problems: list[Problem], content: bytes | None = None
) -> list[tuple[Origin, dict[str, Any]]]:
    """一个 YAML 文件里的各条记录：一个映射是一条，一个列表是几条。"""
    text = _text_of(root, path, problems, content)
    if text is None:
        return []
    if len(text) > MOST_NUMERALS and sum(1 for _ in NUMERAL.finditer(text)) > MOST_NUMERALS:
        cure = "拆成几个文件；数字表写进 figures.csv，附件不要放进数据目录。"
        problems.append(Problem("too-many-numbers", Mark(path), f"文件里有超过 {MOST_NUMERALS} 个数字", cure))
        return []
    with suppress(UnusualError):
        value = plain_value(text)
        records = value if isinstance(value, list) else [value]
        # 全文没有这么多个字，里面也就没有这么多个数字。
        is_short = len(text) <= MOST or not is_flooded(_texts_in(value))
        if is_short and all(isinstance(fields, dict) for fields in records):
            return [(Origin(path, index), fields) for index, fields in enumerate(records)]
    return _read_closely(text, path, problems)


def _read_closely(text: str, path: str, problems: list[Problem]) -> list[tuple[Origin, dict[str, Any]]]:
    """有不寻常之处的：细读，逐处说清。"""
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
