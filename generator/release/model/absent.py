"""不在的记录留下的：没有公开的件数，撤下的说明，旧网址的去向。"""

import msgspec

from generator.dates import PartialDate
from generator.terms import (
    RecordKind,
)


class Withheld(msgspec.Struct, frozen=True, kw_only=True):
    """没有公开的记录：只有种类、哪级政协、属性、原因与件数。"""

    kind: RecordKind
    openness: str
    reason: str
    body: str | None
    count: int


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """撤下的记录留在原址的说明。"""

    kind: RecordKind
    id: str
    date: PartialDate
    reason: str


class PublicMoved(msgspec.Struct, frozen=True, kw_only=True):
    """一个旧网址的去向：to 是新网址；没有的是撤下，有日期与原因。"""

    address: str
    to: str | None = None
    date: PartialDate | None = None
    reason: str | None = None


class Redirect(msgspec.Struct, frozen=True, kw_only=True):
    """改了编号的记录：从旧址转到新址。"""

    kind: RecordKind
    former: str
    id: str
