"""一件事：什么时候，哪条记录，发生了什么，与谁有关。"""

import datetime as dt

import msgspec

from generator.dates import PartialDate
from generator.terms import RecordKind, Term, UpdateStatus


class EventType(Term):
    """事情的种类，按办理的先后排列；同一天的几件事也按这个先后。"""

    SUBMITTED = "submitted", "提出"
    REVIEWED = "reviewed", "审查"
    ASSIGNED = "assigned", "交办"
    SUPERVISED = "supervised", "督办"
    OPENED = "opened", "启用"
    STARTED = "started", "推出"
    HELD = "held", "举行"
    RECORDED = "recorded", "登记"
    STAGE = "stage", "环节"
    OPINION = "opinion", "会办意见"
    REPLIED = "replied", "答复"
    EVALUATED = "evaluated", "评价"
    RESULT_CHANGED = "result_changed", "结果变化"
    PROGRESSED = "progressed", "承诺有进展"
    DUE = "due", "承诺到期"
    ADJUSTED = "adjusted", "承诺调整"
    DONE = "done", "承诺完成"
    CLOSED = "closed", "承诺销号"
    OUTCOME = "outcome", "成效"
    CORRECTED = "corrected", "更正"
    WITHDRAWN = "withdrawn", "撤下"

    @property
    def is_about_promise(self) -> bool:
        """是否关于承诺或任务。"""
        return self in ABOUT_PROMISE


OF_UPDATE = {
    UpdateStatus.IN_PROGRESS: EventType.PROGRESSED,
    UpdateStatus.DONE: EventType.DONE,
    UpdateStatus.ADJUSTED: EventType.ADJUSTED,
    UpdateStatus.CLOSED: EventType.CLOSED,
}
"""承诺的一次进展是什么事。"""

ABOUT_PROMISE = frozenset({EventType.DUE, *OF_UPDATE.values()})
"""关于承诺或任务的事。"""


class Facets(msgspec.Struct, frozen=True, array_like=True):
    """与谁有关：凭这些把事情分到各个订阅源。都是编号，只有 topics 是主题词本身。"""

    units: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    sectors: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    proposals: tuple[str, ...] = ()
    sessions: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()


class Event(msgspec.Struct, frozen=True, array_like=True):
    """公开的一件事。

    Attributes:
        id: 永久编号（tag URI，RFC 4151）；改标题、改日期都不变。
        type: 事情的种类。
        date: 数据里的日期；只到月或年的，按最后一天排。
        title: 一句话：谁对什么做了什么。
        summary: 补充的一两句；没有的为空。
        kind: 记录的种类。
        record: 记录的编号。
        path: 记录页相对站点根目录的路径。
        anchor: 页内锚点；没有的为空。
        facets: 与谁有关。
    """

    id: str
    type: EventType
    date: PartialDate
    title: str
    summary: str
    kind: RecordKind
    record: str
    path: str
    anchor: str
    facets: Facets

    @property
    def day(self) -> dt.date:
        """排序与订阅源用的日子：可能的最晚一天。"""
        return self.date.last

    @property
    def address(self) -> str:
        """带锚点的路径。"""
        return f"{self.path}#{self.anchor}" if self.anchor else self.path
