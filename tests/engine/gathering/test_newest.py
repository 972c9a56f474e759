"""最近：由记忆里取的订阅源，与把全部事情分到各个订阅源的一样。"""

from contextlib import closing
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.engine import build
from generator.engine.build import memory_of
from generator.engine.gathering import newest
from generator.engine.gathering.newest import NewestFeeds
from generator.engine.memory.store import Store
from generator.gate import publish
from generator.output.feeds import all_feeds
from generator.output.feeds.contents import GATHERED, Contents
from generator.register.intake import take_in
from generator.release.model import Release
from tests.miniature_inputs import AS_OF, MINIATURE, miniature_inputs


@pytest.fixture(scope="module")
def release() -> Release:
    register, _ = take_in(MINIATURE / "data")
    return publish(register, AS_OF)


@pytest.fixture(scope="module")
def memory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("newest") / "site"
    build(miniature_inputs(), out)
    return memory_of(out)


@pytest.mark.parametrize("at_once", [1, 2, 64])
@pytest.mark.parametrize("limit", [0, 1, 3, 50])
def test_every_feed_is_what_sorting_all_events_gives(
    release: Release, memory: Path, monkeypatch: pytest.MonkeyPatch, at_once: int, limit: int
) -> None:
    monkeypatch.setattr(newest, "AT_ONCE", at_once)
    whole = replace(release, site=replace(release.site, feed_limit=limit))
    links = [link for group in all_feeds(whole) for link in group.links]
    contents = Contents(whole, GATHERED)
    with closing(Store(memory)) as store:
        feeds = NewestFeeds(store, whole)
        for link in links:
            assert feeds.feed(link) == contents.feed(link), link.path


def test_a_long_feed_reads_only_the_newest_groups(
    release: Release, memory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    pieces = Store.pieces

    def counted(self: Store, piece: str, cells: dict[int, int]) -> list[tuple[int, bytes]]:
        found = list(pieces(self, piece, cells))
        read.extend(number for number, _ in found)
        return found

    monkeypatch.setattr(Store, "pieces", counted)
    monkeypatch.setattr(newest, "AT_ONCE", 1)
    few = replace(release, site=replace(release.site, feed_limit=1))
    (everything,) = all_feeds(few)[0].links
    with closing(Store(memory)) as store:
        whole = len(list(store.newest(everything.path)))
        NewestFeeds(store, few).feed(everything)
    assert 0 < len(read) < whole / 2
