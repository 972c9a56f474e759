"""逐种页面用 Lighthouse（手机）与 pa11y（两种宽度，浅色、深色、长者版）量一遍，写成一张表；慢，不在测试里。

用法：python -m tests.checkers.measure 网站目录 [--lighthouse | --pa11y] [页面种类…]
"""

import gzip
import json
import os
import subprocess
import sys
import tempfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import quote

from tests.page_types import page_types

TOOLS = Path(sys.prefix) / "checkers" / "node_modules" / ".bin"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TOOLS_KNOWN = {"--lighthouse", "--pa11y"}
LEAST = 98
HEAVIEST = 100 * 1024
WIDTHS = {360: "footer", 1280: "header"}
"""屏幕多宽，深色的按钮在页首还是页脚。"""
THEMES = ("light", "dark", "elder")
PLAIN = {"wall", "wall-list"}
"""上墙的几屏没有要按的，也就没有深色与长者版。"""


class Compressing(SimpleHTTPRequestHandler):
    """与办站指南里的 nginx 一样压缩了再发。"""

    def do_GET(self) -> None:
        """发一个文件。"""
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        body = path.read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Cache-Control", "max-age=31536000" if "/assets/" in self.path else "no-cache")
        if path.suffix not in {".png", ".gz"}:
            body = gzip.compress(body, 6)
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """不写访问记录。"""


def lighthouse(address: str, folder: Path) -> tuple[list[int], int, float]:
    """四项得分，第一次打开传多少字节，版面挪动多少。"""
    out = folder / "report.json"
    flags = "--headless=new --no-sandbox --disable-gpu --disable-quic"
    command = [str(TOOLS / "lighthouse"), address, "--quiet", "--output=json", f"--output-path={out}"]
    chosen = [f"--chrome-flags={flags}", f"--only-categories={','.join(CATEGORIES)}"]
    subprocess.run([*command, *chosen], check=True, env=os.environ | {"CHROME_PATH": CHROMIUM}, timeout=300)
    report = json.loads(out.read_text("utf-8"))
    scores = [round(100 * (report["categories"][name]["score"] or 0)) for name in CATEGORIES]
    audits = report["audits"]
    for audit in audits.values():
        if audit["score"] == 0 and audit["scoreDisplayMode"] == "binary":
            sys.stdout.write(f"  {audit['id']}：{audit['title']}\n")
    moved = audits["cumulative-layout-shift"]["numericValue"]
    return scores, round(audits["total-byte-weight"]["numericValue"]), moved


def pa11y(address: str, folder: Path, themes: tuple[str, ...] = THEMES) -> int:
    """手机与桌面，浅色、深色、长者版，两套规则一共发现几处。"""
    return sum(
        _pa11y(address, folder, width, theme, pressed)
        for width, pressed in WIDTHS.items()
        for theme in themes
    )


def _pa11y(address: str, folder: Path, width: int, theme: str, pressed: str) -> int:
    """照读者的样子按下页上的按钮，再查。"""
    config = folder / "pa11y.json"
    launch = {"executablePath": CHROMIUM, "args": ["--no-sandbox", "--disable-gpu"]}
    button = {"dark": f"{pressed} [data-setting=dark]", "elder": "header [data-setting=elder]"}.get(theme)
    settings = {
        "runners": ["axe", "htmlcs"],
        "standard": "WCAG2AA",
        "chromeLaunchConfig": launch,
        "viewport": {"width": width, "height": 900},
        "actions": [f"click element {button}"] if button else [],
    }
    config.write_text(json.dumps(settings), "utf-8")
    command = [str(TOOLS / "pa11y"), "--config", str(config), "--reporter", "json", address]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    # axe 说「看不出、请人看」的也算：写法清楚，就没有它看不出的。
    found = json.loads(done.stdout[done.stdout.index("[") :])
    for one in found:
        sys.stdout.write(f"  {width} {theme} {one['code']}：{one['context'][:100]}\n")
    return len(found)


def measured(address: str, folder: Path, tools: set[str], themes: tuple[str, ...]) -> tuple[str, bool]:
    """量一页：一行字，与够不够。"""
    said, is_enough = [], True
    if "--lighthouse" in tools:
        scores, size, moved = lighthouse(address, folder)
        said.append(f"{scores} {size / 1024:.0f} KB 挪动 {moved:.3f}")
        is_enough = min(scores) >= LEAST and size <= HEAVIEST and moved == 0
    if "--pa11y" in tools:
        found = pa11y(address, folder, themes)
        said.append(f"pa11y {found}")
        is_enough = is_enough and found == 0
    return " ".join(said), is_enough


def main(site: Path, arguments: list[str]) -> int:
    """量全部，或只量指定的几种，只用指定的工具；有不够的，退出码是 1。"""
    types = page_types(site)
    wanted = [name for name in arguments if name not in TOOLS_KNOWN] or sorted(types)
    if unknown := [name for name in wanted if name not in types]:
        sys.stderr.write(f"没有这几种页面：{'、'.join(unknown)}。有的是：{'、'.join(sorted(types))}。\n")
        return 2
    tools = TOOLS_KNOWN & set(arguments) or TOOLS_KNOWN
    poor = 0
    handler = partial(Compressing, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server, tempfile.TemporaryDirectory() as made:
        Thread(target=server.serve_forever, daemon=True).start()
        for name in wanted:
            path = quote(types[name].relative_to(site).as_posix())
            address = f"http://127.0.0.1:{server.server_port}/{path}"
            themes = THEMES[:1] if name in PLAIN else THEMES
            said, is_enough = measured(address, Path(made), tools, themes)
            poor += not is_enough
            sys.stdout.write(f"{name} {said}\n")
            sys.stdout.flush()
        server.shutdown()
    sys.stdout.write(f"{len(wanted)} 种页面，不够的 {poor} 种。\n")
    return 1 if poor else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2:]))
