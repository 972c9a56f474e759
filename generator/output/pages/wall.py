"""上墙的几屏：自成一页，没有要点的东西，字随屏幕放大；换屏由 wall.js，没有脚本就停在一屏。"""

from collections.abc import Iterator

from generator.frame import Host
from generator.output.artifact import Artifact
from generator.output.pages.filling import Pages
from generator.release.views.wall import wall_views

STYLE = "css/wall.css"
SCRIPT = "js/wall.js"
ICON = "images/icon.svg"


def wall_pages(pages: Pages, host: Host) -> Iterator[Artifact]:
    """逐屏给出。"""
    for view in wall_views(pages.release, pages.names):
        body = pages.fragment(
            "wall.html",
            "..",
            view=view,
            site=pages.release.site,
            style=host.asset_names[STYLE],
            script=host.asset_names[SCRIPT],
            icon=host.asset_names[ICON],
        )
        yield Artifact(view.path, body.encode())
