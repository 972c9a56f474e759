"""命令的手册：由命令行的解析器写成一页，每个动词的参数、选项、例子都在，与 --help 说的是同一份。"""

import argparse
import re
from collections.abc import Iterator

NOTICE = "<!-- 由 shai reference --commands 从代码生成，不要手改。 -->"
HIDDEN = "-h"


def commands_page(whole: argparse.ArgumentParser) -> str:
    """全部动词，一个一节。"""
    verbs = verbs_of(whole)
    listed = "\n".join(f"| [`shai {name}`](#{name}) | {verb.description} |" for name, verb in verbs.items())
    sections = "\n\n".join(_section(name, verb) for name, verb in verbs.items())
    epilog = whole.epilog or ""
    return (
        f"{NOTICE}\n\n# 命令\n\n一个命令怎样用，也可以在它后面写 `--help` 运行。{epilog}\n\n"
        f"| 命令 | 做什么 |\n|---|---|\n{listed}\n\n{sections}\n"
    )


def verbs_of(whole: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """名字 → 动词的解析器。"""
    for action in whole._actions:  # noqa: SLF001 - 标准库没有别的办法列出动词
        if isinstance(action, argparse._SubParsersAction):  # noqa: SLF001 - 同上
            return dict(action.choices)
    return {}


def _section(name: str, verb: argparse.ArgumentParser) -> str:
    actions = verb._actions  # noqa: SLF001 - 标准库没有别的办法列出选项
    rows = [_row(action) for action in actions if HIDDEN not in action.option_strings]
    table = "| 参数与选项 | 意思 |\n|---|---|\n" + "\n".join(rows) if rows else ""
    examples = "\n".join(_examples(verb.epilog or ""))
    return "\n\n".join(
        part for part in (f"## {name}", f"{verb.description}。", table, f"```text\n{examples}\n```") if part
    )


def _row(action: argparse.Action) -> str:
    value = action.metavar or (
        "{" + ",".join(map(str, action.choices)) + "}" if action.choices else action.dest.upper()
    )
    takes = action.nargs != 0
    flags = [f"{flag} {value}" if takes else flag for flag in action.option_strings] or [str(value)]
    words = "、".join(f"`{flag}`" for flag in flags)
    return f"| {_cell(words)} | {_cell(action.help or '')} |"


def _cell(text: str) -> str:
    return " ".join(text.replace("|", "\\|").split())


def _examples(epilog: str) -> Iterator[str]:
    """例子，一行一条。"""
    for part in re.split(r"　　|\n", epilog.removeprefix("例：")):
        if part.strip():
            yield part.strip()
