"""shai check --fix：逐个文件改好只有一种改法的各处，并逐处说清。"""

import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.cli.writing import replace
from generator.register.fixing import Fixed, Names, fix_file
from generator.register.intake import take_in
from generator.register.source import MAX_BYTES
from generator.report import visible

MOST_ROUNDS = 3
"""名册里的编号改好了，引用它的才查得到：最多改几轮。"""


def fix(data: Path, paths: Sequence[str], *, dry_run: bool) -> None:
    """改好能改的，把改了什么写到标准错误：清单仍在标准输出，可以交给别的程序。

    Args:
        data: 数据目录。
        paths: 只改这些文件或文件夹里的；空的是全部。
        dry_run: 只说会改什么，不写。
    """
    total = 0
    for _ in range(1 if dry_run else MOST_ROUNDS):
        changed = _round(data, paths, dry_run=dry_run)
        total += changed
        if not changed:
            break
    done = "会改" if dry_run else "改了"
    told = f"{done} {total} 处。\n" if total else "没有能自动改的：剩下的要由人来定。\n"
    sys.stderr.write(told)


def _round(data: Path, paths: Sequence[str], *, dry_run: bool) -> int:
    register, _ = take_in(data)
    names = Names(register)
    count = 0
    for path in _files(data, paths):
        before = path.read_bytes()
        try:
            text = before.decode("utf-8")
        except UnicodeDecodeError:
            continue
        mark = "\ufeff" if text.startswith("\ufeff") else ""
        inside = path.relative_to(data).as_posix()
        after, told = fix_file(text.removeprefix(mark), inside, names)
        if told:
            count += len(told)
            sys.stderr.write("".join(_line(path, item) for item in told))
            if not dry_run:
                replace(path, mark + after)
    return count


def _files(data: Path, paths: Sequence[str]) -> Iterator[Path]:
    """数据目录里的文件，不跟链接；太大的不看。"""
    wanted = [Path(os.path.normpath(Path(path).absolute())) for path in paths]
    for folder, names, files in os.walk(data):
        names.sort()
        for name in sorted(files):
            path = Path(folder) / name
            whole = Path(os.path.normpath(path.absolute()))
            asked = not wanted or any(whole.is_relative_to(item) for item in wanted)
            if asked and not path.is_symlink() and path.stat().st_size <= MAX_BYTES:
                yield path


def _line(path: Path, item: Fixed) -> str:
    return visible(f"{path.as_posix()}:{item.line}: 「{item.before}」→「{item.after}」　{item.reason}") + "\n"
