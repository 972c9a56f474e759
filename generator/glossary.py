"""名词：词汇表怎样分组、不自明的词是什么意思；名词解释页与数据手册都用它。"""

import msgspec

from generator import terms
from generator.terms import Term

GROUPS: tuple[tuple[str, type[Term]], ...] = (
    ("记录的种类", terms.RecordKind),
    ("提案者", terms.ProposerKind),
    ("提出时间", terms.Timing),
    ("审查结果", terms.FilingStatus),
    ("不予立案的原因", terms.RejectionReason),
    ("五个阶段", terms.Stage),
    ("办理方式", terms.HandlingMode),
    ("答复单位的角色", terms.ReplyRole),
    ("提案公开", terms.ProposalOpenness),
    ("答复公开", terms.ReplyOpenness),
    ("对一条建议的处理", terms.Decision),
    ("办理结果", terms.Result),
    ("进展", terms.UpdateStatus),
    ("承诺的状态", terms.CommitmentState),
    ("期限的状态", terms.ClockState),
    ("满意度", terms.Satisfaction),
    ("三访", terms.VisitPhase),
    ("沟通方式", terms.VisitMode),
    ("协商的阶段", terms.ConsultationTiming),
    ("层级", terms.Level),
    ("近似数字的限定词", terms.Qualifier),
    ("闭环的环节", terms.StageState),
    ("成效的层次", terms.OutcomeLevel),
    ("更正的种类", terms.CorrectionKind),
    ("社情民意的来源", terms.OpinionChannel),
    ("社情民意的采用", terms.AdoptionKind),
    ("征询与评议的种类", terms.SurveyKind),
    ("计划的种类", terms.PlanArea),
    ("题目的来源", terms.TopicSource),
    ("计划项目的去向", terms.PlanFate),
    ("清单的种类", terms.ServiceListKind),
    ("点单的进展", terms.OrderStatus),
    ("文件的效力", terms.DocumentStatus),
    ("议题的渠道", terms.IssueChannel),
)
"""给读者看的各组，次序就是页面上的次序。"""

EDITORS_GROUPS: tuple[tuple[str, type[Term]], ...] = (
    ("其他记录的公开", terms.RecordOpenness),
    ("计时的对象", terms.ClockSubject),
    ("计时的起点与终点", terms.ClockEvent),
    ("期限的单位", terms.ClockUnit),
    ("活动次数的周期", terms.Period),
    ("委员来自哪里", terms.Region),
    ("个人信息", terms.PersonalKind),
    ("订阅源的格式", terms.FeedFormat),
)
"""只在数据里写、读者看不到的各组。"""

