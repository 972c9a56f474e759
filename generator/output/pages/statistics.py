"""统计的网页：各项比率与分布，什么不公开。"""

from collections.abc import Iterator

from generator.output.artifact import Artifact
from generator.output.charts import CHARTS, chart
from generator.output.feeds import site_links
from generator.output.pages.filling import Pages
from generator.release import address
from generator.release.stats import statistics

STATISTICS, WITHHELD = "statistics/index.html", "statistics/withheld.html"
STATISTICS_PATHS = (STATISTICS, WITHHELD)
"""这几页的网址。"""


def statistics_pages(pages: Pages) -> Iterator[Artifact]:
    """逐页给出。"""
    yield _statistics(pages)
    yield _withheld(pages)


def _statistics(pages: Pages) -> Artifact:
    path, release = STATISTICS, pages.release
    return pages.page(
        path,
        section="statistics",
        meta=pages.column(
            path, "统计", "提案办理的各项比率与分布，每个数都有分子、分母与来处。", site_links(release)
        ),
        template="statistics.html",
        view=statistics(release),
        charts=tuple(chart(name, release, "..") for name in CHARTS),
        bodies={item.id: item.label for item in release.bodies},
        record=pages.names.record,
    )


def _withheld(pages: Pages) -> Artifact:
    path, release = WITHHELD, pages.release
    found = statistics(release)
    notices = sorted(release.notices, key=lambda item: (item.date, item.id), reverse=True)
    return pages.page(
        path,
        section="statistics",
        meta=pages.column(
            path,
            "什么不公开",
            "没有登出来的提案与答复有多少件，由谁决定，为什么；公开以后撤下的有哪些。",
            site_links(release),
        ),
        template="withheld.html",
        rows=found.withheld,
        partly=found.partly,
        notices=tuple(
            {
                "kind": item.kind,
                "id": item.id,
                "path": address.page_path(item.kind, item.id),
                "date": item.date,
                "reason": item.reason,
            }
            for item in notices
        ),
    )
