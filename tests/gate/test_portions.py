"""分份：每一份与其余合起来就是整个发布；一份里只有自己的，其余里没有份里的。"""

from collections.abc import Hashable, Mapping
from typing import Any

from generator.register.intake import take_in
from generator.register.register import Register
from generator.release.model import Release
from generator.release.portion import HEAVY, NARRATED, Portion, joined, thin
from generator.terms import RecordKind
from tests.gate.registers import AS_OF, Gate, register_of
from tests.miniature_inputs import AS_OF as MINIATURE_AS_OF
from tests.miniature_inputs import MINIATURE

Owners = Mapping[tuple[RecordKind, str], Hashable]
RETIRED = {"date": "2024-01-01", "reason": "内容有误"}
WITHHELD = {"open": "不公开", "open_reason": "另有原因"}
OPEN = {"open": "全文公开"}


def owners_of(register: Register, groups: int) -> dict[tuple[RecordKind, str], int]:
    """每条量大的记录与数字各归一组，旧编号也在内。"""
    return {
        (kind, identifier): place % groups
        for kind in (*HEAVY, RecordKind.FIGURE)
        for place, record in enumerate(register.records(kind))
        for identifier in (record.id, *getattr(record, "former_ids", ()))
    }


def split(
    gate: Gate, register: Register, owners: Owners, as_of: Any = AS_OF
) -> tuple[Release, Release, tuple[int, ...], dict[Any, Portion]]:
    whole = gate.publish(register, as_of)
    rest, places = gate.remainder(register, whole, owners)
    return whole, rest, places, gate.portions(register, whole, owners)


def test_portions_and_the_remainder_make_the_whole_release_again(gate: Gate) -> None:
    register = take_in(MINIATURE / "data")[0]
    for groups in (1, 3):
        owners = owners_of(register, groups)
        whole, rest, places, parts = split(gate, register, owners, MINIATURE_AS_OF)
        assert joined(rest, places, parts.values()) == whole
        assert {kind for kind in HEAVY if whole.records(kind)} == set(HEAVY)
        assert [kind for kind in HEAVY if rest.records(kind)] == []
        assert rest.figures == () == places


def test_a_thin_portion_has_no_narration_of_any_kind(gate: Gate) -> None:
    register = take_in(MINIATURE / "data")[0]
    _, _, _, parts = split(gate, register, owners_of(register, 1), MINIATURE_AS_OF)
    full, left = parts[0], thin(parts[0])
    for kind in NARRATED:
        assert [item.id for item in left.records(kind)] == [item.id for item in full.records(kind)]
        assert {getattr(item, "description", "") for item in left.records(kind)} == {None}
    assert any(getattr(item, "description", None) for kind in NARRATED for item in full.records(kind))


def a_register() -> Register:
    figure = {"group": "组", "label": "数", "value": "1", "unit": "件", "source_title": "报"}
    return register_of(
        {
            "unit": [{"id": "ju", "name": "某局"}],
            "proposal": [
                {"id": "a-1", "title": "甲", "former_ids": ["a-0"], **OPEN},
                {"id": "a-2", "title": "乙", **WITHHELD},
                {"id": "a-3", "title": "丙", **WITHHELD},
                {"id": "a-4", "title": "丁", "former_ids": ["a-9"], "retired": RETIRED, **OPEN},
                {"id": "a-5", "title": "戊", **OPEN},
            ],
            "reply": [
                {"id": "r-1", "proposals": ["a-1"], "unit": "ju", "open": "主动公开"},
                {"id": "r-2", "proposals": ["a-5"], "unit": "ju", "open": "主动公开"},
            ],
            "batch": [{"id": "b", "title": "批", "unit": "ju"}],
            "consultation": [{"id": "c", "title": "会", "kind": "微协商"}],
            "programme": [
                {"id": "g", "title": "牌", "former_ids": ["g-0"]},
                {"id": "h", "title": "旧牌", "retired": RETIRED},
            ],
            "figure": [
                {"id": "s-2", **figure},
                {"id": "s-1", "about": "proposal/a-2", **figure},
                {"id": "s-3", **figure},
            ],
        }
    )


OWNERS = {
    (RecordKind.PROPOSAL, "a-0"): "甲", (RecordKind.PROPOSAL, "a-1"): "甲", (RecordKind.REPLY, "r-1"): "甲",
    (RecordKind.PROPOSAL, "a-2"): "乙", (RecordKind.PROPOSAL, "a-3"): "乙", (RecordKind.PROPOSAL, "a-4"): "丙",
    (RecordKind.PROPOSAL, "a-9"): "丙", (RecordKind.BATCH, "b"): "丙", (RecordKind.CONSULTATION, "c"): "丁",
    (RecordKind.FIGURE, "s-2"): "丁", (RecordKind.FIGURE, "s-1"): "乙",
}  # fmt: skip


