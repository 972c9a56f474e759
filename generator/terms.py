"""词汇：代码要比较的每个值都在这里，一处定义，中文标签给人看。

出处：项目约定的词汇表（vocabulary）。各地自己的叫法不同，凡只展示、不比较的值都是数据，不在这里；
各地的办理结果字母（A、B、C、D）由站点配置里的对照表换算，也不在这里。
"""

import bisect
from collections.abc import Iterable
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Self, cast

from generator.lazily import lazily

if TYPE_CHECKING:
    import difflib
else:
    difflib = lazily("difflib")


class Term(StrEnum):
    """词汇表里的一个词：值是英文代号，label 是中文标签，aliases 是同义的其他写法。"""

    label: str
    aliases: tuple[str, ...]

    def __new__(cls, code: str, label: str, *aliases: str) -> Self:
        """建一个词；由类体里的「代号, 标签, 别名…」逐行调用。"""
        term = str.__new__(cls, code)
        term._value_ = code
        term.label = label
        term.aliases = aliases
        return term

    def __str__(self) -> str:
        return self.label

    @classmethod
    def words(cls) -> tuple[str, ...]:
        """全部中文标签，按定义次序。"""
        return tuple(term.label for term in cls)

    @classmethod
    def written(cls, word: str) -> Self | None:
        """标签、别名或代号正好是这样写的词；没有的没有。"""
        # 词也是文字，散列却不同：先换成文字。
        return cast(Self | None, _written(cls).get(str.__str__(word)))

    @classmethod
    def of(cls, word: str) -> Self:
        """由标签、别名或代号找到词；找不到时抛出 ValueError，说明里带最接近的词。"""
        if (found := cls.written(word)) is not None:
            return found
        raise UnknownWordError(
            word, cls.words(), nearest(word, [w for t in cls for w in (t.label, *t.aliases)])
        )


@cache
def _written(terms: type[Term]) -> dict[str, Term]:
    """标签、别名、代号 → 词；同样的写法，先定义的算。"""
    found: dict[str, Term] = {}
    for term in terms:
        for word in (term.label, *term.aliases, str(term.value)):
            found.setdefault(word, term)
    return found


class UnknownWordError(ValueError):
    """写了词汇表里没有的词。"""

    def __init__(self, word: str, allowed: tuple[str, ...], suggestion: str) -> None:
        super().__init__(word)
        self.word = word
        self.allowed = allowed
        self.suggestion = suggestion


LONGEST_WORD, FEW = 80, 200


