"""取自词汇表的字段，各地在表格里的几种写法；只收意思确定的。"""

from generator.terms import (
    FilingStatus,
    HandlingMode,
    ProposalOpenness,
    ProposerKind,
    RejectionReason,
    ReplyOpenness,
    ReplyRole,
    Term,
    Timing,
)

FILING = {
    "是": "立案",
    "√": "立案",
    "已立案": "立案",
    "予以立案": "立案",
    "并案处理": "并案",
    "合并": "并案",
    "合并立案": "并案",
    "转社情民意信息": "转社情民意",
    "不予立案处理": "不予立案",
    "未立案": "不予立案",
}
PROPOSAL_OPEN = {
    "是": "全文公开",
    "同意": "全文公开",
    "同意公开": "全文公开",
    "可以公开": "全文公开",
    "同意全文公开": "全文公开",
    "公开全文": "全文公开",
    "否": "不公开",
    "不同意": "不公开",
    "不宜公开": "不公开",
    "仅公开摘要": "摘要公开",
    "公开摘要": "摘要公开",
    "只公开摘要": "摘要公开",
}
REPLY_OPEN = {
    "是": "主动公开",
    "全文公开": "主动公开",
    "主动": "主动公开",
    "依申请": "依申请公开",
    "否": "不予公开",
    "不宜公开": "不予公开",
}
MODES = {
    "独立办理": "单办",
    "主会": "主会办",
}
KINDS = {
    "个人提案": "委员",
    "委员提案": "委员",
    "委员个人提案": "委员",
    "联名提案": "联名",
    "委员联名提案": "联名",
    "党派提案": "党派",
    "民主党派": "党派",
    "团体提案": "人民团体",
    "人民团体提案": "人民团体",
    "界别提案": "界别",
    "专委会提案": "专门委员会",
    "界别小组": "小组",
}
TIMINGS = {
    "大会": "会间",
    "会议期间": "会间",
    "会间提案": "会间",
    "大会提案": "会间",
    "平时提案": "会后",
    "会后提案": "会后",
    "闭会": "会后",
}

WORDS: dict[str, tuple[type[Term], dict[str, str]]] = {
    "proposal.filing.status": (FilingStatus, FILING),
    "proposal.filing.reason": (RejectionReason, {}),
    "proposal.open": (ProposalOpenness, PROPOSAL_OPEN),
    "reply.open": (ReplyOpenness, REPLY_OPEN),
    "handling.mode": (HandlingMode, MODES),
    "handling.role": (ReplyRole, {}),
    "proposer.kind": (ProposerKind, KINDS),
    "proposal.timing": (Timing, TIMINGS),
}
"""取自词汇表的：哪一张表，本地的几种写法。"""
