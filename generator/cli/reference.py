"""shai reference：由代码生成数据手册与 JSON Schema。"""

import argparse
import sys
from pathlib import Path

from generator.register.reference import reference

SUMMARY = "把数据手册与 JSON Schema 写到一个目录"
EXAMPLE = "例：shai reference docs/reference"


def add_options(parser: argparse.ArgumentParser) -> None:
    """本动词的选项。"""
    parser.add_argument("folder", type=Path, metavar="目录", help="写到哪里，例如 docs/reference")


def run(options: argparse.Namespace) -> int:
    """写出全部文件；目录里别的文件不动。"""
    files = reference()
    for path, text in files.items():
        target = options.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        # 各种系统上写出同样的字节，手册才比得出有没有过时。
        target.write_bytes(text.encode())
    sys.stdout.write(f"写了 {len(files)} 个文件，在 {options.folder.as_posix()}/。\n")
    return 0
