"""shai init：给一个政协新开一个网站，马上能检查、能生成。"""

import argparse
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

from generator.cli import options as common
from generator.cli.parser import Misuse
from generator.cli.writing import create
from generator.register.intake import take_in
from generator.register.model.fields import HIDDEN, IDENTIFIER
from generator.report import as_text
from generator.starter import Body, starter_files, suggested_id
from generator.starter.software import software_line

EXAMPLE = """\
例：shai init 我们的网站
　　shai init 我们的网站 --name 政协青禾区委员会 --id qinghe --url https://qinghe.example/"""
UNNAMED = Body("bendi", "政协本地委员会（名称待改）", "", "", "")
ALLOWED = {".git", ".gitattributes", "LICENSE"}
"""目录里有这些不算有东西：先建仓库再来的。"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """本动词的选项。"""
    parser.add_argument("folder", type=Path, metavar="目录", help="写到哪里；要是空的，或还没有")
    parser.add_argument("--name", metavar="全称", help="哪个政协，例如 政协青禾区委员会；不写就问")
    parser.add_argument("--id", metavar="编号", help="它的编号，例如 qinghe；不写就由地名拟一个")
    parser.add_argument("--url", default="", metavar="网址", help="网站发布后的网址，以「/」结尾；不知道不写")
    parser.add_argument(
        "--software", metavar="来源", help="新网站从哪里装 shai：网址、目录或 .whl 文件（默认同现在用的）"
    )
    common.add_as_of(parser)


def run(options: argparse.Namespace) -> int:
    """写出全部文件，检查一遍，说接着做什么。

    Raises:
        Misuse: 目录里已经有东西，或名称、编号、网址不能用。
    """
    folder: Path = options.folder
    refuse_occupied(folder)
    body = described(options)
    files = starter_files(body)
    refuse_occupied(folder)
    for path, content in files.items():
        create(folder / path, content.decode())
    # 上传的脚本要能直接运行。
    (folder / "deploy" / "rsync.sh").chmod(0o755)
    data = folder / "data"
    _, problems = take_in(data, data.as_posix())
    sys.stdout.write(f"写了 {len(files)} 个文件，在 {folder.as_posix()}/。\n")
    sys.stdout.write(as_text(problems) if problems else "检查过了，没有问题。\n")
    sys.stdout.write(next_steps(folder, body))
    return 1 if any(problem.is_error for problem in problems) else 0


def refuse_occupied(folder: Path) -> None:
    """已经有东西的目录不动。

    Raises:
        Misuse: 目录里有东西，或它是个文件。
    """
    if folder.exists() and not folder.is_dir():
        raise Misuse(f"{folder.as_posix()} 是一个文件；换一个名字")
    found = sorted(item.name for item in folder.iterdir()) if folder.is_dir() else []
    occupied = [name for name in found if name not in ALLOWED]
    if occupied:
        listed = "、".join(occupied[:5]) + ("……" if len(occupied) > 5 else "")
        raise Misuse(f"{folder.as_posix()}/ 里已经有 {listed}，没有动它；换一个空的目录")


def described(options: argparse.Namespace, ask: Callable[[str], str] = input) -> Body:
    """是哪个政协：命令里写的；没有写而有人可问就问；没有人可问，先用待改的名称。

    Raises:
        Misuse: 名称、编号或网址不能用。
    """
    name, identifier = options.name or "", options.id or ""
    if not name and sys.stdin.isatty():
        name = ask("哪个政协的网站？写全称，例如 政协青禾区委员会：").strip()
        suggested = suggested_id(name)
        identifier = identifier or ask(f"编号，只用小写字母与数字 [{suggested}]：").strip() or suggested
    name = " ".join(name.split()) or UNNAMED.name
    if name == UNNAMED.name:
        identifier = identifier or UNNAMED.id
    identifier = identifier or suggested_id(name)
    _refuse_unusable(name, identifier, options.url)
    year = str(common.as_of(options).year)
    return Body(identifier, name, options.url, year, software_line(options.software))


def _refuse_unusable(name: str, identifier: str, url: str) -> None:
    if HIDDEN.search(name):
        raise Misuse("--name 里有看不见的字符；重新打一遍")
    if not IDENTIFIER.fullmatch(identifier):
        raise Misuse(f"--id 「{identifier}」不能用：只用小写字母、数字，中间用「-」连接，例如 qinghe")
    if url and not (url.startswith(("https://", "http://")) and url.endswith("/")):
        raise Misuse(f"--url {url} 要以 https:// 或 http:// 开头，以「/」结尾")


def next_steps(folder: Path, body: Body) -> str:
    """接着做什么。"""
    place = folder.as_posix()
    steps: Mapping[str, str] = {
        f"cd {place} && git init -b main": "以后每一次改动都有记录，改错了退得回去",
        "shai new unit": "登记承办单位（也可以用表格软件改 data/units.csv）",
        "shai new proposal": "起草第一件提案",
        "shai serve": "在本机看网站",
    }
    lines = [f"  {number}. {command}\n     {why}" for number, (command, why) in enumerate(steps.items(), 1)]
    rename = "先把 data/bodies.csv 与 data/site.yml 里的名称改成自己的。" if body.name == UNNAMED.name else ""
    return f"\n接着做：{rename}\n" + "\n".join(lines) + "\n\n别的事写在 README.md 里。\n"
