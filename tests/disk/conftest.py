"""上线的测试共用：小政协的两版，一版旧、一版新。"""

import hashlib
from datetime import timedelta
from pathlib import Path

import pytest

from generator.disk.tree import MARKER
from generator.engine import build
from tests.miniature_inputs import AS_OF, miniature_inputs

LATER = AS_OF + timedelta(days=400)


def tree(folder: Path) -> dict[str, str]:
    """一棵树里每个文件的摘要，标记不算。"""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != MARKER
    }


@pytest.fixture(scope="session")
def older(miniature_site: Path) -> Path:
    """旧的一版；只读。"""
    return miniature_site


@pytest.fixture(scope="session")
def newer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """过了四百天的一版；只读。"""
    out = tmp_path_factory.mktemp("newer") / "site"
    build(miniature_inputs(as_of=LATER), out)
    return out
