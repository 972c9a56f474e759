"""每个文字字段里埋一个记号，逐个对照：全文公开、摘要公开、与不公开的同列时，哪些出得去。"""

from functools import cache

from generator.terms import RecordKind
from tests.gate.registers import AS_OF, IDS, Planted, Publish, encoded, register_of

OWN_KINDS = (
    "batch", "consultation", "programme", "opinion", "bill", "supervision", "survey", "plan", "service", "document", "issue",
)  # fmt: skip
"""本会自己的各种活动记录：共有的字段一样，下面各写自己的。"""


def each(*names: str) -> str:
    """每种活动记录都有的字段。"""
    return " ".join(f"{kind}.{name}" for kind in OWN_KINDS for name in names)


NEVER = """
body.memo body.result_scale body.satisfaction_scale unit.memo member.memo member.contact sector.memo
platform.memo proposal.memo proposal.contact reply.memo reply.signer reply.contact figure.memo
proposal.allow.value proposal.allow.reason
reply.allow.value reply.allow.reason
""" + each("memo", "allow.value", "allow.reason")
"""公开的类型里没有的字段：怎样都出不去。"""

REASONS = "platform.open_reason proposal.open_reason reply.open_reason " + each("open_reason")
"""不公开的原因：只在不公开时随件数公布。"""

ALWAYS = """
body.source_title body.source_url body.name body.short_name body.website
unit.source_title unit.source_url unit.name unit.short_name unit.kind unit.telephone unit.website
member.source_title member.source_url member.name member.party
sector.source_title sector.source_url sector.name
figure.group figure.label figure.unit figure.breakdown figure.source_title figure.source_url
figure.note figure.practice figure.counts
"""
"""名册与公布的数字：与提案、答复公开与否无关。"""

IF_OPEN = (
    """
platform.source_title platform.source_url platform.name platform.kind platform.host platform.place
platform.topics platform.description platform.practice platform.tier platform.feature platform.owner
platform.roles platform.teams
batch.supervision_office batch.place batch.site_visit batch.briefing
consultation.kind consultation.topic consultation.place consultation.hosts consultation.participants.group
consultation.issues consultation.agreements consultation.tasks.what consultation.tasks.updates.note
consultation.tasks.updates.evidence
programme.kind programme.slogan programme.levels programme.venues programme.fields programme.lead
programme.groups programme.rota.period programme.rota.who programme.rota.what
opinion.number opinion.provider opinion.suggestions opinion.adoptions.by
bill.kind bill.drafter bill.rounds.name bill.rounds.form bill.rounds.note bill.comments.article
bill.comments.text bill.comments.reason
supervision.kind supervision.topic supervision.partners supervision.observers.group
supervision.problems.what supervision.problems.advice supervision.problems.note
survey.question survey.audiences.group survey.scale survey.results.question survey.results.group
survey.results.choice survey.findings
plan.structure plan.issuers plan.items.what plan.items.form plan.items.proposed_by plan.items.slot
plan.items.lead plan.items.note
service.provider service.items.what service.items.provider service.items.audience service.items.note
service.orders.by service.orders.what service.orders.note
document.document_number document.kind document.issuers document.points document.original
issue.kind issue.question issue.raised_by issue.place issue.passages.what
"""
    + each(
        "title", "topics", "description", "practice",
        "outcomes.what", "outcomes.place", "outcomes.evidence",
        "stages.stage", "stages.actor", "stages.note", "stages.source",
        "feedback.form", "feedback.to", "feedback.what",
        "publications.channel", "publications.title", "publications.url",
        "corrections.field", "corrections.was", "corrections.now", "corrections.reason",
        "sources.title", "sources.publisher", "sources.url", "sources.file",
    )
)  # fmt: skip
"""本会自己的活动与平台：自己写了不公开就整条不公开。"""

PROPOSAL_SUMMARY = """
proposal.number proposal.title proposal.proposer.name proposal.category proposal.topics
proposal.key.supervisor proposal.key.method proposal.summary proposal.satisfaction.attitude
proposal.satisfaction.result proposal.publications.channel proposal.publications.title
proposal.publications.url proposal.sources.title proposal.sources.publisher proposal.sources.url
proposal.sources.file proposal.practice proposal.corrections.field
"""
"""提案：全文公开与摘要公开都有的。"""

PROPOSAL_FULL = """
proposal.background proposal.suggestions.text proposal.outcomes.what
proposal.stages.stage proposal.stages.actor proposal.stages.note proposal.stages.source
proposal.outcomes.place proposal.outcomes.evidence proposal.original
proposal.corrections.was proposal.corrections.now proposal.corrections.reason
"""
"""提案：全文公开才有的。"""

REPLY_MIXED = "reply.document_number reply.result reply.result_history.result reply.corrections.field"
"""答复：所答提案里有一件公开就有的。"""

REPLY_SUMMARY = """
reply.summary reply.publications.channel reply.publications.title reply.publications.url
reply.sources.title reply.sources.publisher reply.sources.url reply.sources.file reply.practice
"""
"""答复：所答提案件件公开（哪怕只公开摘要）才有的。"""

REPLY_FULL = """
reply.text reply.responses.quote reply.responses.summary reply.responses.reason
reply.responses.commitments.what reply.responses.commitments.updates.note
reply.responses.commitments.updates.evidence reply.result_history.note reply.original
reply.corrections.was reply.corrections.now reply.corrections.reason
"""
"""答复：所答提案件件全文公开才有的。"""

