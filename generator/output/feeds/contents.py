"""每个订阅源装哪些事，写成什么样的条目之前的共同准备。"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta, timezone
from functools import cache, lru_cache
from hashlib import sha256
from itertools import takewhile
from urllib.parse import quote

import msgspec

from generator.dates import PartialDate
from generator.output.feeds.links import COMMITMENTS, CORRECTIONS, FeedLink, proposal_path
from generator.release import address
from generator.release.events import Event, EventType, events, heavy_events, tag
from generator.release.model import PublicSite, Release
from generator.terms import RecordKind

BEIJING_TIME = timezone(timedelta(hours=8))
"""中国标准时间。不用时区数据库：一九九一年以前的夏令时会使同一写法的日子差一小时。"""

UNKNOWN_AUTHORITY_DATE = date(1970, 1, 1)
STAGES = {type_: place for place, type_ in enumerate(EventType, 1)}
WITHIN_STAGE = 40_000
"""同一种事在一天里占多少微秒；全部种类加起来不到一秒。"""


Places = Sequence[tuple[Callable[[Event], Iterable[str]], Callable[[str], str]]]
"""几种订阅源，各是：一件事与哪些编号或词有关，那个编号的订阅源的路径。"""


class Feed(msgspec.Struct, frozen=True):
    """一个订阅源的全部内容，还没有写成哪种格式。

    Attributes:
        link: 名称与路径。
        entries: 条目，新的在前，不多于站点配置的条数。
        site: 站点自己的信息。
    """

    link: FeedLink
    entries: tuple[Event, ...]
    site: PublicSite

    @property
    def title(self) -> str:
        """带站名的名称。"""
        return f"{self.link.title} · {self.site.title}"

    @property
    def id(self) -> str:
        """永久编号。"""
        return tag(self.site.feed_authority, quote(self.link.path))

    @property
    def updated(self) -> datetime:
        """最新一条的日子。一条也没有的，取标识权威的日期：它不随建站的日子变。"""
        if self.entries:
            newest = self.entries[0].day
            return max(instant(event) for event in takewhile(lambda event: event.day == newest, self.entries))
        return moment(authority_date(self.site.feed_authority))

    @property
    def root(self) -> str:
        """从这个订阅源回到站点根目录；没有 base_url 时用相对网址。"""
        return self.site.base_url or "../" * address.depth(self.link.path)

    def url(self, path: str) -> str:
        """从这个订阅源指向站内一处。"""
        return self.root + address.quoted(path)


def moment(day: date) -> datetime:
    """一天的北京时间零点：数据只到日，钟点从不编造。"""
    return datetime.combine(day, time(), BEIJING_TIME)


def instant(event: Event) -> datetime:
    """一件事在订阅源里的时刻：当天零点之后不到一秒。

    数据只到日，同一天的几件事若时刻全同，阅读器就排不出先后。后办的晚几万微秒；同一种的再按永久编号错开，
    与别的条目无关，所以永不改变。零点照旧是零点，不冒充钟点。
    """
    return _instant(event.id, event.type, event.day)


@lru_cache(maxsize=5_000)
def _instant(identifier: str, type_: EventType, day: date) -> datetime:
    # 一件事进好几个订阅源，各要问几遍。
    place = int.from_bytes(sha256(identifier.encode()).digest()[:4]) % WITHIN_STAGE
    return moment(day) + timedelta(microseconds=STAGES[type_] * WITHIN_STAGE + place)


def authority_date(authority: str) -> date:
    """标识权威「域名,日期」里的日期；没有写日期的，取 1970-01-01。"""
    try:
        return PartialDate.parse(authority.rpartition(",")[2]).first
    except ValueError:
        return UNKNOWN_AUTHORITY_DATE


class Contents:
    """把全部事情分到各个订阅源。

    Args:
        release: 一次发布。
        places: 一件事进哪几种订阅源，见 GATHERED、OWN。
        found: 全部事情，新的在前；不给就是整次发布的。
    """

    def __init__(self, release: Release, places: Places, found: Iterable[Event] | None = None) -> None:
        self.release = release
        limit = release.site.feed_limit
        self._found: dict[str, list[Event]] = {}
        # 十万条有三十几万件事、四百万处归属，绝大多数早已满了：先看编号满没满，路径只拼一次。
        known: list[dict[str, list[Event]]] = [{} for _ in places]
        for event in events(release) if found is None else found:
            for (names, path), lists in zip(places, known, strict=True):
                for name in names(event):
                    entries = lists.get(name)
                    if entries is None:
                        entries = lists[name] = self._found.setdefault(path(name), [])
                    if len(entries) < limit:
                        entries.append(event)

    def feed(self, link: FeedLink) -> Feed:
        """一个订阅源的内容。"""
        return Feed(link, tuple(self._found.get(link.path, ())), self.release.site)


def dated_paths(release: Release) -> Iterator[tuple[RecordKind, str, str, int]]:
    """量大的几类记录的每件事进哪些归拢的订阅源：（种类，编号，订阅源的路径，那件事是公元第几天）。"""
    for event in heavy_events(release):
        day = event.day.toordinal()
        yield from ((event.kind, event.record, path, day) for path in paths_of(event))


def paths_of(event: Event) -> Iterator[str]:
    """一件事进哪些归拢的订阅源，各一次；每件提案自己的见 OWN。"""
    for names, path in GATHERED:
        yield from map(path, names(event))


def _everywhere(event: Event) -> tuple[str, ...]:
    """不看与谁有关的几个订阅源。"""
    return _of_type(event.kind, event.type)


@cache
def _of_type(kind: RecordKind, type_: EventType) -> tuple[str, ...]:
    return (
        "feeds/all",
        f"feeds/kinds/{kind.folder}",
        *((f"feeds/kinds/{CORRECTIONS}",) if type_ is EventType.CORRECTED else ()),
        *((f"feeds/kinds/{COMMITMENTS}",) if type_.is_about_promise else ()),
    )


GATHERED: Places = (
    (_everywhere, str),
    (lambda event: event.facets.units, "feeds/units/{}".format),
    (lambda event: event.facets.topics, lambda word: f"feeds/topics/{address.slug(word)}"),
    (lambda event: event.facets.sectors, "feeds/sectors/{}".format),
    (lambda event: event.facets.bodies, "feeds/bodies/{}".format),
    (
        lambda event: event.facets.sessions,
        lambda session: f"feeds/{address.session_path(session).removesuffix('.html')}",
    ),
    (lambda event: event.facets.platforms, "feeds/platforms/{}".format),
)
"""归拢的订阅源。"""

OWN: Places = ((lambda event: event.facets.proposals, proposal_path),)
"""各件提案自己的订阅源。"""
