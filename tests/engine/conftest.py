"""引擎的测试共用的。"""

import pytest

from generator.engine.rendering import Press


@pytest.fixture
def rendered(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """每一批成页的各是几组。"""
    found: list[int] = []
    original = Press.print
    monkeypatch.setattr(Press, "print", lambda press, jobs: found.append(len(jobs)) or original(press, jobs))
    return found
