"""命令行给的文件与文件夹 → 逐个文件读出的记录与问题。"""

from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.importing.letters.letter import read_letter
from generator.importing.material import Found, Refused, refuse
from generator.importing.reading import SUFFIXES, read
from generator.importing.registry import Registry
from generator.problems import Mark
from generator.register.register import Register


def gathered(paths: Iterable[Path], register: Register) -> tuple[Found, ...]:
    """逐个文件地读；读不得的只有问题，不挡别的文件。

    Args:
        paths: 文件与文件夹；文件夹连同里层的，按名字的次序。
        register: 已有的登记簿。
    """
    registry = Registry(register)
    return tuple(_found(path, registry) for path in dict.fromkeys(_files(paths)))


def _files(paths: Iterable[Path]) -> Iterator[Path]:
    for path in paths:
        if path.is_dir():
            yield from (item for item in sorted(path.rglob("*")) if _is_wanted(item.relative_to(path), item))
        else:
            yield path


def _is_wanted(inside: Path, path: Path) -> bool:
    """文件夹里：认识的扩展名；隐藏的与 Word 打开时留下的不看。"""
    is_plain = not any(part.startswith((".", "~$")) for part in inside.parts)
    return is_plain and path.suffix.lower() in SUFFIXES and path.is_file() and not path.is_symlink()


def _found(path: Path, registry: Registry) -> Found:
    shown = path.as_posix()
    try:
        if not path.is_file():
            raise refuse("no-such-file", Mark(shown), "没有这个文件", "检查路径有没有写错。")
        return read_letter(read(path, shown), registry)
    except Refused as refused:
        return Found(problems=refused.problems)
