"""数据目录：里面放什么，哪个文件装的是哪一类记录；不该在那里的，读进来之前就说清楚。"""

import os
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path

from generator.names import is_bad_name
from generator.problems import Mark, Problem
from generator.register.model import TABLES
from generator.register.personal import find
from generator.shelves import chooser, is_ignored
from generator.terms import RecordKind, nearest

SITE_FILE = "site.yml"
MAX_FOLDERS = 8
SUFFIXES = (".csv", ".yml", ".yaml")

_TABLES = {f"{kind.folder}.csv": kind for kind in TABLES}
_FOLDERS = {kind.folder: kind for kind in RecordKind if kind not in TABLES}


def kind_at(path: str) -> RecordKind | None:
    """数据目录里一个文件装的是哪一类记录；不认识的文件没有。"""
    top, inside, _ = path.partition("/")
    if not inside:
        return _TABLES.get(path)
    return _FOLDERS.get(top) if path.endswith((".yml", ".yaml")) else None


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


def _files(
    root: Path, folder: str, problems: list[Problem], shelves: Collection[str] | None
) -> Iterator[str]:
    """数据目录里的文件，按路径排好；链接不跟，隐藏文件不看；给了 shelves 的只看那几格。"""
    try:
        entries = list(os.scandir(root / folder))
    except OSError as error:
        problems.append(unreadable(folder, "文件夹", error))
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


def unreadable(path: str, what: str, error: OSError) -> Problem:
    """读不了的一个文件或文件夹。"""
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
