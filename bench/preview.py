"""预览：存盘之后多久，打开着的浏览器里就是新的一页。在项目目录里运行，由晒自己的解释器执行：

    .venv/bin/python bench/preview.py 2024-06-30 5

改公开的答复，一件一件来，改完照原样写回；打印每件的秒数。要 Debian 的 chromium。
"""

import re
import subprocess
import sys
import time
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import islice
from pathlib import Path
from threading import Thread

from playwright.sync_api import sync_playwright

TEXT = "text: |\n"
SETTLED = 4.0
"""写回以后等几秒再改下一件，免得两次改动算成一次。"""


@contextmanager
def served(as_of: str) -> Iterator[str]:
    """开着的预览的网址。"""
    command = [sys.executable, "-m", "generator.cli", "serve", "--port", "0", "--as-of", as_of]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True) as server:  # noqa: S603 - 自己的命令
        told = server.stderr or ()
        try:
            address = next(found[0] for line in told if (found := re.search(r"http://[\d.:]+/", line)))
            # 余下的话有人收着，预览才不会停在那里等。
            Thread(target=deque, args=(told, 0), daemon=True).start()
            yield address
        finally:
            server.terminate()


def replies() -> Iterator[tuple[Path, str, str]]:
    """公开的答复，散在全部答复里：文件，原来的文字，网址。"""
    files = sorted(Path("data/replies").rglob("*.yml"))
    for path in files[len(files) // 3 :: max(1, len(files) // 50)]:
        text = path.read_text("utf-8")
        identifier = re.search(r"(?m)^id: (\S+)", text)
        if identifier and "open: 主动公开" in text and TEXT in text:
            parent, _, name = identifier[1].rpartition("-")
            yield path, text, f"replies/{parent}/{name}.html"


def main(as_of: str, count: int) -> None:
    """改几件，各量一次。"""
    with served(as_of) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page = browser.new_page()
        for number, (path, text, place) in enumerate(islice(replies(), count)):
            page.goto(address + place)
            said = f"预览里看到的第{number}处补充"
            begun = time.perf_counter()
            path.write_text(text.replace(TEXT, f"{TEXT}  {said}。\n", 1), "utf-8")
            try:
                page.wait_for_function("said => document.body.innerText.includes(said)", arg=said)
                sys.stdout.write(f"{place}\t{time.perf_counter() - begun:.2f} 秒\n")
            finally:
                path.write_text(text, "utf-8")
            time.sleep(SETTLED)
        browser.close()


main(sys.argv[1], int(sys.argv[2]))
