"""规则的发现：哪条记录的哪个字段，违反了什么。"""

from collections.abc import Iterator
from typing import Protocol

import msgspec

from generator.problems import Problem, Severity
from generator.register.locator import Locator
from generator.register.model import Record
from generator.register.origin import Origin
from generator.register.register import Register

Steps = tuple[str | int, ...]


class Finding(msgspec.Struct, frozen=True):
    """一条发现；由检查者换成带行列的问题。

    Attributes:
        rule: 规则名。
        origin: 哪条记录。
        steps: 从记录走到字段的路径。
        message: 错在哪里。
        cure: 怎样改。
        severity: 轻重。
        offset: 多行正文里的第几个字符。
    """

    rule: str
    origin: Origin
    steps: Steps
    message: str
    cure: str
    severity: Severity = Severity.ERROR
    offset: int = 0

    def located(self, locator: Locator) -> Problem:
        """换成带行列与原文的问题。"""
        mark = locator.mark(self.origin, self.steps, offset=self.offset)
        return Problem(self.rule, mark, self.message, self.cure, self.severity)


class Rule(Protocol):
    """一条规则：从登记簿里找出违反它的地方。"""

    def __call__(self, register: Register) -> Iterator[Finding]:
        """逐条给出发现。"""
        ...


def error(rule: str, record: Record, steps: Steps, message: str, cure: str) -> Finding:
    """挡住发布的发现。"""
    return Finding(rule, record.origin, steps, message, cure)


def warning(rule: str, record: Record, steps: Steps, message: str, cure: str) -> Finding:
    """只提醒的发现。"""
    return Finding(rule, record.origin, steps, message, cure, Severity.WARNING)
