"""预览用的本机服务：静态文件，加一段自动刷新的脚本。只听本机，不用于对外。"""

from functools import partial
from http.server import SimpleHTTPRequestHandler
from io import BytesIO
from pathlib import Path
from threading import Condition, Thread
from typing import BinaryIO
from urllib.parse import parse_qs, urlsplit

import msgspec

from generator.local_server import LocalServer

SCRIPT_PATH, STATE_PATH = "/.shai/reload.js", "/.shai/state"
SCRIPT = Path(__file__).with_name("reload.js")
LONGEST_WAIT = 20.0
"""没有变化时，一次询问最多等几秒。"""


class State(msgspec.Struct, frozen=True):
    """预览的状态：第几次建成；数据有错时错误的文字，没有错为空。"""

    built: int = 0
    problems: str = ""


class Preview:
    """一次预览。

    Attributes:
        address: 打开预览的网址。
    """

    def __init__(self, root: Path, port: int) -> None:
        self._changed = Condition()
        self._state = State()
        handler = partial(_Handler, preview=self, directory=str(root))
        self._server = LocalServer(port, handler)
        self.address = f"http://127.0.0.1:{self._server.server_port}/"

    def start(self) -> None:
        """在另一线程里开始服务。"""
        Thread(target=self._server.serve_forever, daemon=True).start()

    def stop(self) -> None:
        """停止服务。"""
        self._server.shutdown()
        self._server.server_close()

    def tell(self, problems: str = "") -> None:
        """告诉打开着的页面：重建好了，或者数据有错。"""
        with self._changed:
            built = self._state.built + (0 if problems else 1)
            self._state = State(built, problems)
            self._changed.notify_all()

    def state_after(self, seen: str) -> State:
        """与上次看到的不同时立即回答，相同时等一会儿。"""
        with self._changed:
            before = self._state
            if seen == str(before.built) and not before.problems:
                self._changed.wait(LONGEST_WAIT)
            elif before.problems:
                self._changed.wait(1.0)
            return self._state


class _Handler(SimpleHTTPRequestHandler):
    """给网页加上脚本，其余照原样。"""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {
        ".atom": "application/xml",
        ".rss": "application/xml",
    }
    """说成 XML，浏览器才照样式显示订阅源。"""

    def __init__(self, *arguments: object, preview: Preview, directory: str) -> None:
        self._preview = preview
        super().__init__(*arguments, directory=directory)  # type: ignore[arg-type]  # 父类的三个位置参数

    def do_GET(self) -> None:
        """状态与脚本自己答，其余是文件。"""
        parts = urlsplit(self.path)
        if parts.path == STATE_PATH:
            seen = parse_qs(parts.query).get("after", [""])[0]
            self._answer(msgspec.json.encode(self._preview.state_after(seen)), "application/json")
        elif parts.path == SCRIPT_PATH:
            self._answer(SCRIPT.read_bytes(), "text/javascript; charset=utf-8")
        else:
            super().do_GET()

    def send_head(self) -> BytesIO | BinaryIO | None:
        """网页末尾加上刷新的脚本；不缓存。"""
        path = Path(self.translate_path(self.path))
        if path.is_dir() and self.path.split("?")[0].endswith("/"):
            path /= "index.html"
        if path.suffix != ".html" or not path.is_file():
            return super().send_head()
        script = f'<script src="{SCRIPT_PATH}" defer></script></body>'.encode()
        content = path.read_bytes().replace(b"</body>", script)
        self._head(content, "text/html; charset=utf-8")
        return BytesIO(content)

    def _answer(self, content: bytes, kind: str) -> None:
        self._head(content, kind)
        self.wfile.write(content)

    def _head(self, content: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - 父类的签名
        """终端留给重建的消息，不印访问记录。"""
