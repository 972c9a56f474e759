"""牵连：哪一类的记录里写得出哪一类的编号。"""

from generator.register.folder import kind_at, listing
from generator.register.origin import Origin
from generator.register.source import RawRecord, records_in
from generator.register.ties import may_refer, own_ties, rows_wanted, ties, titles_wanted
from generator.release.portion import HEAVY
from generator.terms import RecordKind
from tests.miniature_inputs import MINIATURE

HEAVIES = frozenset(HEAVY)
ROSTER = (RecordKind.BODY, RecordKind.UNIT, RecordKind.MEMBER, RecordKind.SECTOR, RecordKind.PLATFORM)


def test_a_roster_has_no_place_to_write_of_a_record_that_grows() -> None:
    assert [kind for kind in ROSTER if may_refer(kind, HEAVIES)] == []


def test_a_kind_with_links_to_anything_may_write_of_any_kind() -> None:
    linking = (RecordKind.PROGRAMME, RecordKind.PLAN, RecordKind.DOCUMENT, RecordKind.FIGURE, *HEAVY)
    assert all(may_refer(kind, HEAVIES) for kind in linking)


def test_what_may_not_refer_never_does() -> None:
    data = MINIATURE / "data"
    raws = [raw for path in listing(data)[0] if kind_at(path) for raw in records_in(data, path, [])]
    assert {kind for kind in RecordKind if kind in {raw.kind for raw in raws}} == set(RecordKind)
    own = [
        (raw, ties(raw, HEAVY) | rows_wanted(raw, HEAVY) | titles_wanted(raw, HEAVY))
        for raw in raws
        if raw.kind not in HEAVIES
    ]
    assert any(found for _, found in own)
    assert {raw.kind for raw, found in own if found} <= {
        kind for kind in RecordKind if may_refer(kind, HEAVIES)
    }


def named(kind: RecordKind, identifier: str) -> frozenset[int]:
    return own_ties(RawRecord(kind, Origin("", 0), {"id": identifier}))


def test_what_only_shows_a_row_or_a_title_of_another_does_not_tie_them() -> None:
    fields = {"id": "k", "proposals": ["1-1-1"], "related": ["答复/1-1-1-a"], "follow_up": "l"}
    meeting = RawRecord(RecordKind.CONSULTATION, Origin("", 0), fields)
    tied = named(RecordKind.CONSULTATION, "k") | named(RecordKind.CONSULTATION, "l")
    assert ties(meeting, HEAVY) == tied
    rows = named(RecordKind.PROPOSAL, "1-1-1") | named(RecordKind.REPLY, "1-1-1-a")
    assert rows_wanted(meeting, HEAVY) == rows
    assert titles_wanted(meeting, HEAVY) == frozenset()
    fields = {"id": "1-1-1", "batch": "b", "filing": {"merged_into": "1-1-2"}, "related": ["1-1-3"]}
    proposal = RawRecord(RecordKind.PROPOSAL, Origin("", 0), fields)
    tied = named(RecordKind.BATCH, "b") | named(RecordKind.PROPOSAL, "1-1-2")
    assert ties(proposal, HEAVY) == tied | named(RecordKind.PROPOSAL, "1-1-1")
    assert titles_wanted(proposal, HEAVY) == named(RecordKind.PROPOSAL, "1-1-3")
    assert rows_wanted(proposal, HEAVY) == frozenset()
