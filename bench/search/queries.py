"""一次查询的字节与请求数：每次都是没有缓存的新读者，数到前十条结果连摘录为止。

用法：python bench/search/queries.py 查询数 站点目录 [种子]

清单、目录、脚本算在首次载入里，不算在查询里。字节是不压缩的；`packed` 是主机用 gzip 压缩时的。
`requests` 数到十条，`opening_requests` 数到读者先看到的几条（`opening`）。`longer` 是请求最多的几种查询，
每种的个数是查询数的十分之一，不混进前面的数目。
"""
# ruff: noqa: INP001, S603, S607  # 测量脚本不是包；它要运行 node

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SCRIPTS = ROOT / "overrides/assets/js"
sys.path[:0] = [str(HERE)]

from realistic import longer_queries, realistic_queries  # noqa: E402  # 先有上面的路径

from generator.host.assets import plain_script  # noqa: E402  # 同上
from generator.output.search import SearchPageView  # noqa: E402  # 同上

MOST_REQUESTS = 12
KINDS = {"一个词": range(5), "两个词": range(5, 8), "两词连写": range(8, 10)}


def answers(site: Path, queries: Sequence[str]) -> list[dict[str, int]]:
    """逐个查询，各是一位新读者。"""
    done = subprocess.run(
        ["node", ROOT / "tests/output/search/run_queries.cjs", site, SCRIPTS],
        input=json.dumps([{"text": text} for text in queries]),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PACKED": "1", "ORDER": "no", "FILES": "1"},
    )
    return [json.loads(line) for line in done.stdout.splitlines()]


def first_load(site: Path) -> int:
    """脚本、清单、目录压缩后的字节。"""
    dictionary = next(site.glob("search/*/dictionary.js"))
    contents = [plain_script((SCRIPTS / name).read_bytes()) for name in SearchPageView().scripts]
    contents += [(site / "search/manifest.js").read_bytes(), dictionary.read_bytes()]
    return sum(len(gzip.compress(content)) for content in contents)


def spread(values: Sequence[int]) -> dict[str, float]:
    """中位、百分之九十五、最大。"""
    ranked = sorted(values)
    return {"median": median(ranked), "p95": ranked[len(ranked) * 95 // 100], "most": ranked[-1]}


def costs(found: Sequence[dict[str, int]]) -> dict[str, dict[str, float]]:
    """一批查询的请求与字节。"""
    names = ("requests", "opening", "opening_requests", "bytes")
    return {name: spread([each[name] for each in found]) for name in names}


def main(wanted: int, site: Path, seed: int) -> None:
    """打印一行 JSON。"""
    queries = realistic_queries(wanted, seed)
    found = answers(site, queries)
    report: dict[str, object] = {"queries": wanted, "first_load_packed": first_load(site)}
    for name in ("bytes", "packed", "index", "requests", "opening", "opening_requests"):
        report[name] = spread([each[name] for each in found])
    for kind, places in KINDS.items():
        chosen = [each["bytes"] for place, each in enumerate(found) if place % 10 in places]
        report[kind] = spread(chosen)
    worst = sorted(zip(found, queries, strict=True), key=lambda pair: -pair[0]["bytes"])[:5]
    report["largest"] = [[text, each["bytes"], each["requests"], each["total"]] for each, text in worst]
    many = [(each["requests"], text) for each, text in zip(found, queries, strict=True)]
    report["over_twelve_requests"] = sorted(pair for pair in many if pair[0] > MOST_REQUESTS)
    records = sum(1 for _ in next(site.glob("search/*/ledger.tsv")).open("rb"))
    longer = longer_queries(max(1, wanted // 10), records, seed)
    report["longer"] = {kind: costs(answers(site, each)) for kind, each in longer.items()}
    print(json.dumps(report, ensure_ascii=False))  # noqa: T201  # 测量的结果就是打印


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 3)
