"""shai completion：给命令行写补全的脚本。"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import shtab

EXAMPLE = """\
例：shai completion bash > ~/.local/share/bash-completion/completions/shai
　　shai completion zsh > ~/.zfunc/_shai　　（~/.zshrc 里 compinit 之前要有 fpath+=~/.zfunc）
　　shai completion fish > ~/.config/fish/completions/shai.fish"""
SHELLS = ("bash", "zsh", "fish")


def add_options(parser: argparse.ArgumentParser) -> None:
    """本动词的选项。"""
    parser.add_argument("shell", choices=SHELLS, metavar="终端", help="bash、zsh 或 fish")


def run(options: argparse.Namespace) -> int:
    """写到标准输出。"""
    whole: argparse.ArgumentParser = options.whole()
    for action in _actions(whole):
        if action.type is Path or action.metavar == "路径":
            folder = action.metavar in {"目录", "对外的目录"}
            action.complete = shtab.DIRECTORY if folder else shtab.FILE  # type: ignore[attr-defined]  # shtab 的约定
    sys.stdout.write(shtab.complete(whole, shell=options.shell) + "\n")
    return 0


def _actions(parser: argparse.ArgumentParser) -> Iterator[argparse.Action]:
    for action in parser._actions:  # noqa: SLF001 - 标准库没有别的办法列出选项
        yield action
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - 同上
            for verb in action.choices.values():
                yield from _actions(verb)
