"""站、室、点的树：先按层级，再按种类与特色；写明上级的挂在上级下面。"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

import msgspec

from generator.release import address
from generator.release.model import PublicPlatform, Release
from generator.release.views.common import Link
from generator.terms import Level, RecordKind

LEVELS = {level: position for position, level in enumerate(Level)}


class Node(msgspec.Struct, frozen=True):
    """树上的一个节点：一组，或一个平台。

    Attributes:
        link: 名称；平台有链接，组没有。
        note: 依托单位、地点、委员人数等短信息。
        count: 组里几个；平台为空，代表一批的写它的个数。
        children: 下面的节点。
    """

    link: Link
    note: str
    count: str
    children: tuple["Node", ...] = ()


class Tier(msgspec.Struct, frozen=True):
    """示意图的一层。

    Attributes:
        label: 层名：区县级，或本地的叫法（点、线、面）。
        boxes: 这一层的各种平台：（种类，个数）。
    """

    label: str
    boxes: tuple[tuple[str, str], ...]


def tree(body: str | None, release: Release) -> tuple[Node, ...]:
    """一级政协的平台树。上级属别的政协的，在这里算树根。"""
    own = [item for item in release.platforms if item.body == body]
    ids = {item.id for item in own}
    below: defaultdict[str | None, list[PublicPlatform]] = defaultdict(list)
    for item in own:
        below[item.parent if item.parent in ids else None].append(item)
    groups: defaultdict[tuple[int, str, str], list[PublicPlatform]] = defaultdict(list)
    for item in below[None]:
        groups[_rank(item), item.kind, item.feature or ""].append(item)
    return _grouped(groups, below, release)


def _grouped(
    groups: dict[tuple[int, str, str], list[PublicPlatform]],
    below: dict[str | None, list[PublicPlatform]],
    release: Release,
) -> tuple[Node, ...]:
    kinds: defaultdict[tuple[int, str], list[str]] = defaultdict(list)
    for rank, kind, feature in sorted(groups):
        kinds[rank, kind].append(feature)
    nodes = []
    for (rank, kind), features in kinds.items():
        members = [item for feature in features for item in groups[rank, kind, feature]]
        if features == [""]:
            children = tuple(_node(item, below, release) for item in members)
        else:
            children = tuple(
                _group(feature or "未分", groups[rank, kind, feature], below, release) for feature in features
            )
        nodes.append(Node(Link(kind), _level_name(members[0]), counted(members), children))
    return tuple(nodes)


def _group(
    name: str,
    members: Sequence[PublicPlatform],
    below: dict[str | None, list[PublicPlatform]],
    release: Release,
) -> Node:
    return Node(Link(name), "", counted(members), tuple(_node(item, below, release) for item in members))


def _node(item: PublicPlatform, below: dict[str | None, list[PublicPlatform]], release: Release) -> Node:
    children = tuple(_node(child, below, release) for child in below.get(item.id, ()))
    path = address.page_path(RecordKind.PLATFORM, item.id)
    return Node(Link(item.name, path), note(item), item.shown_count if item.group else "", children)


def note(item: PublicPlatform) -> str:
    """一个平台的短信息。"""
    parts = (
        item.host and f"依托{item.host}",
        item.place,
        item.owner and f"{item.owner}负责",
        f"委员 {item.members} 人" if item.members else "",
    )
    return "，".join(part for part in parts if part)


def tiers(body: str | None, release: Release) -> tuple[Tier, ...]:
    """示意图：写了所在层的按层分，没有写的按层级分；每层按种类合计。"""
    found: dict[str, dict[str, list[PublicPlatform]]] = {}
    own = [item for item in release.platforms if item.body == body]
    for item in sorted(own, key=lambda item: (_rank(item), item.id)):
        layer = item.tier or _level_name(item) or "层级未公布"
        found.setdefault(layer, {}).setdefault(item.kind, []).append(item)
    return tuple(
        Tier(layer, tuple((kind, counted(items)) for kind, items in kinds.items()))
        for layer, kinds in found.items()
    )


def counted(items: Iterable[PublicPlatform]) -> str:
    """几个：逐个列名的加上没有列名的；有约数的写「约」，有不知道个数的写 N。"""
    found = tuple(items)
    if len(found) == 1 and found[0].group and found[0].count is not None:
        return found[0].shown_count
    named, unnamed, exact, unknown = 0, 0, True, False
    for item in found:
        if not item.group:
            named += 1
        elif item.count is None:
            unknown = True
        else:
            unnamed += item.count
            exact = exact and item.qualifier.is_exact
    total = named + unnamed
    if unknown:
        return f"{total}＋N" if total else "N"
    return str(total) if exact else f"约{total}"


def _rank(item: PublicPlatform) -> int:
    return LEVELS.get(item.level, len(LEVELS)) if item.level else len(LEVELS)


def _level_name(item: PublicPlatform) -> str:
    return item.level.label if item.level else ""
