"""观察：每条记录在每个指标里算不算、为什么。比率、分布、件数都由观察汇总。"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import msgspec

from generator.release.stats.facts import Keys
from generator.release.stats.model import Evidence

if TYPE_CHECKING:
    import numpy as np

COUNTED = "counted"
UNCOUNTED = "uncounted"
EXCLUDED = "excluded"

Slot = tuple[str, str, str]
"""一条观察的前三项：指标、判断、原因。"""

INTEGER: Final = "i"
"""各列的整数：本机的四字节。"""


class Observation(NamedTuple):
    """一条观察。

    Attributes:
        measure: 指标的代号。
        verdict: 比率用 counted、uncounted、excluded；计数用类目的代号。
        reason: 没有计入的原因；两维的计数用它作第二维。
        weight: 算几件。
        evidence: 背后的记录；不公开的没有。
        days: 天数，只有分布才用。
        keys: 归在哪些范围里。
    """

    measure: str
    verdict: str
    reason: str
    weight: int
    evidence: Evidence | None
    days: int
    keys: Keys


class Columns(msgspec.Struct, frozen=True, array_like=True):
    """许多条观察，一项一列：上百万条时，一条一个对象太贵。

    指标、范围、依据许多条共用，各写一次；各列是整数（见 INTEGER），这三列是它们的次序。

    Attributes:
        known_slots: 指标、判断、原因。
        known_keys: 归在哪些范围里。
        known_evidence: 背后的记录。
        slots: 第几个指标、判断、原因。
        keys: 归在第几样范围里。
        evidence: 背后是第几条记录；不公开的没有，为负一。
        weights: 算几件。
        days: 天数。
    """

    known_slots: tuple[Slot, ...]
    known_keys: tuple[Keys, ...]
    known_evidence: tuple[Evidence, ...]
    slots: bytes
    keys: bytes
    evidence: bytes
    weights: bytes
    days: bytes

    def __iter__(self) -> Iterator[Observation]:
        """逐条取出。"""
        known = (*self.known_evidence, None)
        columns = (self.slots, self.keys, self.evidence, self.weights, self.days)
        for slot, keys, evidence, weight, days in zip(*map(integers, columns), strict=True):
            measure, verdict, reason = self.known_slots[slot]
            yield Observation(measure, verdict, reason, weight, known[evidence], days, self.known_keys[keys])


class Span(msgspec.Struct, frozen=True, array_like=True):
    """连着的几组记录的观察，合在一起记：一组一份，十万条合起来要十来秒。

    Attributes:
        columns: 观察；都有依据。
        groups: 各条依据归哪一组，整数（见 INTEGER），与 columns.known_evidence 一一对应。
    """

    columns: Columns
    groups: bytes

    def numbered(self, numbers: Sequence[int]) -> "Span":
        """各组另编号：原来的第几组，现在是 numbers 里的第几个。"""
        return Span(
            self.columns, array(INTEGER, (numbers[place] for place in integers(self.groups))).tobytes()
        )

    def only(self, is_wanted: Callable[[int], bool]) -> "Span | None":
        """只留要的各组，别的组一个字也不剩；一组也不剩的没有。"""
        found = integers(self.groups)
        wanted = set(filter(is_wanted, set(found)))
        if wanted.issuperset(found):
            return self if wanted else None
        group_of: dict[Evidence | None, int] = dict(zip(self.columns.known_evidence, found, strict=True))
        kept = Collector()
        groups = array(INTEGER)
        for item in self.columns:
            group = group_of[item.evidence]
            if group in wanted:
                kept.add(item)
                if kept.evidence_count > len(groups):
                    groups.append(group)
        return Span(kept.columns(), groups.tobytes()) if groups else None


def together(spans: Sequence[Span]) -> Span:
    """几段接成一段。"""
    return Span(joined(span.columns for span in spans), b"".join(span.groups for span in spans))


def integers(column: bytes) -> Sequence[int]:
    """一列里的各个整数，不必抄一份。"""
    return memoryview(column).cast(INTEGER)


def integers_in(column: bytes) -> "np.ndarray[Any, Any]":
    """一列里的各个整数，numpy 的数组，只读，不必抄一份。"""
    # 与 pandas 一同读进来，用到时才读。
    import numpy as np  # noqa: PLC0415

    return np.frombuffer(column, dtype=INTEGER)


class Collector:
    """一条条收进来，收齐了成列。"""

    def __init__(self) -> None:
        self._slots: dict[Slot, int] = {}
        self._keys: dict[int, tuple[int, Keys]] = {}
        self._evidence: dict[Evidence, int] = {}
        self._columns: tuple[array[int], ...] = tuple(array(INTEGER) for _ in range(5))

    def add(self, item: Observation) -> None:
        """收一条。"""
        slots, keys, evidence, weights, days = self._columns
        slots.append(self._slots.setdefault((item.measure, item.verdict, item.reason), len(self._slots)))
        # 一件提案的几十条观察共用一个对象，认对象比逐项比快。
        keys.append(self._keys.setdefault(id(item.keys), (len(self._keys), item.keys))[0])
        known = self._evidence
        evidence.append(-1 if item.evidence is None else known.setdefault(item.evidence, len(known)))
        weights.append(item.weight)
        days.append(item.days)

    @property
    def evidence_count(self) -> int:
        """收到的各条一共有几样依据。"""
        return len(self._evidence)

    def columns(self) -> Columns:
        """收到的各条。"""
        known_keys = tuple(keys for _, keys in self._keys.values())
        return Columns(
            tuple(self._slots),
            known_keys,
            tuple(self._evidence),
            *(column.tobytes() for column in self._columns),
        )


def in_columns(observed: Iterable[Observation]) -> Columns:
    """一条条的观察成列。"""
    collector = Collector()
    for item in observed:
        collector.add(item)
    return collector.columns()


def joined(parts: Iterable[Columns]) -> Columns:
    """几份观察合成一份，先后照旧；各份的依据互不相同。"""
    # 与 pandas 一同读进来，用到时才读。
    import numpy as np  # noqa: PLC0415

    slots: dict[Slot, int] = {}
    slot_places = array(INTEGER)
    keys: list[Keys] = []
    evidence: list[Evidence] = []
    lengths, slot_starts, key_starts, evidence_starts = (array(INTEGER) for _ in range(4))
    contents: tuple[list[bytes], ...] = ([], [], [], [], [])
    for part in parts:
        lengths.append(len(integers(part.slots)))
        slot_starts.append(len(slot_places))
        key_starts.append(len(keys))
        evidence_starts.append(len(evidence))
        # 几十种指标与判断，各份共用：一份一个，十万条要多占几百兆字节。
        slot_places.extend(slots.setdefault(item, len(slots)) for item in part.known_slots)
        keys += part.known_keys
        evidence += part.known_evidence
        columns = (part.slots, part.keys, part.evidence, part.weights, part.days)
        for content, column in zip(contents, columns, strict=True):
            content.append(column)

    def whole(content: list[bytes], starts: "array[int]") -> Any:
        found = np.frombuffer(b"".join(content), dtype=INTEGER)
        return np.where(found < 0, found, found + np.repeat(starts, lengths).astype(INTEGER))

    slot_column = np.asarray(slot_places, dtype=INTEGER)[whole(contents[0], slot_starts)]
    return Columns(
        tuple(slots),
        tuple(keys),
        tuple(evidence),
        slot_column.tobytes(),
        whole(contents[1], key_starts).tobytes(),
        whole(contents[2], evidence_starts).tobytes(),
        b"".join(contents[3]),
        b"".join(contents[4]),
    )


class Verdict(NamedTuple):
    """算不算，不算时为什么。"""

    verdict: str
    reason: str = ""


YES = Verdict(COUNTED)
NO = Verdict(UNCOUNTED)


def leave_out(reason: str) -> Verdict:
    """不计入分母。"""
    return Verdict(EXCLUDED, reason)


def yes_or_no(is_counted: bool) -> Verdict:
    """计入分母；is_counted 时也计入分子。"""
    return YES if is_counted else NO


def observations(
    measure: str, judged: Iterable[tuple[Verdict | None, int, Evidence | None, Keys]]
) -> Iterator[Observation]:
    """把判断写成观察；判断为 None 或件数为 0 的与这个指标无关。"""
    for verdict, weight, evidence, keys in judged:
        if verdict is not None and weight:
            yield Observation(measure, verdict.verdict, verdict.reason, weight, evidence, 0, keys)
