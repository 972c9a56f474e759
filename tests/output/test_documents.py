"""搜索的输入：每种记录按哪些值筛选。"""

from collections.abc import Iterable

import pytest

from generator.output.documents import documents
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
