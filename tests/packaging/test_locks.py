"""依赖锁死在哈希上：同一份锁在哪台机器上装出来的都一样。"""

import re
from pathlib import Path

import pytest

REQUIREMENTS = Path(__file__).parents[2] / "requirements"
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)
DIRECT = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*", re.MULTILINE)
EVERY_LOCK = pytest.mark.parametrize("lock", ["runtime", "build", "dev", "supply", "fuzz"])


def pins(lock: str) -> set[tuple[str, str]]:
    return set(PIN.findall((REQUIREMENTS / f"{lock}.txt").read_text(encoding="utf-8")))


@EVERY_LOCK
def test_every_locked_package_has_hashes_and_no_index_address(lock: str) -> None:
    text = (REQUIREMENTS / f"{lock}.txt").read_text(encoding="utf-8")
    blocks = [block for block in re.split(r"^(?=\S)", text, flags=re.MULTILINE) if PIN.match(block)]
    assert len(blocks) == len(PIN.findall(text))
    assert [block.split()[0] for block in blocks if "--hash=sha256:" not in block] == []
    assert "://" not in text


@EVERY_LOCK
def test_every_direct_requirement_is_locked(lock: str) -> None:
    direct = DIRECT.findall((REQUIREMENTS / f"{lock}.in").read_text(encoding="utf-8"))
    locked = {name for name, _ in pins(lock)}
    assert [name for name in direct if name.lower().replace("_", "-") not in locked] == []


@pytest.mark.parametrize("lock", ["runtime", "build"])
def test_tests_run_on_the_very_versions_that_build_the_site(lock: str) -> None:
    assert sorted(pins(lock) - pins("dev")) == []


def test_host_stays_below_the_version_that_drops_plugins() -> None:
    assert [version.split(".")[0] for name, version in pins("runtime") if name == "mkdocs"] == ["1"]
