"""公布的数字。"""

from generator.dates import PartialDate
from generator.release.model.parts import (
    PublicRecord,
    PublicSource,
)
from generator.terms import (
    Qualifier,
    RecordKind,
)


class PublicFigure(PublicRecord, frozen=True, kw_only=True):
    """一个公布的数字；value 是原样的数字文字。"""

    group: str
    label: str
    value: str
    qualifier: Qualifier
    unit: str
    source: PublicSource
    body: str | None = None
    as_of: PartialDate | None = None
    part_of: str | None = None
    breakdown: str | None = None
    counts: str | None = None
    rate_of: str | None = None
    rate_part: str | None = None
    about_kind: RecordKind | None = None
    about: str | None = None
    note: str | None = None
    practice: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """带限定词与单位的写法：1900余个。"""
        return self.qualifier.around(self.value) + self.unit
