"""做法名录页；没有写名录的站点没有这一页。"""

from collections.abc import Iterator

from generator.output.artifact import Artifact
from generator.output.feeds import site_links
from generator.output.pages.filling import Pages
from generator.release.views.practices import practices_view
from generator.terms import RecordKind


def practice_pages(pages: Pages) -> Iterator[Artifact]:
    """名录页。"""
    if not pages.release.practices:
        return
    view = practices_view(pages.release, pages.names)
    yield pages.page(
        view.path,
        section=RecordKind.PROGRAMME.folder,
        meta=pages.column(view.path, view.title, view.lead, site_links(pages.release)),
        template="practices.html",
        view=view,
    )
