"""分页：添一条只改最新的几页。"""

from generator.release.views.common import Link
from generator.release.views.paging import NEAR, PAGE_ROWS, chunks, pager

INDEX = Link("最新", "proposals/index.html")


def listed(count: int) -> dict[str, tuple[tuple[int, ...], tuple[Link, ...]]]:
    """各页的内容与页码；最新的一页是首页。"""
    found = list(chunks(range(count)))
    paths = [f"proposals/page/{number}.html" for number in range(1, len(found))]
    return {
        path: (chunk, pager(INDEX, paths, place if place < len(paths) else None))
        for place, (path, chunk) in enumerate(zip([*paths, INDEX.path], found, strict=True))
    }


def test_an_addition_changes_the_newest_page_alone() -> None:
    before, after = listed(50 * PAGE_ROWS - 1), listed(50 * PAGE_ROWS)
    assert {path for path in after if before.get(path) != after[path]} == {INDEX.path}


def test_a_page_that_is_begun_changes_only_the_pages_next_to_it() -> None:
    before, after = listed(50 * PAGE_ROWS), listed(50 * PAGE_ROWS + 1)
    changed = {path for path in after if before.get(path) != after[path]}
    assert changed == {INDEX.path, *(f"proposals/page/{number}.html" for number in range(50 - NEAR, 51))}


def test_no_page_but_the_first_links_to_every_other() -> None:
    pages = listed(50 * PAGE_ROWS)
    assert len(pages[INDEX.path][1]) == 50
    assert max(len(links) for path, (_, links) in pages.items() if path != INDEX.path) == 2 + 2 * NEAR + 1


def test_from_every_page_each_other_is_within_reach() -> None:
    pages = listed(12 * PAGE_ROWS)
    everywhere = {link.path for link in pages[INDEX.path][1]}
    assert everywhere == (pages.keys() - {INDEX.path}) | {""}
    for path, (_, links) in pages.items():
        assert [link.path for link in links].count("") == 1
        assert path == INDEX.path or INDEX in links


def test_a_page_holds_its_newest_first_and_nothing_is_lost() -> None:
    found = list(chunks(range(2 * PAGE_ROWS + 5)))
    assert [chunk[0] for chunk in found] == [99, 199, 204]
    assert sorted(item for chunk in found for item in chunk) == list(range(2 * PAGE_ROWS + 5))


def test_what_fits_on_one_page_has_no_page_numbers() -> None:
    assert listed(3) == {INDEX.path: ((2, 1, 0), ())}
    assert list(chunks([])) == [()]
