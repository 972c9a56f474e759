"""真的 nginx，用 deploy/nginx.conf 原样提供网站；只换端口与目录。"""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from generator.disk.publish import make_live
from generator.engine import build
from tests.miniature_inputs import MINIATURE, miniature_inputs

RECIPE = Path(__file__).parents[2] / "deploy" / "nginx.conf"
WAIT_SECONDS = 20.0
MAIN = """\
daemon off;
worker_processes 1;
error_log stderr warn;
pid {folder}/pid;
{user}
events {{}}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""
Serving = Callable[[Path, int], None]


@pytest.fixture(scope="session")
def nginx() -> str:
    """nginx 的路径；没有就装，装不了就失败：跳过的测试等于没有承诺。"""
    places = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])
    found = shutil.which("nginx", path=places)
    if not found and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (
            ["update", "-qq"],
            ["install", "-y", "-qq", "--no-install-recommends", "nginx-light"],
        ):
            subprocess.run(["apt-get", *command], env=environment, check=False, capture_output=True)
        found = shutil.which("nginx", path=places)
    if not found:
        pytest.fail("没有 nginx；Debian、Ubuntu 上请运行 sudo apt-get install nginx-light", pytrace=False)
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running(nginx: str, folder: Path, root: Path, port: int) -> Iterator[str]:
    """用仓库里的配置开一个 nginx，做完就停。"""
    folder.mkdir(parents=True, exist_ok=True)
    recipe = RECIPE.read_text("utf-8")
    for old, new in (("listen 80;", f"listen 127.0.0.1:{port};"), ("root /srv/shai/live;", f"root {root};")):
        assert recipe.count(old) == 1
        recipe = recipe.replace(old, new)
    (folder / "site.conf").write_text(recipe, "utf-8")
    # 测试的目录只有自己读得了，工作进程不能换成别的用户。
    user = "user root;" if os.geteuid() == 0 else ""
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user), "utf-8")
    command = [nginx, "-p", str(folder), "-c", str(folder / "nginx.conf")]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True, check=False)
    assert checked.returncode == 0, checked.stderr
    assert "[warn]" not in checked.stderr, checked.stderr
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        _wait(port)
        yield f"http://127.0.0.1:{port}/"
    finally:
        server.terminate()
        server.wait(timeout=WAIT_SECONDS)


def _wait(port: int) -> None:
    deadline = time.monotonic() + WAIT_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < deadline, "nginx 没有开起来"
            time.sleep(0.05)
        else:
            return


def copy_of_miniature(folder: Path, base_url: str) -> Path:
    """小政协的一份副本，网址写成本机的：404 页靠它找样式。"""
    shutil.copytree(MINIATURE, folder, ignore=shutil.ignore_patterns(".cache"))
    config = folder / "data" / "site.yml"
    text = config.read_text("utf-8")
    assert "base_url: https://qinghe.example/\n" in text
    config.write_text(text.replace("base_url: https://qinghe.example/\n", f"base_url: {base_url}\n"), "utf-8")
    return folder


def build_and_publish(source: Path, out: Path, live: Path, moment: float = 0.0) -> None:
    build(miniature_inputs(source), out)
    make_live(out, live, moment, lambda _: None)


@pytest.fixture(scope="session")
def served(nginx: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """上了线的小政协：网址与它的根目录。只读。"""
    folder, port = tmp_path_factory.mktemp("served"), free_port()
    source = copy_of_miniature(folder / "miniature", f"http://127.0.0.1:{port}/")
    live = folder / "live"
    build_and_publish(source, folder / "site", live)
    with ExitStack() as stack:
        address = stack.enter_context(running(nginx, folder / "nginx", live, port))
        yield address, live
