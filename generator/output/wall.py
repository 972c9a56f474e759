"""上墙的几屏：自成一页，没有脚本、没有链接可点，字随屏幕放大。"""

from collections.abc import Iterator

from generator.frame import Host
from generator.output.artifact import Artifact
from generator.output.pages import Pages
from generator.release.views.wall import wall_views

STYLE = "css/wall.css"


def wall_pages(pages: Pages, host: Host) -> Iterator[Artifact]:
    """逐屏给出。"""
    for view in wall_views(pages.release, pages.names):
        body = pages.fragment(
            "wall.html",
            "..",
            view=view,
            site=pages.release.site,
            style=host.asset_names[STYLE],
        )
        yield Artifact(view.path, body.encode())
