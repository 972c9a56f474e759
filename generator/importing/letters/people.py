"""收件人是哪一类提案者，落款是哪个单位。姓名不进字段：名册里有的才能对上。"""

import re

from generator.importing.letters import words
from generator.importing.letters.clues import Clues
from generator.terms import ProposerKind

SEPARATOR = re.compile("[、，,]")
BETWEEN = re.compile("(?<=[\u4e00-\u9fff]{2})(?:以及|和|及)(?!政协|委员)(?=[\u4e00-\u9fff]{2})")
"""两边都有两个字以上才是「和」：「张和平」「陈中和」是名字里的字。"""
DOUBLE_SURNAMES = re.compile(
    "(?:欧阳|司马|上官|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|司徒|司空|夏侯|端木|轩辕|南宫|西门|独孤|呼延|闻人|澹台|第五)"
)
TWO_UNITS = re.compile(
    "(?P<place>[\u4e00-\u9fff]{1,6}?[省市县区州旗镇乡]).{2,}?(?:局|委|办|厅|会|院|中心|公司)(?P=place)."
    "|.{2,}?[局厅](?=[省市县区州旗][\u4e00-\u9fff]{2,})"
)
"""「某区民政局某区卫生健康局」：并排写的两个单位，去掉空白以后连成一个。"""
NAME = re.compile("(?P<name>[\u4e00-\u9fff]+)(?:政协)?委员(?:（.*）)?")
ISSUER = ("发文机关", "发文单位", "制发机关", "答复单位", "承办单位", "主办单位", "成文机关", "制文机关")
PUBLISHER = ("发布机构", "发布单位", "来源", "信息来源", "文章来源", "公开主体", "责任单位", "发布机关")
HEAD = re.compile(
    r"^(?P<unit>[^关对，。；：《》\d]{4,30}?)(?:文件|（函）|\(函\))(?:$|(?=[^〔【]{1,10}[〔【]))"
)
SHORTENED = re.compile("[省市县区州旗镇乡](?!\\w{0,2}[省市县区州旗])|本|我")
PREFIX = re.compile(
    r"^(?P<unit>[^关对，。；：《》\d]{4,30}?)(?:关于|对)(?=.*(?:答复|复函|函复|回复|会办|协办))"
)


def proposer_of(addressee: str, count: int) -> tuple[dict[str, object], str]:
    """收件人 → 提案者：（字段，说不准时的说明）。

    Args:
        addressee: 称呼里的人或单位。
        count: 答的是几件提案。
    """
    if not addressee:
        return {}, "没有找到称呼，不知道提案者是谁"
    if count > 1:
        return {}, f"一件答复对应几件提案，称呼是「{addressee}」，分不清各是谁提的"
    kinds = {kind for part in _parts(addressee) if (kind := kind_of(part))}
    if len(kinds) != 1 or None in {kind_of(part) for part in _parts(addressee)}:
        return {}, f"称呼是「{addressee}」，认不准是哪一类提案者"
    kind = kinds.pop()
    if kind is ProposerKind.INDIVIDUAL:
        return _members(addressee)
    if len(_parts(addressee)) > 1:
        return {}, f"称呼是「{addressee}」，有几个提案者"
    return {"kind": kind.label, "name": addressee}, ""


def _members(addressee: str) -> tuple[dict[str, object], str]:
    several = re.search(
        r"等(?P<count>\d+|[一二三四五六七八九十]+)?(?:[名位]?(?:政协)?委员|人|[名位])", addressee
    )
    if several:
        count = words.number_of(several["count"] or "")
        fields: dict[str, object] = {"kind": ProposerKind.JOINT.label}
        return (fields | {"count": count} if count else fields), ""
    if len(_parts(addressee)) > 1:
        return {"kind": ProposerKind.JOINT.label, "count": len(_parts(addressee))}, ""
    if addressee.endswith("委员们") or re.fullmatch(r"(?:各位|全体)?(?:政协)?委员", addressee):
        return {}, f"称呼是「{addressee}」，看不出是一位还是几位委员"
    if not _is_one_name(addressee):
        return {}, f"称呼是「{addressee}」，看不出是一位还是几位委员"
    return {"kind": ProposerKind.INDIVIDUAL.label}, ""


