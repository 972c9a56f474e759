"""站、室、点：活动次数的钟，三个数的对照，树与示意图。"""

from collections.abc import Callable
from datetime import date

import pytest
from msgspec.structs import replace

from generator.dates import PartialDate
from generator.release.model import (
    PublicConsultation,
    PublicFigure,
    PublicPlatform,
    PublicQuotaRule,
    PublicSource,
    Release,
)
from generator.release.platforms import quota_clocks, reconciled, tiers, tree
from generator.release.platforms.quotas import periods
from generator.terms import Level, Period, Qualifier

STATION = PublicPlatform(id="zhan", name="一站", kind="委员工作站", body="qu", level=Level.TOWNSHIP)
REST = PublicPlatform(
    id="qiyu", name="其余", kind="委员工作站", body="qu", level=Level.TOWNSHIP, group=True, count=36
)
SOURCE = PublicSource(title="某报")


@pytest.fixture
def empty(make_release: Callable[..., Release]) -> Release:
    return make_release()


def rule(period: Period, since: str | None, until: str | None = None, minimum: int = 1) -> PublicQuotaRule:
    return PublicQuotaRule(
        id="g",
        title="规定",
        minimum=minimum,
        period=period,
        since=PartialDate.parse(since) if since else None,
        until=PartialDate.parse(until) if until else None,
    )


def held(identifier: str, day: str | None) -> PublicConsultation:
    when = PartialDate.parse(day) if day else None
    return PublicConsultation(id=identifier, title="会", kind="微协商", platform="zhan", date=when)


def figure(identifier: str, value: str, **more: object) -> PublicFigure:
    return PublicFigure(
        id=identifier,
        group="组",
        label=identifier,
        value=value,
        unit="个",
        source=SOURCE,
        body="qu",
        **{"qualifier": Qualifier.EXACT, **more},  # type: ignore[arg-type]
    )


def clocks(
    empty: Release, as_of: str, quota: PublicQuotaRule, *events: PublicConsultation
) -> list[tuple[str, int, str]]:
    site = replace(empty.site, quotas=(quota,))
    release = replace(
        empty, as_of=date.fromisoformat(as_of), site=site, platforms=(STATION,), consultations=events
    )
    (clock,) = quota_clocks(STATION, release)
    return [(item.label, item.count, item.state) for item in clock.periods]


@pytest.mark.parametrize(
    ("period", "since", "as_of", "expected"),
    [
        (
            Period.YEAR,
            "2023-05-10",
            "2024-01-01",
            [("2023-01-01", "2023-12-31"), ("2024-01-01", "2024-12-31")],
        ),
        (
            Period.QUARTER,
            "2023-05",
            "2023-07-01",
            [("2023-04-01", "2023-06-30"), ("2023-07-01", "2023-09-30")],
        ),
        (Period.HALF, "2023-08", "2023-12-31", [("2023-07-01", "2023-12-31")]),
        (
            Period.MONTH,
            "2024-02-29",
            "2024-03-01",
            [("2024-02-01", "2024-02-29"), ("2024-03-01", "2024-03-31")],
        ),
        (Period.YEAR, "2025", "2024-06-30", []),
    ],
)
def test_periods_follow_the_calendar(
    period: Period, since: str, as_of: str, expected: list[tuple[str, str]]
) -> None:
    found = periods(rule(period, since), date.fromisoformat(as_of))
    assert [(first.isoformat(), last.isoformat()) for first, last in found] == expected


def test_a_rule_that_has_ended_asks_for_nothing_afterwards() -> None:
    assert len(list(periods(rule(Period.YEAR, "2021", "2023-12"), date(2026, 1, 1)))) == 3


def test_a_clock_says_what_was_published_and_what_is_still_missing(empty: Release) -> None:
    quota = rule(Period.QUARTER, "2023-07")
    events = (held("a", "2023-07-01"), held("b", "2023-09"), held("c", "2024-01-15"))
    assert clocks(empty, "2024-05-01", quota, *events) == [
        ("2024年第2季度", 0, "upcoming"),
        ("2024年第1季度", 1, "done"),
        ("2023年第4季度", 0, "undated"),
        ("2023年第3季度", 2, "done"),
    ]


def test_the_end_of_a_period_comes_near(empty: Release) -> None:
    quota = rule(Period.YEAR, "2024", minimum=2)
    assert clocks(empty, "2024-12-31", quota, held("a", "2024-03"))[0] == ("2024年", 1, "near")


def test_an_event_known_only_by_its_year_is_counted_in_no_quarter(empty: Release) -> None:
    quota = rule(Period.QUARTER, "2023", "2023")
    site = replace(empty.site, quotas=(quota,))
    release = replace(
        empty,
        as_of=date(2024, 6, 30),
        site=site,
        platforms=(STATION,),
        consultations=(held("a", "2023"), held("b", None)),
    )
    (clock,) = quota_clocks(STATION, release)
    assert (clock.met, clock.total, clock.unplaced) == (0, 4, 2)


