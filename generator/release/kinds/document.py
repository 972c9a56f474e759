"""制度文件公开的一面。"""

from typing import Annotated

from generator.dates import PartialDate
from generator.release.kinds.kind import Kind, joined
from generator.release.model import PublicActivity
from generator.release.model.labels import label
from generator.terms import DocumentStatus, RecordKind


class PublicDocument(PublicActivity, frozen=True, kw_only=True):
    """一份制度文件。"""

    document_number: Annotated[str | None, label("文号", "括号统一成〔〕的写法。")] = None
    kind: Annotated[str | None, label("种类", "规程、办法、意见等。")] = None
    issuers: Annotated[tuple[str, ...], label("印发机关", "由谁印发。")] = ()
    status: Annotated[DocumentStatus | None, label("效力", "还管不管用。")] = None
    effective: Annotated[PartialDate | None, label("施行日期", "开始施行的日期。")] = None
    points: Annotated[tuple[str, ...], label("要点", "定了什么。")] = ()
    replaces: Annotated[tuple[str, ...], label("取代", "取代了哪些文件的编号。", RecordKind.DOCUMENT)] = ()
    original: Annotated[str | None, label("原文网址", "官方公布全文的网址。")] = None


def sentence(item: PublicDocument) -> str:
    """文号、印发机关与效力。"""
    issued = f"{'、'.join(item.issuers)}印发" if item.issuers else ""
    return joined(item.document_number or "", issued, item.status.label if item.status else "")


DOCUMENT = Kind(
    kind=RecordKind.DOCUMENT,
    shape=PublicDocument,
    counter="份制度文件",
    lead="规程、办法、意见等成文的制度：谁定的，文号是什么，还管不管用。",
    happened="印发",
    sentence=sentence,
)
