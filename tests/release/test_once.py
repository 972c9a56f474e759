"""一样东西只算一次：同一条记录再问就是原来的，换了内容就重新算。"""

from datetime import date
from pathlib import Path

import msgspec
import pytest

from generator.gate import publish
from generator.register.intake import take_in
from generator.release.follow import of_reply, promises_of
from generator.release.model import Release
from generator.release.views.verdict import verdict

DATA = Path(__file__).parents[1] / "miniature" / "data"


@pytest.fixture
def release() -> Release:
    register, _ = take_in(DATA)
    return publish(register, date(2024, 6, 30))


def test_what_is_worked_out_of_a_record_is_worked_out_once(release: Release) -> None:
    for reply in release.replies:
        assert of_reply(reply, release) is of_reply(reply, release)
    for proposal in release.proposals:
        assert verdict(proposal, release) is verdict(proposal, release)
    assert any(of_reply(reply, release) for reply in release.replies)


def test_a_record_with_other_content_is_worked_out_anew(release: Release) -> None:
    reply = next(reply for reply in release.replies if of_reply(reply, release))
    silent = msgspec.structs.replace(reply, responses=())
    assert of_reply(silent, release) == ()
    assert of_reply(reply, release)


def test_another_release_knows_nothing_of_this_one(release: Release) -> None:
    known = {item.id: (verdict(item, release), promises_of(item, release)) for item in release.proposals}
    later = msgspec.structs.replace(release, as_of=date(2034, 6, 30), replies=())
    assert not any(promises_of(item, later) for item in later.proposals)
    assert any(verdict(item, later) != known[item.id][0] for item in later.proposals)
