"""搜索页：查哪些站、没有脚本时看哪些列表、选了筛选时订阅什么。"""

from collections import Counter
from collections.abc import Iterator
from urllib.parse import urlsplit

import msgspec

from generator.frame import Host
from generator.output.artifact import Artifact
from generator.output.feeds import all_feeds, site_links
from generator.output.pages.filling import Pages
from generator.output.search import SearchFeed, SearchPageView, SearchSite, feed_list
from generator.release.model import Release

PATH = "search.html"
OWN = "search/manifest.js"
CONNECT = b"connect-src 'self'"

FACETS = {
    "kinds": "类型",
    "bodies": "政协",
    "sessions": "届次",
    "units": "单位",
    "sectors": "界别",
    "topics": "主题",
}
"""订阅页上的一组 → 对应的分面，从最宽的到最窄的。"""


def search_page(pages: Pages, host: Host) -> Artifact:
    """搜索页。"""
    release = pages.release
    made = pages.page(
        PATH,
        section="search",
        meta=pages.column(PATH, "搜索", "搜提案、答复、协商、承诺，精确到字。", site_links(release)),
        template="search.html",
        view=SearchPageView(sites=search_sites(release)),
        assets=host.asset_names,
    )
    sources = "".join(f" {origin}" for origin in foreign_origins(release)).encode()
    return msgspec.structs.replace(made, content=made.content.replace(CONNECT, CONNECT + sources, 1))


def search_sites(release: Release) -> tuple[SearchSite, ...]:
    """参加搜索的站点，第一个是本站；只有本站时不必说明来自哪里。"""
    peers = release.site.search_peers
    own = SearchSite(OWN, release.site.search_name if peers else "")
    return (own, *(SearchSite(peer.manifest, peer.name, peer.base) for peer in peers))


def foreign_origins(release: Release) -> tuple[str, ...]:
    """别的网站的来源；搜索页的安全策略要许可向它们取数据，不许可运行它们的脚本。"""
    found = (urlsplit(peer.manifest) for peer in release.site.search_peers)
    return tuple(dict.fromkeys(f"{each.scheme}://{each.netloc}" for each in found if each.netloc))


def feed_directory(release: Release) -> Artifact:
    """订阅目录：搜索页选了筛选时由它找到最贴近的订阅源。"""
    return feed_list(tuple(search_feeds(release)))


def search_feeds(release: Release) -> Iterator[SearchFeed]:
    """各分面值对应的订阅源；同名的（如两级政协的同一届次）说不准是哪个，不列。"""
    groups = {group.id: group.links for group in all_feeds(release)}
    for group, facet in FACETS.items():
        titles = [_value(group, link.title, release) for link in groups.get(group, ())]
        times = Counter(titles)
        for title, link in zip(titles, groups.get(group, ()), strict=True):
            if times[title] == 1:
                yield SearchFeed(facet, title, link.readable)


def _value(group: str, title: str, release: Release) -> str:
    if group != "sessions":
        return title
    # 届次的订阅源名称前有政协的名称，分面值没有。
    holder = next((body.label for body in release.bodies if title.startswith(body.label)), "")
    return title.removeprefix(holder)
