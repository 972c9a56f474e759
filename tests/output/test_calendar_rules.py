"""RFC 5545 的行与必有的属性，逐份日历对照；节号在旁边。"""

import re

import pytest

from generator.output.calendar import calendars
from generator.output.parcel import artifacts
from generator.release.model import Release

CONTROL = re.compile(rb"[\x00-\x08\x0a-\x1f\x7f]")
ONCE = ("UID", "DTSTAMP", "DTSTART", "DTEND", "SEQUENCE", "SUMMARY", "TRANSP")


@pytest.fixture(scope="module")
def written(release: Release) -> dict[str, bytes]:
    return {artifact.path: artifact.content for artifact in artifacts(calendars(release))}


def lines_of(content: bytes) -> list[bytes]:
    """物理行；末行之后没有别的。"""
    assert content.endswith(b"\r\n")
    return content.removesuffix(b"\r\n").split(b"\r\n")


def unfolded(content: bytes) -> list[str]:
    return content.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def test_lines_end_in_crlf_and_are_folded_at_75_octets(written: dict[str, bytes]) -> None:
    for path, content in written.items():  # 3.1
        lines = lines_of(content)
        assert max(len(line) for line in lines) <= 75, path
        assert not any(CONTROL.search(line) for line in lines), path
        # 不把一个汉字折成两半：许多日历软件逐行解码。
        assert all(line.decode() for line in lines), path
    assert any(b"\r\n " in content for content in written.values()), "范例里应当有折过的行"


def test_a_calendar_says_its_version_and_product_once_and_before_the_events(
    written: dict[str, bytes],
) -> None:
    for path, content in written.items():  # 3.6
        lines = unfolded(content)
        assert (lines[0], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR"), path
        head = lines[1 : lines.index("BEGIN:VEVENT")]
        assert [line for line in head if line.startswith("VERSION:")] == ["VERSION:2.0"], path
        assert len([line for line in head if line.startswith("PRODID:")]) == 1, path


def test_every_event_has_what_it_must_have_and_nothing_twice(written: dict[str, bytes]) -> None:
    for path, content in written.items():  # 3.6.1
        body = "\r\n".join(unfolded(content))
        events = re.findall(r"BEGIN:VEVENT\r\n(.*?)\r\nEND:VEVENT", body, re.DOTALL)
        assert events, path
        for event in events:
            names = [re.split("[;:]", line)[0] for line in event.split("\r\n")]
            assert all(names.count(name) == 1 for name in ONCE), (path, event)
            assert re.search(r"^DTSTAMP:\d{8}T\d{6}Z\r?$", event, re.MULTILINE), path  # 3.8.7.2：须是 UTC
            assert re.search(r"^UID:[^\s@]+@[^\s@]+\r?$", event, re.MULTILINE), path


def test_commas_semicolons_and_newlines_in_texts_are_escaped(written: dict[str, bytes]) -> None:
    for path, content in written.items():  # 3.3.11
        for line in unfolded(content):
            if line.startswith(("SUMMARY:", "DESCRIPTION:")):
                assert not re.search(r"(?<!\\)[,;]", line.partition(":")[2]), (path, line)
