"""断了网照样建站，字节不差。"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.disk.conftest import tree
from tests.miniature_inputs import AS_OF, MINIATURE

ROOT = Path(__file__).parents[2]
NO_SOCKETS = """\
import socket


class Refused(socket.socket):
    def connect(self, *_):
        raise SystemExit("建站时想连网")

    connect_ex = sendto = connect


def refuse(*_, **__):
    raise SystemExit("建站时想连网")


socket.socket = Refused
socket.create_connection = socket.getaddrinfo = socket.gethostbyname = refuse
"""
ISOLATED = (("unshare", "-n"), ("unshare", "-rn"))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """没有缓存的一份副本：什么都要从头做。"""
    return Path(shutil.copytree(MINIATURE, tmp_path / "miniature", ignore=shutil.ignore_patterns(".cache")))


def build(project: Path, before: tuple[str, ...] = (), extra: str = "") -> subprocess.CompletedProcess[str]:
    command = [*before, sys.executable, "-m", "generator.cli", "build", "--as-of", AS_OF.isoformat()]
    paths = os.pathsep.join(filter(None, [extra, str(ROOT)]))
    return subprocess.run(
        command,
        cwd=project,
        env={**os.environ, "PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )


def test_build_that_may_not_open_a_connection_gives_the_same_bytes(
    project: Path, older: Path, tmp_path: Path
) -> None:
    (tmp_path / "blocked").mkdir()
    (tmp_path / "blocked" / "sitecustomize.py").write_text(NO_SOCKETS, "utf-8")
    built = build(project, extra=str(tmp_path / "blocked"))
    assert built.returncode == 0, built.stderr
    assert tree(project / "site") == tree(older)


def test_the_block_really_blocks(tmp_path: Path) -> None:
    (tmp_path / "sitecustomize.py").write_text(NO_SOCKETS, "utf-8")
    program = "import urllib.request as r; r.urlopen('http://127.0.0.1:9/')"
    found = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "建站时想连网" in found.stderr


def test_build_on_a_machine_without_any_network_gives_the_same_bytes(project: Path, older: Path) -> None:
    isolated = next((way for way in ISOLATED if _works(way)), None)
    # 容器不许另开网络空间时，靠上面不许连接的那一项守着。
    built = build(project, isolated or ())
    assert built.returncode == 0, built.stderr
    assert tree(project / "site") == tree(older)


def _works(way: tuple[str, ...]) -> bool:
    return (
        bool(shutil.which(way[0]))
        and subprocess.run([*way, "true"], check=False, capture_output=True).returncode == 0
    )
