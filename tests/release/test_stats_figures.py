"""公布的数字：对得上的算占比，对不上的两个数都给，约数不算。"""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from generator.gate import publish
from generator.register.intake import take_in
from generator.release.model import PublicFigure, PublicSource, Release
from generator.release.stats import all_figure_tables, figure_tables, statistics
from generator.terms import Qualifier, RecordKind

Make = Callable[..., Release]
ROOT = Path(__file__).parents[2]
SOURCE = PublicSource(title="虚构的报道")


def figure(name: str, value: str, **changed: Any) -> PublicFigure:
    settings: dict[str, Any] = {
        "id": name,
        "group": "虚构的一组",
        "label": name,
        "value": value,
        "qualifier": Qualifier.EXACT,
        "unit": "件",
        "source": SOURCE,
    }
    return PublicFigure(**{**settings, **changed})


def part(name: str, value: str, **changed: Any) -> PublicFigure:
    return figure(name, value, **{"part_of": "whole", "breakdown": "办理结果", **changed})


def test_parts_that_add_up_get_their_shares(make_release: Make) -> None:
    figures = [figure("whole", "43"), part("a", "21"), part("b", "14"), part("c", "8")]
    (table,) = all_figure_tables(make_release(figures=figures))
    (found,) = table.breakdowns
    assert (found.reconciles, found.added, found.difference) == (True, "43", "0")
    assert [row.share for row in found.rows] == ["48.8", "32.6", "18.6"]
    assert found.sentence == "各项相加是 43件，与公布的总数相合。"


def test_parts_that_do_not_add_up_give_both_numbers_and_no_share(make_release: Make) -> None:
    figures = [figure("whole", "591"), part("a", "148"), part("b", "364"), part("c", "66"), part("d", "10")]
    (table,) = all_figure_tables(make_release(figures=figures))
    (found,) = table.breakdowns
    assert (found.reconciles, found.added, found.difference) == (False, "588", "3")
    assert {row.share for row in found.rows} == {None}
    assert "591件" in found.sentence
    assert "588件，少 3件" in found.sentence


@pytest.mark.parametrize("place", ["whole", "a"])
def test_approximate_figures_are_neither_added_nor_divided(make_release: Make, place: str) -> None:
    rough = {"qualifier": Qualifier.NEAR}
    figures = [
        figure("whole", "100", **(rough if place == "whole" else {})),
        part("a", "60", **(rough if place == "a" else {})),
        part("b", "40"),
    ]
    (table,) = all_figure_tables(make_release(figures=figures))
    (found,) = table.breakdowns
    assert (found.reconciles, found.added, found.sentence) == (None, None, "其中有约数，不核对，也不算比率。")
    assert {row.share for row in found.rows} == {None}


def test_qualifier_and_unit_are_kept_in_the_wording(make_release: Make) -> None:
    figures = [
        figure("a", "1900", qualifier=Qualifier.MORE, unit="个"),
        figure("b", "1000", qualifier=Qualifier.NEAR, unit="个"),
    ]
    (table,) = all_figure_tables(make_release(figures=figures))
    assert [row.shown for row in table.rows] == ["1900余个", "近1000个"]


def test_decimal_figures_add_exactly(make_release: Make) -> None:
    figures = [figure("whole", "0.3", unit="万"), part("a", "0.1", unit="万"), part("b", "0.2", unit="万")]
    (table,) = all_figure_tables(make_release(figures=figures))
    assert table.breakdowns[0].reconciles is True
    assert [row.share for row in table.breakdowns[0].rows] == ["33.3", "66.7"]


def test_different_units_are_not_compared(make_release: Make) -> None:
    figures = [figure("whole", "10"), part("a", "10", unit="人")]
    (table,) = all_figure_tables(make_release(figures=figures))
    assert table.breakdowns[0].reconciles is None


def test_record_page_gets_its_figures_with_all_their_parts(make_release: Make) -> None:
    figures = [
        figure("whole", "2", about_kind=RecordKind.PROGRAMME, about="ninglai"),
        part("a", "2"),
        part("deeper", "2", part_of="a", breakdown="再分"),
        figure("other", "9"),
    ]
    (table,) = figure_tables(make_release(figures=figures), RecordKind.PROGRAMME, "ninglai")
    assert [(item.total.id, item.rows[0].id) for item in table.breakdowns] == [
        ("whole", "a"),
        ("a", "deeper"),
    ]
    assert table.rows == ()
    assert figure_tables(make_release(figures=figures), RecordKind.PROGRAMME, "meiyou") == ()


def test_the_real_published_sums_that_do_not_add_up_are_exactly_two() -> None:
    register, _ = take_in(ROOT / "data")
    found = statistics(publish(register, date(2026, 11, 21))).unreconciled
    assert [(item.total.id, item.added, item.difference) for item in found] == [
        ("ningbo-2011-handled", "588", "3"),
        ("shenzhen-2016-handled", "665", "-93"),
    ]
