"""大档案上的精确：同样的查询，索引的结果与逐条扫描比，报告查全率、查准率与不同的查询数。

用法：python bench/search/exactness.py 条数 查询数 站点目录
"""
# ruff: noqa: INP001, S603, S607  # 测量脚本不是包；它要运行 node

import json
import os
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).parent
CHECKED = 1_000
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT / "tests/output/search")]

from corpus import corpus  # noqa: E402  # 先有上面的路径
from onepass import OnePass  # noqa: E402  # 同上
from search_plain_scan import PlainScan, generated_queries  # noqa: E402  # 同上

from generator.output.search.drafts import in_order  # noqa: E402  # 同上


def main(count: int, wanted: int, site: Path) -> None:
    """逐条比对并打印一行 JSON。"""
    documents = in_order(list(corpus(count)))
    queries = list(generated_queries(documents, wanted))
    done = subprocess.run(
        ["node", ROOT / "tests/output/search/run_queries.cjs", site, ROOT / "overrides/assets/js"],
        input=json.dumps([{"text": query.text} for query in queries]),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "REUSE": "1"},
    )
    scan = OnePass(documents, queries)
    if count <= CHECKED:
        plain = PlainScan(documents)
        assert all(plain.search(query) == scan.search(query) for query in queries), "两种扫描不一致"  # noqa: S101
    right = returned = relevant = wrong = 0
    for query, line in zip(queries, done.stdout.splitlines(), strict=True):
        reply = json.loads(line)
        found, expected = set(reply["order"]), scan.search(query)
        right += len(found & expected)
        returned += len(found)
        relevant += len(expected)
        wrong += found != expected or reply["total"] != len(expected)
    report = {
        "records": count,
        "queries": wanted,
        "precision": right / max(1, returned),
        "recall": right / max(1, relevant),
        "wrong": wrong,
        "results": returned,
    }
    print(json.dumps(report, ensure_ascii=False))  # noqa: T201  # 测量的结果就是打印


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
