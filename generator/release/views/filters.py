"""筛选项：列表、总账的一页里用得上的条件，与各个值怎样写给人看。"""

from collections.abc import Callable, Iterable, Mapping

import msgspec

from generator.release import address
from generator.release.model import Release
from generator.release.views.common import Names, session_label
from generator.release.views.verdict import STATES
from generator.release.views.words import categories, topics
from generator.terms import CommitmentState, Level, Result

Labels = Mapping[str, Callable[[str], str]]
"""筛选项的代号 → 它的值怎样写给人看。"""


class Choice(msgspec.Struct, frozen=True):
    """一个筛选项的一个选择。"""

    value: str
    label: str


class Filter(msgspec.Struct, frozen=True):
    """一个筛选项。"""

    name: str
    label: str
    choices: tuple[Choice, ...]


TITLES = {
    "body": "政协",
    "session": "届次",
    "unit": "承办单位",
    "state": "进展",
    "result": "办理结果",
    "category": "类别",
    "topic": "主题",
    "kind": "种类",
    "year": "年份",
    "level": "层级",
}
"""筛选项的代号 → 名称，先后就是页面上的先后。"""


def labels_of(release: Release, names: Names) -> Labels:
    """各筛选项的值怎样写；一次备好，各页共用，列表才不会越长越慢。"""
    return release.once("labels", lambda: _labels_of(release, names))


def _labels_of(release: Release, names: Names) -> Labels:
    # 十万件提案不过几百次会议：先去掉重的再写。
    meetings = dict.fromkeys((item.body, item.term, item.session) for item in release.proposals)
    sessions = {
        address.session_id(body, term, session): names.body(body) + session_label(term, session)
        for body, term, session in reversed(meetings)
    }
    return {
        "body": names.body,
        "unit": names.unit,
        "session": lambda value: sessions.get(value, value),
        "state": _state_name,
        "result": lambda value: Result.of(value).label,
        "category": {address.slug(word): word for word in categories(release)}.__getitem__,
        "topic": {address.slug(word): word for word in topics(release)}.__getitem__,
        "kind": str,
        "year": lambda value: f"{value}年",
        "level": lambda value: Level.of(value).label,
    }


def choices(facets: Iterable[tuple[str, str]], wanted: Iterable[str], labels: Labels) -> tuple[Filter, ...]:
    """由（名，值）得出各筛选项的选择，按名称排。"""
    found = []
    for name in wanted:
        values = {value for key, value in facets if key == name}
        if len(values) > 1:
            choices = (Choice(value, labels[name](value) or value) for value in values)
            found.append(
                Filter(name, TITLES[name], tuple(sorted(choices, key=lambda item: (item.label, item.value))))
            )
    return tuple(found)


def _state_name(value: str) -> str:
    """状态的名称：提案的进展，或承诺的状态。"""
    return STATES[value].label if value in STATES else CommitmentState.of(value).label
