"""搜索页的材料：查哪些站、许可向谁取数据、选了筛选时订阅什么。"""

import msgspec
import pytest

from generator.output.pages.search import foreign_origins, search_feeds, search_sites
from generator.release.model import PublicSearchPeer, Release
from generator.site import prepare
from tests.miniature_inputs import miniature_inputs


@pytest.fixture(scope="module")
def release() -> Release:
    return prepare(miniature_inputs()).release


def with_peers(release: Release, *peers: PublicSearchPeer) -> Release:
    site = msgspec.structs.replace(release.site, search_name="本会", search_peers=peers)
    return msgspec.structs.replace(release, site=site)


def test_a_site_alone_does_not_say_where_its_results_come_from(release: Release) -> None:
    assert [site.label for site in search_sites(release)] == [""]
    assert foreign_origins(release) == ()


def test_each_other_website_may_be_asked_for_data_once(release: Release) -> None:
    far = PublicSearchPeer(
        name="甲",
        manifest="https://jia.example:8443/a/search/manifest.js",
        base="https://jia.example:8443/a/",
    )
    near = PublicSearchPeer(name="乙", manifest="../yi/search/manifest.js", base="../yi/")
    joined = with_peers(release, far, near, far)
    assert foreign_origins(joined) == ("https://jia.example:8443",)
    assert [site.label for site in search_sites(joined)] == ["本会", "甲", "乙", "甲"]


def test_every_facet_value_with_its_own_feed_leads_to_it(release: Release) -> None:
    feeds = {(feed.facet, feed.value): feed.path for feed in search_feeds(release)}
    assert feeds["单位", release.unit["jianshe"].label] == "feeds/units/jianshe.xml"
    assert feeds["类型", "提案"] == "feeds/kinds/proposals.xml"
    assert {facet for facet, _ in feeds} == {"类型", "政协", "届次", "单位", "界别", "主题"}
    assert len(feeds) == len(set(feeds))
