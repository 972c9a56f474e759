"""给表单用的本机服务：只听本机，只给这几个文件。数据由浏览器直接读写，不经过这里。"""

from functools import partial
from http.server import BaseHTTPRequestHandler
from mimetypes import guess_type
from urllib.parse import unquote, urlsplit

from generator.local_server import LocalServer

LOCAL_NAMES = ("localhost", "127.0.0.1")


class FormServer:
    """一次服务。

    Attributes:
        address: 打开表单的网址。
    """

    def __init__(self, files: dict[str, bytes], port: int) -> None:
        self._server = LocalServer(port, partial(_Handler, files))
        # 浏览器只许 localhost 这样可信的地方读写本机的文件夹。
        self.address = f"http://localhost:{self._server.server_port}/"

    def serve(self) -> None:
        """一直服务，到按 Ctrl+C 为止。"""
        try:
            self._server.serve_forever()
        finally:
            self._server.server_close()

    def stop(self) -> None:
        """停止服务。"""
        self._server.shutdown()


class _Handler(BaseHTTPRequestHandler):
    """照着文件表回答。"""

    def __init__(self, files: dict[str, bytes], *arguments: object) -> None:
        self._files = files
        super().__init__(*arguments)  # type: ignore[arg-type]  # 父类的三个位置参数

    def do_GET(self) -> None:
        """有的给，没有的 404；冒充别的名字来问的不给。"""
        name = self.headers.get("Host", "").rpartition(":")[0]
        path = unquote(urlsplit(self.path).path).lstrip("/") or "index.html"
        content = self._files.get(path)
        if name not in LOCAL_NAMES or content is None:
            self.send_error(404)
            return
        self.send_response(200)
        kind = guess_type(path)[0] or "application/octet-stream"
        text = kind.startswith("text/") or kind == "application/json"
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        self.send_header("X-Frame-Options", "DENY")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - 父类的签名
        """终端留给要紧的话，不印访问记录。"""
