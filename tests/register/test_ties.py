"""牵连：哪一类的记录里写得出哪一类的编号。"""

from generator.register.folder import kind_at, listing
from generator.register.source import records_in
from generator.register.ties import may_refer, ties
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
    own = [(raw, ties(raw, HEAVY)) for raw in raws if raw.kind not in HEAVIES]
    assert any(found for _, found in own)
    assert {raw.kind for raw, found in own if found} <= {
        kind for kind in RecordKind if may_refer(kind, HEAVIES)
    }
