"""随时被杀：对外的永远是整棵旧的或整棵新的；下一次照常做完，不用人收拾。"""

import random
import shutil
import sys
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.context import ForkServerProcess
from pathlib import Path
from typing import Any

import pytest

from generator.cli import main
from generator.disk.tree import COMPLETE, MARKER
from tests.disk.conftest import LATER, tree
from tests.miniature_inputs import AS_OF, MINIATURE

SEED = 20240630
KILLED_BUILDS, KILLED_PUBLISHES = 26, 34
DAYS = (AS_OF, LATER)
Start = Callable[..., ForkServerProcess]


@pytest.fixture(scope="module")
def start() -> Start:
    """在另一个进程里运行一条命令；代码先载入好，杀的是做事的时候，不是载入的时候。"""
    context: Any = get_context("forkserver")
    context.set_forkserver_preload(["generator.cli"])

    def run(*arguments: str) -> ForkServerProcess:
        process: ForkServerProcess = context.Process(target=_quiet_main, args=(arguments,))
        process.start()
        return process

    _seconds(run("check", "--data", str(MINIATURE / "data")))
    return run


def _quiet_main(arguments: tuple[str, ...]) -> None:
    with Path("/dev/null").open("w") as nowhere:
        sys.stdout = sys.stderr = nowhere
        raise SystemExit(main(arguments))


def _seconds(process: ForkServerProcess) -> float:
    begun = time.monotonic()
    process.join()
    return time.monotonic() - begun


def _kill_within(process: ForkServerProcess, seconds: float) -> bool:
    """在头若干秒里杀掉；返回是不是真的杀在半路。"""
    process.join(seconds)
    process.kill()
    process.join()
    return process.exitcode != 0


def _until_writing(process: ForkServerProcess, out: Path) -> None:
    """等到它开始写；写的时候只占全程的一小段，单凭运气杀不中几次。"""
    while process.is_alive() and (out / MARKER).read_bytes() == COMPLETE:
        time.sleep(0.001)


def _build(out: Path, day: int) -> tuple[str, ...]:
    return (
        *("build", "--config", str(MINIATURE / "mkdocs.yml"), "--data", str(MINIATURE / "data")),
        *("--out", str(out), "--as-of", DAYS[day].isoformat()),
    )


def test_killed_builds_never_reach_the_live_site_and_the_next_build_finishes(
    start: Start, older: Path, newer: Path, tmp_path: Path
) -> None:
    dice, out, live = random.Random(SEED), tmp_path / "site", tmp_path / "live"  # noqa: S311 - 不是密码
    whole = (tree(older), tree(newer))
    whole_seconds = _seconds(start(*_build(out, 0)))
    assert main(["publish", "--out", str(out), str(live)]) == 0
    interrupted = unfinished = 0
    for turn in range(KILLED_BUILDS):
        day = (turn + 1) % 2
        building = start(*_build(out, day))
        if turn % 2:
            _until_writing(building, out)
            seconds = dice.uniform(0.0, 0.06)
        else:
            seconds = dice.uniform(0.0, 1.05) * whole_seconds
        interrupted += _kill_within(building, seconds)
        finished = (out / MARKER).read_bytes() == COMPLETE
        unfinished += not finished
        assert (tree(out) in whole) or not finished
        before = tree(live)
        assert main(["publish", "--out", str(out), str(live)]) == (0 if finished else 1)
        assert tree(live) in whole
        assert finished or tree(live) == before
    assert interrupted > KILLED_BUILDS / 3
    assert unfinished > 1
    assert main(_build(out, 1)) == 0
    assert tree(out) == whole[1]
    assert main(["publish", "--out", str(out), str(live)]) == 0
    assert tree(live) == whole[1]
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".site.memory",
        "live",
        "live.releases",
        "site",
    ]


def test_killed_publishes_leave_the_old_or_the_new_site_whole_and_nothing_to_clean(
    start: Start, older: Path, newer: Path, tmp_path: Path
) -> None:
    dice, live, sites = random.Random(SEED), tmp_path / "live", (older, newer)  # noqa: S311 - 同上
    whole = {site: tree(site) for site in sites}
    assert main(["publish", "--out", str(older), str(live)]) == 0
    whole_seconds = _seconds(start("publish", "--out", str(newer), str(live)))
    interrupted = 0
    for turn in range(KILLED_PUBLISHES):
        before, aim = tree(live), sites[turn % 2]
        _forget_releases(live)
        publishing = start("publish", "--out", str(aim), str(live))
        interrupted += _kill_within(publishing, dice.uniform(0.0, 1.2) * whole_seconds)
        assert tree(live) in (before, whole[aim])
    assert interrupted > KILLED_PUBLISHES / 3
    assert main(["publish", "--out", str(newer), str(live)]) == 0
    assert tree(live) == whole[newer]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["live", "live.releases"]
    releases = [path.name for path in (tmp_path / "live.releases").iterdir()]
    assert not [name for name in releases if name.startswith(".")]


def _forget_releases(live: Path) -> None:
    """删去不在对外的那几版，让下一次真的要整棵复制，而不是重用上次的。"""
    for release in live.with_name("live.releases").iterdir():
        if release != live.resolve() and not release.name.startswith("."):
            shutil.rmtree(release)
