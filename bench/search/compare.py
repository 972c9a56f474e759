"""同一批记录、同一批查询、同一个真浏览器、同一个数字节的服务器：我们、Pagefind、Material。

用法：python bench/search/compare.py 条数 查询数 解释器

解释器要装有 bench/search/requirements.in 里的工具。
"""
# ruff: noqa: INP001  # 测量脚本不是包

import functools
import html
import http.server
import json
import resource
import sys
import tempfile
import threading
import time
from pathlib import Path
from statistics import median
from typing import Any, ClassVar
from urllib.parse import quote

from playwright.sync_api import Browser, sync_playwright

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE), str(ROOT / "tests/output/search")]

import material  # noqa: E402  # 先有上面的路径
from corpus import corpus  # noqa: E402  # 先有上面的路径
from realistic import realistic_queries  # noqa: E402  # 同上
from runs import run_measured  # noqa: E402  # 同上
from search_plain_scan import PlainScan, Query  # noqa: E402  # 同上
from search_samples import write  # noqa: E402  # 同上

from generator.host.assets import plain_script  # noqa: E402  # 同上
from generator.output.search import SearchDocument, SearchPageView, search_artifacts  # noqa: E402  # 同上

ON_PAGE = ("search-page.js", "search-facets.js")
"""只管页面上的输入框与筛选，查询用不着。"""

PAGEFIND = """async (text) => {
  const engine = await import("/pagefind/pagefind.js");
  const found = await engine.search(text);
  const first = await Promise.all(found.results.slice(0, 10).map((each) => each.data()));
  window.rest = found.results;
  return first.length;
}"""
EVERY = """async () => (await Promise.all(window.rest.map((each) => each.data())))
  .map((each) => each.url.split("/").pop().replace(".html", ""))"""
OURS = """async (text) => {
  const load = shaiSearch.loader(new URL("search/", location.href));
  const federation = new shaiSearch.Federation([await new shaiSearch.Archive({}, load).open()]);
  window.listing = await federation.search({ text, facets: new Map(), sort: "relevance" });
  return (await window.listing.next(10)).length;
}"""
OUR_REST = """async () => {
  await window.listing.next(100000);
  const [archive] = window.listing.federation.archives;
  const all = await archive.documents(Array.from(window.listing.outcomes[0].order));
  return all.map((each) => each.id);
}"""


class Counting(http.server.SimpleHTTPRequestHandler):
    """数字节、数请求的服务器；不压缩。"""

    counted: ClassVar[list[int]] = [0, 0]

    def copyfile(self, source: Any, outputfile: Any) -> None:
        """发送一个文件，并记下它的字节。"""
        content = source.read()
        self.counted[0] += len(content)
        self.counted[1] += 1
        outputfile.write(content)

    def log_message(self, *_: object) -> None:
        """不打印访问记录。"""


def pages(documents: list[SearchDocument], folder: Path) -> None:
    """每条记录一个最小的页面，供 Pagefind 收录。"""
    for each in documents:
        body = "".join(f"<p>{html.escape(field.text)}</p>" for field in each.fields[1:])
        title = html.escape(each.title)
        text = f'<html lang="zh-CN"><title>{title}</title><body><h1>{title}</h1>{body}'
        (folder / f"{each.id}.html").write_text(text, encoding="utf-8")


def build_ours(documents: list[SearchDocument], folder: Path) -> dict[str, float]:
    """建我们的索引。"""
    start, before = time.perf_counter(), time.process_time()
    written = write(search_artifacts(documents), folder)
    seconds, processor = time.perf_counter() - start, time.process_time() - before
    scripts = [name for name in SearchPageView().scripts if name not in ON_PAGE]
    for name in scripts:
        (folder / name).write_bytes(plain_script((ROOT / "overrides/assets/js" / name).read_bytes()))
    tags = "".join(f'<script src="{name}"></script>' for name in scripts)
    (folder / "ours.html").write_text(f"<meta charset=utf-8>{tags}", encoding="utf-8")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {
        "seconds": seconds,
        "processor_seconds": processor,
        "megabytes_memory": peak,
        "megabytes_disk": sum(map(len, written.values())) / 1e6,
    }


def build_pagefind(folder: Path, python: str) -> dict[str, float]:
    """建 Pagefind 的索引。"""
    seconds, processor, memory = run_measured([python, "-m", "pagefind", "--site", str(folder)])
    disk = sum(file.stat().st_size for file in (folder / "pagefind").rglob("*") if file.is_file())
    return {
        "seconds": seconds,
        "processor_seconds": processor,
        "megabytes_memory": memory,
        "megabytes_disk": disk / 1e6,
    }


def measure(
    browser: Browser, address: str, queries: list[str], scripts: tuple[str, str], truth: list[set[str]]
) -> dict[str, float]:
    """逐个查询：每次都是没有缓存的新读者，数到第一页结果为止的字节，再取全部结果比对。"""
    sizes, whole, requests = list[int](), list[int](), list[int]()
    right = returned = relevant = 0
    for text, expected in zip(queries, truth, strict=True):
        context = browser.new_context()
        context.add_init_script(material.HOOK)
        page = context.new_page()
        Counting.counted[:] = [0, 0]
        page.goto(f"{address}?{quote(text)}", wait_until="networkidle")
        loaded = Counting.counted[0]
        Counting.counted[:] = [0, 0]
        page.evaluate(scripts[0], text)
        sizes.append(Counting.counted[0])
        whole.append(loaded + Counting.counted[0])
        requests.append(Counting.counted[1])
        found = set(page.evaluate(scripts[1]))
        context.close()
        right += len(found & expected)
        returned += len(found)
        relevant += len(expected)
    return {
        "median_bytes_first_query": median(sizes),
        "median_bytes_with_page": median(whole),
        "median_requests": median(requests),
        "precision": right / max(1, returned),
        "recall": right / max(1, relevant),
    }


def main(count: int, wanted: int, python: str) -> None:
    """打印一行 JSON。"""
    documents = list(corpus(count))
    queries = realistic_queries(wanted)
    scan = PlainScan(documents)
    truth = [
        {documents[at].id for at in scan.search(Query("", text, tuple(text.split())))} for text in queries
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report: dict[str, dict[str, float]] = {"shai": build_ours(documents, folder)}
        pages(documents, folder)
        report["pagefind"] = build_pagefind(folder, python)
        report["material"] = material.build(documents, folder / "material", python)
        server = http.server.ThreadingHTTPServer(
            ("127.0.0.1", 0), functools.partial(Counting, directory=name)
        )
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_address[1]}"
        with sync_playwright() as playwright:
            arguments = ["--no-sandbox", "--disable-gpu"]
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=arguments)
            record = f"{documents[0].id}"
            for tool, start, scripts in (
                ("shai", "ours.html", (OURS, OUR_REST)),
                ("pagefind", f"{record}.html", (PAGEFIND, EVERY)),
                ("material", f"material/site/{record}/index.html", (material.ASK, material.EVERY)),
            ):
                report[tool] |= measure(browser, f"{address}/{start}", queries, scripts, truth)
            browser.close()
        server.shutdown()
    print(json.dumps({"records": count, "queries": wanted, **report}, indent=1))  # noqa: T201  # 测量的结果就是打印


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]), sys.argv[3])
