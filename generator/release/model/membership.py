"""站、室、点的规定与核对结果，公开的样子：姓名不公开的委员只进人数，不露编号。"""

import msgspec

from generator.dates import PartialDate
from generator.terms import Period


class PublicCoverage(msgspec.Struct, frozen=True, kw_only=True):
    """「人人有站、站站有人」照一条规定核对的结果。

    Attributes:
        bodies: 谁的委员。
        platform_bodies: 谁的平台。
        platform_kinds: 哪些种类的平台；空是各种都算。
        excluded_regions: 照规定不计入的来处。
        members: 应当进站的人数。
        excluded: 不计入的人数。
        stationed: 已进站的人数。
        orphan_members: 没有站的委员里姓名公开的，编号。
        hidden_orphans: 没有站的委员里姓名不公开的，人数。
        platforms: 算在内的平台数。
        orphan_platforms: 没有委员的平台里公开的，编号。
        hidden_platforms: 没有委员的平台里不公开的，个数。
        unowned: 规定要写明由谁负责而没有写的公开平台，编号；规定没有这样要求时为空。
    """

    id: str
    title: str
    bodies: tuple[str, ...]
    platform_bodies: tuple[str, ...]
    platform_kinds: tuple[str, ...]
    excluded_regions: tuple[str, ...]
    members: int
    excluded: int
    stationed: int
    orphan_members: tuple[str, ...]
    hidden_orphans: int
    platforms: int
    orphan_platforms: tuple[str, ...]
    hidden_platforms: int
    unowned: tuple[str, ...]
    source: str | None = None


class PublicQuotaRule(msgspec.Struct, frozen=True, kw_only=True):
    """平台每个周期至少办几次活动的一条规定。"""

    id: str
    title: str
    minimum: int
    period: Period
    since: PartialDate | None = None
    until: PartialDate | None = None
    bodies: tuple[str, ...] = ()
    platform_kinds: tuple[str, ...] = ()
    platforms: tuple[str, ...] = ()
    source: str | None = None


class PublicPractice(msgspec.Struct, frozen=True, kw_only=True):
    """做法名录里的一条。"""

    id: str
    area: str
    name: str
    says: str
    source: str
