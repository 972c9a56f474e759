"""各种产物的测试共用微型政协的一次发布。"""

from datetime import date
from pathlib import Path

import pytest

from generator.gate import publish
from generator.register.intake import take_in
from generator.release.model import Release

MINIATURE = Path(__file__).parents[1] / "miniature" / "data"


@pytest.fixture(scope="session")
def release() -> Release:
    register, _ = take_in(MINIATURE)
    return publish(register, date(2024, 6, 30))
