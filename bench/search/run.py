"""搜索的全部测量，一次跑完，写成表。

用法：python bench/search/run.py 工作目录 别家工具的解释器 条数…

各档条数：建索引、一次查询的字节、与逐条扫描比对；另取一千条与 Pagefind、Material 在同一个浏览器里比。
"""
# ruff: noqa: INP001, S603  # 测量脚本不是包；它逐个运行旁边的脚本

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
QUERIES, EXACT_QUERIES = 400, 2_000
COMPARED_RECORDS, COMPARED_QUERIES = 1_000, 40

OURS = (
    ("编译（秒，只有头一次要编）", "build", "compile_seconds"),
    ("建索引（秒）", "build", "seconds"),
    ("其中处理器（秒）", "build", "processor_seconds"),
    ("内存峰值（MB，含原文）", "build", "peak_megabytes"),
    ("原文（MB）", "build", "texts_megabytes"),
    ("索引（MB）", "build", "index_megabytes"),
    ("文件数", "build", "files"),
    ("首次载入，压缩后（字节）", "queries", "first_load_packed"),
    ("一次查询的字节", "queries", "bytes"),
    ("一次查询的请求", "queries", "requests"),
    ("查全率", "exactness", "recall"),
    ("查准率", "exactness", "precision"),
    ("与逐条扫描不同的查询", "exactness", "wrong"),
)
THEIRS = (
    ("建索引（秒）", "seconds"),
    ("其中处理器（秒）", "processor_seconds"),
    ("内存峰值（MB）", "megabytes_memory"),
    ("磁盘（MB）", "megabytes_disk"),
    ("首次查询的字节，连页面", "median_bytes_with_page"),
    ("首次查询的字节，页面之外", "median_bytes_first_query"),
    ("页面之外的请求", "median_requests"),
    ("查准率", "precision"),
    ("查全率", "recall"),
)


def measured(script: str, *given: object) -> dict[str, Any]:
    """运行旁边的一个脚本，读它打印的 JSON。"""
    command = [sys.executable, str(HERE / f"{script}.py"), *map(str, given)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def told(value: Any) -> str:
    """一格里怎样写；分布写成「中位 / 百分之九十五 / 最大」。"""
    if isinstance(value, Mapping):
        return " / ".join(f"{part:,.0f}" for part in value.values())
    if isinstance(value, float):
        return f"{value:,.4g}" if value < 1000 else f"{value:,.0f}"
    return f"{value:,}"


def table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Markdown 的表。"""
    lines = [["", *heads], ["---"] * (len(heads) + 1), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main(folder: Path, python: str, counts: Sequence[int]) -> None:
    """逐档测量，打印两张表。"""
    found: dict[int, dict[str, dict[str, Any]]] = {}
    for count in counts:
        site = folder / str(count)
        found[count] = {
            "build": measured("build", count, site),
            "queries": measured("queries", QUERIES, site),
            "exactness": measured("exactness", count, EXACT_QUERIES, site),
        }
    rows = [[label, *(told(found[count][part][name]) for count in counts)] for label, part, name in OURS]
    print(table([f"{count:,} 条" for count in counts], rows))  # noqa: T201  # 测量的结果就是打印
    peers = measured("compare", COMPARED_RECORDS, COMPARED_QUERIES, python)
    tools = ("shai", "pagefind", "material")
    rows = [[label, *(told(peers[tool][name]) for tool in tools)] for label, name in THEIRS]
    print("\n" + table(["我们", "Pagefind", "Material（jieba）"], rows))  # noqa: T201  # 同上


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], [int(each) for each in sys.argv[3:]])
