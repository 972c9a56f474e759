"""活动记录的各个种类：公开的一侧全部从这张表读，加一种就在这里加一行。"""

from generator.release.kinds.bill import BILL
from generator.release.kinds.document import DOCUMENT
from generator.release.kinds.issue import ISSUE
from generator.release.kinds.kind import Kind
from generator.release.kinds.opinion import OPINION
from generator.release.kinds.plan import PLAN
from generator.release.kinds.service import SERVICE
from generator.release.kinds.supervision import SUPERVISION
from generator.release.kinds.survey import SURVEY
from generator.terms import RecordKind

KINDS: dict[RecordKind, Kind] = {
    one.kind: one for one in (OPINION, BILL, SUPERVISION, SURVEY, PLAN, SERVICE, DOCUMENT, ISSUE)
}
"""种类 → 公开的一面；先后就是网站上的先后。"""

__all__ = ["KINDS", "Kind"]
