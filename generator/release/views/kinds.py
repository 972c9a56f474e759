"""各种活动记录的页面：字段的名称写在公开的类型上，照着排成事实、清单与表。"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

import msgspec

from generator.dates import PartialDate
from generator.release.kinds import KINDS
from generator.release.kinds.plan import PublicPlan
from generator.release.kinds.survey import PublicSurvey
from generator.release.model import PublicActivity, PublicLink, Release
from generator.release.model.labels import Labelled, labelled
from generator.release.stats.percentage import percentage
from generator.release.views.activity import ActivityView, ListView, TableRow, TableView, shared
from generator.release.views.common import Fact, Link, Names
from generator.release.views.plans import plan_tables
from generator.terms import RecordKind, Term

Cells = tuple[tuple[Link, ...], ...]


def kind_view(kind: RecordKind, item: PublicActivity, release: Release, names: Names) -> ActivityView:
    """备好一条活动记录的页面。"""
    one = KINDS[kind]
    fields = [(field, getattr(item, field.name)) for field in labelled(one.shape)]
    written = [(field, value) for field, value in fields if value not in {None, ()}]
    return ActivityView(
        **shared(kind, item, release, names),
        lead=one.sentence(item),
        facts=tuple(
            Fact(field.title, shown(value, field, names)) for field, value in written if _is_fact(field)
        ),
        lists=tuple(ListView(field.title, value) for field, value in written if _is_list(field)),
        tables=tuple(
            _table(field, value, item, release, names) for field, value in written if _is_table(field)
        ),
        summaries=plan_tables(item) if isinstance(item, PublicPlan) else (),
    )


def _is_table(field: Labelled) -> bool:
    return issubclass(field.type, msgspec.Struct) and field.type is not PublicLink


def _is_list(field: Labelled) -> bool:
    return field.many and field.type is str and field.refers is None


def _is_fact(field: Labelled) -> bool:
    return not _is_table(field) and not _is_list(field)


def shown(value: Any, field: Labelled, names: Names) -> tuple[Link, ...]:
    """一个字段的值怎样写：编号换成名称与链接，词汇写标签，网址可以点。"""
    values = value if isinstance(value, tuple) else (value,)
    return tuple(link for one in values if one is not None for link in _shown(one, field, names))


def _shown(value: Any, field: Labelled, names: Names) -> Iterable[Link]:
    if isinstance(value, PublicLink):
        return names.known(value.kind, value.id)
    if field.refers is not None:
        return names.known(field.refers, value)
    if isinstance(value, Term):
        return (Link(value.label),)
    if (
        isinstance(value, str)
        and not isinstance(value, PartialDate)
        and value.startswith(("http://", "https://"))
    ):
        return (Link(value, url=value),)
    return (Link(str(value)),)


def _table(
    field: Labelled, items: tuple[Any, ...], item: PublicActivity, release: Release, names: Names
) -> TableView:
    if isinstance(item, PublicSurvey) and field.name == "results":
        return _answers(item, field.title, release.site.minimum_sample)
    return part_table(field, items, names)


def part_table(field: Labelled, items: tuple[Any, ...], names: Names) -> TableView:
    """一串部分排成一张表：一项一行；没有一项写了的列不要。"""
    columns = [
        column
        for column in labelled(field.type)
        if any(getattr(item, column.name) not in {None, ()} for item in items)
    ]
    rows = tuple(
        TableRow(
            anchor=getattr(item, "id", "") or f"{field.name}-{place}",
            cells=tuple(shown(getattr(item, column.name), column, names) for column in columns),
        )
        for place, item in enumerate(items, 1)
    )
    return TableView(field.title, tuple(column.title for column in columns), rows)


def _answers(item: PublicSurvey, title: str, minimum: int) -> TableView:
    """问卷的结果：一个问题（一方对象）一行，一种回答一列；份数太少的不算百分比。"""
    counts: defaultdict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for answer in item.results:
        counts[answer.question, answer.group or ""][answer.choice] = answer.count
    choices = tuple(dict.fromkeys((*item.scale, *(answer.choice for answer in item.results))))
    has_groups = any(group for _, group in counts)
    rows = []
    for place, ((question, group), found) in enumerate(counts.items(), 1):
        total = sum(found.values())
        said = (
            (Link(f"{found[choice]}{_share(found[choice], total, minimum)}"),) if choice in found else ()
            for choice in choices
        )
        head = ((Link(question),), *(((Link(group),) if group else (),) if has_groups else ()))
        rows.append(TableRow(f"results-{place}", (*head, *said, (Link(str(total)),))))
    headings = ("问题", *(("对象",) if has_groups else ()), *choices, "合计（份）")
    return TableView(title, headings, tuple(rows))


def _share(count: int, total: int, minimum: int) -> str:
    return f"（{percentage(count, total)}%）" if total >= max(minimum, 1) else ""
