"""模糊测试找到过的输入，每次重放一遍；起步的例子也都合乎性质。"""

from pathlib import Path

import pytest

from tests.hostile.targets import FOUND, PLACES, TARGETS
from tests.miniature_inputs import MINIATURE

KEPT = sorted(path for path in FOUND.rglob("*") if path.is_file())
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("path", KEPT, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_what_the_fuzzer_once_found_holds_now(path: Path) -> None:
    TARGETS[path.parent.name](path.read_bytes())


@pytest.mark.parametrize("name", TARGETS)
def test_every_target_accepts_nothing_and_random_bytes(name: str) -> None:
    for content in (b"", b"\x00", bytes(range(256)), b"\xff" * 100, "案：\n".encode() * 50):
        TARGETS[name](content)


def test_every_target_accepts_what_is_sound() -> None:
    proposal = (MINIATURE / "data" / "proposals" / "5-2" / "0010.yml").read_bytes()
    TARGETS["data"](bytes([PLACES.index("proposals/a.yml")]) + proposal)
    TARGETS["mask"](proposal)
    TARGETS["personal"](proposal)
    TARGETS["text"](proposal)
    TARGETS["page"]((ROOT / "content" / "index.md").read_bytes())
    TARGETS["config"]((ROOT / "mkdocs.yml").read_bytes())


def test_targets_notice_what_they_are_there_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.hostile.targets.render", lambda text: text)
    with pytest.raises(AssertionError):
        TARGETS["text"](b"<script>a()</script>")
    monkeypatch.setattr("tests.hostile.targets.check_page", lambda *_: [])
    with pytest.raises(AssertionError):
        TARGETS["page"](b"---\ntitle: '{{ x }}'\n---\n\nx\n")
    monkeypatch.setattr("tests.hostile.targets.bad_config", lambda _: None)
    with pytest.raises(AssertionError):
        TARGETS["config"](b"INHERIT: x\n")
