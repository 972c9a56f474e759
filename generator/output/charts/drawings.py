"""每张图画什么：从统计取数，说成一句话，排成条与表。"""

from collections.abc import Sequence

import msgspec

from generator.output.charts.bars import TEXTURES, Bar, Series, Stack, bars, stacks
from generator.output.charts.figure import Picture, Sheet
from generator.release.stats import Count, Distribution, ScopeGroup, ScopeStatistics, Statistics

DATA = {
    "proposals": ("提案", "data/proposals.csv"),
    "suggestions": ("建议", "data/suggestions.csv"),
    "replies": ("答复", "data/replies.csv"),
    "responses": ("回应", "data/responses.csv"),
    "commitments": ("承诺总账", "data/commitments.csv"),
    "withheld": ("没有公开的", "data/withheld.csv"),
}
"""图所据的数据文件：名称与路径。"""
MOST_ROWS = 12


def flow(found: ScopeStatistics) -> Picture:
    """从建议到兑现：后一条总在前一条之内。"""
    title = "从建议到兑现"
    raised = found.flow[0].count
    if not raised:
        return Picture(title=title, sentence="还没有逐条公布的建议。")
    steps = {item.code: item.count for item in found.flow}
    sentence = (
        f"公布的建议 {raised} 条，采纳或部分采纳 {steps['adopted']} 条，"
        f"作了承诺 {steps['committed']} 条，承诺全部办完 {steps['delivered']} 条。"
    )
    return Picture(
        title=title,
        sentence=sentence,
        drawing=bars(
            [
                Bar(item.label, item.count, f"{item.count} 条", whole=before)
                for item, before in zip(
                    found.flow, (raised, *(step.count for step in found.flow)), strict=False
                )
            ]
        ),
        sheet=Sheet(
            ("走到哪一步", "建议（条）"), tuple((item.label, str(item.count)) for item in found.flow)
        ),
        note="深色是走到这一步的，浅色是走到上一步的。只计逐条公布的建议；没有写明处理意见的，停在第一步。",
        data=(DATA["suggestions"], DATA["responses"], DATA["commitments"]),
    )


def reply_time(found: ScopeStatistics) -> Picture:
    """从交办到第一件答复用了几天。"""
    return _distribution("从交办到第一件答复", found.first_reply, "件", (DATA["proposals"], DATA["replies"]))


def delivery_time(found: ScopeStatistics) -> Picture:
    """从答复到办完用了几天。"""
    return _distribution("从答复到承诺办完", found.delivery, "项", (DATA["commitments"],))


def _distribution(title: str, found: Distribution, unit: str, data: tuple[tuple[str, str], ...]) -> Picture:
    if not found.count:
        return Picture(title=title, sentence="还没有日期齐全、可以计算的记录。")
    spread = f"最短 {found.minimum} 天，中位数 {found.median} 天，最长 {found.maximum} 天"
    left_out = "；".join(f"{item.reason} {item.count} {unit}" for item in found.excluded)
    quartiles = (
        ("下四分位（天）", found.lower),
        ("中位数（天）", found.median),
        ("上四分位（天）", found.upper),
    )
    rows = [(bucket.label, str(bucket.count)) for bucket in found.buckets]
    return Picture(
        title=title,
        sentence=f"{found.count} {unit}可以计算：{spread}。",
        drawing=bars([Bar(item.label, item.count, f"{item.count} {unit}") for item in found.buckets]),
        sheet=Sheet(("用时", f"数（{unit}）"), (*rows, *((name, value or "") for name, value in quartiles))),
        note=found.definition + (f"不计入：{left_out}。" if left_out else ""),
        data=data,
    )


def ledger(found: ScopeStatistics) -> Picture:
    """承诺与任务按状态。"""
    title = "承诺与任务的状态"
    total = sum(item.count for item in found.ledger)
    if not total:
        return Picture(title=title, sentence="还没有公布的承诺与任务。")
    counts = {item.code: item.count for item in found.ledger}
    finished = counts.get("done", 0) + counts.get("closed", 0)
    sentence = f"共 {total} 项，办完 {finished} 项，逾期 {counts.get('overdue', 0)} 项。"
    alert = {"overdue": "bar alert"}
    plain = {"done": "bar", "closed": "bar"}
    rows = [
        Bar(item.label, item.count, f"{item.count} 项", (alert | plain).get(item.code, "bar alt"))
        for item in found.ledger
    ]
    note = "没有给期限的也列出。"
    head = Picture(title=title, sentence=sentence, note=note, data=(DATA["commitments"],))
    return _counted(head, found.ledger, rows)