def test_an_event_that_lies_ahead_does_not_count(empty: Release) -> None:
    quota = rule(Period.YEAR, "2024")
    assert clocks(empty, "2024-06-30", quota, held("a", "2024-09-01"))[0][1] == 0


def test_a_batch_of_unnamed_platforms_has_a_rule_but_no_count(empty: Release) -> None:
    release = replace(empty, site=replace(empty.site, quotas=(rule(Period.YEAR, "2023"),)), platforms=(REST,))
    (clock,) = quota_clocks(REST, release)
    assert (clock.periods, clock.total, clock.phrase) == ((), 0, "每年至少 1 次")


def of(empty: Release, *figures: PublicFigure, platforms: tuple[PublicPlatform, ...] = ()) -> list[list[str]]:
    release = replace(empty, figures=figures, platforms=platforms)
    return [[row.parts, row.listed, row.state, row.sentence] for row in reconciled("qu", release)]


def test_published_parts_and_listed_are_put_side_by_side(empty: Release) -> None:
    whole = figure("z", "38", counts="platform/委员工作站")
    parts = (
        figure("a", "36", part_of="z", breakdown="所在"),
        figure("b", "2", part_of="z", breakdown="所在"),
    )
    two = (STATION, replace(STATION, id="zhan2"), REST)
    assert of(empty, whole, *parts, platforms=two) == [
        ["36＋2＝38", "逐个列名 2，没有列名 36", "done", "与各项相加相合；与列出的相合。"]
    ]
    assert of(empty, whole, parts[0], platforms=two[:1]) == [
        ["36＝36", "逐个列名 1", "near", "各项相加少 2；列出的少 37。"]
    ]


def test_numbers_that_cannot_be_compared_say_so(empty: Release) -> None:
    about = figure("y", "400", qualifier=Qualifier.MANY, counts="platform/委员工作站")
    assert of(empty, about, platforms=(STATION,))[0][2:] == ["undated", "约数，不与列出的核对。"]
    none = figure("w", "12", counts="platform/协商议事厅")
    assert of(empty, none)[0][1:] == ["0", "undated", "没有逐个公布，本站一个也没有列出。"]
    batch = figure("p", "36", counts="platform/委员工作站")
    assert of(empty, batch, platforms=(REST,))[0][2:] == ["undated", "没有逐个列名，登记的就是公布的个数。"]


def test_a_rate_is_checked_only_when_both_its_terms_are_published(empty: Release) -> None:
    whole, part = figure("w", "40"), figure("p", "38")
    right = figure("r", "95", rate_of="w", rate_part="p")
    wrong = figure("r", "97", rate_of="w", rate_part="p")
    alone = figure("r", "97", rate_of="w")
    assert of(empty, whole, part, right)[0][2] == "done"
    assert of(empty, whole, part, wrong)[0][2:] == ["near", "由 38/40 算出是 95.00%，与公布的不合。"]
    assert of(empty, whole, alone)[0][2] == "undated"


def test_coverage_of_towns_shows_both_numbers(empty: Release) -> None:
    towns = figure("全市街镇", "215")
    stations = figure("s", "215", counts="platform/委员工作站", rate_of="全市街镇")
    assert of(empty, towns, stations)[0][0] == "占全市街镇 215/215，100%"


def test_the_tree_hangs_platforms_under_their_parents(empty: Release) -> None:
    child = replace(STATION, id="dian", name="联系点", kind="联系点", parent="zhan", level=Level.VILLAGE)
    room = replace(STATION, id="shi", name="一室", kind="委员工作室", feature="界别特色", level=Level.COUNTY)
    release = replace(empty, platforms=(child, room, STATION, REST))
    rooms, stations = tree("qu", release)
    assert (rooms.link.text, rooms.count, rooms.children[0].link.text) == ("委员工作室", "1", "界别特色")
    assert (stations.count, [node.link.text for node in stations.children]) == ("37", ["一站", "其余"])
    assert [node.link.text for node in stations.children[0].children] == ["联系点"]


def test_the_sketch_says_n_for_what_was_not_counted(empty: Release) -> None:
    unknown = replace(REST, id="n", kind="联系点", level=Level.VILLAGE, count=None)
    many = replace(REST, id="m", kind="征集点", level=Level.VILLAGE, count=400, qualifier=Qualifier.MANY)
    layer = replace(STATION, id="t", tier="点")
    found = tiers("qu", replace(empty, platforms=(STATION, REST, unknown, many, layer)))
    assert [(tier.label, tier.boxes) for tier in found] == [
        ("乡镇街道级", (("委员工作站", "37"),)),
        ("点", (("委员工作站", "1"),)),
        ("村居级", (("征集点", "400多"), ("联系点", "N"))),
    ]
