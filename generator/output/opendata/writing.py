"""把一张表写成 CSV 与 JSON。"""

import csv
import io
from collections.abc import Iterable

from generator import terms
from generator.output.opendata.model import Row, Sheet, Table, vocabulary_name
from generator.output.twins import pretty, written

SEPARATOR = "；"
# 全角的也算：中文环境的表格软件把它们当作公式的开头。
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
VOCABULARIES: tuple[type[terms.Term], ...] = (
    terms.RecordKind,
    terms.ProposerKind,
    terms.Timing,
    terms.FilingStatus,
    terms.RejectionReason,
    terms.HandlingMode,
    terms.ReplyRole,
    terms.ProposalOpenness,
    terms.ReplyOpenness,
    terms.RecordOpenness,
    terms.Disclosure,
    terms.Result,
    terms.Decision,
    terms.Satisfaction,
    terms.VisitPhase,
    terms.VisitMode,
    terms.UpdateStatus,
    terms.CommitmentState,
    terms.ConsultationTiming,
    terms.Level,
    terms.Qualifier,
    terms.CorrectionKind,
    terms.OutcomeLevel,
    terms.OpinionChannel,
    terms.AdoptionKind,
    terms.SurveyKind,
    terms.PlanArea,
    terms.TopicSource,
    terms.PlanFate,
    terms.ServiceListKind,
    terms.OrderStatus,
    terms.DocumentStatus,
    terms.IssueChannel,
)


Line = tuple[bytes, bytes]
"""一行写好的样子：CSV 的一行，JSON 的一项。"""


def line(table: Table, row: Row) -> Line:
    """写好一行。"""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerow([cell(column.value(row)) for column in table.columns])
    return buffer.getvalue().encode(), _item(table, row).removesuffix(b"\n").replace(b"\n", b"\n  ")


def as_csv(table: Table, lines: Iterable[bytes]) -> bytes:
    """写成 CSV（RFC 4180）：UTF-8 带 BOM，行末 CRLF，表头是中文名，词汇写中文。"""
    buffer = io.StringIO(newline="")
    csv.writer(buffer, lineterminator="\r\n").writerow([column.title for column in table.columns])
    return b"".join((buffer.getvalue().encode("utf-8-sig"), *lines))


def as_json(items: Iterable[bytes]) -> bytes:
    """写成 JSON 数组：记录的表每项就是孪生文件，抽出的表每项是这一行；词汇写代号，没有的不出现。"""
    body = b",\n  ".join(items)
    return b"[\n  " + body + b"\n]\n" if body else b"[]\n"


def cell(value: object) -> str:
    """一个单元格：没有的为空，列表用「；」连接，开头像公式的前面加一个「'」。"""
    if value is None:
        return ""
    text = _plain(value)
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _plain(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return SEPARATOR.join(_plain(item) for item in value)
    return str(value)


def _item(table: Table, row: Row) -> bytes:
    if table.kind is not None:
        return written(table.kind, row.record, row.release)
    values = ((column.name, column.value(row)) for column in table.columns)
    return pretty({name: value for name, value in values if value is not None and value != ()})


def vocabularies() -> bytes:
    """全部词汇的代号与中文标签。"""
    return pretty(
        {
            vocabulary_name(vocabulary): [{"code": word.value, "label": word.label} for word in vocabulary]
            for vocabulary in VOCABULARIES
        }
    )


def described_as(sheet: Sheet) -> dict[str, object]:
    """一张表与它的列的说明，供程序读。"""
    return {
        "name": sheet.name,
        "title": sheet.title,
        "meaning": sheet.meaning,
        "csv": sheet.csv_paths,
        "json": sheet.json_paths,
        "columns": [
            {"name": column.name, "title": column.title, "meaning": column.meaning, "type": column.type}
            for column in sheet.columns
        ],
    }
