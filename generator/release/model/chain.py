"""公开的闭环：一串有先后的环节，各有规定的期限。"""

import msgspec

from generator.release.model.clock import counter
from generator.terms import ClockUnit


class PublicChainStage(msgspec.Struct, frozen=True, kw_only=True):
    """闭环的一个环节。

    Attributes:
        name: 环节的名称。
        actor: 平常由谁来做。
        amount: 应当在多少个 unit 之内做到；没有规定的没有。
        start: 从哪一环起算；没有写的从上一环起算。
    """

    name: str
    actor: str | None = None
    amount: int | None = None
    unit: ClockUnit | None = None
    start: str | None = None


class PublicChain(msgspec.Struct, frozen=True, kw_only=True):
    """一种闭环。"""

    id: str
    title: str
    stages: tuple[PublicChainStage, ...]
    source: str | None = None


class StageRule(msgspec.Struct, frozen=True, kw_only=True):
    """一个环节的计时规则：从起算的那一环，多久之内到这一环。"""

    id: str
    title: str
    start: str
    amount: int
    unit: ClockUnit
    source: str | None = None
    extended: int | None = None
    fixed: str | None = None
    roll: bool = False

    @property
    def sentence(self) -> str:
        """规则的一句话：交办后 2 个工作日内答复。"""
        return f"{self.start}后 {self.amount} {self.counter}内{self.title}"

    @property
    def counter(self) -> str:
        """接在数字后面的单位。"""
        return counter(self.unit)
