"""shai reference：由代码生成数据手册与 JSON Schema。"""

import argparse
import sys
from pathlib import Path

from generator.cli.manual import commands_page
from generator.cli.parser import Misuse
from generator.register.drafting.vscode import SETTINGS, merged_settings, vscode_files
from generator.register.reference import reference

EXAMPLE = "例：shai reference docs/reference　　shai reference docs/reference --vscode .vscode"


def add_options(parser: argparse.ArgumentParser) -> None:
    """本动词的选项。"""
    parser.add_argument("folder", type=Path, metavar="目录", help="写到哪里，例如 docs/reference")
    parser.add_argument(
        "--commands", type=Path, metavar="文件", help="命令的手册写到这个文件，例如 docs/commands.md"
    )
    parser.add_argument(
        "--vscode",
        type=Path,
        metavar="目录",
        help="VS Code 的设置与片段也写到这个目录（已有的设置只换我们的几项），例如 .vscode",
    )


def run(options: argparse.Namespace) -> int:
    """写出全部文件；目录里别的文件不动。

    Raises:
        Misuse: 已有的设置读不成 JSON。
    """
    files = {options.folder / path: text for path, text in reference().items()}
    if options.vscode is not None:
        schemas = (options.folder / "schemas").as_posix()
        files |= {options.vscode / name: text for name, text in vscode_files(schemas).items()}
        files[options.vscode / SETTINGS] = _settings(options.vscode / SETTINGS, schemas)
    if options.commands is not None:
        files[options.commands] = commands_page(options.whole())
    for target, text in files.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        # 各种系统上写出同样的字节，手册才比得出有没有过时。
        target.write_bytes(text.encode())
    also = f"和 {options.vscode.as_posix()}/" if options.vscode is not None else ""
    sys.stdout.write(f"写了 {len(files)} 个文件，在 {options.folder.as_posix()}/{also}。\n")
    return 0


def _settings(path: Path, schemas: str) -> str:
    before = path.read_text("utf-8") if path.is_file() else ""
    try:
        return merged_settings(before, schemas)
    except ValueError as error:
        raise Misuse(f"{path.as_posix()} 读不成 JSON（{error}），没有动它；去掉里面的注释再来") from None
