"""说中文的命令行解析：标准库的用法、标题与报错是英文，这里逐一换掉。"""

import argparse
import re
import sys
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn

from generator.report import sentence
from generator.terms import nearest

CHOICE = re.compile(r"argument (.+?): invalid choice: '?(.+?)'? \(choose from (.+)\)", re.DOTALL)
ERRORS = (
    (r"unrecognized arguments: (.+)", r"不认识的参数：\1"),
    (r"argument (.+?): expected one argument", r"\1 后面要写一个值"),
    (r"argument (.+?): expected at least one argument", r"\1 后面至少要写一个值"),
    (r"argument (.+?): ignored explicit argument (.+)", r"\1 后面不写值，却写了 \2"),
    (r"argument (.+?): invalid (?:\S+) value: (.+)", r"\1 的值 \2 不对"),
    (r"argument (.+?): (.+)", r"\1：\2"),
    (r"ambiguous option: (.+?) could match (.+)", r"\1 不清楚是指哪一个：\2"),
    (r"the following arguments are required: (.+)", r"还要写：\1"),
)
"""标准库的英文报错 → 中文；按次序，取头一个对得上的。"""


class Misuse(Exception):  # noqa: N818 - 说的是用法，不是程序出错
    """命令用错了，例如环境变量写得不对；说明是中文。"""


class ChineseFormatter(argparse.RawDescriptionHelpFormatter):
    """用法前面写「用法」。"""

    def add_usage(
        self,
        usage: str | None,
        actions: Iterable[argparse.Action],
        groups: Iterable[argparse._MutuallyExclusiveGroup],
        prefix: str | None = None,
    ) -> None:
        """把英文的 usage 换成「用法」。"""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class ChineseParser(argparse.ArgumentParser):
    """标题、帮助、报错都是中文；用错时退出码为 2。"""

    def __init__(self, prog: str, description: str, epilog: str = "") -> None:
        """建一个解析器。

        Args:
            prog: 命令的名字。
            description: 做什么。
            epilog: 写在最后的例子。
        """
        super().__init__(
            prog, description=description, epilog=epilog, formatter_class=ChineseFormatter, add_help=False
        )
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份帮助")

    def error(self, message: str) -> NoReturn:
        """说清哪里写错，退出码 2。"""
        self.print_usage(sys.stderr)
        self.exit(
            2,
            f"{self.prog}：命令写得不对：{_ended(sentence(chinese(message)))}\n"
            f"用 {self.prog} --help 看用法。\n",
        )


class ShowVersion(argparse.Action):
    """--version：显示是哪一版；用到才去查，别的命令不等它。"""

    def __init__(self, option_strings: Sequence[str], dest: str, **rest: Any) -> None:
        """后面不写值。"""
        super().__init__(option_strings, dest, nargs=0, default=argparse.SUPPRESS, **rest)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> NoReturn:
        """显示，结束。"""
        import importlib.metadata  # noqa: PLC0415 - 读它要几十毫秒，别的命令用不着

        sys.stdout.write(f"shai {importlib.metadata.version('shai')}\n")
        parser.exit()


def chinese(message: str) -> str:
    """标准库的一句英文报错换成中文；对不上的原样给出。"""
    if match := CHOICE.fullmatch(message):
        return _choice(*match.groups())
    for pattern, words in ERRORS:
        match = re.fullmatch(pattern, message, re.DOTALL)
        if match:
            return match.expand(words)
    return message


def _choice(name: str, written: str, known: str) -> str:
    """写的不在可选的里面：最像的一个，或全部。"""
    words = [word.strip("'") for word in known.split(", ")]
    similar = nearest(written, words)
    hint = f"是否想写 {similar}？" if similar else f"可用的：{'、'.join(words)}"
    return f"{name} 没有「{written}」，{hint}"


def _ended(text: str) -> str:
    """以句号或问号结束。"""
    return text if text.endswith(("？", "。")) else f"{text}。"
