"""人人有站、站站有人：照一条规定，谁该进站，谁没有站，哪个站没有人。"""

from collections.abc import Collection, Iterable
from typing import Protocol

import msgspec

from generator.terms import Region


class Member(Protocol):
    """一位委员：只看编号、政协、来处与所在平台。"""

    @property
    def id(self) -> str:
        """编号。"""

    @property
    def body(self) -> str | None:
        """哪级政协的。"""

    @property
    def region(self) -> Region:
        """来自哪里。"""

    @property
    def platforms(self) -> tuple[str, ...]:
        """所在平台的编号。"""


class Platform(Protocol):
    """一个平台：只看编号、政协、种类与是否代表一批。"""

    @property
    def id(self) -> str:
        """编号。"""

    @property
    def body(self) -> str | None:
        """哪级政协的。"""

    @property
    def kind(self) -> str:
        """种类。"""

    @property
    def group(self) -> bool:
        """是否代表一批没有逐个列名的。"""


class Rule(Protocol):
    """一条进站规定。"""

    @property
    def bodies(self) -> tuple[str, ...]:
        """谁的委员。"""

    @property
    def exclude(self) -> tuple[Region, ...]:
        """不要求进站的来处。"""

    def covers(self, platform: Platform) -> bool:
        """这个平台算不算。"""


class Coverage(msgspec.Struct, frozen=True):
    """核对的结果；编号都按登记的次序。

    Attributes:
        members: 应当进站的委员。
        excluded: 照规定不计入的委员。
        orphan_members: 应当进站而没有站的。
        platforms: 算在内的平台。
        orphan_platforms: 没有委员的平台；不计入的委员进了站，站也算有人。
    """

    members: tuple[str, ...]
    excluded: tuple[str, ...]
    orphan_members: tuple[str, ...]
    platforms: tuple[str, ...]
    orphan_platforms: tuple[str, ...]


def is_covered(platform: Platform, bodies: Collection[str], kinds: Collection[str]) -> bool:
    """一个平台算不算在一条规定里；代表一批的不算。kinds 为空是各种都算。"""
    return platform.body in bodies and (not kinds or platform.kind in kinds) and not platform.group


def coverage(rule: Rule, members: Iterable[Member], platforms: Iterable[Platform]) -> Coverage:
    """照一条规定核对。"""
    counted = tuple(item.id for item in platforms if rule.covers(item))
    among = set(counted)
    required: list[str] = []
    excluded: list[str] = []
    orphans: list[str] = []
    reached: set[str] = set()
    for member in members:
        if member.body not in rule.bodies:
            continue
        present = among.intersection(member.platforms)
        reached |= present
        if member.region in rule.exclude:
            excluded.append(member.id)
            continue
        required.append(member.id)
        if not present:
            orphans.append(member.id)
    return Coverage(
        tuple(required),
        tuple(excluded),
        tuple(orphans),
        counted,
        tuple(item for item in counted if item not in reached),
    )
