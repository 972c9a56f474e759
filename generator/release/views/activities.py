"""协商、归并办理、品牌、平台四种页面。"""

from collections.abc import Iterable, Sequence

from generator.release import address
from generator.release.completeness import abilities
from generator.release.follow import of_consultation
from generator.release.model import (
    PublicBatch,
    PublicConsultation,
    PublicPlatform,
    PublicProgramme,
    PublicSource,
    PublicTurn,
    Release,
)
from generator.release.model.labels import Labelled
from generator.release.platforms.quotas import quota_clocks
from generator.release.stats.percentage import percentage
from generator.release.views.activity import ActivityView, ListView, shared
from generator.release.views.common import UNPUBLISHED, Fact, Link, Names, facts, source_lines
from generator.release.views.kinds import part_table
from generator.release.views.long_lists import task_pages
from generator.release.views.practices import practice_links
from generator.release.views.promises import promise_view
from generator.release.views.related import mentions_of, own_rows_view, rows_view, search_address
from generator.release.views.rows import activity_rows, platform_row, proposal_rows
from generator.terms import RecordKind

ROTA = Labelled("rota", "轮值", "一轮一行。", PublicTurn, many=True, refers=None)


def _lists(pairs: Iterable[tuple[str, Sequence[str]]]) -> tuple[ListView, ...]:
    return tuple(ListView(title, tuple(items)) for title, items in pairs if items)


def consultation_facts(item: PublicConsultation, release: Release, names: Names) -> tuple[Fact, ...]:
    """一次协商的基本情况。"""
    reported = tuple(
        link
        for other in release.consultations_by_follow_up.get(item.id, ())
        for link in names.titled(RecordKind.CONSULTATION, other.id)
    )
    return facts(
        (
            ("形式", item.kind),
            ("议题", item.topic),
            ("日期", item.date),
            ("阶段", item.timing.label if item.timing else None),
            ("场次", f"当年第 {item.series_number} 场" if item.series_number else None),
            ("地点", _place(item, names)),
            ("召集人", "、".join(item.hosts)),
            ("界别", names.sector_links(item.sectors)),
            (
                "参加者",
                "、".join(side.shown for side in item.participants),
            ),
            ("所属品牌", names.titled(RecordKind.PROGRAMME, item.programme)),
            ("意见建议", _opinions(item, release)),
            ("下一年通报", names.titled(RecordKind.CONSULTATION, item.follow_up)),
            ("四可", _abilities(item, release)),
            ("通报的是", reported),
        )
    )


def _place(item: PublicConsultation, names: Names) -> tuple[Link, ...]:
    return names.platform_links((item.platform,)) or ((Link(item.place),) if item.place else ())


def consultation_view(item: PublicConsultation, release: Release, names: Names) -> ActivityView:
    """备好一次协商的页面。"""
    tasks = tuple(promise_view(task, names, task.commitment.id) for task in of_consultation(item, release))
    task_list, rest = task_pages(
        tasks, "任务分解清单", address.list_path(RecordKind.CONSULTATION, item.id, "tasks")
    )
    base = shared(RecordKind.CONSULTATION, item, release, names)
    base["meta"] = (*base["meta"], *_place(item, names))
    return ActivityView(
        **base,
        lead=consultation_sentence(item, release),
        facts=consultation_facts(item, release, names),
        lists=_lists((("会上提出的问题", item.issues), ("达成的共识", item.agreements))),
        tasks=tasks[: rest.shown] if rest else tasks,
        tasks_note=_tasks_note(item),
        tasks_rest=rest,
        task_pages=task_list,
        related=own_rows_view(
            "有关提案",
            proposal_rows(item.proposals, release, names),
            address.list_path(RecordKind.CONSULTATION, item.id, "proposals"),
        ),
    )


def consultation_sentence(item: PublicConsultation, release: Release) -> str:
    """一次协商的一句话。"""
    tasks = tuple(of_consultation(item, release))
    parts = [_opinions(item, release)] if item.raised is not None else []
    total = item.tasks_total or len(tasks)
    finished = sum(not task.progress.state.is_open for task in tasks)
    if total:
        parts.append(f"分解任务 {total} 项" + (f"，办结 {finished} 项" if tasks else "，进展未公布"))
    parts += [f"办成 {len(item.outcomes)} 件事"] if item.outcomes else []
    return "；".join(parts) + "。" if parts else ""


def _abilities(item: PublicConsultation, release: Release) -> tuple[Link, ...]:
    """四可：有的写凭什么，没有的写未公布；一项也没有的不写。"""
    found = abilities(item, release)
    if not any(one.evidence for one in found):
        return ()
    return tuple(
        Link(f"{one.name} {'✓' if one.evidence else '—'}（{one.evidence or UNPUBLISHED}）") for one in found
    )


def _opinions(item: PublicConsultation, release: Release) -> str:
    """提出与采纳；条数够算比率的，写出几成。"""
    if item.raised is None:
        return ""
    if item.adopted is None:
        return f"提出 {item.raised} 条，采纳条数未公布"
    enough = item.raised >= max(release.site.minimum_sample, 1)
    share = f"（{percentage(item.adopted, item.raised)}%）" if enough else ""
    return f"提出 {item.raised} 条，采纳 {item.adopted} 条{share}"


