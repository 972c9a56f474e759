"""孪生文件：与网页同名，只有公开的，词汇写代号。"""

from datetime import date

import msgspec
import pytest

from generator.output.twins import KINDS, twins
from generator.release import address
from generator.release.model import Release
from generator.terms import RecordKind


@pytest.fixture(scope="module")
def written(release: Release) -> dict[str, bytes]:
    return {artifact.path: artifact.content for _, _, artifact in twins(release)}


def test_every_record_with_a_page_has_a_twin(release: Release, written: dict[str, bytes]) -> None:
    for kind in KINDS:
        for record in release.records(kind):
            twin = msgspec.json.decode(written[address.data_path(kind, record.id)])
            assert twin["type"] == kind.value
            assert twin["id"] == record.id
            assert twin["url"] == f"https://qinghe.example/{address.page_path(kind, record.id)}"


def test_numbers_stay_text_and_terms_are_codes(written: dict[str, bytes]) -> None:
    twin = msgspec.json.decode(written["proposals/5-2/0046.json"])
    assert twin["number"] == "0046"
    assert twin["filing"] == {"status": "filed", "date": "2023-01-18"}


def test_a_withdrawn_record_leaves_its_date_and_reason(written: dict[str, bytes]) -> None:
    assert msgspec.json.decode(written["proposals/5-2/0011.json"]) == {
        "type": "proposal",
        "url": "https://qinghe.example/proposals/5-2/0011.html",
        "id": "5-2-0011",
        "withdrawn": "2023-03-02",
        "reason": "提案者申请撤回",
    }


def test_a_renamed_record_points_to_its_new_address(written: dict[str, bytes]) -> None:
    moved = msgspec.json.decode(written["proposals/5-1/0046.json"])
    assert moved["moved_to"] == "5-2-0046"
    assert moved["url"].endswith("proposals/5-2/0046.html")


def test_a_new_day_changes_no_twin(release: Release, written: dict[str, bytes]) -> None:
    later = msgspec.structs.replace(release, as_of=date(2030, 1, 1))
    assert {artifact.path: artifact.content for _, _, artifact in twins(later)} == written


def test_without_an_address_the_page_is_named_by_its_path(release: Release) -> None:
    local = msgspec.structs.replace(release, site=msgspec.structs.replace(release.site, base_url=None))
    twin = next(item for _, _, item in twins(local) if item.path == "proposals/5-2/0001.json")
    assert msgspec.json.decode(twin.content)["url"] == "proposals/5-2/0001.html"


def test_figures_have_no_page_and_so_no_twin(release: Release, written: dict[str, bytes]) -> None:
    assert release.records(RecordKind.FIGURE)
    assert not any(path.startswith("figures/") for path in written)


def test_twins_carry_nothing_private_or_withheld(written: dict[str, bytes]) -> None:
    told = b"".join(written.values()).decode()
    for mark in ("机密甲", "封存乙", "摘要外丙", "委员匿名"):
        assert mark not in told
