"""登记的每一类记录各一个类；字段即数据契约，参考手册与 JSON Schema 由此生成。"""

from generator.register.model.activity import Activity
from generator.register.model.bill import Bill
from generator.register.model.consultation import Batch, Consultation, Programme
from generator.register.model.document import Document
from generator.register.model.fields import Record
from generator.register.model.figure import Figure
from generator.register.model.issue import Issue
from generator.register.model.opinion import Opinion
from generator.register.model.plan import Plan
from generator.register.model.proposal import Proposal
from generator.register.model.registries import Body, Member, Platform, Sector, Unit
from generator.register.model.reply import Reply
from generator.register.model.service import Service
from generator.register.model.site import Site
from generator.register.model.supervision import Supervision
from generator.register.model.survey import Survey
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
    RecordKind.OPINION: Opinion,
    RecordKind.BILL: Bill,
    RecordKind.SUPERVISION: Supervision,
    RecordKind.SURVEY: Survey,
    RecordKind.PLAN: Plan,
    RecordKind.SERVICE: Service,
    RecordKind.DOCUMENT: Document,
    RecordKind.ISSUE: Issue,
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
    "Activity",
    "Batch",
    "Bill",
    "Body",
    "Consultation",
    "Document",
    "Figure",
    "Issue",
    "Member",
    "Opinion",
    "Plan",
    "Platform",
    "Programme",
    "Proposal",
    "Record",
    "Reply",
    "Sector",
    "Service",
    "Site",
    "Supervision",
    "Survey",
    "Unit",
]
