"""日历：承诺与答复的期限、协商的日期，做成可以订阅的 iCalendar。"""

from collections.abc import Iterator

import msgspec

from generator.output.artifact import Artifact
from generator.output.calendar_entries import CalendarEntry, entries, heading, written
from generator.release.model import Release


class CalendarLink(msgspec.Struct, frozen=True):
    """一份日历。

    Attributes:
        title: 名称，不含站名。
        path: 相对站点根目录的路径。
    """

    title: str
    path: str


def calendar_links(release: Release) -> tuple[CalendarLink, ...]:
    """写出的全部日历：全部的在前，其次各承办单位。没有一个日子的不写：空日历不合 RFC 5545。"""
    return tuple(link for link, _ in _calendars(release))


def calendars(release: Release) -> Iterator[Artifact]:
    """全部日历文件。"""
    # 一个条目进几份日历，只写一次：逐份重写要多花一倍时间。
    written_entries: dict[str, bytes] = {}
    for link, found in _calendars(release):
        head, tail = heading(link.title, release.site)
        for entry in found:
            if entry.key not in written_entries:
                written_entries[entry.key] = written(entry, release.site)
        yield Artifact(link.path, b"".join((head, *(written_entries[entry.key] for entry in found), tail)))


def _calendars(release: Release) -> Iterator[tuple[CalendarLink, list[CalendarEntry]]]:
    found = entries(release)
    by_unit: dict[str, list[CalendarEntry]] = {}
    for entry in found:
        for unit in entry.units:
            by_unit.setdefault(unit, []).append(entry)
    if found:
        yield CalendarLink("全部期限与协商", "calendar/all.ics"), found
    for holder in release.units:
        if holder.id in by_unit:
            yield CalendarLink(holder.label, f"calendar/units/{holder.id}.ics"), by_unit[holder.id]
