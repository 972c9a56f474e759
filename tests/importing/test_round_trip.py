"""导出 → 导入 → 导出，一个字节也不变；导出的格子不会被当成公式。"""

import csv
import io
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from generator.cli import main
from generator.exporting.csv_files import csv_of
from generator.exporting.inert import guarded, unguarded
from generator.exporting.sheets import sheets_of
from generator.exporting.workbook import workbook_of
from generator.register.drafting.layout import document
from generator.register.intake import take_in
from generator.register.model import MODELS
from tests.importing.measure_tables import OFFICE

MINIATURE = Path(__file__).parents[1] / "miniature" / "data"
NASTY = [
    "=1+1",
    "'=1",
    "'",
    "@甲",
    "+86",
    "-5",
    "0046",
    "1e5",
    "_x0041_",
    "_x005F_x0041_",
    "_x000D_",
    "是",
    "a;b；c|d",
    "#REF!",
    "　甲　",
]
LETTERS = st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Cs", "Zl", "Zp", "Cn"))
LINE = (st.sampled_from(NASTY) | st.text(LETTERS, min_size=1, max_size=12)).filter(
    lambda text: bool(text.split())
)
TEXT = (
    st.lists(LINE | st.just("") | st.just("  甲  "), min_size=1, max_size=4)
    .map("\n".join)
    .filter(lambda text: bool(text.strip()))
)
DAY = st.sampled_from(["2023", "2023-05", "2023-05-26"])


def proposals() -> st.SearchStrategy[list[dict[str, Any]]]:
    fields = st.fixed_dictionaries(
        {"title": LINE},
        optional={
            "number": LINE,
            "term": st.just("5"),
            "session": st.just("2"),
            "category": LINE,
            "topics": st.lists(LINE, min_size=1, max_size=3),
            "background": TEXT,
            "proposer": st.fixed_dictionaries(
                {"kind": st.just("委员")}, optional={"first": st.just("m01"), "withheld": st.just("是")}
            ),
            "key": st.fixed_dictionaries({}, optional={"supervisor": LINE}),
            "handling": st.fixed_dictionaries(
                {}, optional={"lead": st.just(["sifa", "minzheng"]), "due": DAY}
            ),
            "suggestions": st.lists(LINE | TEXT, min_size=1, max_size=3),
            "visits": st.lists(
                st.fixed_dictionaries({"phase": st.just("办前询问")}, optional={"date": DAY}),
                min_size=1,
                max_size=2,
            ),
            "memo": LINE,
        },
    )
    return st.lists(fields, min_size=1, max_size=3)


REPLY = st.fixed_dictionaries(
    {},
    optional={
        "text": TEXT,
        "date": DAY,
        "result": LINE,
        "responses": st.lists(
            st.fixed_dictionaries(
                {},
                optional={
                    "reason": TEXT,
                    "commitments": st.lists(
                        st.fixed_dictionaries(
                            {"what": LINE},
                            optional={
                                "updates": st.lists(
                                    st.fixed_dictionaries(
                                        {"date": DAY, "status": st.just("已完成")}, optional={"note": LINE}
                                    ),
                                    min_size=1,
                                    max_size=2,
                                )
                            },
                        ),
                        min_size=1,
                        max_size=2,
                    ),
                },
            ),
            min_size=1,
            max_size=3,
        ),
    },
)


def written(data: Path, drafts: list[dict[str, Any]], reply: dict[str, Any]) -> None:
    for item in OFFICE.iterdir():
        (data / item.name).write_bytes(item.read_bytes())
    for number, draft in enumerate(drafts, start=1):
        fields = {"id": f"5-2-{number:04}", **draft}
        if "suggestions" in fields:
            fields["suggestions"] = [
                {"id": f"s{place}", "text": text} for place, text in enumerate(fields["suggestions"])
            ]
        _put(data / "proposals" / f"{number}.yml", fields)
    for response in reply.get("responses", []):
        for place, commitment in enumerate(response.get("commitments", [])):
            commitment["id"] = f"c{place}"
    _put(
        data / "replies" / "1.yml",
        {"id": "5-2-0001-sifa", "proposals": ["5-2-0001"], "unit": "sifa", **reply},
    )


def _put(path: Path, fields: dict[str, Any]) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(document(fields), "utf-8")


@pytest.fixture
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def exported(data: Path, out: Path, *more: str) -> dict[str, bytes]:
    """导出的各个文件；数据里有提醒不妨碍。"""
    register, _ = take_in(data)
    if "--csv" not in more:
        out.write_bytes(workbook_of(sheets_of(register, list(MODELS))))
        return {out.suffix: out.read_bytes()}
    out.mkdir()
    for sheet in sheets_of(register, list(MODELS)):
        (out / f"{sheet.title}.csv").write_bytes(csv_of(sheet))
    return {path.name: path.read_bytes() for path in sorted(out.iterdir())}


