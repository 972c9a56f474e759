"""对照之一：Material 自带的搜索（lunr），中文由 jieba 切分。

照它的文档来：装上 jieba，主题语言设为中文，别的都用缺省。查询走它真正的搜索框，
结果取自它的后台线程，不经过页面上的折叠与截断。
"""
# ruff: noqa: INP001  # 测量脚本不是包

import html
import re
from pathlib import Path

from runs import run_measured

from generator.output.search import SearchDocument

CONFIG = """site_name: 对照
docs_dir: docs
site_dir: site
nav: [index.md]
validation: {nav: {omitted_files: ignore}}
theme: {name: material, language: zh, font: false}
plugins: [%s]
"""

# 在页面的脚本之前运行：记下后台线程答的每一次。
HOOK = """
const Plain = window.Worker;
window.Worker = class extends Plain {
  constructor(...given) {
    super(...given);
    this.addEventListener("message", (event) => {
      if (event.data.type === 3) window.answered = event.data.data.items;
    });
  }
};
"""

ASK = """async (text) => {
  window.answered = null;
  const box = document.querySelector("[data-md-component=search-query]");
  box.focus();
  box.value = text;
  box.dispatchEvent(new KeyboardEvent("keyup", { key: "a" }));
  box.dispatchEvent(new Event("input"));
  const pause = () => new Promise((done) => setTimeout(done, 50));
  for (let turn = 0; turn < 600 && !window.answered; turn++) await pause();
  return window.answered ? window.answered.length : -1;
}"""
EVERY = """() => Array.from(new Set((window.answered || []).flat().map(
  (each) => each.location.split("#")[0].replace(/\\.html$|\\/$/, "").split("/").pop())))"""


def pages(documents: list[SearchDocument], folder: Path) -> None:
    """每条记录一篇 Markdown。"""
    written = folder / "docs"
    written.mkdir(parents=True)
    (written / "index.md").write_text("# 首页\n", encoding="utf-8")
    for each in documents:
        # 记号一律转义，别让正文里的字符变成标题、列表或代码。
        body = "\n\n".join(
            re.sub(r"([\\`*_{}\[\]()#+\-.!|<>~:])", r"\\\1", html.unescape(field.text))
            for field in each.fields[1:]
        )
        (written / f"{each.id}.md").write_text(f"# {each.title}\n\n{body}\n", encoding="utf-8")


def build(documents: list[SearchDocument], folder: Path, python: str) -> dict[str, float]:
    """建一个站，带搜索与不带搜索各一次；时间取两次之差，内存是带搜索的那次。"""
    pages(documents, folder)
    seconds: list[float] = []
    processor: list[float] = []
    memory = 0.0
    for plugin in ("", "search"):
        (folder / "mkdocs.yml").write_text(CONFIG % plugin, encoding="utf-8")
        command = [python, "-m", "mkdocs", "build", "-q", "-f", str(folder / "mkdocs.yml")]
        took, used, memory = run_measured(command)
        seconds.append(took)
        processor.append(used)
    site = folder / "site"
    index = [site / "search/search_index.json", *site.glob("assets/javascripts/workers/*.js")]
    return {
        "seconds": seconds[1] - seconds[0],
        "processor_seconds": processor[1] - processor[0],
        "whole_site_seconds": seconds[1],
        "megabytes_memory": memory,
        "megabytes_disk": sum(file.stat().st_size for file in index) / 1e6,
    }
