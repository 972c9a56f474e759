"""shai publish：把建好的网站换到对外的目录，一步到位。"""

import argparse
import sys
import time
from pathlib import Path

from generator.cli.progress import Progress
from generator.disk.publish import Published, make_live
from generator.report import FORMATS

EXAMPLE = "例：shai publish --gzip /srv/shai/live　　shai build && shai publish /srv/shai/live"


def add_options(parser: argparse.ArgumentParser) -> None:
    """本动词的选项。"""
    parser.add_argument(
        "target",
        type=Path,
        metavar="对外的目录",
        help="还没有，或上次换上的链接；各版在「名字.releases」里",
    )
    parser.add_argument(
        "--out", type=Path, default=Path("site"), metavar="目录", help="建好的网站（默认 site）"
    )
    parser.add_argument(
        "--gzip", action="store_true", help="文字文件旁边各放一份压好的 .gz，服务器不必每次现压"
    )
    parser.add_argument(
        "--format",
        choices=sorted(FORMATS),
        default="text",
        help="问题清单的格式（默认 text）",
    )


def run(options: argparse.Namespace) -> int:
    """上线。"""
    with Progress() as progress:
        published = make_live(options.out, options.target, time.time(), progress, packed=options.gzip)
    sys.stdout.write(FORMATS["json"](()) if options.format == "json" else outcome(published, options.target))
    return 0


def outcome(published: Published, target: Path) -> str:
    """上线结果的几句话。"""
    state = "换上了" if published.changed else "没有变化，仍是"
    lines = f"{target.as_posix()} {state} {published.release.name}，共 {published.files} 个文件。\n"
    retired = f"删去 {len(published.removed)} 个旧版。\n" if published.removed else ""
    return lines + retired
