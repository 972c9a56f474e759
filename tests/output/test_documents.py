"""搜索的输入：每种记录按哪些值筛选。"""

from collections.abc import Iterable
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.output.documents import documents
from generator.output.documents.activities import consultation_document
from generator.output.documents.handled import proposal_document
from generator.output.markdown import plain
from generator.output.search import SearchDocument
from generator.release.model import Release
from generator.release.views.common import Names
from generator.terms import RecordKind

NAMED = {RecordKind.UNIT, RecordKind.SECTOR, RecordKind.MEMBER, RecordKind.PLATFORM}


@pytest.fixture(scope="module")
def found(release: Release) -> dict[tuple[str, str], SearchDocument]:
    return {(each.kind, each.id): each for each in documents(release, Names(release))}


def values(document: SearchDocument, facet: str) -> set[str]:
    return {value for name, value in document.facets if name == facet}


def kinds(documents: Iterable[tuple[str, str]]) -> set[str]:
    return {kind for kind, _ in documents}


def test_every_kind_with_a_page_can_be_searched_and_filtered_by_kind_and_body(
    found: dict[tuple[str, str], SearchDocument],
) -> None:
    assert {"opinion", "bill", "survey", "plan", "service", "document", "issue", "supervision"} <= kinds(
        found
    )
    for document in found.values():
        assert len(values(document, "类型")) == 1, document.id
        assert values(document, "政协") or document.kind in {kind.value for kind in NAMED}, document.id


def test_a_dated_record_is_filtered_by_its_year(found: dict[tuple[str, str], SearchDocument]) -> None:
    for document in found.values():
        if document.date and document.kind != RecordKind.PLATFORM:
            assert values(document, "年份") == {document.date[:4]}, document.id


def test_a_plan_that_only_tells_its_year_is_of_that_year(
    found: dict[tuple[str, str], SearchDocument],
) -> None:
    plan = found["plan", "2021-jiandu"]
    assert (plan.date, values(plan, "年份")) == ("2021", {"2021"})


def test_comments_on_a_bill_are_filtered_by_what_became_of_them(
    found: dict[tuple[str, str], SearchDocument],
) -> None:
    assert values(found["bill", "2023-dianti"], "处理") == {"采纳", "未采纳"}


def test_the_units_of_tasks_plans_and_problems_are_facets(
    release: Release, found: dict[tuple[str, str], SearchDocument]
) -> None:
    names = Names(release)
    assert names.unit("jianshe") in values(found["plan", "2023-xieshang"], "单位")
    tasked = [each for each in release.consultations if any(task.unit for task in each.tasks)]
    assert tasked
    for meeting in tasked:
        expected = {names.unit(task.unit) for task in meeting.tasks if task.unit}
        assert expected <= values(found["consultation", meeting.id], "单位")


def test_what_is_searched_is_what_the_page_shows_and_not_how_it_is_marked_up(release: Release) -> None:
    marked = "**加粗**电梯 [链接](https://example.org/地址)\n\n| 甲 | 乙 |\n|---|---|\n| 丙 | `丁` |\n\n- a < b & c"
    proposal = release.proposals[0]
    changed = replace(release, proposals=(replace(proposal, background=marked), *release.proposals[1:]))
    document = proposal_document(changed.proposals[0], changed, Names(changed))
    (text,) = (field.text for field in document.fields if field.label == "正文")
    assert "加粗电梯 链接" in text
    assert "a < b & c" in text
    assert not set(text) & set("*|`[]")
    assert "example.org" not in text
    assert "甲乙" not in text


def test_plain_words_are_left_as_they_are() -> None:
    assert plain("头一段。\n\n第二段，一、二、三。") == "头一段。\n\n第二段，一、二、三。"


def test_the_units_people_and_progress_of_a_consultation_are_found(release: Release) -> None:
    meeting = next(item for item in release.consultations if any(task.updates for task in item.tasks))
    document = consultation_document(meeting, release, Names(release))
    words = "\n".join(field.text for field in document.fields)
    notes = [update.note for task in meeting.tasks for update in task.updates if update.note]
    units = [release.unit[task.unit].name for task in meeting.tasks if task.unit in release.unit]
    assert notes or units
    assert all(word in words for word in (*notes, *units, *meeting.hosts))
    assert all(side.shown in words for side in meeting.participants)


def test_every_place_a_result_leads_to_is_on_the_page(
    found: dict[tuple[str, str], SearchDocument], miniature_site: Path
) -> None:
    missing = []
    for document in found.values():
        page = (miniature_site / document.path).read_text("utf-8")
        anchors = {field.anchor for field in document.fields if field.anchor}
        missing += [(document.path, one) for one in anchors if f'id="{one}"' not in page]
    assert missing == []
