"""各个宏的内容：文字页里的槽，填上公开的数据。"""

from collections.abc import Sequence
from typing import Any

import msgspec

from generator.glossary import glossary
from generator.macros import MacroCall
from generator.output.charts import CHARTS, chart
from generator.output.pages.filling import Pages
from generator.output.pages.subscribe import sections
from generator.problems import Mark, Problem
from generator.release import address
from generator.release.follow import promises
from generator.release.kinds import KINDS
from generator.release.stats import all_figure_tables, statistics
from generator.release.views.common import Row
from generator.release.views.promises import promise_view
from generator.release.views.rows import rows_of
from generator.release.views.words import topics
from generator.terms import CommitmentState, RecordKind, nearest

LISTED = (
    RecordKind.PROPOSAL,
    RecordKind.REPLY,
    RecordKind.CONSULTATION,
    RecordKind.BATCH,
    RecordKind.PROGRAMME,
    RecordKind.PLATFORM,
    *KINDS,
)


class Headline(msgspec.Struct, frozen=True):
    """首页的一个数；path 是看明细的去处，state 是要着重的状态。"""

    label: str
    value: str
    unit: str
    note: str
    path: str
    state: str = ""


class Macros:
    """各个宏的内容。

    Attributes:
        problems: 写了不存在的编号或名称的宏。
    """

    def __init__(self, pages: Pages) -> None:
        self._pages = pages
        self._release = pages.release
        self._rows: dict[RecordKind, Sequence[Row]] = {}
        self.problems: list[Problem] = []

    def fill(self, call: MacroCall, root: str) -> str:
        """一个槽的 HTML。"""
        makers = {
            "latest_replies": self._latest,
            "latest": self._latest,
            "records": self._records,
            "count": self._count,
            "record": self._record,
            "chart": self._chart,
            "figures": self._figures,
            "formulas": self._formulas,
            "glossary": self._glossary,
            "feeds": self._feeds,
            "promises": self._promises,
            "as_of": self._as_of,
        }
        return makers[call.name](call, root)

    def _fragment(self, root: str, name: str, **context: Any) -> str:
        return self._pages.fragment("slots.html", root, name=name, **context)

    def _refuse(self, call: MacroCall, message: str, cure: str) -> str:
        mark = Mark(f"content/{call.page}", call.line)
        self.problems.append(Problem("macro-argument", mark, f"宏 {call.name}：{message}", cure))
        return ""

    def _rows_of(self, kind: RecordKind) -> Sequence[Row]:
        if kind not in self._rows:
            self._rows[kind] = rows_of(kind, self._release, self._pages.names)
        return self._rows[kind]

    def _kind(self, call: MacroCall) -> RecordKind | None:
        kind = RecordKind.of(str(call.arguments.get("kind", RecordKind.REPLY.value)))
        if kind in LISTED:
            return kind
        listed = "、".join(item.label for item in LISTED)
        self._refuse(call, f"没有「{kind.label}」的清单", f"可用的种类：{listed}。")
        return None

    def _latest(self, call: MacroCall, root: str) -> str:
        kind = self._kind(call)
        if kind is None:
            return ""
        return self._fragment(root, "rows", rows=self._rows_of(kind)[: int(call.arguments["count"])])

    def _selected(self, call: MacroCall) -> list[Row] | None:
        """符合条件的行；条件里的编号不存在时记下问题。"""
        kind = self._kind(call)
        if kind is None:
            return None
        wanted = {name: str(call.arguments.get(name, "")) for name in ("unit", "topic", "session", "body")}
        known: dict[str, Sequence[str]] = {
            "unit": tuple(self._release.unit),
            "body": tuple(self._release.body),
            "topic": topics(self._release),
            "session": tuple(
                {
                    value
                    for row in self._rows_of(RecordKind.PROPOSAL)
                    for value in row.facet("session").split()
                }
            ),
        }
        for name, value in wanted.items():
            if value and value not in known[name]:
                similar = nearest(value, known[name])
                self._refuse(
                    call,
                    f"没有「{value}」（{name}）",
                    f"是否想写「{similar}」？" if similar else "核对编号。",
                )
                return None
        wanted["topic"] = address.slug(wanted["topic"]) if wanted["topic"] else ""
        return [
            row
            for row in self._rows_of(kind)
            if all(not value or value in row.facet(name).split() for name, value in wanted.items())
        ]

    def _records(self, call: MacroCall, root: str) -> str:
        rows = self._selected(call)
        return "" if rows is None else self._fragment(root, "rows", rows=rows[: int(call.arguments["count"])])

    def _count(self, call: MacroCall, root: str) -> str:  # noqa: ARG002 - 各宏同一个签名
        rows = self._selected(call)
        return "" if rows is None else str(len(rows))

    def _record(self, call: MacroCall, root: str) -> str:
        identifier = str(call.arguments["id"])
        for kind in LISTED:
            path = address.page_path(kind, identifier)
            for row in self._rows_of(kind):
                if row.path == path:
                    return self._fragment(root, "card", row=row)
        known = [item.id for kind in LISTED for item in self._release.records(kind)]
        similar = nearest(identifier, known)
        cure = f"是否想写「{similar}」？" if similar else "核对编号；没有公开的记录不能引用。"
        return self._refuse(call, f"没有编号为「{identifier}」的公开记录", cure)

    def _chart(self, call: MacroCall, root: str) -> str:
        name = str(call.arguments["name"])
        if name not in CHARTS:
            similar = nearest(name, CHARTS)
            hint = f"是否想写「{similar}」？" if similar else ""
            return self._refuse(call, f"没有叫「{name}」的图", f"{hint}可用的图：{'、'.join(CHARTS)}。")
        return chart(name, self._release, root)

    def _figures(self, call: MacroCall, root: str) -> str:
        group = str(call.arguments["group"])
        if not group:
            return self._fragment(root, "headline", items=self._headline())
        tables = [table for table in all_figure_tables(self._release) if table.title == group]
        if not tables:
            similar = nearest(group, {item.group for item in self._release.figures})
            return self._refuse(
                call, f"没有叫「{group}」的一组数字", f"是否想写「{similar}」？" if similar else "核对组名。"
            )
        return self._fragment(root, "figures", figures=tables)

    def _headline(self) -> tuple[Headline, ...]:
        """首页的几个数：都是件数，不是比率。"""
        found = promises(self._release)
        finished = sum(not item.progress.state.is_open for item in found)
        late = sum(item.progress.state is CommitmentState.OVERDUE for item in found)
        undated = sum(item.progress.state is CommitmentState.UNDATED for item in found)
        replies = sum(item.role.is_reply for item in self._release.replies)
        withheld = self._withheld()
        return (
            Headline(
                "公开的提案",
                str(len(self._release.proposals)),
                "件",
                f"另有 {withheld} 件没有公开，原因见统计" if withheld else "登记的都公开了",
                "proposals/index.html",
            ),
            Headline("公开的答复", str(replies), "件", "不含会办意见", "replies/index.html"),
            Headline(
                "承诺与任务",
                str(len(found)),
                "项",
                f"办结 {finished} 项，未给期限 {undated} 项",
                "commitments/index.html",
            ),
            Headline(
                "逾期的承诺",
                str(late),
                "项",
                "期限已过，没有公布办结",
                "commitments/index.html",
                "overdue" if late else "",
            ),
        )

    def _withheld(self) -> int:
        return sum(item.count for item in self._release.withheld if item.kind is RecordKind.PROPOSAL)

    def _formulas(self, call: MacroCall, root: str) -> str:  # noqa: ARG002 - 各宏同一个签名
        found = statistics(self._release)
        durations = (found.whole.first_reply, found.whole.delivery)
        return self._fragment(
            root, "formulas", rates=found.whole.rates, durations=durations, least=found.minimum_sample
        )

    def _glossary(self, call: MacroCall, root: str) -> str:  # noqa: ARG002 - 各宏同一个签名
        return self._fragment(root, "glossary", groups=glossary())

    def _feeds(self, call: MacroCall, root: str) -> str:  # noqa: ARG002 - 各宏同一个签名
        return self._fragment(root, "feeds", groups=sections(self._release))

    def _promises(self, call: MacroCall, root: str) -> str:
        """要紧的承诺：期限离今天最近的在前，不论将到还是刚过；几年前的旧账在总账里。"""
        dated = [
            item
            for item in promises(self._release)
            if item.progress.state.is_open and item.progress.days is not None
        ]
        dated.sort(key=lambda item: (abs(item.progress.days or 0), item.id))
        chosen = dated[: int(call.arguments["count"])]
        views = [promise_view(item, self._pages.names, item.id) for item in chosen]
        return self._fragment(root, "promises", items=views)

    def _as_of(self, call: MacroCall, root: str) -> str:  # noqa: ARG002 - 各宏同一个签名
        return self._release.as_of.isoformat()