def categories(found: Sequence[ScopeStatistics]) -> Picture:
    """提案的类别，多的在前。"""
    counts = [Count(item.scope.id, item.scope.label, item.proposals) for item in found if item.proposals]
    ordered = sorted(counts, key=lambda item: (-item.count, item.label))
    if not ordered:
        return Picture(title="提案的类别", sentence="还没有写明类别的提案。")
    total = sum(item.count for item in ordered)
    first = ordered[0]
    sentence = f"写明类别的提案 {total} 件，分 {len(ordered)} 类，最多的是{first.label}（{first.count} 件）。"
    rows = [Bar(item.label, item.count, f"{item.count} 件") for item in ordered[:MOST_ROWS]]
    rest = ordered[MOST_ROWS:]
    if rest:
        others = sum(item.count for item in rest)
        rows.append(Bar(f"其余 {len(rest)} 类", others, f"{others} 件", "bar alt"))
    note = "类别是各地自己的分法。只计公开的提案。"
    head = Picture(title="提案的类别", sentence=sentence, note=note, data=(DATA["proposals"],))
    return _counted(head, ordered, rows)


def proposers(found: ScopeStatistics) -> Picture:
    """提案者的类别。"""
    title = "谁提的"
    if not found.proposals:
        return Picture(title=title, sentence="还没有公开的提案。")
    sentence = f"公开的提案 {found.proposals} 件，按提案者的类别。"
    rows = [Bar(item.label, item.count, f"{item.count} 件") for item in found.proposers]
    head = Picture(title=title, sentence=sentence, note="只计公开的提案。", data=(DATA["proposals"],))
    return _counted(head, found.proposers, rows)


def withheld(found: Statistics) -> Picture:
    """没有公开的，按原因。"""
    title = "没有公开的"
    total = sum(row.count for row in found.withheld)
    if not total:
        return Picture(title=title, sentence="没有不公开的记录。")
    counts = [
        Count(row.openness, f"{row.kind}：{_reason(row.openness, row.reason)}", row.count)
        for row in found.withheld
    ]
    rows = [Bar(item.label, item.count, f"{item.count} 件", "bar alt") for item in counts]
    sentence = f"登记而没有公开的共 {total} 件，每件都计数、都有原因。"
    head = Picture(title=title, sentence=sentence, data=(DATA["withheld"],))
    return _counted(head, counts, rows)


def _reason(openness: str, reason: str) -> str:
    return openness if openness == reason else f"{openness}，{reason}"


def results(key: str, title: str, group: ScopeGroup | None) -> Picture:
    """现办理结果，每个范围一行堆叠条；画不下的在表里。"""
    scopes = [item for item in (group.scopes if group else ()) if item.results.replies]
    if not scopes:
        return Picture(title=title, sentence="还没有公开的答复。")
    names = {count.code: count.label for item in scopes for count in item.results.counts if count.present}
    order = [code for code in RESULT_ORDER if code in names]
    rows = [Stack(item.scope.label, tuple(_present(item, code) for code in order)) for item in scopes]
    drawn = rows[:MOST_ROWS]
    undrawn = f"图里是前 {MOST_ROWS} 行，其余在表里。" if len(rows) > MOST_ROWS else ""
    return Picture(
        title=title,
        sentence=f"公开的答复 {sum(item.results.replies for item in scopes)} 件次，按现在的办理结果。",
        drawing=stacks(
            key, [Series(names[code], TEXTURES[RESULT_ORDER.index(code)]) for code in order], drawn
        ),
        sheet=Sheet(
            ("", *(names[code] for code in order), "合计"),
            tuple((row.label, *(str(value) for value in row.values), str(sum(row.values))) for row in rows),
        ),
        note=f"{undrawn}有过变化的取最后一次。一件答复对应几次会议、几个年份的提案时，各算一次。",
        data=(DATA["replies"],),
    )


RESULT_ORDER = (
    "resolved",
    "in_progress",
    "planned",
    "deferred",
    "reference",
    "unconverted",
    "unpublished",
)


def _present(found: ScopeStatistics, code: str) -> int:
    return next((item.present for item in found.results.counts if item.code == code), 0)


def _counted(head: Picture, counts: Sequence[Count], rows: Sequence[Bar]) -> Picture:
    """给标题、说明添上横条与表。"""
    return msgspec.structs.replace(
        head,
        drawing=bars(rows),
        sheet=Sheet(("", "数"), tuple((item.label, str(item.count)) for item in counts)),
    )
