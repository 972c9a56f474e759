"""命令行给的文件与文件夹 → 逐个文件读出的记录与问题。"""

from collections.abc import Iterable, Iterator
from pathlib import Path

import msgspec

from generator.importing.letters.letter import read_letter
from generator.importing.material import Found, Refused, refuse
from generator.importing.reading import SUFFIXES, read
from generator.importing.registry import Registry
from generator.importing.tables.book import read_book
from generator.importing.tables.grid import Book
from generator.importing.tables.ledger import Plan
from generator.importing.tables.mapping import Mapping
from generator.importing.tables.own import OwnSheet, own_sheet, read_own
from generator.problems import Mark
from generator.progress import SILENT, Listener
from generator.register.register import Register


class Gathered(msgspec.Struct):
    """全部文件读出的。

    Attributes:
        found: 逐件的记录与问题；表格里一件提案是一件。
        plans: 各张表打算怎样读。
        own: 我们自己的表：模板与导出的；合起来读。
    """

    found: list[Found] = msgspec.field(default_factory=list)
    plans: list[Plan] = msgspec.field(default_factory=list)
    own: list[OwnSheet] = msgspec.field(default_factory=list)


def gathered(
    paths: Iterable[Path], register: Register, mapping: Mapping | None = None, listener: Listener = SILENT
) -> Gathered:
    """逐个文件地读；读不得的只有问题，不挡别的文件。

    Args:
        paths: 文件与文件夹；文件夹连同里层的，按名字的次序。
        register: 已有的登记簿。
        mapping: 表格的对照。
        listener: 听进度的。
    """
    registry, whole = Registry(register), Gathered()
    listener.stage("读文件")
    files = list(dict.fromkeys(_files(paths)))
    for number, path in enumerate(files):
        listener.advance(number, len(files))
        _add(whole, path, registry, mapping or Mapping())
    whole.found += read_own(whole.own, registry)
    return whole


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (item for item in sorted(path.rglob("*")) if _is_wanted(item.relative_to(path), item))
        else:
            yield path


def _is_wanted(inside: Path, path: Path) -> bool:
    """文件夹里：认识的扩展名；隐藏的与办公软件打开时留下的不看。"""
    is_plain = not any(part.startswith((".", "~$")) for part in inside.parts)
    return is_plain and path.suffix.lower() in SUFFIXES and path.is_file() and not path.is_symlink()


def _add(whole: Gathered, path: Path, registry: Registry, mapping: Mapping) -> None:
    shown = path.as_posix()
    try:
        if not path.is_file():
            raise refuse("no-such-file", Mark(shown), "没有这个文件", "检查路径有没有写错。")
        material = read(path, shown)
        if not isinstance(material, Book):
            whole.found.append(read_letter(material, registry))
            return
        own = [found for sheet in material.sheets if (found := own_sheet(sheet))]
        if own:
            whole.own += own
            return
        book = read_book(material, registry, mapping)
        whole.found += book.found
        whole.plans += book.plans
    except Refused as refused:
        whole.found.append(Found(problems=refused.problems))
