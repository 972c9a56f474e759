"""本机的服务：浏览器走开了不印一长串；真出了错照样说。"""

import socket
import struct
from functools import partial
from http.server import BaseHTTPRequestHandler
from threading import Event, Thread

import pytest

from generator.local_server import LocalServer

GONE = struct.pack("ii", 1, 0)
"""关上时不打招呼，对方再写就断。"""


class Slow(BaseHTTPRequestHandler):
    """等浏览器走开了才答；路径是 /wrong 的，自己出错。"""

    def __init__(self, gone: Event, done: Event, *arguments: object) -> None:
        self._gone, self._done = gone, done
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        self._gone.wait(20)
        try:
            if self.path == "/wrong":
                raise LookupError("真的错")
            for _ in range(200):
                self.wfile.write(b"x" * 100_000)
        finally:
            self._done.set()

    def log_message(self, *_: object) -> None:
        """不印访问记录。"""


@pytest.mark.parametrize(("path", "told"), [("/", ""), ("/wrong", "真的错")])
def test_only_real_faults_are_printed(capfd: pytest.CaptureFixture[str], path: str, told: str) -> None:
    gone, done = Event(), Event()
    server = LocalServer(0, partial(Slow, gone, done))
    # 关的时候等每个请求答完，才看得全印了什么。
    server.daemon_threads = False
    Thread(target=server.serve_forever, daemon=True).start()
    visitor = socket.create_connection(("127.0.0.1", server.server_port))
    visitor.sendall(f"GET {path} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
    visitor.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, GONE)
    visitor.close()
    gone.set()
    assert done.wait(20)
    server.shutdown()
    server.server_close()
    found = capfd.readouterr().err
    assert (told in found) if told else found == ""


def test_only_this_machine_can_reach_it() -> None:
    with LocalServer(0, Slow) as server:
        assert server.server_address[0] == "127.0.0.1"