def _is_one_name(addressee: str) -> bool:
    """「王平李明委员」可能是两位：四个字以上、又不是复姓的，认不准。"""
    match = NAME.fullmatch(addressee.removeprefix("尊敬的"))
    if match is None:
        return True
    longest = 4 if DOUBLE_SURNAMES.match(match["name"]) else 3
    return len(match["name"]) <= longest or re.search("^委员|[某甲乙丙丁]", match["name"]) is not None


def _parts(addressee: str) -> list[str]:
    # 「农业和农村委员会」里的「和」不是两个提案者。
    if re.fullmatch(r"[^、，,及]*政协[^、，,及]{2,16}委员会", addressee):
        return [addressee]
    parts = [part for piece in SEPARATOR.split(addressee) for part in BETWEEN.split(piece) if part]
    # 「张三、李四委员」：前面的人名跟着最后一个「委员」。
    if len(parts) > 1 and re.search("(?:委员|提案人|提案者)$", parts[-1]):
        return [
            part if kind_of(part) or len(part) > 5 or part.endswith("代表") else f"{part}委员"
            for part in parts
        ]
    return parts


def kind_of(part: str) -> ProposerKind | None:
    """一个称呼是哪一类提案者；认不准为 None。"""
    if re.search("界.*(?:小组|活动组)$|界委员$", part):
        # 以界别提出，还是以小组提出，称呼里看不出来。
        return None
    if re.search("(?:委员(?:们|等.{0,6})?|提案人|提案者)$", part):
        return ProposerKind.INDIVIDUAL
    for pattern, kind in (
        (words.PARTIES, ProposerKind.PARTY),
        (words.ORGANIZATIONS, ProposerKind.ORGANIZATION),
        (words.GROUPS, ProposerKind.GROUP),
        (words.SECTORS, ProposerKind.SECTOR),
        (words.COMMITTEES, ProposerKind.COMMITTEE),
    ):
        if pattern.search(part):
            return kind
    return None


def unit_of(clues: Clues) -> tuple[str, str]:
    """答复单位的全称，与说不准时的说明。落款为准，没有落款看标题与网页上的发文机关。"""
    signers = list(dict.fromkeys(line.text for line in clues.zones.signers))
    heads = [
        match["unit"] for text in clues.titles if (match := HEAD.match(text)) and words.is_unit(match["unit"])
    ]
    prefixes = [
        match["unit"]
        for text in clues.titles
        if (match := PREFIX.match(text)) and words.is_unit(match["unit"])
    ]
    issuers = [label.value for label in clues.label(*ISSUER) if words.is_unit(label.value)]
    if len(signers) > 1 or any(TWO_UNITS.match(name) for name in signers):
        return "", f"落款有几个单位：{'、'.join(signers)}"
    published = [label.value for label in clues.label(*PUBLISHER)]
    if signers:
        return _signed(signers[0], [*prefixes, *heads], [*issuers, *published])
    said = list(dict.fromkeys([*prefixes, *issuers]))
    if len(said) == 1:
        return _signed(said[0], [], published)
    seen = "、".join(dict.fromkeys([*said, *heads, *published]))
    return "", f"没有落款单位{f'，网页上见到「{seen}」' if seen else ''}"


def _signed(name: str, titled: list[str], labelled: list[str]) -> tuple[str, str]:
    """落款的单位：与标题上的对一对；落款只写「县教育局」时，标题或网页上有全称才算数。"""
    others = [other for other in dict.fromkeys(titled) if not _alike(other, name)]
    if others:
        return "", f"落款是「{name}」，标题上是「{'、'.join(others)}」"
    if SHORTENED.match(name):
        whole = list(
            dict.fromkeys(other for other in (*titled, *labelled) if other.endswith(name) and other != name)
        )
        if len(whole) == 1 and words.is_unit(whole[0]):
            return whole[0], ""
        return "", f"落款只写「{name}」，不知道全称"
    return name, ""


def _alike(first: str, second: str) -> bool:
    """一个是另一个的末尾：「县交通局」与「舒城县交通局」。"""
    return first.endswith(second) or second.endswith(first) or (first in second) or (second in first)