def nearest(word: str, candidates: Iterable[str]) -> str:
    """候选中与所写最像的一个；都不像、或写得太长不像一个词时为空。

    候选成千上万时（全部提案的编号），只比按字典序排在近旁的那些：编号写错多在末尾，逐个比要几秒钟。
    """
    if len(word) > LONGEST_WORD:
        return ""
    ordered = sorted(set(candidates))
    if len(ordered) > FEW:
        place = bisect.bisect(ordered, word)
        ordered = ordered[max(0, place - FEW // 2) : place + FEW // 2]
    found = difflib.get_close_matches(word, ordered, n=1, cutoff=0.4)
    return found[0] if found else ""


class RecordKind(Term):
    """记录的种类；代号是单数英文名，folder 是数据目录名与网址的第一段。"""

    BODY = "body", "政协"
    UNIT = "unit", "单位", "承办单位"
    MEMBER = "member", "委员"
    SECTOR = "sector", "界别"
    PLATFORM = "platform", "平台", "站室点"
    PROPOSAL = "proposal", "提案"
    REPLY = "reply", "答复", "复函"
    BATCH = "batch", "归并办理"
    CONSULTATION = "consultation", "协商"
    PROGRAMME = "programme", "品牌与机制"
    OPINION = "opinion", "社情民意", "社情民意信息"
    BILL = "bill", "立法协商"
    SUPERVISION = "supervision", "民主监督", "监督"
    SURVEY = "survey", "征询与评议", "问卷", "评议"
    PLAN = "plan", "年度计划", "计划"
    SERVICE = "service", "服务清单", "清单"
    DOCUMENT = "document", "制度文件", "文件"
    ISSUE = "issue", "议题与案例", "议题", "案例"
    FIGURE = "figure", "公布数字"

    @property
    def folder(self) -> str:
        """数据目录名，也是网址的第一段。"""
        return FOLDERS[self]


IRREGULAR = {"body": "bodies", "reply": "replies", "batch": "batches"}
FOLDERS = {kind: IRREGULAR.get(kind.value, f"{kind.value}s") for kind in RecordKind}
"""种类 → 数据目录名。"""


class ProposerKind(Term):
    """提案者的种类。"""

    INDIVIDUAL = "individual", "委员", "个人", "委员个人"
    JOINT = "joint", "联名", "委员联名"
    PARTY = "party", "党派"
    ORGANIZATION = "organization", "人民团体", "团体"
    SECTOR = "sector", "界别"
    COMMITTEE = "committee", "专门委员会", "专委会"
    GROUP = "group", "小组", "联组", "小组联组"

    @property
    def is_collective(self) -> bool:
        """是否集体提案：不以委员个人名义提出。"""
        return self not in {ProposerKind.INDIVIDUAL, ProposerKind.JOINT}


class Timing(Term):
    """提案提出的时间：会议期间或闭会期间。"""

    IN_SESSION = "in_session", "会间", "大会期间"
    BETWEEN_SESSIONS = "between_sessions", "会后", "平时", "闭会期间"


class FilingStatus(Term):
    """审查结果。"""

    FILED = "filed", "立案"
    MERGED = "merged", "并案"
    REJECTED = "rejected", "不予立案", "不立案"
    TO_OPINION = "to_opinion", "转社情民意", "转意见建议"
    RETURNED = "returned", "退回"
    WITHDRAWN = "withdrawn", "撤案"

    @property
    def is_handled(self) -> bool:
        """是否进入办理：立案或并案。"""
        return self in {FilingStatus.FILED, FilingStatus.MERGED}


class RejectionReason(Term):
    """不予立案的原因。"""

    SECRET = "secret", "涉密", "涉及国家秘密"
    FORBIDDEN = "forbidden", "国家禁止"
    PARTY_PERSONNEL = "party_personnel", "党内人事"
    PARTY_INTERNAL = "party_internal", "党派内部"
    LITIGATION = "litigation", "诉讼仲裁"
    ACADEMIC = "academic", "学术", "学术研讨"
    PERSONAL = "personal", "个人问题", "为本人或亲属解决个人问题"
    PROMOTION = "promotion", "推介产品", "宣传推介作品产品"
    ACCUSATION = "accusation", "举报"
    VAGUE = "vague", "内容空泛"
    OTHER = "other", "其他"


class HandlingMode(Term):
    """办理方式。"""

    SINGLE = "single", "单办", "独办"
    JOINT = "joint", "主会办", "主协办"
    SEPARATE = "separate", "分办", "分别办理"


class ReplyRole(Term):
    """答复单位在办理中的角色。会办意见是给主办单位的函，不是答复。"""

    LEAD = "lead", "主办", "承办", "单办"
    SEPARATE = "separate", "分办"
    CO = "co", "会办", "协办"

    @property
    def is_reply(self) -> bool:
        """是否算作对提案的答复。"""
        return self is not ReplyRole.CO


class ProposalOpenness(Term):
    """提案公开：提案者的意愿。"""

    FULL = "full", "全文公开", "公开"
    SUMMARY = "summary", "摘要公开"
    WITHHELD = "withheld", "不公开", "不同意公开"


class ReplyOpenness(Term):
    """答复公开：承办单位确定的属性。"""

    ACTIVE = "active", "主动公开", "公开"
    ON_REQUEST = "on_request", "依申请公开"
    WITHHELD = "withheld", "不予公开", "不公开"


class PersonalKind(Term):
    """公开的文字里不该有的个人信息。"""

    MOBILE = "mobile", "手机号"
    LANDLINE = "landline", "固定电话"
    IDENTITY = "identity", "身份证号", "身份证", "公民身份号码"
    BANK_CARD = "bank_card", "银行卡号", "银行卡", "银行账号"
    EMAIL = "email", "电子邮箱", "邮箱", "电子邮件"
    PLATE = "plate", "车牌号", "车牌"
    HOME = "home", "住址", "地址"


class RecordOpenness(Term):
    """协商、归并办理、品牌、平台等本会自己的记录是否公开。"""

    PUBLIC = "public", "公开"
    WITHHELD = "withheld", "不公开"


class Disclosure(Term):
    """公开到什么程度：提案者意愿与单位属性合起来的结论。"""

    FULL = "full", "全文公开"
    SUMMARY = "summary", "摘要公开"
    WITHHELD = "withheld", "不公开"


class Result(Term):
    """办理结果的统一口径；各地自己的叫法另行照录。"""

    RESOLVED = "resolved", "解决或采纳", "解决采纳", "已解决", "已经解决或基本解决"
    IN_PROGRESS = "in_progress", "正在解决"
    PLANNED = "planned", "列入计划拟解决", "列入计划", "计划解决"
    DEFERRED = "deferred", "因条件限制暂不能解决", "暂不能解决"
    REFERENCE = "reference", "留作参考"


class Decision(Term):
    """对一条建议的处理。"""

    ADOPTED = "adopted", "采纳"
    PARTLY = "partly", "部分采纳"
    DECLINED = "declined", "未采纳", "不采纳"
    REFERENCE = "reference", "留作参考"
    UNANSWERED = "unanswered", "未回应"

    @property
    def is_adopted(self) -> bool:
        """是否采纳了全部或一部分。"""
        return self in {Decision.ADOPTED, Decision.PARTLY}


class Satisfaction(Term):
    """满意度的统一口径；各地的分级由站点配置换算。"""

    SATISFIED = "satisfied", "满意", "同意"
    MOSTLY = "mostly", "基本满意", "理解"
    RESERVED = "reserved", "保留"
    DISSATISFIED = "dissatisfied", "不满意", "不同意"


class VisitPhase(Term):
    """三访。"""

    BEFORE = "before", "办前询问"
    DURING = "during", "办中走访"
    AFTER = "after", "办后回访"


class VisitMode(Term):
    """沟通方式。"""

    FACE_TO_FACE = "face_to_face", "面谈", "走访", "面商"
    MEETING = "meeting", "座谈会", "座谈"
    TELEPHONE = "telephone", "电话"
    LETTER = "letter", "书信", "信函"
    ONLINE = "online", "网络", "微信"

    @property
    def is_in_person(self) -> bool:
        """是否「人来人往」，与「文来文往」相对。"""
        return self in {VisitMode.FACE_TO_FACE, VisitMode.MEETING}


class UpdateStatus(Term):
    """承诺或任务的一次进展。"""

    IN_PROGRESS = "in_progress", "进行中", "推进中"
    DONE = "done", "已完成", "完成"
    ADJUSTED = "adjusted", "已调整", "调整", "延期"
    CLOSED = "closed", "已销号", "销号"


class CommitmentState(Term):
    """承诺在某一天的状态；由期限与进展推算，不由编辑填写。"""

    OVERDUE = "overdue", "逾期"
    NEAR = "near", "临近"
    UPCOMING = "upcoming", "未到期"
    UNDATED = "undated", "未给期限", "无期限"
    ADJUSTED = "adjusted", "已调整"
    DONE = "done", "已完成"
    CLOSED = "closed", "已销号"

    @property
    def is_open(self) -> bool:
        """是否仍待兑现。"""
        return self not in {CommitmentState.DONE, CommitmentState.CLOSED}


class ConsultationTiming(Term):
    """协商在决策的哪个阶段。"""

    BEFORE = "before", "事前"
    DURING = "during", "事中"
    AFTER = "after", "事后"


class Level(Term):
    """层级。"""

    NATIONAL = "national", "全国"
    PROVINCE = "province", "省级", "省", "直辖市", "自治区"
    CITY = "city", "市级", "地市级", "市", "州"
    COUNTY = "county", "区县级", "县级", "区级", "区", "县"
    TOWNSHIP = "township", "乡镇街道级", "街镇级", "乡镇", "街道"
    VILLAGE = "village", "村居级", "社区级", "村", "居"


class Region(Term):
    """委员来自哪里：有的规定把港澳委员排除在「落组进站」之外。"""

    MAINLAND = "mainland", "内地"
    HONG_KONG = "hong_kong", "香港", "港区"
    MACAO = "macao", "澳门", "澳区"
    TAIWAN = "taiwan", "台湾"
    OVERSEAS = "overseas", "海外"


class Period(Term):
    """一个周期：每年、每半年、每季度、每月至少几次。"""

    YEAR = "year", "年", "每年"
    HALF = "half", "半年", "每半年"
    QUARTER = "quarter", "季度", "每季度", "季"
    MONTH = "month", "月", "每月"

    @property
    def months(self) -> int:
        """一个周期几个月。"""
        return {Period.YEAR: 12, Period.HALF: 6, Period.QUARTER: 3, Period.MONTH: 1}[self]


class Stage(Term):
    """提案的五个阶段。"""

    SUBMIT = "submit", "提"
    FILE = "file", "立"
    HANDLE = "handle", "办"
    SUPERVISE = "supervise", "督"
    EVALUATE = "evaluate", "评"


class StageState(Term):
    """闭环里一个环节到了没有；由登记的日期与先后推算，不由编辑填写。"""

    DONE = "done", "已办"
    NOW = "now", "等这一环"
    SKIPPED = "skipped", "未公布"
    RULED = "ruled", "规定的环节"
    TODO = "todo", "还没到"


class OutcomeLevel(Term):
    """成效的层次：办了一件、一类，还是立了规矩；试到哪一步；评上没有。"""

    REQUEST = "request", "一件诉求", "办理一件诉求"
    CLASS = "class", "一类问题", "解决一类问题"
    MECHANISM = "mechanism", "一项机制", "完善一项机制"
    PILOT = "pilot", "试点", "试点先行"
    STANDARD = "standard", "标准", "总结提炼", "总结"
    ROLLOUT = "rollout", "推广", "面上推广"
    CANDIDATE = "candidate", "创建", "创建单位"
    AWARDED = "awarded", "获评", "授牌", "挂牌"


class CorrectionKind(Term):
    """公布以后改了什么。"""

    CHANGED = "changed", "改正", "更正", "修改"
    ADDED = "added", "补充", "补登"
    REMOVED = "removed", "删去", "删除"
    MASKED = "masked", "遮去", "遮盖"


class OpinionChannel(Term):
    """社情民意信息从哪里来。"""

    MEMBER = "member", "委员"
    SECTOR = "sector", "界别"
    PARTY = "party", "党派团体", "党派", "团体"
    STATION = "station", "直报点", "社情民意直报点"
    COLLECTION = "collection", "征集点", "联系点", "社情民意征集点"
    SCAN = "scan", "码上商", "扫码", "二维码"
    HOTLINE = "hotline", "12345热线", "12345", "热线"
    ONLINE = "online", "网络", "网上"
    OTHER = "other", "其他"


class AdoptionKind(Term):
    """一条信息被怎样用了，由浅到深。"""

    SUBMITTED = "submitted", "报送"
    USED = "used", "采用", "录用", "刊用"
    INSTRUCTED = "instructed", "批示", "阅批"
    FORWARDED = "forwarded", "批转", "转办", "转有关部门"
    TURNED = "turned", "转化", "转化为举措"


class SurveyKind(Term):
    """征询与评议的种类。"""

    QUESTIONNAIRE = "questionnaire", "问卷", "问卷调查"
    COLLECTION = "collection", "征集意见", "征询"
    PUBLIC_RATING = "public_rating", "群众评议"
    MUTUAL = "mutual", "双向评议"
    EX_POST = "ex_post", "后评估"


class PlanArea(Term):
    """计划管什么。"""

    OVERALL = "overall", "工作要点", "要点", "综合"
    CONSULTATION = "consultation", "协商"
    SUPERVISION = "supervision", "监督"
    RESEARCH = "research", "调研"
    STUDY = "study", "学习"
    OTHER = "other", "其他"


class TopicSource(Term):
    """题目从哪里来。"""

    ASSIGNED = "assigned", "点题", "党政点题", "党政领导点题", "领导点题"
    RECOMMENDED = "recommended", "荐题", "部门荐题", "委员荐题", "委员和部门荐题"
    SOLICITED = "solicited", "征题", "群众征题", "社会征题", "社会大众征题"
    REPORTED = "reported", "报题", "专委会报题", "政协报题"


class PlanFate(Term):
    """计划里的一项后来怎样。"""

    PENDING = "pending", "未开展", "待开展"
    UNDERWAY = "underway", "进行中"
    HELD = "held", "已开展", "已完成", "已举行"
    CHANGED = "changed", "已调整", "改题"
    DROPPED = "dropped", "未实施", "取消"


class ServiceListKind(Term):
    """服务清单里的一项是什么。"""

    NEED = "need", "需求"
    RESOURCE = "resource", "资源", "服务"
    PROJECT = "project", "项目"


class OrderStatus(Term):
    """一次点单到了哪一步。"""

    ORDERED = "ordered", "已点单", "点单"
    ACCEPTED = "accepted", "已接单", "接单"
    DONE = "done", "已完成", "完成"
    DECLINED = "declined", "未能办", "退单"


class DocumentStatus(Term):
    """一份文件还管不管用。"""

    TRIAL = "trial", "试行"
    IN_FORCE = "in_force", "现行", "现行有效"
    AMENDED = "amended", "已修订"
    REPEALED = "repealed", "已废止", "废止"


class IssueChannel(Term):
    """一个议题走过的渠道。"""

    LEAD = "lead", "线索", "诉求"
    RESEARCH = "research", "调研", "视察"
    OPINION = "opinion", "社情民意", "社情民意信息"
    PROPOSAL = "proposal", "提案"
    SPEECH = "speech", "发言", "大会发言"
    CONSULTATION = "consultation", "协商", "协商座谈"
    MEETING = "meeting", "会议", "常委会会议"
    SUPERVISION = "supervision", "监督", "民主监督"
    INSTRUCTION = "instruction", "批示"
    ACTION = "action", "办理", "落实"
    LEGISLATION = "legislation", "立法"


class ClockSubject(Term):
    """一条计时规则管什么：每件提案一只钟，或每件答复、每份会办意见一只钟。"""

    PROPOSAL = "proposal", "提案"
    REPLY = "reply", "答复", "主办答复"
    CO_OPINION = "co_opinion", "会办意见"


class ClockEvent(Term):
    """计时的起点与终点。只有交办日期可查，「收到」按交办算。"""

    SUBMITTED = "submitted", "提交", "提出"
    FILED = "filed", "立案"
    ASSIGNED = "assigned", "交办", "收到"
    REPLIED = "replied", "答复"
    PUBLISHED = "published", "公开"


class ClockUnit(Term):
    """期限的单位。"""

    MONTH = "month", "个月", "月"
    WEEK = "week", "周", "星期"
    DAY = "day", "日", "天"
    WORKING_DAY = "working_day", "工作日", "个工作日"


class ClockState(Term):
    """答复、公开等期限在某一天的状态；由日期推算，不由编辑填写。"""

    OVERDUE = "overdue", "逾期"
    EXTENDED = "extended", "延长期内"
    NEAR = "near", "临近"
    RUNNING = "running", "计时中"
    MET = "met", "按时"
    MET_EXTENDED = "met_extended", "延长期内办到"
    LATE = "late", "办到但迟了"
    UNKNOWN = "unknown", "无法判断"
    NOT_STARTED = "not_started", "未起算"

    @property
    def is_met(self) -> bool:
        """是否已经办到，不论早晚。"""
        return self in {ClockState.MET, ClockState.MET_EXTENDED, ClockState.LATE}

    @property
    def mark(self) -> str:
        """样式目录里相应的状态代号，与承诺的状态共用颜色与图标。"""
        marks = {
            ClockState.OVERDUE: "overdue",
            ClockState.EXTENDED: "near",
            ClockState.NEAR: "near",
            ClockState.RUNNING: "upcoming",
            ClockState.UNKNOWN: "undated",
            ClockState.NOT_STARTED: "undated",
        }
        return marks.get(self, "done")


class FeedFormat(Term):
    """订阅源的格式；代号就是文件的扩展名。"""

    ATOM = "atom", "Atom"
    RSS = "rss", "RSS"
    JSON = "json", "JSON", "JSON Feed"
    XML = "xml", "XML", "浏览器"
    """与 Atom 同样的内容：许多主机说 .atom 是 application/atom+xml，浏览器只显示源码；.xml 到处读得懂。"""


class Qualifier(Term):
    """近似数字的限定词，原样保留；带限定词的数字不参与百分比计算。"""

    EXACT = "exact", "确数"
    MORE = "more", "余"
    MANY = "many", "多"
    NEAR = "near", "近"
    AROUND = "around", "左右"
    ABOUT = "about", "约"
    OVER = "over", "逾", "超", "超过"
    AT_LEAST = "at_least", "以上", "不少于"

    @property
    def is_exact(self) -> bool:
        """是否确数。"""
        return self is Qualifier.EXACT

    def around(self, value: str) -> str:
        """把限定词放在数字前后该放的位置：近1000、1900余。"""
        if self is Qualifier.EXACT:
            return value
        if self in {Qualifier.NEAR, Qualifier.ABOUT, Qualifier.OVER}:
            return self.label + value
        return value + self.label


CONSULTATION_KINDS = (
    "专题协商", "对口协商", "界别协商", "提案办理协商", "联动协商", "微协商", "定点联系协商", "院坝协商",
    "深聊会", "立法协商", "协商式监督", "座谈会", "共商活动",
)  # fmt: skip
"""各地协商形式的常见叫法；只展示、不比较，站点配置可以增补。"""

PLATFORM_KINDS = (
    "委员工作站", "界别委员工作站", "委员工作室", "联系点", "协商议事厅", "委员讲堂", "社情民意征集点",
    "实践点", "实践基地", "活动中心", "界别议政厅", "联络组",
)  # fmt: skip
"""站、室、点的常见叫法；只展示、不比较，站点配置可以增补。"""

LINK_SCHEMES = ("http", "https", "mailto", "tel")
"""正文链接允许的协议。"""
