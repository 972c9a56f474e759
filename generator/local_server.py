"""只听本机的网页服务：预览与表单用；不用于对外。"""

import sys
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class LocalServer(ThreadingHTTPServer):
    """听本机一个端口，每个请求一个线程，随进程一起停。

    Args:
        port: 端口；0 是随便一个空着的。
        handler: 怎样答。
    """

    daemon_threads = True

    def __init__(self, port: int, handler: Callable[..., BaseHTTPRequestHandler]) -> None:
        super().__init__(("127.0.0.1", port), handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """答到一半浏览器走开了（换了一页、关了窗口）不是错，不印在终端里吓人。"""
        if not isinstance(sys.exc_info()[1], ConnectionError):
            super().handle_error(request, client_address)
