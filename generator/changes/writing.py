"""预告的三种写法：终端文字、Markdown（合并请求的评论）、一页 HTML。数据里的文字不能变成标记或提醒谁。"""

import html
import re
from collections.abc import Callable, Iterator

from generator.changes.report import Report, WithheldRecord, label
from generator.release.compare import Changed, Comparison, Entry, FieldChange
from generator.report import visible
from generator.terms import RecordKind

SHOWN = 60
"""一处变化最多显示多少个字；长文只显示不同处前后。"""

MOST_RECORDS = 50
"""Markdown 里每类最多列几条：评论有长度限制。"""

MOST_CHARACTERS = 60_000
"""评论最长 65,536 个字符，留些余地。"""

BACKTICKS = re.compile("`+")
NOTHING = "（没有）"
STYLE = (
    "body{font:16px/1.7 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%;margin:.5rem 0 1.5rem;table-layout:fixed}"
    "th,td{border:1px solid #767676;padding:.35rem .6rem;text-align:start;vertical-align:top;"
    "overflow-wrap:anywhere}th:first-child{width:24%}"
    "del{background:#fbe3e1}ins{background:#dff3e1;text-decoration:none}small{color:#595959}"
)
POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'"


def as_text(report: Report) -> str:
    """终端文字。"""
    return "\n".join(_text_lines(report)) + "\n"


def _text_lines(report: Report) -> Iterator[str]:
    comparison = report.comparison
    yield f"{report.title}：{summary(comparison)}"
    yield from _section("新公开", [f"+ {_named(entry)}" for entry in comparison.added])
    changed = [line for item in comparison.changed for line in _changed_lines(item)]
    yield from _section("改动", changed)
    yield from _section("不再公开", [f"- {_named(item.entry)}：{item.outcome}" for item in comparison.gone])
    yield from _section("站点配置", [f"  {_change(change, None)}" for change in comparison.site])
    yield from _section("这次写了、但不公开的", [f"· {_withheld(item)}" for item in report.noticed])
    yield from _section("没有公开的件数", _counts(comparison))
    if report.noticed:
        yield "为什么不公开：shai explain 编号。"


def _section(heading: str, lines: list[str]) -> Iterator[str]:
    if lines:
        yield f"\n{heading}"
        yield from (f"  {visible(line)}" for line in lines)


def _changed_lines(item: Changed) -> Iterator[str]:
    yield f"~ {_named(item.entry)}"
    yield from (f"    {_change(change, item.entry.kind)}" for change in item.fields)


def summary(comparison: Comparison) -> str:
    """一句话的总数。"""
    if comparison.is_empty:
        return "公开的内容没有变化。"
    counts = [
        (len(comparison.added), "新公开 {} 条"),
        (len(comparison.changed), "改动 {} 条"),
        (len(comparison.gone), "不再公开 {} 条"),
        (len(comparison.site), "站点配置改 {} 处"),
    ]
    told = "，".join(words.format(count) for count, words in counts if count)
    return f"{told or '公开的记录没有变化，没有公开的件数变了'}。"


def _named(entry: Entry) -> str:
    return f"{entry.kind.label} {entry.id}　{entry.title}"


def _withheld(item: WithheldRecord) -> str:
    return f"{item.kind.label} {item.id}：{item.openness}" + (
        f"，{item.reason}" if item.reason != item.openness else ""
    )


def _counts(comparison: Comparison) -> list[str]:
    return [
        f"{group.kind.label}　{group.openness}"
        + (f"（{group.reason}）" if group.reason != group.openness else "")
        + f"：{group.before} → {group.after}"
        for group in comparison.withheld
        if group.before != group.after
    ]


def _change(change: FieldChange, kind: RecordKind | None) -> str:
    before, after = clipped(change.before, change.after)
    name = label(change, kind)
    if not change.before:
        return f"{name}：添上「{after}」"
    if not change.after:
        return f"{name}：删去「{before}」"
    return f"{name}：「{before}」→「{after}」"


