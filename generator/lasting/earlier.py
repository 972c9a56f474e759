"""以前公开着什么：上一次提交的数据，或一个建好的网站里的网址清单。只读，不联网。

程序没有自己的账本：版本库记得数据从前的样子，网站记得自己公开过哪些网址。账本要编辑另外提交，
只用网页编辑的人做不到，忘了提交就等于没有。
"""

import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import Any

import msgspec

from generator.disk.tree import COMPLETE, MARKER
from generator.gate import publish
from generator.lasting.addresses import Remembered
from generator.lasting.history import (
    NoHistory,
    base_of,
    changed_since,
    commit_of,
    files_at,
    prefix_of,
    write_files,
)
from generator.output.addresses import PATH, read_addresses
from generator.problems import Mark, Problem, ProblemsError
from generator.register.folder import SITE_FILE
from generator.register.intake import take_in
from generator.register.model.fields import LIST_SEPARATORS
from generator.register.source import read
from generator.release import address
from generator.release.views.lasting import PAGED, lasting
from generator.terms import RecordKind

LARGEST_LIST = 50_000_000


def from_list(file: Path) -> Remembered:
    """一份网址清单，或含有它的目录（建好的、已上线的网站）。

    Raises:
        ProblemsError: 读不了，或不是网址清单。
    """
    found = file / PATH if file.is_dir() else file
    try:
        is_small = found.is_file() and found.stat().st_size <= LARGEST_LIST
        paths = read_addresses(found.read_text("utf-8")) if is_small else ("",)
    except (OSError, ValueError):
        paths = ("",)
    if not all(path.endswith(".html") for path in paths):
        cure = f"指明建好的网站目录，或它里面的 {PATH}；没有上过线的，不写 --against。"
        raise ProblemsError((Problem("bad-against", Mark(file.as_posix()), "这里没有网址清单", cure),))
    return Remembered(f"见 {found.as_posix()}", dict.fromkeys(paths, ""))


class Now(msgspec.Struct, frozen=True):
    """现在的数据，用来判断哪些旧文件值得细比。

    Attributes:
        data: 数据目录。
        content: 文字页目录。
        pages: 现在长久的网址。
        body: 默认的政协。
        as_of: 数据截至哪一天。
    """

    data: Path
    content: Path
    pages: frozenset[str]
    body: str
    as_of: date


def usual(now: Now) -> Remembered | None:
    """没有指明同哪一版比时：在版本库里的同以前的提交比，否则同旁边建好的网站比；都没有就不比。"""
    try:
        return from_commit(base_of(now.data), now)
    except NoHistory:
        site = now.data.parent / "site"
    marker = site / MARKER
    if (site / PATH).is_file() and marker.is_file() and marker.read_bytes() == COMPLETE:
        return from_list(site)
    return None


def named(against: str, now: Now) -> Remembered:
    """编辑指明的一版：目录、文件，或版本库里的一次提交。

    Raises:
        ProblemsError: 都不是。
    """
    if os.path.lexists(against):
        return from_list(Path(against))
    try:
        return from_commit(commit_of(now.data, against), now)
    except NoHistory:
        cure = "写一次提交（例如 main）、建好的网站目录，或网址清单文件。"
        raise ProblemsError((Problem("bad-against", Mark(against), "找不到要比的这一版", cure),)) from None


def from_commit(commit: str, now: Now) -> Remembered:
    """一次提交里的数据与文字页会公开的网址；改动过的文件丢不了网址时不细比，是空的。"""
    source = f"见提交 {commit[:10]}"
    pages = dict.fromkeys(_content_pages(commit, now.content), "")
    folder = prefix_of(now.data)
    changed = changed_since(now.data, commit, folder)
    if changed:
        files = files_at(now.data, commit, folder)
        with TemporaryDirectory(prefix="shai-earlier-") as place:
            root = Path(place) / "data"
            write_files(now.data, [file for file in files if file[1] in changed], root)
            if _may_lose(root, now):
                write_files(now.data, files, root)
                pages |= _as_then(root, now.as_of)
    return Remembered(source, pages)


def _content_pages(commit: str, content: Path) -> Iterator[str]:
    """改过、删过的文字页的网址。"""
    if not content.is_dir():
        return
    for path in changed_since(content, commit, prefix_of(content)):
        if path.endswith(".md"):
            yield PurePosixPath(path).with_suffix(".html").as_posix()


def _as_then(root: Path, as_of: date) -> dict[str, str]:
    """那时的数据会公开的网址 → 出自哪个文件；那时的数据有错误，说不准，就不比。"""
    register, problems = take_in(root, "")
    if any(problem.is_error for problem in problems):
        return {}
    origins = {
        address.page_path(kind, record.id): record.origin.path
        for kind in PAGED
        for record in register.records(kind)
    }
    return {path: origins.get(path, "") for path in lasting(publish(register, as_of))}


def _may_lose(root: Path, now: Now) -> bool:
    """改动过的旧文件里，有没有哪一条记录、主题、类别、届次的网址现在没有了。"""
    return (root / SITE_FILE).is_file() or any(path not in now.pages for path in _mentioned(root, now.body))


def _mentioned(root: Path, body: str) -> Iterator[str]:
    for raw in read(root).records:
        fields = raw.fields
        if raw.kind in PAGED:
            former = _words(fields.get("former_ids", ()))
            yield from (address.page_path(raw.kind, name) for name in (str(fields.get("id", "")), *former))
        yield from (address.topic_path(word) for word in _words(fields.get("topics", ())))
        if raw.kind is RecordKind.PROPOSAL:
            yield from (address.category_path(word) for word in _words([fields.get("category", "")]))
            found = address.session_id(
                str(fields.get("body") or body) or None,
                _count(fields.get("term")),
                _count(fields.get("session")),
            )
            yield from (address.session_path(identifier) for identifier in filter(None, [found]))


def _words(value: Any) -> Iterator[str]:
    """粗读一串词；读得不准只是多细比一遍。"""
    parts = LIST_SEPARATORS.split(value) if isinstance(value, str) else value
    for part in parts if isinstance(parts, list | tuple) else ():
        if word := " ".join(str(part).split()):
            yield word


def _count(value: Any) -> int | None:
    return int(value) if isinstance(value, str) and value.isdecimal() else None
