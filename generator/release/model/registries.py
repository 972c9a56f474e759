"""公开的名册：政协、单位、界别、委员、平台。"""

from generator.dates import PartialDate
from generator.release.model.parts import (
    PublicRecord,
    PublicSource,
)
from generator.terms import (
    Level,
    Qualifier,
)


class PublicBody(PublicRecord, frozen=True, kw_only=True):
    """一级政协。"""

    name: str
    short_name: str | None = None
    level: Level | None = None
    parent: str | None = None
    website: str | None = None
    source: PublicSource | None = None

    @property
    def label(self) -> str:
        """列表里用的短名。"""
        return self.short_name or self.name


class PublicUnit(PublicRecord, frozen=True, kw_only=True):
    """承办单位。"""

    name: str
    short_name: str | None = None
    body: str | None = None
    kind: str | None = None
    telephone: str | None = None
    website: str | None = None
    source: PublicSource | None = None

    @property
    def label(self) -> str:
        """列表里用的短名。"""
        return self.short_name or self.name


class PublicSector(PublicRecord, frozen=True, kw_only=True):
    """界别。"""

    name: str
    body: str | None = None
    source: PublicSource | None = None


class PublicMember(PublicRecord, frozen=True, kw_only=True):
    """委员；姓名从略的委员没有这条记录。"""

    name: str
    body: str | None = None
    sector: str | None = None
    party: str | None = None
    platforms: tuple[str, ...] = ()
    source: PublicSource | None = None


class PublicPlatform(PublicRecord, frozen=True, kw_only=True):
    """站、室、点等平台。"""

    name: str
    kind: str
    body: str | None = None
    level: Level | None = None
    parent: str | None = None
    tier: str | None = None
    feature: str | None = None
    group: bool = False
    count: int | None = None
    qualifier: Qualifier = Qualifier.EXACT
    owner: str | None = None
    roles: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    members: int = 0
    host: str | None = None
    place: str | None = None
    sectors: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    opened: PartialDate | None = None
    description: str | None = None
    source: PublicSource | None = None
    practice: tuple[str, ...] = ()

    @property
    def shown_count(self) -> str:
        """代表一批时的个数写法：400多；没有公布的是「个数未公布」。"""
        return self.qualifier.around(str(self.count)) if self.count is not None else "个数未公布"
