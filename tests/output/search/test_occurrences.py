"""字对写进临时文件：磁盘满了，说得出是磁盘满了。"""

import errno
import os
import sys
from pathlib import Path

import numpy as np
import pytest

from generator.output.search import occurrences

FULL = Path("/dev/full")


@pytest.mark.skipif(not (sys.platform == "linux" and FULL.exists()), reason="要有 /dev/full")
def test_a_full_disk_is_told_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    many = occurrences.Occurrences(
        np.zeros(9_000, np.uint32),
        np.zeros(9_000, np.int64),
        np.zeros(9_000, np.uint16),
        np.array([0, 9_000]),
    )
    monkeypatch.setattr(occurrences, "linked", lambda *_: (many, many, 0))
    monkeypatch.setattr(occurrences, "_marks", lambda *_: many)
    monkeypatch.setattr(occurrences, "firsts_of", lambda _: np.zeros(1, np.uint32))
    recipe = occurrences.Recipe(hot=None, spelled=None, layouts=(None,) * 3, fast=False)  # type: ignore[arg-type]
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)) as refused:
        occurrences.write_block(np.zeros(1, np.uint16), np.zeros(0, np.int64), recipe, FULL)
    assert refused.value.errno == errno.ENOSPC
