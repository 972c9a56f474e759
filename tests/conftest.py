"""各室测试共用的工具：范本比对与真浏览器。"""

import difflib
import os
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, Page, expect, sync_playwright

from generator.engine import build
from tests.miniature_inputs import copy_miniature, miniature_inputs

TESTS = Path(__file__).parent
# 不带界面的那一种与整个浏览器出自同一份源码，排版、脚本、策略都一样，只是没有窗口与扩展那一层：
# 同样的测试，处理器时间省四成。没有它就用整个的。
CHROMIUMS = (Path("/usr/bin/chromium-headless-shell"), Path("/usr/bin/chromium"))
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# 等一样东西出现，至多等这么多毫秒：几个进程抢处理器时，五秒（原来的）会不够。
expect.set_options(timeout=30_000)
LOCAL_HOSTS = ("", "127.0.0.1", "localhost")
SHOWN_DIFFERENCES = 60

# 机器有快有慢，一个例子跑多久不说明对错：测试不看钟。
settings.register_profile("shai", deadline=None)
settings.load_profile("shai")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--bless", action="store_true", help="不比对，改用这次的结果重写范本")


class Golden:
    """与 tests/ 下的范本逐字节比对；以 --bless 运行时重写范本。"""

    def __init__(self, root: Path, *, bless: bool) -> None:
        self.root = root
        self.bless = bless

    def __call__(self, path: str, actual: str | bytes) -> None:
        """断言 actual 与范本相同。path 相对于 tests/，文本按 UTF-8 存取。"""
        data = actual.encode() if isinstance(actual, str) else actual
        file = self.root / path
        if self.bless:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
            return
        if not file.is_file():
            pytest.fail(f"没有范本 tests/{path}；确认结果无误后运行 make bless", pytrace=False)
        expected = file.read_bytes()
        if data != expected:
            pytest.fail(_difference(path, expected, data), pytrace=False)

    def tree(self, folder: str, actual: Mapping[str, str | bytes]) -> None:
        """断言整个文件夹与范本相同：不多、不少、逐字节相等。键是文件夹内的相对路径。"""
        base = self.root / folder
        stored = {file.relative_to(base).as_posix() for file in base.rglob("*") if file.is_file()}
        surplus = sorted(stored - set(actual))
        if self.bless:
            for path in surplus:
                (base / path).unlink()
        elif surplus:
            pytest.fail(f"范本 tests/{folder} 有而结果没有：{'、'.join(surplus)}", pytrace=False)
        for path in sorted(actual):
            self(f"{folder}/{path}", actual[path])


def _difference(path: str, expected: bytes, actual: bytes) -> str:
    headline = f"与范本 tests/{path} 不同；若该变，运行 make bless 并复核 git diff"
    try:
        lines = list(
            difflib.unified_diff(
                expected.decode().splitlines(), actual.decode().splitlines(), "范本", "这次", lineterm=""
            )
        )
    except UnicodeDecodeError:
        return f"{headline}\n（不是文本：范本 {len(expected)} 字节，这次 {len(actual)} 字节）"
    # 文字全同而字节不同，只剩换行符一种可能，差异里看不见，须明说。
    shown = lines[:SHOWN_DIFFERENCES] or ["（只有换行符不同）"]
    omitted = len(lines) - len(shown)
    return "\n".join([headline, *shown, *([f"……另有 {omitted} 行"] if omitted > 0 else [])])


@pytest.fixture(scope="session")
def golden(request: pytest.FixtureRequest) -> Golden:
    return Golden(TESTS, bless=request.config.getoption("--bless"))


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """虚构的小政协的一份副本，随便改。"""
    return copy_miniature(tmp_path / "miniature")


@pytest.fixture(scope="session")
def miniature_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """虚构的小政协建成的站点；只读，要改的自己另建。"""
    out = tmp_path_factory.mktemp("miniature") / "site"
    build(miniature_inputs(), out)
    return out


@pytest.fixture(scope="session")
def miniature_address(miniature_site: Path) -> Iterator[str]:
    """上面那个站点在本机的网址，以「/」结尾。"""
    handler = partial(_QuietHandler, directory=str(miniature_site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


class _QuietHandler(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002 - 父类的签名
        """测试的输出里不要访问记录。"""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    # 少了浏览器就是失败而不是跳过：跳过的测试等于没有承诺。
    given = os.environ.get("CHROMIUM")
    chosen = next((path for path in ([Path(given)] if given else CHROMIUMS) if path.exists()), None)
    if chosen is None:
        missing = given or CHROMIUMS[-1]
        pytest.fail(f"没有浏览器 {missing}；运行 make browser，或用环境变量 CHROMIUM 指明", pytrace=False)
    with sync_playwright() as playwright:
        instance = playwright.chromium.launch(executable_path=chosen, args=list(CHROMIUM_ARGUMENTS))
        yield instance
        instance.close()


@pytest.fixture(scope="session")
def is_outside() -> Callable[[str], bool]:
    """判断一个请求是否要离开这台机器。"""
    return _is_outside


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """一张新页；用完时断言它没有向外取东西，脚本也没有出错。"""
    context = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai")
    requests: list[str] = []
    errors: list[str] = []
    context.on("request", lambda request: requests.append(request.url))
    context.on("weberror", lambda raised: errors.append(str(raised.error)))
    yield context.new_page()
    context.close()
    assert [url for url in requests if _is_outside(url)] == [], "页面向外取了东西"
    assert errors == [], "页面的脚本出错"


def _is_outside(url: str) -> bool:
    parts = urlsplit(url)
    return parts.scheme not in ("data", "blob") and (parts.hostname or "") not in LOCAL_HOSTS
