"""一个真的项目：每种记录一条，每个文字字段一个记号，文件名与注释里也有；交给真的命令建站。"""

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from generator.register.model import TABLES
from generator.terms import RecordKind
from tests.gate.registers import IDS, SITE, Planted
from tests.hostile.project import CONFIG

UNWRITTEN = {
    "chain", "stages", "plan.until", "plan.span", "document.replaces", "figure.counts", "figure.rate_of",
    "figure.rate_part", "platform.count", "platform.qualifier", "platform.group", "service.orders.done",
    "survey.results.group", "proposal.related", "proposal.filing.reason",
} | {f"{kind.value}.corrections.item" for kind in RecordKind}  # fmt: skip
"""真的项目里规则不许乱写、又与文字无关的字段；一个词的，哪一种记录都不写。"""

REWRITTEN: dict[str, Any] = {
    "consultation.kind": "微协商",
    "platform.kind": "委员工作站",
    "plan.items.year": "2023",
    "plan.year": "2023",
    "bill.comments.id": "s2",
    "proposal.satisfaction.attitude": "满意",
    "proposal.satisfaction.result": "满意",
    **{f"{kind.value}.corrections.field": "撤下" for kind in RecordKind},
}
"""要取自词表的字段。"""


class PlantedProject:
    """一个项目目录。

    Attributes:
        folder: 项目目录。
        tokens: 字段的路径 → 记号；「file.种类」「comment.种类」是文件名与注释里的。
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        planted = Planted()
        self._records = planted.records
        self.tokens = dict(planted.tokens)
        self.tokens |= {f"{kind.value}.id": identifier for kind, identifier in IDS.items()}
        for name in ("comment.site", "site.allow.value", "site.allow.reason"):
            self.tokens[name] = f"yy{name.replace('.', '')}yy"
        for kind in RecordKind:
            for place in ("file", "comment"):
                self.tokens[f"{place}.{kind.value}"] = f"yy{place}{kind.value}yy"
        (folder / "content").mkdir(parents=True)
        (folder / "content" / "index.md").write_text("# 站\n", encoding="utf-8")
        (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")

    def write(self, changes: Mapping[str, Mapping[str, Any]] | None = None) -> None:
        """写出全部数据；changes 是种类 → 改哪些字段（None 是不写）。"""
        data = self.folder / "data"
        data.mkdir(exist_ok=True)
        comment = f"# {self.tokens['comment.site']}\n"
        (data / "site.yml").write_text(comment + _yaml(self._site()), encoding="utf-8")
        for kind in RecordKind:
            fields = self._amended(self._records[kind.value], kind.value)
            fields = {**fields, **(changes or {}).get(kind.value, {})}
            given = {name: value for name, value in fields.items() if value is not None}
            if kind in TABLES:
                (data / f"{kind.folder}.csv").write_text(_table(given), encoding="utf-8")
            else:
                (data / kind.folder).mkdir(exist_ok=True)
                comment = f"# {self.tokens[f'comment.{kind.value}']}\n"
                file = data / kind.folder / f"{self.tokens[f'file.{kind.value}']}.yml"
                file.write_text(comment + _yaml(given), encoding="utf-8")

    def found_in(self, content: bytes) -> set[str]:
        """哪些字段的记号出现在这些字节里。"""
        return {path for path, token in self.tokens.items() if token.encode() in content}

    def _site(self) -> dict[str, Any]:
        scales = {self.tokens["body.result_scale"]: {self.tokens[name]: "解决或采纳" for name in RESULTS}}
        marks = {self.tokens["body.satisfaction_scale"]: {"满意": "满意"}}
        allowed = {name: self.tokens[f"site.allow.{name}"] for name in ("value", "reason")}
        allow = [{"kind": "手机号", **allowed}]
        own = {**SITE, "body": IDS[RecordKind.BODY]}
        return {**own, "result_scales": scales, "satisfaction_scales": marks, "allow": allow}

    def _amended(self, value: Any, path: str) -> Any:
        """换成规则许可的；答复的原话照正文写。"""
        if path in REWRITTEN:
            return REWRITTEN[path]
        if path == "reply.text":
            return f"{value}。{self.tokens['reply.responses.quote']}。"
        if path == "survey.results.choice":
            return self.tokens["survey.scale"]
        if isinstance(value, dict):
            return {
                name: self._amended(item, f"{path}.{name}")
                for name, item in value.items()
                if not {name, f"{path}.{name}"} & UNWRITTEN
            }
        return [self._amended(item, path) for item in value] if isinstance(value, list) else value


RESULTS = ("reply.result", "reply.result_history.result")


def _yaml(value: Any) -> str:
    text: str = yaml.safe_dump(value, allow_unicode=True, sort_keys=False, default_style='"')
    return text


def _table(fields: Mapping[str, Any]) -> str:
    held = io.StringIO()
    writer = csv.writer(held)
    writer.writerow(fields)
    writer.writerow([";".join(value) if isinstance(value, list) else value for value in fields.values()])
    return held.getvalue()
