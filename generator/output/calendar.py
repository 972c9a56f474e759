"""日历：承诺与答复的期限、协商的日期，做成可以订阅的 iCalendar。"""

from collections.abc import Iterator
from functools import partial

import msgspec

from generator.output.artifact import Artifact
from generator.output.calendar_entries import CalendarEntry, entries, heading, written
from generator.output.parcel import Parcel
from generator.release.model import Release
from generator.terms import RecordKind


class CalendarLink(msgspec.Struct, frozen=True):
    """一份日历。

    Attributes:
        title: 名称，不含站名。
        path: 相对站点根目录的路径。
    """

    title: str
    path: str


ALL = CalendarLink("全部期限与协商", "calendar/all.ics")


def calendar_links(release: Release) -> tuple[CalendarLink, ...]:
    """写出的全部日历：全部的在前，其次各承办单位。没有一个日子的不写：空日历不合 RFC 5545。"""
    return tuple(link for link in _links(release) if _chosen(link, release))


def calendar_paths(release: Release) -> Iterator[tuple[tuple[RecordKind, str], str]]:
    """每条记录的日子进哪些日历：（（种类，编号），日历的路径）。"""
    for path, chosen in _by_path(release).items():
        yield from ((entry.owner, path) for entry in chosen)


def calendars(release: Release) -> Iterator[Parcel]:
    """全部日历，一份一包。"""
    # 一个条目进几份日历，只写一次：逐份重写要多花一倍时间。
    known: dict[str, bytes] = {}
    for link in _links(release):
        yield Parcel(link.path, partial(_written, link, release, known), holder=link.path)


def _written(link: CalendarLink, release: Release, known: dict[str, bytes]) -> Iterator[Artifact]:
    found = _chosen(link, release)
    if not found:
        return
    for entry in found:
        if entry.key not in known:
            known[entry.key] = written(entry, release.site)
    head, tail = heading(link.title, release.site)
    yield Artifact(link.path, b"".join((head, *(known[entry.key] for entry in found), tail)))


def _links(release: Release) -> tuple[CalendarLink, ...]:
    return (ALL, *(CalendarLink(item.label, _path(item.id)) for item in release.units))


def _path(unit: str) -> str:
    return f"calendar/units/{unit}.ics"


def _chosen(link: CalendarLink, release: Release) -> list[CalendarEntry]:
    return _by_path(release).get(link.path, [])


def _by_path(release: Release) -> dict[str, list[CalendarEntry]]:
    return release.once("calendars", lambda: _grouped(release))


def _grouped(release: Release) -> dict[str, list[CalendarEntry]]:
    found = {ALL.path: entries(release)}
    for entry in found[ALL.path]:
        for unit in entry.units:
            if unit in release.unit:
                found.setdefault(_path(unit), []).append(entry)
    return found
