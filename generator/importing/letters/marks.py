"""文书上的几个标记：文号、办理结果、公开属性、日期。都只认写在该写的地方的。"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from generator.document_number import BRACKETS, normalized
from generator.importing.letters import when
from generator.importing.letters.clues import Clues
from generator.importing.material import Line
from generator.terms import ReplyOpenness, Result

CODE = r"[\u4e00-\u9fff]{1,16}(?:函|字|发|办|提|复|建)?"
YEAR = r"[〔【\[［﹝（(]\s*(?:19|20)\d{2}\s*[〕】\]］﹞）)]"
DOCUMENT = re.compile(rf"(?P<number>{CODE}{YEAR}第?\d{{1,5}}号)")
SPOILT_DOCUMENT = re.compile(
    rf"{CODE}(?:{YEAR}第?[×xX_*]*号?$|{YEAR}第?\d+$|(?:19|20)\d{{2}}[〕】\]］﹞）)]?\d{{1,5}}号)|^{YEAR}第?\d{{1,5}}号"
)
OVERLONG = re.compile("[^〔【\\[［﹝（(]{11,}|.*(?:局|厅|政府|委员会|文件|关于|文号|办公室|[〔【].*[〔【])")
NOTHING = {"无", "-", "—", "／", "/", "", "暂无"}
RESULT_LABEL = r"(?:办理|办复|答复|办结|提案办理|办理情况|解决|承办)?(?:结果|类别|类型|分类|等级|标识|标记|程度|结果类别|结果分类)"  # noqa: E501 - 一条规则一行
RESULT = re.compile(
    rf"[（(【\[]?{RESULT_LABEL}(?:标识|标记)?(?:为|是)?\s*[:：]?\s*[（(“\"【\[]?(?P<letter>[A-Da-d](?:[12])?)[”\"）)】\]]?\s*类?[）)】\]]?$"
)
LONE = re.compile(r"[（(【\[“\"]?(?P<letter>[A-D](?:[12])?)\s*类?[）)】\]”\"]?")
SENTENCE = re.compile(
    r"(?:此件|本件|该件|该提案|此提案|本提案)?(?:答复|办理|办复|办结)(?:结果)?(?:类别|类型|分类|结果|等级)?(?:为|是|属于?|定为|[:：])\s*[“\"（(]?(?P<letter>[A-D])[”\"）)]?\s*类"
)
RESULT_NAMES = (
    "办理结果",
    "办理类别",
    "答复类别",
    "办复类别",
    "办理类型",
    "答复类型",
    "办理情况分类",
    "结果类别",
    "办理结果类别",
    "类别标记",
    "办复结果",
    "答复结果",
    "办结类别",
)
OPEN_NAMES = (
    "公开属性",
    "公开方式",
    "公开形式",
    "公开类别",
    "公开类型",
    "答复公开",
    "是否公开",
    "公开选项",
    "信息公开选项",
    "信息公开属性",
    "公开范围",
    "公开意见",
    "公开情况",
)
OPEN_LINE = re.compile(
    r"[（(【\[]?(?:此件|本件|该件|此文|本文)?(?P<word>(?:是|可以|可|同意|建议|拟)?(?:主动公开|依申请公开|不予公开|不公开|公开发布|公开|全文公开|对外公开|不宜公开))(?:发布)?[。]?[）)】\]]?"
)
OPEN_WORDS = {
    "主动公开": ReplyOpenness.ACTIVE, "公开发布": ReplyOpenness.ACTIVE, "公开": ReplyOpenness.ACTIVE,
    "全文公开": ReplyOpenness.ACTIVE, "依申请公开": ReplyOpenness.ON_REQUEST, "不予公开": ReplyOpenness.WITHHELD,  # noqa: E501 - 一条规则一行
    "不公开": ReplyOpenness.WITHHELD, "不宜公开": ReplyOpenness.WITHHELD,
}  # fmt: skip
SIGNED_LABELS = ("成文日期", "发文日期", "答复日期", "答复时间", "成文时间", "发文时间")
PUBLISHED_LABELS = ("发布日期", "发布时间", "公开日期", "公开时间", "上网时间", "发表时间")
MOMENT = re.compile(
    r"(?P<day>\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?)(?:[ T]?\d{1,2}[:：]\d{2}(?:[:：]\d{2})?)?.{0,12}"
)


class Mark(msgspec.Struct, frozen=True):
    """一个标记：归一后的值，原文，说不准时的说明。三者都可能为空。"""

    value: str = ""
    seen: str = ""
    doubt: str = ""


def document_number_of(clues: Clues) -> Mark:
    """文号：标题区单独成行、在行首，或网页上叫「文号」的一项。正文里引用的文号不算。"""
    texts = [
        re.sub("^[（(]|^.{2,24}文件(?=[^〔【]{1,10}[〔【])", "", line.text) for line in clues.zones.heading
    ]
    found = [
        match["number"]
        for text in texts
        if (match := DOCUMENT.match(text))
        and _ends_well(text[match.end() :])
        and not OVERLONG.match(match["number"])
    ]
    labels = clues.label("文号", "发文字号", "发文文号", "字号", "文件编号")
    found += [match["number"] for label in labels if (match := DOCUMENT.fullmatch(label.value))]
    values = list(dict.fromkeys(normalized(number) for number in found))
    if len(values) == 1:
        return Mark(values[0], next((n for n in found if n != values[0]), found[0]))
    if values:
        return Mark("", found[0], f"文号有几种写法：{'、'.join(dict.fromkeys(found))}")
    spoilt = [
        text
        for text in texts
        if len(text) <= 40 and SPOILT_DOCUMENT.search(text) and not re.search("关于|提案", text)
    ]
    spoilt += [label.value for label in labels if label.value not in NOTHING]
    return Mark("", spoilt[0], f"文号认不准：「{spoilt[0]}」") if spoilt else Mark()


def _ends_well(rest: str) -> bool:
    return (
        not rest
        or re.match(r"(?:签发人?|[（()）]|类别|关于|对|A|B|C|D|办理|答复|办复|公开)", rest) is not None
    )


def result_of(clues: Clues) -> Mark:
    """办理结果：标题区单独的字母，「办理结果：……」一项，或「此件答复类别为 B 类」。"""
    heading = clues.zones.heading
    found = [m["letter"].upper() for line in heading if (m := RESULT.fullmatch(line.text))]
    found += [
        m["letter"].upper()
        for text in _pieces(heading)
        if (m := RESULT.fullmatch(text) or LONE.fullmatch(text))
    ]
    alone = [m["letter"] for line in heading if (m := LONE.fullmatch(line.text))]
    # 网页上调字号的按钮也写成几个 A。
    if len(alone) == 1 and not any(re.search("字[体号]|A[-+]|打印", line.text) for line in heading):
        found += alone
    found += [
        m["letter"]
        for text in (clues.heading, clues.document.title)
        if (m := re.search(r"(?:答复|复函|函)[（(]([A-D])类?[）)]$", text))
        and (m := re.match(r"(?P<letter>.)", m[1]))
    ]
    after = [*clues.zones.tail, *clues.zones.body[-6:]]
    found += [m["letter"].upper() for line in after if (m := RESULT.fullmatch(line.text))]
    found += [m["letter"] for line in clues.zones.body for m in SENTENCE.finditer(line.text)]
    doubts = []
    for label in clues.label(*RESULT_NAMES):
        match = LONE.fullmatch(label.value.upper())
        if match:
            found.append(match["letter"])
        elif _is_word(label.value):
            found.append(label.value)
        elif label.value not in NOTHING:
            doubts.append(label.value)
    values = list(dict.fromkeys(found))
    if len(values) == 1 and not doubts:
        return Mark(values[0], values[0])
    if values or doubts:
        seen = "、".join(dict.fromkeys([*values, *doubts]))
        return Mark("", (doubts or values)[0], f"办理结果认不准，见到「{seen[:60]}」")
    return Mark()


def _pieces(lines: Sequence[Line]) -> Iterator[str]:
    """标题区里与文号写在一行的、括号里并列写着几项的，逐项分开。"""
    for line in lines:
        number = DOCUMENT.match(line.text)
        if number and line.text[number.end() :]:
            yield line.text[number.end() :]
        several = re.fullmatch(r"[（(【\[]([^（）()【】]{2,40})[）)】\]]", line.text)
        if several and re.search("[，,、；;]", several[1]):
            yield from re.split("[，,、；;]", several[1])


def _is_word(text: str) -> bool:
    try:
        Result.of(text)
    except ValueError:
        return False
    return True


def openness_of(clues: Clues) -> Mark:
    """公开属性：文书自己写的，或网页上「公开方式」一类的项目；有冲突就留空，留空不会公开。"""
    seen: list[str] = []
    unsure: list[str] = []
    lines = [*clues.zones.heading, *clues.zones.body[-4:], *clues.zones.tail]
    for line in lines:
        match = OPEN_LINE.fullmatch(line.text)
        if match:
            (
                unsure
                if match["word"] == "公开" and "件" not in line.text
                else seen
                if match["word"] in OPEN_WORDS
                else unsure
            ).append(match["word"])
        elif re.search(r"[□☑☐√■].{0,6}公开|公开.{0,4}[□☑☐√■]", line.text) or (
            len(line.text) <= 30 and re.search("(?:件|信息).{0,8}公开", line.text)
        ):
            unsure.append(line.text)
    after = [
        m
        for line in [*clues.zones.body[-4:], *clues.zones.tail]
        if (m := re.fullmatch(r"[【\[（(]?([\u4e00-\u9fff]{2,8})[】\]]?[:：](.{1,30}?)[）)]?", line.text))
    ]
    values = [label.value for label in clues.label(*OPEN_NAMES)] + [m[2] for m in after if m[1] in OPEN_NAMES]
    for value in values:
        # 「不予公开（涉及未成年人）」：括号里是理由。
        word = re.sub(r"[（(].*", "", value).strip("。 ）)") or value.strip("。 （）()")
        if word in OPEN_WORDS:
            seen.append(word)
        elif word in {"是", "否"}:
            seen.append("公开" if word == "是" else "不公开")
        elif word not in NOTHING:
            unsure.append(value)
    return _one_openness(seen, [text for text in unsure if text not in seen])


def _one_openness(seen: Sequence[str], unsure: Sequence[str]) -> Mark:
    kinds = {OPEN_WORDS[word] for word in seen}
    if len(kinds) == 1 and not unsure:
        return Mark(kinds.pop().label, seen[0])
    if kinds or unsure:
        shown = "、".join(dict.fromkeys([*seen, *unsure]))
        return Mark("", shown, f"公开属性认不准，见到「{shown[:60]}」")
    return Mark()


def date_of(clues: Clues) -> Mark:
    """答复日期：落款的日期；完全没有落款日期时，看网页上的成文日期。"""
    if clues.zones.date:
        found = when.read(clues.zones.date)
        if found is None:
            return Mark("", clues.zones.date, f"落款日期认不准：「{clues.zones.date}」")
        return Mark(str(found), clues.zones.date)
    days = list(dict.fromkeys(_day(label.value) or label.value for label in clues.label(*SIGNED_LABELS)))
    if len(days) == 1 and when.read(days[0]):
        return Mark(str(when.read(days[0])), days[0])
    if days:
        return Mark("", days[0], f"没有落款日期，网页上写的是「{'、'.join(days)}」")
    return Mark("", "", "没有找到落款日期")


def published_of(clues: Clues) -> Mark:
    """在网上公开的日期：网页上的发布日期；几处不同时留空。"""
    seen = [label.value for label in clues.label(*PUBLISHED_LABELS)]
    days = list(dict.fromkeys(str(found) for value in seen if (found := when.read(_day(value)))))
    if len(days) == 1:
        return Mark(days[0], seen[0])
    if days or seen:
        return Mark("", seen[0], f"发布日期认不准：「{'、'.join(dict.fromkeys(seen))[:60]}」")
    return Mark()


def _day(value: str) -> str:
    match = MOMENT.fullmatch(value.strip())
    if match is None:
        return ""
    return (
        re.sub("[年月]", "-", match["day"]).rstrip("日") if not match["day"].endswith("日") else match["day"]
    )


__all__ = ["BRACKETS", "Mark", "date_of", "document_number_of", "openness_of", "published_of", "result_of"]
