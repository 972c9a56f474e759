"""观察：每条记录在每个指标里算不算、为什么。比率、分布、件数都由观察汇总。"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final, Generic, NamedTuple, TypeVar

import msgspec

from generator.release.stats.facts import Keys
from generator.release.stats.model import Evidence, ScopeKind
from generator.terms import RecordKind

if TYPE_CHECKING:
    import numpy as np

Item = TypeVar("Item")

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


class Coded(msgspec.Struct, Generic[Item], frozen=True, array_like=True):
    """一列东西，相同的只写一次。

    Attributes:
        known: 各样东西，各不相同。
        places: 各项是第几样，整数（见 INTEGER）。
    """

    known: tuple[Item, ...]
    places: bytes

    def __len__(self) -> int:
        """几项。"""
        return len(integers(self.places))

    def __iter__(self) -> Iterator[Item]:
        """逐项取出。"""
        return map(self.known.__getitem__, integers(self.places))


class Records(msgspec.Struct, frozen=True, array_like=True):
    """许多条依据，一项一列：几十万条，一条一个对象要上百兆字节。

    Attributes:
        kinds: 种类。
        ids: 编号。
        anchors: 页内锚点。
    """

    kinds: Coded[RecordKind]
    ids: Coded[str]
    anchors: Coded[str]

    def __len__(self) -> int:
        """几条。"""
        return len(self.kinds)

    def __iter__(self) -> Iterator[Evidence]:
        """逐条取出。"""
        return map(Evidence, self.kinds, self.ids, self.anchors)


class Columns(msgspec.Struct, frozen=True, array_like=True):
    """许多条观察，一项一列：上百万条时，一条一个对象太贵。

    指标、归属、依据许多条共用，各写一次；后四列是整数（见 INTEGER），其中两列是归属与依据的次序。

    Attributes:
        slots: 指标、判断、原因。
        scopes: 各样归属在每一种范围里是哪几个；几列与 ScopeKind 的先后相同，各样归属一项。
        records: 背后的各条记录，各不相同。
        keys: 归在第几样归属里。
        evidence: 背后是第几条记录；不公开的没有，为负一。
        weights: 算几件。
        days: 天数。
    """

    slots: Coded[Slot]
    scopes: tuple[Coded[tuple[str, ...]], ...]
    records: Records
    keys: bytes
    evidence: bytes
    weights: bytes
    days: bytes

    @property
    def known_keys(self) -> list[Keys]:
        """各样归属。"""
        return [dict(zip(ScopeKind, names, strict=True)) for names in zip(*self.scopes, strict=True)]

    def __iter__(self) -> Iterator[Observation]:
        """逐条取出。"""
        known_keys, known = self.known_keys, (*self.records, None)
        columns = map(integers, (self.keys, self.evidence, self.weights, self.days))
        for slot, keys, evidence, weight, days in zip(self.slots, *columns, strict=True):
            measure, verdict, reason = slot
            yield Observation(measure, verdict, reason, weight, known[evidence], days, known_keys[keys])


class Span(msgspec.Struct, frozen=True, array_like=True):
    """连着的几组记录的观察，合在一起记：一组一份，十万条合起来要十来秒。

    Attributes:
        columns: 观察；都有依据。
        groups: 各条依据归哪一组，整数（见 INTEGER），与 columns.records 一一对应。
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
        group_of: dict[Evidence | None, int] = dict(zip(self.columns.records, found, strict=True))
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
        slots, *others = (column.tobytes() for column in self._columns)
        known = [keys for _, keys in self._keys.values()]
        return Columns(
            Coded(tuple(self._slots), slots),
            tuple(_coded(keys[kind] for keys in known) for kind in ScopeKind),
            Records(
                _coded(item.kind for item in self._evidence),
                _coded(item.id for item in self._evidence),
                _coded(item.anchor for item in self._evidence),
            ),
            *others,
        )


def _coded(items: Iterable[Item]) -> Coded[Item]:
    """逐项的东西成一列。"""
    known: dict[Item, int] = {}
    places = array(INTEGER, (known.setdefault(item, len(known)) for item in items))
    return Coded(tuple(known), places.tobytes())


def in_columns(observed: Iterable[Observation]) -> Columns:
    """一条条的观察成列。"""
    collector = Collector()
    for item in observed:
        collector.add(item)
    return collector.columns()


def joined(parts: Iterable[Columns]) -> Columns:
    """几份观察合成一份，先后照旧；各份的依据互不相同。"""
    every = list(parts)
    return Columns(
        _one_after_another([part.slots for part in every]),
        tuple(
            _one_after_another([part.scopes[place] for part in every]) for place, _ in enumerate(ScopeKind)
        ),
        Records(
            _one_after_another([part.records.kinds for part in every]),
            _one_after_another([part.records.ids for part in every]),
            _one_after_another([part.records.anchors for part in every]),
        ),
        _shifted([part.keys for part in every], [len(part.scopes[0]) for part in every]),
        _shifted([part.evidence for part in every], [len(part.records) for part in every]),
        b"".join(part.weights for part in every),
        b"".join(part.days for part in every),
    )


def _one_after_another(parts: Sequence[Coded[Item]]) -> Coded[Item]:
    """几列接成一列；几列里都有的只写一次。"""
    # 与 pandas 一同读进来，用到时才读。
    import numpy as np  # noqa: PLC0415

    known: dict[Item, int] = {}
    contents = []
    for part in parts:
        numbers = [known.setdefault(item, len(known)) for item in part.known]
        contents.append(np.array(numbers, dtype=INTEGER)[integers_in(part.places)].tobytes())
    return Coded(tuple(known), b"".join(contents))


def _shifted(columns: Iterable[bytes], sizes: Iterable[int]) -> bytes:
    """几份里各自的次序接成整份里的次序：加上前面各份的件数；没有的仍是负一。"""
    import numpy as np  # noqa: PLC0415 - 同上

    contents = []
    start = 0
    for column, size in zip(columns, sizes, strict=True):
        found = integers_in(column)
        contents.append(np.where(found < 0, found, found + start).astype(INTEGER).tobytes())
        start += size
    return b"".join(contents)


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