def _tasks_note(item: PublicConsultation) -> str:
    listed = len(item.tasks)
    if item.tasks_total is None or item.tasks_total == listed:
        return ""
    if not listed:
        return f"公布的任务共 {item.tasks_total} 项，没有逐项公布。"
    return f"公布的任务共 {item.tasks_total} 项，这里列出已逐项公布的 {listed} 项。"


def batch_facts(item: PublicBatch, names: Names) -> tuple[Fact, ...]:
    """一批归并办理的基本情况。"""
    return facts(
        (
            ("承办单位", names.unit_links((item.unit,))),
            ("件数", f"{item.count} 件" if item.count else None),
            ("联合督查", item.supervision_office),
            ("日期", item.date),
            ("地点", item.place),
            ("实地考察", item.site_visit),
            ("通报", item.briefing),
        )
    )


def batch_view(item: PublicBatch, release: Release, names: Names) -> ActivityView:
    """备好一批归并办理的页面。"""
    return ActivityView(
        **shared(RecordKind.BATCH, item, release, names),
        lead=batch_sentence(item, names),
        facts=batch_facts(item, names),
        related=own_rows_view(
            "这一批的提案",
            proposal_rows(item.proposals, release, names),
            address.list_path(RecordKind.BATCH, item.id, "proposals"),
        ),
    )


def batch_sentence(item: PublicBatch, names: Names) -> str:
    """一批归并办理的一句话。"""
    count = f"{item.count} 件提案" if item.count else "同类提案"
    shown = len(item.proposals)
    listed = "" if shown == item.count else (f"，逐件公布的有 {shown} 件" if shown else "，没有逐件公布")
    return f"{names.unit(item.unit)}承办的 {count}归并办理{listed}。"


def programme_facts(item: PublicProgramme, names: Names) -> tuple[Fact, ...]:
    """一个品牌或机制的基本情况。"""
    return facts(
        (
            ("种类", item.kind),
            ("开始", item.date),
            ("政协", names.body_links(item.body)),
            ("牵头", item.lead),
            ("参加的政协", tuple(link for body in item.bodies for link in names.body_links(body))),
        )
    )


def programme_view(item: PublicProgramme, release: Release, names: Names) -> ActivityView:
    """备好一个品牌或机制的页面。"""
    events = release.consultations_by_programme.get(item.id, ())
    return ActivityView(
        **shared(RecordKind.PROGRAMME, item, release, names),
        lead=item.slogan or "",
        facts=programme_facts(item, names),
        lists=_lists(
            (("层级分工", item.levels), ("场所", item.venues), ("领域", item.fields), ("小组", item.groups))
        ),
        tables=(part_table(ROTA, item.rota, names),) if item.rota else (),
        related=rows_view(
            "协商活动",
            activity_rows(events, names),
            search_address((RecordKind.CONSULTATION.label,), words=item.title),
        ),
    )


def _more_members(total: int, named: int) -> tuple[Link, ...]:
    """姓名从略的委员只写人数。"""
    return (Link(f"{'另有' if named else ''} {total - named} 人，姓名从略".strip()),) if total > named else ()


def platform_view(item: PublicPlatform, release: Release, names: Names) -> ActivityView:
    """备好一个站、室、点的页面。"""
    below = [platform_row(other, names) for other in release.platforms_by_parent.get(item.id, ())]
    events = release.consultations_by_platform.get(item.id, ())
    members = names.member_links(member.id for member in release.members_by_platform.get(item.id, ()))
    sources: tuple[PublicSource, ...] = (item.source,) if item.source else ()
    return ActivityView(
        id=item.id,
        kind=RecordKind.PLATFORM,
        path=address.page_path(RecordKind.PLATFORM, item.id),
        twin=address.data_path(RecordKind.PLATFORM, item.id),
        title=item.name,
        crumbs=(Link("平台", "platforms/index.html"), *names.body_links(item.body)),
        meta=tuple(Link(text) for text in (item.kind, item.level and item.level.label) if text),
        lead="",
        facts=facts(
            (
                ("种类", item.kind),
                ("层级", item.level.label if item.level else None),
                ("所在层", item.tier),
                ("特色", item.feature),
                ("个数", item.shown_count if item.group else None),
                ("上级平台", names.platform_links((item.parent,))),
                ("同属", (Link("站、室、点一览", address.stations_path(item.body)),) if item.body else None),
                ("依托", item.host),
                ("地点", item.place),
                ("界别", names.sector_links(item.sectors)),
                ("设立", item.opened),
                ("由谁负责", item.owner),
                ("委员", (*members, *_more_members(item.members, len(members)))),
            )
        ),
        description=item.description or "",
        lists=_lists((("功能", item.roles), ("队伍", item.teams))),
        mentions=mentions_of(RecordKind.PLATFORM, item.id, release, names),
        related=(
            *rows_view("下级平台", below, search_address((RecordKind.PLATFORM.label,), words=item.name)),
            *rows_view(
                "在这里的协商",
                activity_rows(events, names),
                search_address((RecordKind.CONSULTATION.label,), words=item.name),
            ),
        ),
        topics=names.topic_links(item.topics),
        practices=practice_links(item.practice, release),
        sources=source_lines(sources),
        quotas=quota_clocks(item, release),
        card="" if item.group else address.card_path(item.id),
    )
