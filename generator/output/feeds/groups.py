"""订阅页：订阅源一组一组列出，每组说清会收到什么。"""

from collections.abc import Callable, Iterable

import msgspec

from generator.output.feeds.links import (
    KINDS,
    FeedLink,
    commitment_feed,
    correction_feed,
    kind_feed,
    named_feed,
    session_feed,
    site_feed,
    topic_feed,
)
from generator.release.model import Release
from generator.release.views.words import sessions, topics
from generator.terms import RecordKind


class FeedGroup(msgspec.Struct, frozen=True):
    """订阅页上的一组订阅源。

    Attributes:
        id: 代号，也是锚点。
        title: 组名。
        carries: 订了会收到什么。
        links: 这一组的订阅源。
    """

    id: str
    title: str
    carries: str
    links: tuple[FeedLink, ...]


Links = Iterable[FeedLink]


def _all(release: Release) -> Links:
    return (site_feed(release),)


def _kinds(release: Release) -> Links:
    kinds = (kind_feed(kind, release) for kind in KINDS)
    return (*kinds, commitment_feed(release), correction_feed(release))


def _sessions(release: Release) -> Links:
    return (session_feed(identifier, release) for identifier in sessions(release))


def _topics(release: Release) -> Links:
    return (topic_feed(word, release) for word in topics(release))


def _named(kind: RecordKind) -> Callable[[Release], Links]:
    """一类名册，一条记录一个订阅源。"""
    return lambda release: (named_feed(kind, item.id, release) for item in release.records(kind))


GROUPS: tuple[tuple[str, str, str, Callable[[Release], Links]], ...] = (
    ("all", "全部", "网站上的每一件事。", _all),
    (
        "kinds",
        "按种类",
        "一类记录的事：提案的提出、审查、交办、督办，答复与结果变化，协商，归并办理，品牌，平台，社情民意、计划、文件等其余各类；以及承诺的到期与兑现，公布以后的更正。",
        _kinds,
    ),
    ("bodies", "按政协", "一级政协的提案、答复、协商。", _named(RecordKind.BODY)),
    ("sessions", "按届次", "一次会议的全部提案办到了哪一步。", _sessions),
    ("topics", "按主题", "带这个主题词的提案，它们的答复与承诺，以及有关的协商。", _topics),
    (
        "units",
        "按承办单位",
        "交给这个单位的提案，它的答复，它的承诺何时到期、是否兑现。",
        _named(RecordKind.UNIT),
    ),
    ("sectors", "按界别", "这个界别的提案办到了哪一步，参加了哪些协商。", _named(RecordKind.SECTOR)),
    ("platforms", "按平台", "在这个站、室、点举行的协商与协商后的任务。", _named(RecordKind.PLATFORM)),
)
"""代号，组名，会收到什么，有哪些订阅源。"""


def all_feeds(release: Release) -> tuple[FeedGroup, ...]:
    """订阅页列出的全部订阅源；每件提案的在提案页上，不在这里。空的组不列。"""
    groups = (
        FeedGroup(identifier, title, carries, tuple(links(release)))
        for identifier, title, carries, links in GROUPS
    )
    return tuple(group for group in groups if group.links)
