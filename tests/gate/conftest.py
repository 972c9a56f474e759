"""门的测试用真的门；变异测试用改坏了的门跑同一批测试。"""

import pytest

from generator import gate
from tests.gate.registers import Publish


@pytest.fixture
def publish() -> Publish:
    """真的门。"""
    return gate.publish
