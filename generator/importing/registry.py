"""对名册：单位、政协、委员、提案有没有登记过；没有的拟一个编号。"""

import re
from collections.abc import Iterable

from generator.register.drafting.unit_ids import unit_id
from generator.register.model import Body, Proposal, Unit
from generator.register.model.fields import IDENTIFIER
from generator.register.register import Register

PLACE = re.compile(r"[\u4e00-\u9fff]{1,11}?(?:自治)?(?:省|市|区|县|州|旗|盟|全国)")
JUNK = re.compile(
    r"^.*(?:关于|对|在|于|的|年|您|委员|代表|申请|公开|参加|出席|提交|提出|转来|交办|承办|办理|会议|答复|复函|函复|回复|公示|目录|(?:建议|提案)(?:和|与|及)?)"
)
GENERIC = {"省", "市", "区", "县", "州", "旗", "自治区", "自治州", "自治县", "全国"}
LONGEST = 60


class Registry:
    """登记簿加上这次导入新拟的编号。"""

    def __init__(self, register: Register) -> None:
        """以已有的登记簿为准。"""
        self.register = register
        self._taken = {unit.id for unit in register.units.values()} | set(register.bodies)
        self._new: dict[str, str] = {}
        self.given: list[str] = []
        self._proposals: dict[tuple[object, ...], list[Proposal]] = {}

    @property
    def default_body(self) -> Body | None:
        """站点默认的政协。"""
        return self.register.bodies.get(self.register.site.body or "")

    def units_named(self, name: str) -> list[Unit]:
        """全称或简称是它的单位。"""
        return [unit for unit in self.register.units.values() if name in {unit.name, unit.short_name}]

    def bodies_named(self, place: str) -> list[Body]:
        """某地的政协。"""
        wanted = {f"{place}政协", f"政协{place}委员会", f"中国人民政治协商会议{place}委员会"}
        if place == "全国":
            wanted |= {"全国政协", "中国人民政治协商会议全国委员会"}
        bodies = self.register.bodies.values()
        exact = [body for body in bodies if wanted & {body.name, body.short_name}]
        return exact or [body for body in bodies if body.name.endswith(f"{place}委员会")]

    def bodies_within(self, place: str) -> list[Body]:
        """文书写「示例市青禾区」、名册只写「青禾区」的。"""
        found = []
        for body in self.register.bodies.values():
            own = re.sub("^(?:中国人民政治协商会议|政协)|(?:委员会|政协)$", "", body.short_name or body.name)
            above = place.removesuffix(own)
            if len(own) >= 3 and above != place and re.fullmatch("[\u4e00-\u9fff]{2,}[省市州盟]", above):
                found.append(body)
        return found

    def proposed_id(self, name: str) -> str:
        """给名册里没有的名称拟一个编号：拼音连写；同一名称总是同一个。"""
        if name not in self._new:
            from pypinyin import lazy_pinyin  # noqa: PLC0415 - 装载要半秒，别的动词用不着

            spelled = "".join(
                re.sub("[^0-9a-z]", "", part.lower()) for part in lazy_pinyin(re.sub("（.*）", "", name))
            )
            base = spelled[:LONGEST] or "weiming"
            number = 1
            while (candidate := base if number == 1 else f"{base}-{number}") in self._taken:
                number += 1
            self._taken.add(candidate)
            self._new[name] = candidate
        return self._new[name]

    def proposed_unit(self, name: str, prefix: str = "") -> str:
        """给名册里没有的单位拟一个短的编号；同一名称总是同一个。

        Args:
            name: 全称。
            prefix: 不是站点默认的政协的，它的编号。
        """
        key = f"{prefix}\0{name}"
        if key not in self._new:
            self._new[key] = unit_id(name, self._taken, prefix) or self.proposed_id(name)
            self._taken.add(self._new[key])
        return self._new[key]

    def proposed_sector(self, name: str) -> str:
        """给名册里没有的界别拟一个编号；同一名称总是同一个。"""
        key = f"界别\0{name}"
        if key not in self._new:
            taken = {*self.register.sectors, *(made for said, made in self._new.items() if "界别\0" in said)}
            self._new[key] = unit_id(name.removesuffix("别").removesuffix("界"), taken)
        return self._new[key]

    def proposals_like(self, body: str, term: int | None, session: int | None, number: str) -> list[Proposal]:
        """同一政协、同一次会议、同一案号的提案；案号前面的零不计。"""
        if not self._proposals:
            for proposal in self.register.proposals.values():
                of_body = proposal.body or self.register.site.body
                key = (of_body, proposal.term, proposal.session, _bare(proposal.number or ""))
                self._proposals.setdefault(key, []).append(proposal)
        found = self._proposals.get((body or self.register.site.body, term, session, _bare(number)), [])
        return [proposal for proposal in found if proposal.number]

    def proposals_titled(self, body: str, title: str) -> list[Proposal]:
        """案由相同的提案。"""
        return [proposal for proposal in self._of_body(body) if same_title(proposal.title, title)]

    def _of_body(self, body: str) -> Iterable[Proposal]:
        wanted = body or self.register.site.body
        return [p for p in self.register.proposals.values() if (p.body or self.register.site.body) == wanted]


def same_title(first: str, second: str) -> bool:
    """两个案由是否一样：标点与空白不计。"""
    return _letters(first) == _letters(second)


def _letters(title: str) -> str:
    return re.sub(r"[^\w]", "", title)


def _bare(number: str) -> str:
    return number.lstrip("0") or "0"


def place_of(whose: str) -> str:
    """「届」前后的文字里说的是哪里的政协：地名；只说「县政协」的给「县」；没有说为空。"""
    before, _, middle = whose.partition("\0")
    named = re.search(r"政协(?P<place>.{0,14}?)(?:委员会)?第?$", before)
    if "全国委员会" in middle or "全国政协" in before:
        return "全国"
    if named and PLACE.fullmatch(named["place"]):
        return named["place"]
    if match := re.search(r"(?P<place>[\u4e00-\u9fff]{1,24})政协第?$", before):
        place = JUNK.sub("", match["place"])
        if place in GENERIC or PLACE.fullmatch(place):
            return place
    if middle.startswith("政协") and (match := re.search(r"(?P<place>[\u4e00-\u9fff]{1,24})第?$", before)):
        place = JUNK.sub("", match["place"])
        if place in GENERIC or PLACE.fullmatch(place):
            return place
    if match := re.search(r"^(?P<place>[\u4e00-\u9fff]{2,12}?)委员会", middle):
        return match["place"] if PLACE.fullmatch(match["place"]) else ""
    return ""


def proposal_id(prefix: str, term: int | None, session: int | None, number: str) -> str:
    """由届次与案号拟提案编号；缺一样就没有。"""
    folded = re.sub(r"[^0-9a-z]+", "-", number.lower()).strip("-")
    text = f"{prefix}{'-' if prefix else ''}{term}-{session}-{folded}"
    return text if term and session and folded and IDENTIFIER.fullmatch(text) and len(text) <= 70 else ""
