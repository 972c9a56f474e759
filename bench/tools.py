"""参加比较的各家：怎样摆好输入，怎样运行，各做什么、不做什么。"""

import shutil
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from bench import corpus
from bench.pages import Page, pages, spelled_out, with_front
from bench.plan import AS_OF
from bench.records import Record

HERE = Path(__file__).parent
ROOT = HERE.parent
PEERS = HERE / "peers"
BIN = ROOT / ".venv" / "bin"
MOST_FOR_MKDOCS, MOST_WITH_NAVIGATION = 1_000, 300
"""导航开着时，每页都写全部网页的名字，时间随条数的平方长。"""
LEAST_FREE = 20 * 2**30
"""磁盘只剩这么多字节时，移开的先删：十万条一轮各家的输出合起来约十五吉字节。"""
FOLDERS = {"proposals": "提案", "replies": "答复", "consultations": "协商"}


class Tool(NamedTuple):
    """一家工具。

    Attributes:
        name: 代号，也是工作目录名。
        label: 表里的名字。
        command: 建站的命令，在工作目录里运行。
        prepare: 摆好输入；不计时。
        most: 最多拿多少条记录试。
        does: 做什么、不做什么。
    """

    name: str
    label: str
    command: tuple[str, ...]
    prepare: Callable[[Path, Sequence[Record]], None]
    most: int
    does: str


def clean(folder: Path, aside: Path) -> None:
    """上次的输出与缓存移开：每次都从头做。"""
    for name in ("site", ".site.memory", ".cache", "resources", ".hugo_build.lock"):
        put_aside(folder / name, aside)


def put_aside(path: Path, aside: Path) -> None:
    """移开，有的话；移开而不删，全部量完才删，磁盘快满时只好先删。

    ext4 几分钟之内不用刚删掉的位置，找别的位置要一个一个看，新建一个文件因此贵上几倍：文件多的一家吃亏。
    """
    if path.exists():
        aside.mkdir(parents=True, exist_ok=True)
        path.rename(aside / f"{len(list(aside.iterdir()))}-{path.name}")
        if shutil.disk_usage(aside).free < LEAST_FREE:
            shutil.rmtree(aside)


def page_count(folder: Path) -> int:
    """输出里记录自己的网页有几页；各家应当一样多。"""
    return sum(
        1 for kind in FOLDERS for _ in (folder / "site" / kind).glob("*/*.html") if _.parent.name != "page"
    )


def _shai(folder: Path, made: Sequence[Record]) -> None:
    corpus.write(folder, made, ROOT / "tests/miniature/mkdocs.yml")


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def _with_front(folder: Path, made: Sequence[Record]) -> None:
    for page in pages(made):
        _put(folder / "content" / f"{page.path}.md", with_front(page))


def _hugo(folder: Path, made: Sequence[Record]) -> None:
    shutil.copytree(PEERS / "hugo", folder)
    _put(folder / "static/style.css", (PEERS / "style.css").read_text("utf-8"))
    for kind, label in FOLDERS.items():
        _put(folder / "content" / kind / "_index.md", f"---\ntitle: {label}\n---\n")
    _with_front(folder, made)


def _eleventy(folder: Path, made: Sequence[Record]) -> None:
    shutil.copytree(PEERS / "eleventy/_includes", folder / "_includes")
    shutil.copy(PEERS / "eleventy/eleventy.config.js", folder)
    modules = ROOT / "bench/work/eleventy/node_modules"
    (folder / "node_modules").symlink_to(modules)
    for kind in FOLDERS:
        _put(
            folder / f"content/{kind}/{kind}.11tydata.js",
            (PEERS / "eleventy/records.11tydata.js").read_text("utf-8"),
        )
        _put(folder / f"content/{kind}.njk", (PEERS / f"eleventy/lists/{kind}.njk").read_text("utf-8"))
    _put(folder / "content/style.css", (PEERS / "style.css").read_text("utf-8"))
    _with_front(folder, made)


def _mkdocs(config: str) -> Callable[[Path, Sequence[Record]], None]:
    def prepare(folder: Path, made: Sequence[Record]) -> None:
        written: list[Page] = list(pages(made))
        texts = {page.path: page.text for page in written}
        _put(folder / "mkdocs.yml", (PEERS / "mkdocs" / config).read_text("utf-8"))
        _put(folder / "content/index.md", "# 测量用的档案\n")
        for kind, label in FOLDERS.items():
            listed = "\n".join(
                f"- [{page.front['title']}]({page.path.partition('/')[2]}.md) {page.front['date']}"
                for page in written
                if page.path.startswith(f"{kind}/")
            )
            _put(folder / "content" / kind / "index.md", f"# {label}\n\n{listed}\n")
        for page in written:
            _put(folder / "content" / f"{page.path}.md", spelled_out(page, texts))

    return prepare


def hugo_binary() -> str:
    """Hugo 自己的可执行文件；不经过 Python 的启动脚本，不占它的便宜也不拖它的后腿。"""
    (found,) = Path(sys.prefix).glob("lib/python3*/site-packages/hugo/binaries/hugo")
    return str(found)


def tools() -> tuple[Tool, ...]:
    """全部参加者。"""
    unlimited = sys.maxsize
    shai = str(BIN / "shai")
    return (
        Tool(
            "shai", "晒：整站", (shai, "build", "--as-of", AS_OF.isoformat()), _shai, unlimited,
            "检查数据、决定公开、记录页、列表、单位与委员等报告页、承诺台账、统计、数据孪生、订阅、日历、"
            "开放数据、网站地图、全文搜索索引",
        ),
        Tool(
            "shai-pages", "晒：只做记录页与列表",
            (str(BIN / "python"), str(HERE / "only_pages.py"), AS_OF.isoformat()), _shai, unlimited,
            "读、检查、决定公开、记录页、列表，与 Hugo、Eleventy 做的事对等（另多检查与决定公开）",
        ),
        Tool(
            "hugo", "Hugo", (hugo_binary(), "--quiet", "--destination", "site"), _hugo, unlimited,
            "记录页、分页的列表；互相的引用已经替它连好，不检查，没有别的产物",
        ),
        Tool(
            "eleventy", "Eleventy",
            ("node", "--max-old-space-size=16000", "node_modules/@11ty/eleventy/cmd.cjs", "--quiet"),
            _eleventy, unlimited, "与 Hugo 相同",
        ),
        Tool(
            "mkdocs-bare", "MkDocs Material（导航与搜索关）", (str(BIN / "mkdocs"), "build", "--quiet"),
            _mkdocs("bare.yml"), MOST_FOR_MKDOCS, "同样的字段与正文写成一页 Markdown；列表不分页",
        ),
        Tool(
            "mkdocs", "MkDocs Material（默认）", (str(BIN / "mkdocs"), "build", "--quiet"),
            _mkdocs("default.yml"), MOST_WITH_NAVIGATION, "同上，另有全站导航与自带的搜索",
        ),
    )  # fmt: skip
