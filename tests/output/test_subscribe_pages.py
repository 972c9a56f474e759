"""订阅页：短的一组直接列出，长的另用几页；每个订阅源都恰好在一处找得到。"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from generator.output.calendar import calendar_links
from generator.output.feeds import all_feeds
from generator.output.pages import subscribe
from generator.release.model import Release
from generator.site import build_whole
from tests.miniature_inputs import miniature_inputs

SHORT, PAGE_ROWS = 4, 3
READABLE = re.compile(r'<li><a href="\.\./([^"]+\.(?:xml|ics))">')


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """门槛调低的小政协：好像订阅源有几百个。"""
    out = tmp_path_factory.mktemp("crowded") / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(subscribe, "SHORT", SHORT)
        patch.setattr(subscribe, "PAGE_ROWS", PAGE_ROWS)
        build_whole(miniature_inputs(), out)
    return out


def offered(page: Path) -> list[str]:
    return READABLE.findall(page.read_text("utf-8"))


def test_every_feed_is_offered_once_across_the_pages(crowded: Path, release: Release) -> None:
    found = Counter(path for page in (crowded / "feeds").glob("*.html") for path in offered(page))
    calendars = [link.path for link in calendar_links(release)]
    feeds = [link.readable for group in all_feeds(release) for link in group.links]
    # 全部的那份日历在订阅页上，也在清单的头一行。
    assert found == Counter(feeds) + Counter(calendars) + Counter(calendars[:1])


def test_a_long_group_is_a_link_on_the_subscribe_page_and_pages_of_its_own(
    crowded: Path, release: Release
) -> None:
    main = (crowded / "feeds" / "index.html").read_text("utf-8")
    for group in all_feeds(release):
        is_long = len(group.links) > SHORT
        assert f'id="feeds-{group.id}"' in main
        assert (f'href="../feeds/{group.id}.html"' in main) is is_long
        pages = sorted((crowded / "feeds").glob(f"{group.id}*.html"))
        assert len(pages) == (-(-len(group.links) // PAGE_ROWS) if is_long else 0)
        assert all(len(offered(page)) <= PAGE_ROWS for page in pages)
    assert max(len(group.links) for group in all_feeds(release)) > 2 * PAGE_ROWS


def test_the_pages_of_a_group_lead_to_one_another(crowded: Path) -> None:
    second = (crowded / "feeds" / "topics-2.html").read_text("utf-8")
    assert '<a href="../feeds/topics.html">1</a>' in second
    assert '<a aria-current="page">2</a>' in second
    assert '<a href="../feeds/topics-3.html">3</a>' in second


def test_few_feeds_stay_on_one_page(miniature_site: Path) -> None:
    assert [page.name for page in (miniature_site / "feeds").glob("*.html")] == ["index.html"]
