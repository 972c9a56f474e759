"""门的测试用真的门；变异测试用改坏了的门跑同一批测试。"""

import sys

import pytest

import generator.gate.portions
import generator.gate.sealed  # noqa: F401 - 装载了才在 sys.modules 里
from tests.gate.registers import Gate, Publish, gate_of


@pytest.fixture
def gate() -> Gate:
    """真的门。"""
    return gate_of(sys.modules)


@pytest.fixture
def publish(gate: Gate) -> Publish:
    """真的门的 publish。"""
    return gate.publish
