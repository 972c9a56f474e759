"""分份：几组记录一起决定公开之后，各归各组。"""

from collections import defaultdict
from collections.abc import Container, Hashable, Iterator, Mapping
from typing import Any, TypeVar

import msgspec

from generator.gate.decisions import Decisions, WithheldGroup
from generator.register.register import Register
from generator.release.model import CitedProposal, Release, Withheld
from generator.release.portion import HEAVY, Portion, merged_withheld, without_heavy
from generator.terms import RecordKind

Owner = TypeVar("Owner", bound=Hashable)


def portions(
    register: Register, release: Release, owners: Mapping[tuple[RecordKind, str], Owner]
) -> dict[Owner, Portion]:
    """把一次发布分成各组的份；不属于任何一组的记录（名册等）不在内。

    Args:
        register: 登记簿。
        release: 由它生成的发布。
        owners: （种类，编号）→ 属于哪一组；改过编号的，旧编号也在内。
    """
    found: defaultdict[Owner, defaultdict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for kind in (*HEAVY, RecordKind.FIGURE):
        for record in release.records(kind):
            if (owner := owners.get((kind, record.id))) is not None:
                found[owner][kind.folder].append(record)
    for owner, cited in _cited(release, owners):
        found[owner]["cited"].append(cited)
    for item, group in Decisions(register).withheld_records():
        if (owner := owners.get(item)) is not None:
            found[owner]["withheld"].append(_withheld(group))
    for name, moved in (("notices", release.notices), ("redirects", release.redirects)):
        for entry in moved:
            if (owner := owners.get((entry.kind, entry.id))) is not None:
                found[owner][name].append(entry)
    return {owner: _portion(parts, register) for owner, parts in found.items()}


def _cited(
    release: Release, owners: Mapping[tuple[RecordKind, str], Owner]
) -> Iterator[tuple[Owner, CitedProposal]]:
    """各组写到、却在别的组里的公开的提案。"""
    titles = release.proposal_titles
    for record in release.proposals:
        if (owner := owners.get((RecordKind.PROPOSAL, record.id))) is not None:
            for item in record.related:
                if owners.get((RecordKind.PROPOSAL, item)) != owner:
                    yield owner, CitedProposal(id=item, title=titles[item])


def remainder(
    register: Register, release: Release, owned: Container[tuple[RecordKind, str]]
) -> tuple[Release, tuple[int, ...]]:
    """一次发布里不属于任何一组的部分，与其中各个数字在数据文件里的次序。

    Args:
        register: 登记簿。
        release: 由它生成的发布。
        owned: 属于某一组的（种类，编号）。
    """
    figures = tuple(item for item in release.figures if (RecordKind.FIGURE, item.id) not in owned)
    withheld = (
        _withheld(group) for item, group in Decisions(register).withheld_records() if item not in owned
    )
    rest = msgspec.structs.replace(
        without_heavy(release),
        figures=figures,
        withheld=merged_withheld(withheld),
        notices=tuple(item for item in release.notices if (item.kind, item.id) not in owned),
        redirects=tuple(item for item in release.redirects if (item.kind, item.id) not in owned),
    )
    return rest, tuple(register.figures[item.id].origin.index for item in figures)


def _withheld(group: WithheldGroup) -> Withheld:
    return Withheld(kind=group.kind, openness=group.openness, reason=group.reason, body=group.body, count=1)


def _portion(parts: Mapping[str, list[Any]], register: Register) -> Portion:
    figures = parts.get("figures", [])
    return msgspec.structs.replace(
        Portion(),
        **{kind.folder: tuple(parts.get(kind.folder, ())) for kind in HEAVY},
        figures=tuple(figures),
        figure_places=tuple(register.figures[item.id].origin.index for item in figures),
        withheld=merged_withheld(parts.get("withheld", ())),
        notices=tuple(parts.get("notices", ())),
        redirects=tuple(parts.get("redirects", ())),
        cited=tuple(parts.get("cited", ())),
    )