def ids(records: tuple[Any, ...]) -> list[str]:
    return [item.id for item in records]


def test_each_portion_holds_its_own_records_and_no_others(gate: Gate) -> None:
    whole, _, _, parts = split(gate, a_register(), OWNERS)
    assert sorted(parts) == sorted(["甲", "乙", "丙", "丁"])
    assert parts["甲"] == Portion(
        proposals=(whole.proposal["a-1"],), replies=(whole.reply["r-1"],), redirects=(whole.redirects[0],)
    )
    assert whole.redirects[0].former == "a-0"
    (two,) = (item for item in parts["乙"].withheld if item.kind is RecordKind.PROPOSAL)
    assert (two.openness, two.reason, two.body, two.count) == ("不公开", "另有原因", "qu", 2)
    assert parts["乙"] == Portion(withheld=parts["乙"].withheld)
    assert [(item.kind, item.count) for item in parts["乙"].withheld] == [
        (RecordKind.FIGURE, 1),
        (RecordKind.PROPOSAL, 2),
    ]
    assert parts["丙"] == Portion(
        batches=whole.batches, notices=whole.notices[:2], withheld=parts["丙"].withheld
    )
    assert ids(parts["丙"].notices) == ["a-4", "a-9"]
    assert parts["丁"] == Portion(
        consultations=whole.consultations, figures=(whole.figure["s-2"],), figure_places=(0,)
    )


def test_a_portion_carries_the_titles_of_public_proposals_it_names_in_other_portions(gate: Gate) -> None:
    related = ["a-1", "a-2", "a-3", "a-4"]
    register = register_of(
        {
            "proposal": [
                {"id": "a-1", "title": "甲", "related": related, **OPEN},
                {"id": "a-2", "title": "乙", "related": ["a-1"], **OPEN},
                {"id": "a-3", "title": "丙", **OPEN},
                {"id": "a-4", "title": "丁", **WITHHELD},
                {"id": "a-5", "title": "戊", "related": ["a-3"], **OPEN},
            ]
        }
    )
    owners = {
        (RecordKind.PROPOSAL, item): group
        for item, group in zip(["a-1", "a-2", "a-3"], "甲甲乙", strict=True)
    }
    _, rest, places, parts = split(gate, register, owners)
    assert [(item.id, item.title) for item in parts["甲"].cited] == [("a-3", "丙")]
    assert parts["乙"].cited == ()
    alone, both = joined(rest, places, [parts["甲"]]), joined(rest, places, parts.values())
    assert (alone.proposal_titles["a-3"], both.cited) == ("丙", ())


def test_place_of_a_figure_is_that_in_its_file(gate: Gate) -> None:
    register = take_in(MINIATURE / "data")[0]
    owners = {(RecordKind.FIGURE, item.id): "一组" for item in register.figures.values()}
    whole, rest, places, parts = split(gate, register, owners, MINIATURE_AS_OF)
    expected = tuple(register.figures[item.id].origin.index for item in whole.figures)
    assert parts["一组"].figure_places == expected
    assert (places, rest.figures) == ((), ())
    _, rest, places, parts = split(gate, register, {}, MINIATURE_AS_OF)
    assert (places, rest.figures, parts) == (expected, whole.figures, {})


def test_remainder_keeps_only_what_no_group_owns(gate: Gate) -> None:
    whole, rest, places, _ = split(gate, a_register(), OWNERS)
    assert rest.proposals == rest.replies == rest.batches == rest.consultations == ()
    assert ids(rest.figures) == ["s-3"]
    assert len(places) == 1
    assert ids(rest.notices) == ["h"]
    assert [item.former for item in rest.redirects] == ["g-0"]
    assert [(item.kind, item.reason, item.body, item.count) for item in rest.withheld] == [
        (RecordKind.PROGRAMME, "内容有误", "qu", 1)
    ]
    assert (rest.programmes, rest.units, rest.site) == (whole.programmes, whole.units, whole.site)


def test_withheld_record_of_no_body_is_counted_under_none(gate: Gate) -> None:
    register = register_of({"proposal": [{"id": "a-2", "title": "乙", "body": None, **WITHHELD}]}, body=None)
    owners = {(RecordKind.PROPOSAL, "a-2"): "乙"}
    _, _, _, parts = split(gate, register, owners)
    assert [item.body for item in parts["乙"].withheld] == [None]
    _, rest, _, _ = split(gate, register, {})
    assert [item.body for item in rest.withheld] == [None]