@settings(
    max_examples=25,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
)
@given(drafts=proposals(), reply=REPLY, is_csv=st.booleans())
def test_export_then_import_then_export_is_the_identity(
    drafts: list[dict[str, Any]], reply: dict[str, Any], is_csv: bool
) -> None:
    with tempfile.TemporaryDirectory() as name:
        first, second = Path(name) / "first", Path(name) / "second"
        first.mkdir()
        second.mkdir()
        written(first, drafts, reply)
        assert len(take_in(first)[0].proposals) == len(drafts)
        (second / "site.yml").write_bytes((OFFICE / "site.yml").read_bytes())
        more, out = (("--csv",), "out") if is_csv else ((), "out.xlsx")
        before = exported(first, Path(name) / out, *more)
        assert main(["import", str(Path(name) / out), "--data", str(second)]) == 0
        register, other = take_in(first)[0], take_in(second)[0]
        assert sheets_of(other, list(MODELS)) == sheets_of(register, list(MODELS))
        assert exported(second, Path(name) / f"again-{out}", *more) == before
        again = {path: path.read_bytes() for path in second.rglob("*") if path.is_file()}
        assert main(["import", str(Path(name) / out), "--data", str(second)]) == 0
        assert {path: path.read_bytes() for path in second.rglob("*") if path.is_file()} == again


@pytest.mark.parametrize("more", [(), ("--csv",)])
def test_every_kind_of_record_survives_the_round_trip(folder: Path, more: tuple[str, ...]) -> None:
    out, again, data = folder / "a.xlsx", folder / "b.xlsx", folder / "data"
    data.mkdir()
    (data / "site.yml").write_bytes((MINIATURE / "site.yml").read_bytes())
    assert main(["export", str(out), "--data", str(MINIATURE), *more]) == 0
    assert main(["import", str(out), "--data", str(data)]) == 0
    assert main(["export", str(again), "--data", str(data), *more]) == 0
    if more:
        assert {path.name: path.read_bytes() for path in out.iterdir()} == {
            path.name: path.read_bytes() for path in again.iterdir()
        }
    else:
        assert out.read_bytes() == again.read_bytes()
    register, other = take_in(MINIATURE)[0], take_in(data)[0]
    assert all(len(register.records(kind)) == len(other.records(kind)) for kind in MODELS)


def test_a_very_long_text_is_spread_over_several_cells_and_put_together_again(folder: Path) -> None:
    data, again = folder / "data", folder / "again"
    data.mkdir()
    again.mkdir()
    written(data, [{"title": "长文", "background": "长" * 40_000 + "完"}], {})
    (again / "site.yml").write_bytes((OFFICE / "site.yml").read_bytes())
    exported(data, folder / "a.xlsx")
    assert main(["import", str(folder / "a.xlsx"), "--data", str(again)]) == 0
    assert take_in(again)[0].proposals["5-2-0001"].background == "长" * 40_000 + "完"


@pytest.mark.parametrize("text", NASTY)
def test_exported_cells_are_never_formulas(folder: Path, text: str) -> None:
    data = folder / "data"
    data.mkdir()
    written(data, [{"title": f"{text}甲"}], {})
    exported(data, folder / "a.xlsx")
    cells = [
        cell
        for sheet in load_workbook(folder / "a.xlsx")
        for row in sheet.iter_rows()
        for cell in row
        if cell.value
    ]
    assert {cell.data_type for cell in cells} == {"s"}
    found = exported(data, folder / "csv", "--csv")["提案.csv"].decode("utf-8-sig")
    shown = [cell for row in csv.reader(io.StringIO(found)) for cell in row if cell]
    assert not [
        cell for cell in shown if cell.lstrip().startswith(("=", "+", "-", "@", "\t", "＝", "＋", "－", "＠"))
    ]
    assert unguarded(guarded(text)) == text


def test_an_edited_export_shows_the_difference_and_changes_nothing(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = folder / "data"
    data.mkdir()
    written(data, [{"title": "关于甲的建议", "category": "经济"}], {})
    exported(data, folder / "a.xlsx")
    book = load_workbook(folder / "a.xlsx")
    sheet = book["提案"]
    column = next(cell.column for cell in sheet[2] if cell.value == "proposal.category")
    sheet.cell(3, column).value = "政治"
    book.save(folder / "a.xlsx")
    before = {path: path.read_bytes() for path in data.rglob("*") if path.is_file()}
    assert main(["import", str(folder / "a.xlsx"), "--data", str(data)]) == 1
    assert "category 那里是「经济」，这里读出「政治」" in capsys.readouterr().out
    assert {path: path.read_bytes() for path in data.rglob("*") if path.is_file()} == before


def test_an_export_never_overwrites_a_file(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "a.xlsx").write_bytes(b"x")
    assert main(["export", str(folder / "a.xlsx"), "--data", str(MINIATURE)]) == 2
    assert "不覆盖" in capsys.readouterr().err
    assert (folder / "a.xlsx").read_bytes() == b"x"
