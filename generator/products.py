"""产物的清单：由一次发布写得出哪些文件。"""

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from pathlib import Path

from generator.frame import Host
from generator.output.addresses import addresses
from generator.output.artifact import Artifact
from generator.output.calendar import calendars
from generator.output.documents import other_documents, record_days
from generator.output.feeds import Feed, FeedLink, feeds, proposal_feeds
from generator.output.opendata import Sheet, long_opendata, short_tables
from generator.output.pages import Pages
from generator.output.pages.content import NOT_FOUND, content_pages
from generator.output.pages.data import data_addresses, data_pages
from generator.output.pages.overviews import overviews
from generator.output.pages.records import record_pages
from generator.output.pages.reports import report_addresses, reports
from generator.output.pages.search import feed_directory
from generator.output.pages.standing import standing_pages
from generator.output.pages.statistics import STATISTICS_PATHS, statistics_pages
from generator.output.parcel import Holdings, Parcel, artifacts, made
from generator.output.search import SearchDocument, search_artifacts
from generator.output.sitemap import INDEX as SITEMAP
from generator.output.sitemap import sitemap
from generator.output.templates import Templates
from generator.output.twins import KINDS as TWINNED
from generator.output.twins import moved_twins, twins
from generator.packing import packed
from generator.problems import Mark, Problem, ProblemsError
from generator.release.model import Release
from generator.release.portion import HEAVY
from generator.release.views.common import Names
from generator.release.views.lasting import lasting
from generator.terms import RecordKind


def produce(
    release: Release, host: Host, folders: tuple[Path, ...], searched: Iterable[SearchDocument]
) -> Iterator[Artifact]:
    """全部产物。一种产物一个函数；次序不影响内容。

    Args:
        release: 公开的全部记录。
        host: 页框与文字页。
        folders: 模板目录。
        searched: 搜索的材料，见 output.documents。
    """
    names = Names(release)
    pages = Pages(release, names, host, Templates(folders))
    written = tuple(content_pages(pages, host))
    yield from (artifact for _, _, artifact in of_records(pages))
    parcels = (
        of_reports(pages, {}),
        of_pages(pages, host, written, {}),
        of_feeds(release),
        long_opendata(release),
        of_opendata(pages, {}),
    )
    yield from artifacts(chain.from_iterable(parcels))
    yield from search_artifacts(searched)


def of_records(pages: Pages) -> Iterator[tuple[RecordKind, str, Artifact]]:
    """只取决于一条记录、与它互相引用的记录、名册和站点配置的产物：（种类，编号，产物）。"""
    return chain(record_pages(pages), twins(pages.release, HEAVY), proposal_feeds(pages.release))


def of_reports(pages: Pages, notes: dict[str, bytes]) -> Iterator[Parcel]:
    """用得着统计的网页：各页报告与它们的目录，统计。

    Args:
        pages: 网页；其中的发布可以已经去掉长文。
        notes: 便条，见 reports。
    """
    return chain(reports(pages, notes), statistics_pages(pages))


def of_pages(pages: Pages, host: Host, written: Iterable[Artifact], holdings: Holdings) -> Iterator[Parcel]:
    """归拢整个档案的其余网页，与网页要用的样式、脚本；报告与统计不在内，见 of_reports。

    Args:
        pages: 网页；其中的发布可以已经去掉长文。
        host: 页框与文字页。
        written: 填好的文字页。
        holdings: 各条记录的印记，见 overviews。
    """
    release = pages.release
    changed = dict.fromkeys((*report_addresses(pages), *STATISTICS_PATHS)) | dict(record_days(release))
    changed |= {document.path: document.date or None for document in other_documents(release, pages.names)}
    for parcel in chain(map(made, written), overviews(pages, holdings), standing_pages(pages, host)):
        changed.setdefault(parcel.name, None)
        yield parcel
    changed |= dict.fromkeys(data_addresses(release))
    changed.pop(NOT_FOUND, None)
    base = release.site.base_url
    yield Parcel(SITEMAP, lambda: sitemap(changed.items(), base), key=packed(sorted(changed.items())))
    # 样式、脚本属于人人要用的输入：它们变了，整个站点从头建。
    assets = (Artifact(path, content) for path, content in sorted(host.assets.items()))
    yield Parcel("assets", lambda: assets, key=b"")
    yield made(addresses([*lasting(release), *(page.path for page in host.pages if page.path != NOT_FOUND)]))


def of_opendata(pages: Pages, holdings: Holdings) -> Iterator[Parcel]:
    """不带长文的开放数据，与说明全部各表的网页。

    Args:
        pages: 网页；其中的发布可以已经去掉长文。
        holdings: 各条记录的印记，见 short_tables。
    """
    sheets: list[Sheet] = []
    yield from short_tables(pages.release, holdings, sheets)
    yield from map(made, data_pages(pages, sheets))


def of_feeds(release: Release, filled: Callable[[FeedLink], Feed] | None = None) -> Iterator[Parcel]:
    """归拢整个档案的订阅、日历与其余记录的数据孪生。

    Args:
        release: 公开的全部记录；可以已经去掉长文。
        filled: 取一个订阅源的内容，见 feeds。
    """
    others = tuple(kind for kind in TWINNED if kind not in HEAVY)
    material = (*(release.records(kind) for kind in others), release.notices, release.redirects)
    yield Parcel("twins", lambda: _twins(release, others), key=packed(material))
    yield from feeds(release, filled)
    yield made(feed_directory(release))
    yield from calendars(release)


def _twins(release: Release, kinds: Iterable[RecordKind]) -> Iterator[Artifact]:
    yield from (artifact for _, _, artifact in twins(release, kinds))
    yield from moved_twins(release)


def collect(artifacts: Iterable[Artifact]) -> dict[str, bytes]:
    """收齐产物。

    Raises:
        ProblemsError: 两件产物写到同一处（不分大小写）：文字页占了程序自己的网址，或两页只差大小写。
    """
    found: dict[str, bytes] = {}
    taken: dict[str, str] = {}
    for artifact in artifacts:
        folded = artifact.path.casefold()
        if folded in taken:
            message = f"两件产物要写到同一处：{taken[folded]} 与 {artifact.path}"
            cure = "content 里的文字页或附件换一个名字；同名的只差大小写也不行。"
            raise ProblemsError((Problem("address-taken", Mark(artifact.path), message, cure),))
        taken[folded] = artifact.path
        found[artifact.path] = artifact.content
    return found