_EXPLANATIONS: dict[type[Term], dict[Term, str]] = {
    terms.RecordKind: {
        terms.RecordKind.BODY: "人民政协的一级组织，例如某市某区政协。",
        terms.RecordKind.MEMBER: "参加政协的人，由各方面推荐、协商产生。",
        terms.RecordKind.UNIT: "接到提案、负责办理和答复的部门、街镇、团体。",
        terms.RecordKind.SECTOR: "委员按职业和身份分成的组，例如科技界、教育界。",
        terms.RecordKind.PLATFORM: "委员在基层听意见、办协商的固定场所：站、室、点。",
        terms.RecordKind.PROPOSAL: "委员、党派、团体等向政协提出、要求有关单位书面答复的建议。",
        terms.RecordKind.REPLY: "承办单位写给提案者的书面回答。",
        terms.RecordKind.BATCH: "同一方面的几件提案放在一起，开一次会、一并办理。",
        terms.RecordKind.CONSULTATION: "就一件事请有关各方坐下来商量。",
        terms.RecordKind.PROGRAMME: "各地有名称的协商形式、制度或行动。",
        terms.RecordKind.OPINION: "委员、界别、群众反映的情况和建议，编成信息报送；采用到哪一级，逐次写明。",
        terms.RecordKind.BILL: "法规、规章草案在制定中听取政协意见：几轮，提了几条，采纳几条。",
        terms.RecordKind.SUPERVISION: "专题监督、视察、特约监督等：监督什么，发现了什么，后来改了没有。",
        terms.RecordKind.SURVEY: "问卷、征集意见、群众评议、后评估：问了谁，收回多少，结果怎样。",
        terms.RecordKind.PLAN: "协商、监督、调研、学习的计划，一项一项，各连到后来开展的活动。",
        terms.RecordKind.SERVICE: "需求、资源、项目的清单，和群众点单、委员接单的经过。",
        terms.RecordKind.DOCUMENT: "规程、办法、意见等成文的制度，连同文号与出处。",
        terms.RecordKind.ISSUE: "一件事从哪里来，经过哪些渠道，办成了什么，到哪个层次。",
        terms.RecordKind.FIGURE: "报告和报道里公布的数，连同来源照原样登出。",
    },
    terms.ProposerKind: {
        terms.ProposerKind.INDIVIDUAL: "一位委员单独提出。",
        terms.ProposerKind.PARTY: "以参加政协的党派的名义提出。",
        terms.ProposerKind.ORGANIZATION: "以工会、妇联等团体的名义提出。",
        terms.ProposerKind.JOINT: "几位委员共同提出，排在最前的是第一提案人。",
        terms.ProposerKind.SECTOR: "以整个界别的名义提出。",
        terms.ProposerKind.COMMITTEE: "以政协专门委员会的名义提出。",
        terms.ProposerKind.GROUP: "以会议期间的小组、联组的名义提出。",
    },
    terms.Timing: {
        terms.Timing.IN_SESSION: "开全体会议期间提出。",
        terms.Timing.BETWEEN_SESSIONS: "全体会议闭会之后提出，也叫平时提案。",
    },
    terms.FilingStatus: {
        terms.FilingStatus.FILED: "审查合格，编上案号，交有关单位办理。",
        terms.FilingStatus.MERGED: "与另一件内容相近，并入那一件一起办，答复见主案。",
        terms.FilingStatus.REJECTED: "不合立案的条件，不交办；原因要写明。",
        terms.FilingStatus.TO_OPINION: "不作提案交办，改作情况和意见送有关方面参考，没有书面答复。",
        terms.FilingStatus.RETURNED: "退还提案者，请其修改或补充。",
        terms.FilingStatus.WITHDRAWN: "提案者自己撤回。",
    },
    terms.Stage: {
        terms.Stage.SUBMIT: "提出提案。",
        terms.Stage.FILE: "审查，决定是否立案。",
        terms.Stage.HANDLE: "交给承办单位，走访、调研、答复。",
        terms.Stage.SUPERVISE: "由领导或政协机构督促办理。",
        terms.Stage.EVALUATE: "提案者评价办理的态度与结果，跟踪承诺的兑现。",
    },
    terms.HandlingMode: {
        terms.HandlingMode.SINGLE: "一家单位办，一家答复。",
        terms.HandlingMode.JOINT: "一家主办，几家会办；会办单位把意见交给主办单位，由主办单位答复。",
        terms.HandlingMode.SEPARATE: "几家单位各办自己的一部分，各自答复。",
    },
    terms.ReplyRole: {
        terms.ReplyRole.LEAD: "牵头办理并答复提案者的单位。",
        terms.ReplyRole.SEPARATE: "分头办理、各自答复的单位之一。",
        terms.ReplyRole.CO: "协助主办的单位；它写给主办单位的意见不算对提案者的答复。",
    },
    terms.ProposalOpenness: {
        terms.ProposalOpenness.FULL: "提案者同意公开全文。",
        terms.ProposalOpenness.SUMMARY: "只登题目、摘要和办理结果，不登正文与建议。",
        terms.ProposalOpenness.WITHHELD: "没有页面，只计入没有公开的件数，写明原因。",
    },
    terms.ReplyOpenness: {
        terms.ReplyOpenness.ACTIVE: "承办单位主动向社会公开；所答的提案也公开，答复才登出。",
        terms.ReplyOpenness.ON_REQUEST: "有人申请，承办单位才提供；本站不登，计入没有公开的件数。",
        terms.ReplyOpenness.WITHHELD: "承办单位确定不公开；本站不登，计入没有公开的件数。",
    },
    terms.Decision: {
        terms.Decision.PARTLY: "采纳其中一部分，或换了做法采纳。",
        terms.Decision.DECLINED: "不采纳，答复里应当说明理由。",
        terms.Decision.REFERENCE: "没有采纳也没有拒绝，留待今后研究时参考。",
        terms.Decision.UNANSWERED: "答复没有提到这一条建议。",
    },
    terms.Result: {
        terms.Result.RESOLVED: "提出的问题已经解决，或建议已经采纳。",
        terms.Result.IN_PROGRESS: "已经着手，还没有办完。",
        terms.Result.PLANNED: "还没有着手，写进了今后的计划。",
        terms.Result.DEFERRED: "认为应当办，眼下的条件不允许。",
        terms.Result.REFERENCE: "不列入计划，今后工作中参考。",
    },
    terms.UpdateStatus: {
        terms.UpdateStatus.ADJUSTED: "改了做法或期限；写了新期限的按新期限算，原期限仍列出。",
        terms.UpdateStatus.CLOSED: "从任务清单上划去，须有办结的依据。",
    },
    terms.CommitmentState: {
        terms.CommitmentState.OVERDUE: "期限已过，没有公布办完。期限当天不算，次日起算。",
        terms.CommitmentState.NEAR: "快到期限；提前几天算临近由各站自定。",
        terms.CommitmentState.UPCOMING: "有期限，离期限还早。",
        terms.CommitmentState.UNDATED: "答应了办，没有说什么时候办完。",
        terms.CommitmentState.ADJUSTED: "原来的期限作废，没有公布新的期限。",
        terms.CommitmentState.DONE: "公布了办完。",
        terms.CommitmentState.CLOSED: "办完并从任务清单上划去。",
    },
    terms.ClockState: {
        terms.ClockState.OVERDUE: "期限（有延长期的，延长期）已过，没有办到。",
        terms.ClockState.EXTENDED: "期限已过，还在规定允许的延长期之内。",
        terms.ClockState.MET_EXTENDED: "在延长期内办到，不算按时。",
        terms.ClockState.UNKNOWN: "有关的日期没有公布，或只到月份，说不清有没有超过。",
        terms.ClockState.NOT_STARTED: "起算的那件事还没有发生，或日期没有公布。",
    },
    terms.VisitPhase: {
        terms.VisitPhase.BEFORE: "动手办之前，问提案者究竟要解决什么。",
        terms.VisitPhase.DURING: "办的过程中，上门或当面交换意见。",
        terms.VisitPhase.AFTER: "答复之后，再问提案者意见。",
    },
    terms.ConsultationTiming: {
        terms.ConsultationTiming.BEFORE: "决策之前。",
        terms.ConsultationTiming.DURING: "决策实施的过程中。",
        terms.ConsultationTiming.AFTER: "实施之后，看效果。",
    },
    terms.StageState: {
        terms.StageState.DONE: "这个环节公布了日期或经过。",
        terms.StageState.NOW: "前一环已办，正轮到这一环。",
        terms.StageState.SKIPPED: "后面的环节已经办了，这一环没有公布。",
        terms.StageState.TODO: "还没有轮到。",
        terms.StageState.RULED: "机制规定有这一环；走到哪一环没有公布。",
    },
    terms.OutcomeLevel: {
        terms.OutcomeLevel.REQUEST: "办好了一个人、一处的一件事。",
        terms.OutcomeLevel.CLASS: "同一类的事一并解决。",
        terms.OutcomeLevel.MECHANISM: "立了制度、办法，今后照办。",
        terms.OutcomeLevel.PILOT: "先在一处试。",
        terms.OutcomeLevel.STANDARD: "试过之后写成做法或标准。",
        terms.OutcomeLevel.ROLLOUT: "推到面上。",
        terms.OutcomeLevel.CANDIDATE: "申报了，正在创建，还没有评上。",
        terms.OutcomeLevel.AWARDED: "经评定得到称号或挂牌。",
    },
    terms.AdoptionKind: {
        terms.AdoptionKind.SUBMITTED: "编成信息，报了上去。",
        terms.AdoptionKind.USED: "上一级刊用。",
        terms.AdoptionKind.INSTRUCTED: "领导同志作了批示。",
        terms.AdoptionKind.FORWARDED: "转给有关部门研究办理。",
        terms.AdoptionKind.TURNED: "变成了措施、办法。",
    },
    terms.TopicSource: {
        terms.TopicSource.ASSIGNED: "党委、政府出题。",
        terms.TopicSource.RECOMMENDED: "部门、党派团体推荐。",
        terms.TopicSource.SOLICITED: "向委员、群众征集。",
        terms.TopicSource.REPORTED: "专门委员会、界别上报。",
    },
    terms.PlanFate: {
        terms.PlanFate.CHANGED: "换了题目、时间或形式；说明写在那一项里。",
        terms.PlanFate.DROPPED: "没有开展，今后也不再开展。",
    },
    terms.Qualifier: {
        terms.Qualifier.MORE: "比这个数多一些：1900余，不少于 1900。",
        terms.Qualifier.MANY: "比这个数多一些。",
        terms.Qualifier.NEAR: "不到这个数，但很接近：近1000，少于 1000。",
        terms.Qualifier.AROUND: "可能多些，也可能少些。",
        terms.Qualifier.ABOUT: "可能多些，也可能少些。",
        terms.Qualifier.OVER: "比这个数多。",
        terms.Qualifier.AT_LEAST: "不少于这个数。",
    },
}


