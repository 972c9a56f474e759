"""这份文书是什么：答复、会办意见，还是方案、通知、新闻、对人大代表建议的答复。"""

import re
from enum import Enum

from generator.importing.letters.clues import NPC, Clues
from generator.importing.letters.people import kind_of as proposer_kind

REPLY_TITLE = re.compile(
    r"(?:答复|复函|函复|回复|答复函|复文|办复)(?:意见|情况|的?函|函|稿)?(?:[（(][^）)]{1,20}[）)])?$"
)
CO_TITLE = re.compile(r"(?:会办|协办|协助办理|会同办理)(?:的)?(?:意见|情况|函|答复|回复|复函|建议)")
CO_OPENING = re.compile(r"(?:会办|协办)(?:意见|情况)?.{0,12}(?:如下|函告|函复)|(?:会办|协办)意见[:：]")
ANSWER_OPENING = re.compile(r"(?:答复|回复|函复|办理情况|情况|回应|复函).{0,10}如下|收悉|收到|收阅")
OTHERS = (
    (
        re.compile("(?:工作)?方案|推进计划|工作计划|办理计划|任务分解|责任清单|台账|工作安排"),
        "工作方案或计划",
    ),
    (re.compile("通知|通告|公告|公示|通报"), "通知、公告"),
    (re.compile("总结|报告|情况汇报|综述|简报|纪要|要点"), "总结、报告"),
    (re.compile("召开|举行|开展|调研|座谈会|推进会|交办会|面商会|走访|赴|座谈|督办会"), "新闻"),
    (re.compile("一览表|目录|名单|汇总|统计表|列表"), "目录、名单"),
    (re.compile("办法|条例|规定|细则|制度|意见书"), "制度文件"),
    (re.compile("反馈表|征求意见表|征询意见表|评价表|意见表"), "表格"),
)
CPPCC = re.compile("政协|政治协商|提案")
OTHER_CONGRESS = re.compile(
    "教代会|职代会|工代会|党代会|团代会|学代会|妇代会|(?<!人民)代表大会|党代表|业主大会|股东"
)
OTHER_MATTERS = re.compile(
    "信息公开申请|行政复议|信访|投诉|举报|留言|来信|信箱|热线|咨询|建议案|直通车|社情民意|满意度|反馈意见"
)
NAMED = re.compile("政协|政治协商")
PROPOSAL = re.compile(r"提案|案号|政协.{0,40}?(?:次会议|次全会|届.{0,4}次|第[^，。]{1,16}号)")


class Kind(Enum):
    """文书的种类。"""

    REPLY = "答复"
    CO_OPINION = "会办意见"
    OTHER = "其他"


def kind_of(clues: Clues) -> tuple[Kind, str]:  # noqa: PLR0911 - 逐条排除，次序就是规则
    """是什么，与依据；不是答复的，依据就是给编辑看的说明。"""
    titles = _titles(clues)
    where = f"{titles} {clues.opening}"
    shown = _shown(clues)
    reason = _elsewhere(clues, titles, where)
    if reason:
        return Kind.OTHER, f"{shown}，{reason}"
    if not clues.zones.body or not clues.opening:
        return Kind.OTHER, f"{shown}，{_likely(clues)}"
    if CO_TITLE.search(titles) or CO_OPENING.search(clues.opening):
        return _co_opinion(clues, titles, shown)
    if not PROPOSAL.search(where) and not clues.zones.addressee.endswith("委员"):
        return Kind.OTHER, f"{shown}，没有说到政协提案"
    if not _is_of_cppcc(clues, where):
        return Kind.OTHER, f"{shown}，没有说到政协，也不是写给委员、党派、团体的"
    if _is_to_a_unit(clues.zones.addressee):
        return Kind.OTHER, f"{shown}，是写给「{clues.zones.addressee}」的，不是写给提案者的"
    titled = any(REPLY_TITLE.search(title) for title in clues.titles)
    if not titled and (_other(clues) or not _answers(clues.opening)):
        return Kind.OTHER, f"{shown}，{_likely(clues)}"
    return Kind.REPLY, ""


def _elsewhere(clues: Clues, titles: str, where: str) -> str:
    """说的不是政协提案：是什么；没有这样的迹象为空。"""
    addressee = clues.zones.addressee
    if NPC.search(where) and not CPPCC.search(where):
        return "说的是人大代表建议，不是政协提案"
    if OTHER_CONGRESS.search(where) and not NAMED.search(where):
        return "说的是别的代表大会的提案"
    if not PROPOSAL.search(titles) and (other := OTHER_MATTERS.search(titles)):
        return f"说的是「{other[0]}」，不是提案"
    is_to_deputy = addressee.endswith("代表") and "委员" not in addressee
    if is_to_deputy and (not NAMED.search(where) or NPC.search(where)):
        return "是写给人大代表的"
    return ""


def _answers(opening: str) -> bool:
    return bool(ANSWER_OPENING.search(opening) and re.search("[您你贵]|收悉", opening))


def _is_of_cppcc(clues: Clues, where: str) -> bool:
    """说到了政协，或是写给政协的各种提案者的；企业、学校里也有提案。"""
    tail = "".join(line.text for line in clues.zones.tail)
    return bool(NAMED.search(where + tail) or proposer_kind(clues.zones.addressee))


def _is_to_a_unit(addressee: str) -> bool:
    """收件人是承办的机关：委员对答复的反馈、单位之间的往来，都不是答复。"""
    return bool(re.search("(?:局|厅|院|政府|中心|街道|镇|乡|公司|办公室)$", addressee)) and not (
        NAMED.search(addressee) or proposer_kind(addressee)
    )


def _titles(clues: Clues) -> str:
    """真正的标题：像答复标题的各行；没有时，是标题区里不像栏目导航的各行。"""
    titled = [title for title in clues.titles if REPLY_TITLE.search(title) or CO_TITLE.search(title)]
    return " ".join(
        titled or [title for title in clues.titles if not re.search("[>＞»|｜]|^[^:：]{2,8}[:：]", title)]
    )


def _co_opinion(clues: Clues, titles: str, shown: str) -> tuple[Kind, str]:
    answers = re.search("(?:的|予以|现)(?:答复|复函|函复)", titles + clues.opening)
    addressed_to_member = clues.zones.addressee.endswith("委员")
    if addressed_to_member or (answers and not CO_TITLE.search(titles)):
        return Kind.OTHER, f"{shown}，又像答复又像会办意见，分不清"
    return Kind.CO_OPINION, ""


def _shown(clues: Clues) -> str:
    title = next((title for title in (clues.document.title, clues.heading, *clues.titles) if title), "")
    first = clues.document.lines[0].text if clues.document.lines else ""
    return f"标题是「{(title or first)[:50]}」"


def _other(clues: Clues) -> str:
    titles = " ".join(clues.titles)
    if any(REPLY_TITLE.search(title) for title in clues.titles):
        return ""
    return next((name for pattern, name in OTHERS if pattern.search(titles)), "")


def _likely(clues: Clues) -> str:
    name = _other(clues)
    if name:
        return f"像是{name}"
    return "没有「您提出的……提案收悉」一类的开头，也没有称呼"