ACTIVITIES = ("platform", *OWN_KINDS)
WITHHELD_PROPOSAL = {"id": "ti-2", "title": "不公开的一件", "open": "不公开", "open_reason": "另有原因"}


def fields(*groups: str) -> set[str]:
    return {path for group in groups for path in group.split()}


@cache
def planted() -> Planted:
    return Planted()


def shown(publish: Publish, changes: dict[str, object], *more: dict[str, object]) -> set[str]:
    return planted().found_in(encoded(publish(planted().register(changes, more), AS_OF)))


def test_every_text_field_is_in_the_table(publish: Publish) -> None:
    assert publish is not None
    groups = (NEVER, REASONS, ALWAYS, IF_OPEN, PROPOSAL_SUMMARY, PROPOSAL_FULL)
    groups = (*groups, REPLY_MIXED, REPLY_SUMMARY, REPLY_FULL)
    listed = [path for group in groups for path in group.split()]
    assert sorted(listed) == sorted(planted().tokens), "新加的字段先在表里写明公开到什么程度"


def test_full_proposal_shows_all_but_the_private_fields(publish: Publish) -> None:
    handled = fields(PROPOSAL_SUMMARY, PROPOSAL_FULL, REPLY_MIXED, REPLY_SUMMARY, REPLY_FULL)
    assert shown(publish, {}) == handled | fields(ALWAYS, IF_OPEN)


def test_summary_proposal_and_its_reply_show_no_text(publish: Publish) -> None:
    handled = fields(PROPOSAL_SUMMARY, REPLY_MIXED, REPLY_SUMMARY)
    assert shown(publish, {"proposal.open": "摘要公开"}) == handled | fields(ALWAYS, IF_OPEN)


def test_withheld_proposal_shows_only_its_reason_and_takes_its_reply_with_it(publish: Publish) -> None:
    reason = {"proposal.open_reason"}
    assert shown(publish, {"proposal.open": "不公开"}) == reason | fields(ALWAYS, IF_OPEN)


def test_undecided_proposal_shows_nothing(publish: Publish) -> None:
    assert shown(publish, {"proposal.open": None}) == fields(ALWAYS, IF_OPEN)


def test_retired_proposal_shows_only_the_reason_of_its_retirement(publish: Publish) -> None:
    retired = {"date": "2024-01-01", "reason": "撤下的原因"}
    text = encoded(publish(planted().register({"proposal.retired": retired}), AS_OF))
    assert planted().found_in(text) == fields(ALWAYS, IF_OPEN)
    assert "撤下的原因" in text


def test_reply_withheld_by_its_unit_shows_only_its_reason(publish: Publish) -> None:
    expected = fields(PROPOSAL_SUMMARY, PROPOSAL_FULL, ALWAYS, IF_OPEN) | {"reply.open_reason"}
    for openness in ("依申请公开", "不予公开"):
        assert shown(publish, {"reply.open": openness}) == expected
    for change in ({"reply.open": None}, {"reply.retired": {"date": "2024-01-01", "reason": "撤"}}):
        assert shown(publish, change) == expected - {"reply.open_reason"}


def test_reply_beside_a_withheld_proposal_shows_no_words_of_its_own(publish: Publish) -> None:
    found = shown(publish, {"reply.proposals": [IDS[RecordKind.PROPOSAL], "ti-2"]}, WITHHELD_PROPOSAL)
    assert found == fields(PROPOSAL_SUMMARY, PROPOSAL_FULL, REPLY_MIXED, ALWAYS, IF_OPEN)


def test_reply_beside_a_summary_proposal_shows_no_text(publish: Publish) -> None:
    summary = {**WITHHELD_PROPOSAL, "open": "摘要公开"}
    found = shown(publish, {"reply.proposals": [IDS[RecordKind.PROPOSAL], "ti-2"]}, summary)
    handled = fields(PROPOSAL_SUMMARY, PROPOSAL_FULL, REPLY_MIXED, REPLY_SUMMARY)
    assert found == handled | fields(ALWAYS, IF_OPEN)


def test_withheld_activity_shows_only_its_reason(publish: Publish) -> None:
    handled = fields(PROPOSAL_SUMMARY, PROPOSAL_FULL, REPLY_MIXED, REPLY_SUMMARY, REPLY_FULL)
    for kind in ACTIVITIES:
        others = {path for path in fields(IF_OPEN) if not path.startswith(f"{kind}.")}
        expected = handled | fields(ALWAYS) | others | {f"{kind}.open_reason"}
        assert shown(publish, {f"{kind}.open": "不公开"}) == expected


def test_member_whose_name_is_withheld_shows_nothing(publish: Publish) -> None:
    found = shown(publish, {"member.withheld": "是"})
    assert {path for path in found if path.startswith("member.")} == set()


def test_topic_and_category_of_a_withheld_proposal_do_not_appear(publish: Publish) -> None:
    proposals = [
        {"id": "a-1", "title": "甲", "open": "全文公开", "category": "公开类", "topics": ["公开词"]},
        {**WITHHELD_PROPOSAL, "category": "隐去类", "topics": ["隐去词"]},
    ]
    text = encoded(publish(register_of({"proposal": proposals}), AS_OF))
    assert "公开类" in text
    assert "公开词" in text
    assert "隐去" not in text