def clipped(before: str, after: str) -> tuple[str, str]:
    """两段文字只留不同处前后，换行写成空格。"""
    before, after = " ".join(before.split()), " ".join(after.split())
    same = next(
        (place for place, (a, b) in enumerate(zip(before, after, strict=False)) if a != b),
        min(len(before), len(after)),
    )
    start = max(0, same - SHOWN // 4) if max(len(before), len(after)) > SHOWN else 0
    return _piece(before, start), _piece(after, start)


def _piece(text: str, start: int) -> str:
    piece = text[start : start + SHOWN]
    return ("…" if start and text else "") + piece + ("…" if start + SHOWN < len(text) else "")


def as_markdown(report: Report) -> str:
    """Markdown；数据里的文字一律写成代码，不会变成链接、图片，也不会提醒谁。"""
    comparison = report.comparison
    blocks = [f"### 合并以后会公开什么\n\n{_code(report.title)}：{summary(comparison)}"]
    blocks += _listed("新公开", [f"{_coded(entry)}" for entry in comparison.added])
    blocks += _listed("改动", [_changed_markdown(item) for item in comparison.changed])
    gone = [f"{_coded(item.entry)}：{_code(item.outcome)}" for item in comparison.gone]
    blocks += _listed("不再公开", gone)
    blocks += _listed("站点配置", [_change_markdown(change, None) for change in comparison.site])
    blocks += _listed("这次写了、但不公开的", [_code(_withheld(item)) for item in report.noticed])
    blocks += _listed("没有公开的件数", [_code(line) for line in _counts(comparison)])
    text = "\n\n".join(blocks) + "\n"
    if len(text) <= MOST_CHARACTERS:
        return text
    kept = text[:MOST_CHARACTERS].rpartition("\n")[0]
    return f"{kept}\n\n太长，后面的没有列出；全部的在本机运行 shai preview 看。\n"


def _listed(heading: str, items: list[str]) -> list[str]:
    if not items:
        return []
    lines = [f"- {item}" for item in items[:MOST_RECORDS]]
    left = len(items) - MOST_RECORDS
    lines += [f"- 另有 {left} 条"] if left > 0 else []
    return [f"**{heading}**（{len(items)}）\n\n" + "\n".join(lines)]


def _coded(entry: Entry) -> str:
    return f"{entry.kind.label} {_code(entry.id)} {_code(entry.title)}"


def _changed_markdown(item: Changed) -> str:
    fields = [f"  - {_change_markdown(change, item.entry.kind)}" for change in item.fields]
    return "\n".join([_coded(item.entry), *fields])


def _change_markdown(change: FieldChange, kind: RecordKind | None) -> str:
    before, after = (_code(text) if text else NOTHING for text in clipped(change.before, change.after))
    return f"{_code(label(change, kind))}：{before} → {after}"


def _code(text: str) -> str:
    """一段代码：反引号比文字里最长的一串还多一个。"""
    flat = visible(" ".join(text.split()))
    fence = "`" * (max((len(run) for run in BACKTICKS.findall(flat)), default=0) + 1)
    return f"{fence} {flat} {fence}" if len(fence) > 1 else f"`{flat}`"


def as_html(report: Report) -> str:
    """一页 HTML：不用脚本，不取别处的东西，不让搜索引擎收。"""
    comparison = report.comparison
    rows = "".join(_html_changed(item) for item in comparison.changed)
    parts = [
        _html_list("新公开", [_named(entry) for entry in comparison.added]),
        f"<h2>改动</h2>{rows}" if rows else "",
        _html_list("不再公开", [f"{_named(item.entry)}：{item.outcome}" for item in comparison.gone]),
        f"<h2>站点配置</h2>{_html_table(comparison.site, None)}" if comparison.site else "",
        _html_list("这次写了、但不公开的", [_withheld(item) for item in report.noticed]),
        _html_list("没有公开的件数", _counts(comparison)),
    ]
    return (
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        '<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">'
        f"<title>预告</title><style>{STYLE}</style></head><body>"
        f"<h1>合并以后会公开什么</h1><p>{_safe(report.title)}：{summary(comparison)}</p>"
        f"{''.join(parts)}</body></html>\n"
    )


def _html_list(heading: str, items: list[str]) -> str:
    if not items:
        return ""
    return f"<h2>{heading}</h2><ul>{''.join(f'<li>{_safe(item)}</li>' for item in items)}</ul>"


def _html_changed(item: Changed) -> str:
    return f"<h3>{_safe(_named(item.entry))}</h3>{_html_table(item.fields, item.entry.kind)}"


def _html_table(fields: tuple[FieldChange, ...], kind: RecordKind | None) -> str:
    rows = "".join(
        f'<tr><th scope="row">{_safe(label(change, kind))}</th><td>{_marked("del", change.before)}</td>'
        f"<td>{_marked('ins', change.after)}</td></tr>"
        for change in fields
    )
    head = '<tr><th scope="col">字段</th><th scope="col">原来</th><th scope="col">以后</th></tr>'
    return f"<table><thead>{head}</thead><tbody>{rows}</tbody></table>"


def _marked(tag: str, text: str) -> str:
    return f"<{tag}>{_safe(text)}</{tag}>" if text else f"<small>{NOTHING}</small>"


def _safe(text: str) -> str:
    return html.escape(visible(text))


WRITERS: dict[str, Callable[[Report], str]] = {"text": as_text, "markdown": as_markdown, "html": as_html}
"""格式的名字 → 写法。"""