class Word(msgspec.Struct, frozen=True):
    """一个词：数据里的代号、中文标签、同义的写法、意思（自明的为空）。"""

    code: str
    label: str
    aliases: tuple[str, ...]
    explanation: str


class WordGroup(msgspec.Struct, frozen=True):
    """一组词：标题、这一组说的是什么、各个词。"""

    title: str
    summary: str
    words: tuple[Word, ...]

    @property
    def explained(self) -> tuple[Word, ...]:
        """有解释的词。"""
        return tuple(word for word in self.words if word.explanation)

    @property
    def evident(self) -> tuple[Word, ...]:
        """意思如字面的词。"""
        return tuple(word for word in self.words if not word.explanation)


def glossary() -> tuple[WordGroup, ...]:
    """给读者看的名词，按 GROUPS 的次序。"""
    return tuple(group(title, term) for title, term in GROUPS)


def group(title: str, term: type[Term]) -> WordGroup:
    """一组词汇连同解释。"""
    explained = _EXPLANATIONS.get(term, {})
    words = tuple(Word(str(item.value), item.label, item.aliases, explained.get(item, "")) for item in term)
    summary = (term.__doc__ or "").partition("\n")[0].partition("；")[0].rstrip("。")
    return WordGroup(title, "" if summary == title else summary, words)
