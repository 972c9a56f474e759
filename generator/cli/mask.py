"""shai mask：把数据文件里的个人信息遮去。"""

import argparse
import difflib
import sys
from pathlib import Path

from generator.cli import options as common
from generator.cli.parser import Misuse
from generator.cli.writing import replace
from generator.problems import ProblemsError
from generator.register.personal.files import mask_file
from generator.register.source import MAX_BYTES
from generator.register.yaml_text import YamlProblem

EXAMPLE = "例：shai mask --dry-run data/replies/14-2/0123-zjw.yml"


def add_options(parser: argparse.ArgumentParser) -> None:
    """本动词的选项。"""
    parser.add_argument("files", nargs="+", type=Path, metavar="文件", help="数据目录里的文件，可以几个")
    parser.add_argument("--dry-run", action="store_true", help="只显示会改什么，不写文件")
    common.add_data(parser)


def run(options: argparse.Namespace) -> int:
    """遮去；注释、次序、换行照旧，已用 allow 确认的不动。

    Raises:
        Misuse: 没有这个文件，不在数据目录里，或不是 UTF-8。
        ProblemsError: YAML 语法不通，不知道哪里是值。
    """
    changes = [(path, *_changed(path, options.data)) for path in options.files]
    for path, before, after in changes:
        lines = difflib.unified_diff(_lines(before), _lines(after), str(path), str(path), lineterm="", n=0)
        sys.stdout.write("".join(f"{line}\n" for line in lines))
        if after != before and not options.dry_run:
            replace(path, after)
    count = sum(after != before for _, before, after in changes)
    done = "会改" if options.dry_run else "改了"
    sys.stdout.write(
        f"{done} {count} 个文件。改过的请核对上下文，再运行 shai check。\n" if count else "没有要遮的。\n"
    )
    return 0


def _changed(path: Path, data: Path) -> tuple[str, str]:
    """一个文件遮去前后的文字。"""
    try:
        inside = path.resolve().relative_to(data.resolve()).as_posix()
        # 换行不转换、字节序标记留着，写回去才一个字节不差。
        with path.open("rb") as file:
            content = file.read(MAX_BYTES + 1)
        if len(content) > MAX_BYTES:
            raise Misuse(f"{path} 超过 {MAX_BYTES // 1_000_000} MB，不像是数据文件")
        before = content.decode("utf-8")
        mark = "\ufeff" if before.startswith("\ufeff") else ""
        return before, mark + mask_file(before.removeprefix(mark), inside)
    except (ValueError, LookupError):
        raise Misuse(f"{path} 不是数据目录 {data} 里的 UTF-8 数据文件") from None
    except OSError:
        raise Misuse(f"读不了 {path}") from None
    except YamlProblem as error:
        raise ProblemsError((error.problem,)) from None


def _lines(text: str) -> list[str]:
    return text.splitlines()
