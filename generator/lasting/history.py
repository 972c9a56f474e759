"""问版本库：哪些文件改过、从前是什么样子。只读，不联网；没有装 git、不在版本库里，就说没有。"""

import os
import shutil
import subprocess
from pathlib import Path, PurePosixPath

from generator.register.source import MAX_BYTES

REMOTE = ("@{upstream}", "origin/HEAD", "origin/main", "origin/master")
LINK_MODE = "120000"
PATIENCE = 600.0
QUIET = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "GIT_NO_LAZY_FETCH": "1"}


class NoHistory(Exception):  # noqa: N818 - 不是程序出错，是这里没有版本库可用
    """没有装 git，不是版本库，或没有这一版。"""


def commit_of(folder: Path, name: str) -> str:
    """一个名字（分支、标签、编号）所指的提交。

    Raises:
        NoHistory: 没有这一版。
    """
    return _git(folder, "rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}")


def base_of(data: Path) -> str:
    """同哪一次提交比：与主干分开的地方；就在主干上时，是上一次提交。"""
    head = _git(data, "rev-parse", "--verify", "HEAD")
    for ref in REMOTE:
        try:
            fork = _git(data, "merge-base", "HEAD", ref)
        except NoHistory:
            continue
        if fork != head:
            return fork
    try:
        return _git(data, "rev-parse", "--verify", "HEAD^1")
    except NoHistory:
        return head


def files_at(data: Path, commit: str, prefix: str) -> list[tuple[str, str]]:
    """一次提交里数据目录的文件：（内容的编号，从数据目录写起的路径）；链接与子仓库不算。"""
    listing = _git(data, "ls-tree", "-r", "-z", "--full-tree", commit, "--", *filter(None, [prefix]))
    found = []
    for entry in filter(None, listing.split("\0")):
        about, _, path = entry.partition("\t")
        mode, kind, sha = about.split()
        if kind == "blob" and mode != LINK_MODE:
            found.append((sha, path.removeprefix(prefix)))
    return found


def write_files(data: Path, files: list[tuple[str, str]], root: Path) -> None:
    """把这些文件写到临时目录；太大的与路径可疑的不写，检查现在的数据时另会说它们。"""
    root.mkdir(parents=True, exist_ok=True)
    command = [_program(), "-C", str(data), "cat-file", "--batch"]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as reader:  # noqa: S603 - 命令固定，编号来自 ls-tree
        if reader.stdin is None or reader.stdout is None:
            raise NoHistory
        for sha, path in files:
            reader.stdin.write(f"{sha}\n".encode())
            reader.stdin.flush()
            size = int(reader.stdout.readline().split()[-1])
            content = reader.stdout.read(size + 1)[:size]
            inside = PurePosixPath(path)
            if size <= MAX_BYTES and ".." not in inside.parts and not inside.is_absolute():
                target = root / inside
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
        reader.stdin.close()


def _program() -> str:
    found = shutil.which("git")
    if found is None:
        raise NoHistory
    return found


def _git(data: Path, *arguments: str) -> str:
    """运行 git，给出它的话。

    Raises:
        NoHistory: 没有 git、不是版本库、没有这一版、读不了。
    """
    command = [
        _program(),
        "-C",
        str(data),
        "-c",
        "core.fsmonitor=false",
        "-c",
        "core.quotePath=false",
        *arguments,
    ]
    try:
        run = subprocess.run(  # noqa: S603 - 命令固定，版本名在 --end-of-options 之后
            command, capture_output=True, check=True, timeout=PATIENCE, env={**os.environ, **QUIET}
        )
        return run.stdout.decode("utf-8").removesuffix("\n")
    except (OSError, subprocess.SubprocessError, UnicodeDecodeError):
        raise NoHistory from None


def prefix_of(folder: Path) -> str:
    """目录在版本库里的路径，以「/」结尾；就是根目录时为空。"""
    return _git(folder, "rev-parse", "--show-prefix")


def changed_since(folder: Path, commit: str, prefix: str) -> set[str]:
    """那次提交以后改过、删过的文件，从这个目录写起；没有提交的改动也算。"""
    options = ("--name-only", "-z", "--no-renames", "--no-ext-diff", "--diff-filter=MDT")
    listing = _git(folder, "diff", *options, commit, "--", f":(top,literal){prefix}")
    return {path.removeprefix(prefix) for path in listing.split("\0") if path}
