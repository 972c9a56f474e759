"""只有 nginx 的服务器：送去、换上、退回都不会半新半旧；压好的文件直接发。"""

import gzip
import os
import shutil
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread

import pytest

from generator.disk.publish import make_live
from generator.engine import build
from tests.hosting.conftest import copy_of_miniature, free_port, running
from tests.hosting.test_nginx import ask
from tests.miniature_inputs import miniature_inputs

ROOT = Path(__file__).parents[2]
SCRIPT = ROOT / "deploy" / "rsync.sh"


@pytest.fixture(scope="session")
def rsync() -> str:
    """rsync 的路径；没有就装，装不了就失败。"""
    if not shutil.which("rsync") and os.geteuid() == 0 and shutil.which("apt-get"):
        environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for command in (["update", "-qq"], ["install", "-y", "-qq", "--no-install-recommends", "rsync"]):
            subprocess.run(["apt-get", *command], env=environment, check=False, capture_output=True)
    found = shutil.which("rsync")
    if not found:
        pytest.fail("没有 rsync；Debian、Ubuntu 上请运行 sudo apt-get install rsync", pytrace=False)
    return found


def built(folder: Path, title: str, address: str) -> Path:
    source = copy_of_miniature(folder / title, address)
    config = source / "data" / "site.yml"
    config.write_text(config.read_text("utf-8").replace("title: 青禾区政协", f"title: {title}"), "utf-8")
    out = folder / f"site-{title}"
    build(miniature_inputs(source), out)
    return out


def send(site: Path, live: Path, stage: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "SHAI": str(Path(sys.executable).with_name("shai")), "STAGE": str(stage)}
    return subprocess.run([SCRIPT, site, live], env=environment, capture_output=True, text=True, check=False)


def test_packed_files_are_sent_as_they_lie_and_unpack_to_the_page(nginx: str, tmp_path: Path) -> None:
    port = free_port()
    site, live = built(tmp_path, "甲版", f"http://127.0.0.1:{port}/"), tmp_path / "live"
    make_live(site, live, 0.0, lambda _: None, packed=True)
    packed = sorted(path for path in live.resolve().rglob("*.gz"))
    assert len(packed) > 20
    assert [
        path for path in packed if gzip.decompress(path.read_bytes()) != path.with_suffix("").read_bytes()
    ] == []
    with running(nginx, tmp_path / "nginx", live, port) as address:
        answer = ask(address, "index.html", Accept_Encoding="gzip")
        plain = ask(address, "index.html")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["content-type"] == plain.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.body == (live / "index.html.gz").read_bytes()
    assert "content-security-policy" in answer.headers
    assert plain.body == (live / "index.html").read_bytes()


def test_the_same_site_packed_twice_is_the_same_release(tmp_path: Path) -> None:
    site = built(tmp_path, "甲版", "http://127.0.0.1/")
    first = make_live(site, tmp_path / "live", 0.0, lambda _: None, packed=True)
    again = make_live(site, tmp_path / "live", 1.0, lambda _: None, packed=True)
    unpacked = make_live(site, tmp_path / "live", 2.0, lambda _: None)
    assert (again.changed, again.release) == (False, first.release)
    assert unpacked.release != first.release


def test_sent_by_rsync_it_is_switched_in_one_step_and_three_versions_stay(
    nginx: str, rsync: str, tmp_path: Path
) -> None:
    assert rsync
    port, live, stage = free_port(), tmp_path / "server" / "live", tmp_path / "stage"
    address = f"http://127.0.0.1:{port}/"
    sites = [built(tmp_path, title, address) for title in ("甲版", "乙版", "丙版", "丁版")]
    live.parent.mkdir()
    sent = send(sites[0], live, stage)
    assert sent.returncode == 0, sent.stderr
    page = Path("proposals/5-2/0001.html")
    versions = {(site / page).read_bytes() for site in sites}
    assert len(versions) == 4
    seen: set[tuple[int, bytes]] = set()
    done = Event()

    def load() -> None:
        while not done.is_set():
            answer = ask(address, page.as_posix())
            seen.add((answer.status, answer.body))

    with running(nginx, tmp_path / "nginx", live, port):
        reader = Thread(target=load)
        reader.start()
        try:
            for site in sites[1:]:
                sent = send(site, live, stage)
                assert sent.returncode == 0, sent.stderr
        finally:
            done.set()
            reader.join()
    assert {status for status, _ in seen} == {200}
    assert {body for _, body in seen} <= versions
    assert (live / page).read_bytes() == (sites[-1] / page).read_bytes()
    kept = sorted(path.name for path in live.with_name("live.releases").iterdir())
    assert len(kept) == 3
    assert live.readlink().name in kept


def test_unchanged_files_are_shared_with_the_version_before(rsync: str, tmp_path: Path) -> None:
    assert rsync
    live, stage = tmp_path / "live", tmp_path / "stage"
    for title in ("甲版", "乙版"):
        assert send(built(tmp_path, title, "http://127.0.0.1/"), live, stage).returncode == 0
    assets = sorted((live / "assets").iterdir())
    assert assets
    assert [path.name for path in assets if path.stat().st_nlink < 2] == []


@pytest.mark.parametrize(
    "target", ["live", "/srv/a;reboot", "/srv/$(id)", "/srv/甲", "/srv/../etc", "-oProxyCommand=x:/srv/a", "a b:/srv/a", "/srv/live/"]
)  # fmt: skip
def test_targets_that_could_be_commands_are_refused(target: str, tmp_path: Path) -> None:
    run = subprocess.run([SCRIPT, tmp_path, target], capture_output=True, text=True, check=False)
    assert run.returncode == 2
    assert "只用字母" in run.stderr


def test_a_real_folder_in_the_way_is_left_alone(rsync: str, tmp_path: Path) -> None:
    assert rsync
    live = tmp_path / "live"
    live.mkdir()
    (live / "自己的.html").write_text("留着", "utf-8")
    sent = send(built(tmp_path, "甲版", "http://127.0.0.1/"), live, tmp_path / "stage")
    assert sent.returncode == 1
    assert "先改名让开" in sent.stderr
    assert (live / "自己的.html").read_text("utf-8") == "留着"
