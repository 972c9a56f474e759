"""站、室、点一览，与每个平台的二维码卡（码上商）。"""

from collections.abc import Iterator
from functools import partial

from generator.output.artifact import Artifact
from generator.output.feeds import list_links
from generator.output.pages.filling import Pages
from generator.output.parcel import Parcel, page_parcel
from generator.output.qr import qr_svg
from generator.release.views.stations import (
    CardView,
    StationsIndex,
    StationsView,
    card_views,
    stations_index,
    stations_views,
)
from generator.terms import RecordKind


def station_pages(pages: Pages) -> Iterator[Artifact]:
    """一览，逐页给出。"""
    release, names = pages.release, pages.names
    feeds = list_links(RecordKind.PLATFORM, release)
    views = stations_views(release, names)
    found: tuple[StationsIndex | StationsView, ...] = (stations_index(views, release), *views)
    for view in found:
        template = "stations_index.html" if isinstance(view, StationsIndex) else "stations.html"
        yield pages.page(
            view.path,
            section=RecordKind.PLATFORM.folder,
            meta=pages.column(view.path, view.title, view.lead, feeds),
            template=template,
            view=view,
        )


def cards(pages: Pages) -> Iterator[Parcel]:
    """每个平台的二维码卡：平台没有变，不必再画。"""
    for card in card_views(pages.release, pages.names):
        yield page_parcel(partial(_card, pages, card), card.path, card)


def _card(pages: Pages, card: CardView) -> Artifact:
    feeds = list_links(RecordKind.PLATFORM, pages.release)
    return pages.page(
        card.path,
        section=RecordKind.PLATFORM.folder,
        meta=pages.column(card.path, f"{card.title}的二维码卡", f"扫码看{card.title}。", feeds),
        template="card.html",
        view=card,
        code=qr_svg(card.address) if card.address else "",
    )
