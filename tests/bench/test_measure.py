"""量内存：量的是那个命令，不是启动它的。"""

import sys
from pathlib import Path

from bench.measure import run

LARGE = 400_000_000


def test_the_memory_of_a_small_command_does_not_include_that_of_who_asks(tmp_path: Path) -> None:
    held = bytearray(b"1") * LARGE
    assert 0 < run([sys.executable, "-c", "pass"], tmp_path).memory < LARGE / 2
    assert len(held) == LARGE


def test_what_a_command_holds_is_counted(tmp_path: Path) -> None:
    cost = run([sys.executable, "-c", "held = bytearray(b'1') * 300_000_000"], tmp_path)
    assert cost.memory > 300_000_000
    assert cost.cpu > 0
    assert cost.wall > 0
