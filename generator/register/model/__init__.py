"""登记的每一类记录各一个类；字段即数据契约，参考手册与 JSON Schema 由此生成。"""

from generator.register.model.consultation import Batch, Consultation, Programme
from generator.register.model.fields import Record
from generator.register.model.figure import Figure
from generator.register.model.proposal import Proposal
from generator.register.model.registries import Body, Member, Platform, Sector, Unit
from generator.register.model.reply import Reply
from generator.register.model.site import Site
from generator.terms import RecordKind

MODELS: dict[RecordKind, type[Record]] = {
    RecordKind.BODY: Body,
    RecordKind.UNIT: Unit,
    RecordKind.MEMBER: Member,
    RecordKind.SECTOR: Sector,
    RecordKind.PLATFORM: Platform,
    RecordKind.PROPOSAL: Proposal,
    RecordKind.REPLY: Reply,
    RecordKind.BATCH: Batch,
    RecordKind.CONSULTATION: Consultation,
    RecordKind.PROGRAMME: Programme,
    RecordKind.FIGURE: Figure,
}
"""种类 → 模型。"""

TABLES = (
    RecordKind.BODY,
    RecordKind.UNIT,
    RecordKind.MEMBER,
    RecordKind.SECTOR,
    RecordKind.PLATFORM,
    RecordKind.FIGURE,
)
"""写在 CSV 里的种类；其余写在 YAML 里。"""

__all__ = [
    "MODELS",
    "TABLES",
    "Batch",
    "Body",
    "Consultation",
    "Figure",
    "Member",
    "Platform",
    "Programme",
    "Proposal",
    "Record",
    "Reply",
    "Sector",
    "Site",
    "Unit",
]
