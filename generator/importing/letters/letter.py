"""一份文书 → 草稿：答复（或会办意见）一条，所答的提案没有登记过的各一条，名册里没有的单位、政协各一条。"""

import re
from collections.abc import Sequence
from typing import Any

from generator.importing.letters import kinds, marks, subject
from generator.importing.letters.clues import Clues, clues_of
from generator.importing.letters.content import Content, content_of, plain
from generator.importing.letters.people import proposer_of, unit_of
from generator.importing.letters.reference import Reference, reference_of
from generator.importing.letters.whose import Whose, whose_of
from generator.importing.letters.zones import zones_of
from generator.importing.material import Document, Draft, Found, Refused, refuse, to_confirm
from generator.importing.registry import Registry, proposal_id, same_title
from generator.problems import Mark, Problem
from generator.terms import ReplyRole

MOST_CHARACTERS = 50_000
NOT_A_REPLY = "不是答复的不用导入；确是答复的，照平常的格式补上标题与「您提出的……提案收悉」再试。"
LISTED = re.compile(r"第[^号]{1,20}号.{0,40}(?:答复|复函)|(?:提案|建议)的?(?:答复|复函)")
FILL = "核对原件，在写出的文件里补上。"
REPLY_TITLE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,20})?(?:关于|对).{4,100}(?:答复|复函|函复|回复|意见|函)(?:（[^）]{1,20}）)?$"
)


def read_letter(document: Document, registry: Registry) -> Found:
    """读一份来函。

    Raises:
        Refused: 太长，不是对政协提案的答复或会办意见，或一个文件里有几件。
    """
    _of_letter_size(document)
    clues = clues_of(document, zones_of(document.lines))
    _one_letter(clues)
    kind, reason = kinds.kind_of(clues)
    if kind is kinds.Kind.OTHER:
        raise refuse(
            "not-a-reply", document.mark(document.lines[0] if document.lines else None), reason, NOT_A_REPLY
        )
    return _Letter(clues, registry, is_co=kind is kinds.Kind.CO_OPINION).found()


def _of_letter_size(document: Document) -> None:
    """太长的不收：一件答复几千字，几十万字的逐处找标题、称呼、落款要找很久。"""
    if sum(len(line.text) for line in document.lines) > MOST_CHARACTERS:
        message = f"文字超过 {MOST_CHARACTERS // 10_000} 万字"
        raise refuse("file-too-big", Mark(document.path), message, "每件答复存成一个文件，只留正文。")


def _one_letter(clues: Clues) -> None:
    """一个文件里粘着几件的、是目录的，不收。"""
    listed = sum(bool(LISTED.search(line.text)) and len(line.text) < 90 for line in clues.document.lines)
    path = clues.document.path
    if listed >= 4 and not clues.zones.salutation:
        raise refuse(
            "not-a-reply", Mark(path), "像是答复的目录，不是一件答复", "打开目录里的每一件，分别保存。"
        )
    if clues.zones.openings > 1:
        raise refuse("several-letters", Mark(path), "一个文件里像是有几件答复", "每件答复存成一个文件。")


class _Letter:
    """把各字段找齐，拟成草稿。"""

    def __init__(self, clues: Clues, registry: Registry, *, is_co: bool) -> None:
        self._clues, self._registry, self._is_co = clues, registry, is_co
        self._problems: list[Problem] = list(clues.document.problems)
        self._path = clues.document.path
        self._new: list[Draft] = []

    def found(self) -> Found:
        """全部草稿与待确认。"""
        clues = self._clues
        reference = reference_of(clues)
        for seen, doubt in reference.doubts:
            self._doubt("reference", doubt, clues.mark_of(seen))
        unit_name, doubt = unit_of(clues)
        if doubt:
            self._doubt(
                "unit", doubt, clues.mark_of(clues.zones.signers[0].text if clues.zones.signers else "")
            )
        whose = whose_of(reference.whose, unit_name, self._registry)
        if whose.doubt:
            self._doubt("body", whose.doubt, clues.mark_of(reference.whose.partition("\0")[0][-8:]))
        self._new += [Draft("body", whose.new, self._path)] if whose.new else []
        proposals = self._proposals(reference, whose)
        reply = self._reply(whose, proposals, self._unit(unit_name, whose))
        return Found((*self._new, reply), tuple(self._problems))

    def _doubt(self, what: str, message: str, mark: Mark | None = None, cure: str = FILL) -> None:
        self._problems.append(to_confirm(f"unsure-{what}", mark or Mark(self._path), message, cure))

    def _unit(self, name: str, whose: Whose) -> str:
        """答复单位的编号；名册里没有的拟一个。"""
        if not name:
            return ""
        known = self._registry.units_named(name)
        mine = [
            unit
            for unit in known
            if (unit.body or self._registry.register.site.body)
            == (whose.body or self._registry.register.site.body)
        ]
        known = mine or known
        if len(known) == 1:
            return known[0].id
        if known:
            self._doubt("unit", f"名册里有几个「{name}」：{'、'.join(unit.id for unit in known)}")
            return ""
        fields: dict[str, Any] = {"id": self._registry.proposed_unit(name, whose.prefix), "name": name}
        if whose.body:
            fields["body"] = whose.body
        self._new.append(Draft("unit", fields, self._path))
        message = f"单位名册里没有「{name}」，拟编号为 {fields['id']}"
        self._doubt(
            "unit-id", message, self._clues.mark_of(name), "编号决定网址，定了不改；不合适就先改好再写。"
        )
        return str(fields["id"])

    def _proposals(self, reference: Reference, whose: Whose) -> list[str]:
        """所答的提案的编号；没有登记过的拟成草稿。"""
        groups, candidates = subject.subjects_of(self._clues)
        count = max(1, len(reference.numbers))
        titles, seen = subject.agreed(groups, count)
        if not titles:
            shown = "、".join(f"「{title}」" for title in (*seen, *candidates))
            self._doubt("title", f"案由认不准{f'，见到{shown}' if shown else '，没有见到'}")
        proposer, doubt = ({}, "") if self._is_co else proposer_of(self._clues.zones.addressee, count)
        if doubt:
            line = self._clues.zones.salutation
            self._doubt("proposer", doubt, self._clues.document.mark(line))
        ids = []
        for place in range(count):
            number = reference.numbers[place] if reference.numbers else ""
            title = titles[place] if titles else ""
            ids.append(self._proposal(reference, whose, number, title, proposer))
        return [name for name in ids if name] if all(ids) else []

    def _proposal(
        self, reference: Reference, whose: Whose, number: str, title: str, proposer: dict[str, Any]
    ) -> str:
        known = (
            self._registry.proposals_like(whose.body, reference.term, reference.session, number)
            if number
            else []
        )
        if not known and not number and title and not whose.is_elsewhere:
            known = self._registry.proposals_titled(whose.body, title)
        name = (
            "" if whose.is_elsewhere else proposal_id(whose.prefix, reference.term, reference.session, number)
        )
        fields: dict[str, Any] = {
            "id": name, "body": whose.body, "number": number, "title": title, "term": reference.term,
            "session": reference.session, "proposer": proposer,
        }  # fmt: skip
        original = {"number": reference.original[number]} if number in reference.original else {}
        if len(known) == 1 and not whose.is_elsewhere:
            if title and not same_title(known[0].title, title):
                self._doubt(
                    "proposal",
                    f"登记过的 {known[0].id} 案由是「{known[0].title}」，这里是「{title}」，对不上",
                )
                fields.pop("id")
                self._new.append(Draft("proposal", _filled(fields), self._path, original))
                return ""
            self._new.append(
                Draft(
                    "proposal",
                    _filled({**fields, "id": known[0].id}),
                    self._path,
                    original,
                    is_existing=True,
                )
            )
            return known[0].id
        self._new.append(Draft("proposal", _filled(fields), self._path, original))
        return name

    def _reply(self, whose: Whose, proposals: Sequence[str], unit: str) -> Draft:
        clues = self._clues
        found = {
            "document_number": marks.document_number_of(clues),
            "date": marks.date_of(clues),
            "published": marks.published_of(clues),
            "open": marks.openness_of(clues),
            "result": marks.result_of(clues),
        }
        for name, mark in found.items():
            if mark.doubt:
                self._doubt(name.replace("_", "-"), mark.doubt, clues.mark_of(mark.seen))
        content = self._content()
        fields: dict[str, Any] = {
            "id": f"{proposals[0]}-{_tail(unit, whose)}" if proposals and unit else "",
            "proposals": list(proposals),
            "unit": unit,
            "role": ReplyRole.CO.label if self._is_co else "",
            **{name: mark.value for name, mark in found.items()},
            "text": content.text,
            "sources": self._sources(),
        }
        original = {name: mark.seen for name, mark in found.items() if mark.value and mark.seen != mark.value}
        return Draft("reply", _filled(fields), self._path, original, _confirmable(content))

    def _content(self) -> Content:
        zones = self._clues.zones
        content = content_of(zones.body)
        if content.contacts:
            line = content.contacts[0]
            message = f"联系人、电话等 {len(content.contacts)} 行移出了正文，没有写进记录"
            cure = "单位对外公布的电话写在单位名册里；个人的不写。"
            self._problems.append(to_confirm("contact-moved", Mark(self._path, line.number), message, cure))
        if not zones.signers and not zones.dated:
            self._doubt("ending", "没有找到落款，正文的末尾可能多了别的文字", cure="核对正文的末尾。")
        left = [
            line
            for line in zones.tail
            if len(line.text) > 40 and not re.search("版权所有|备案|主办|承办|地址|联系|电话|抄送", line.text)
        ]
        if left:
            message = f"落款之后还有文字，没有收入：「{left[0].text[:40]}」"
            self._doubt("tail", message, self._clues.document.mark(left[0]), "属于正文的，补进 text。")
        return content

    def _sources(self) -> list[dict[str, str]]:
        titles = [
            title
            for title in (self._clues.document.title, *self._clues.titles)
            if REPLY_TITLE.fullmatch(title)
        ]
        name = self._path.rpartition("/")[2]
        return [{"title": titles[0], "file": name}] if titles else []


def _tail(unit: str, whose: Whose) -> str:
    """答复编号的末段：单位编号去掉政协的前缀。"""
    return unit.removeprefix(f"{whose.prefix}-") if whose.prefix else unit


def _filled(fields: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if value not in ("", None, [], {})}


def _confirmable(content: Content) -> dict[str, object]:
    """逐条的要点：原话照录，怎样处理由编辑判断。"""
    responses: list[dict[str, str]] = []
    suggestions: list[dict[str, str]] = []
    for number, point in enumerate(content.points, start=1):
        response = {"quote": plain(point)}
        about = re.search(r"关于(.{2,60}?)的?(?:建议|问题|意见)[。：:]?$", point)
        if about:
            suggestions.append({"id": f"s{number}", "text": about[1]})
            response = {"suggestion": f"s{number}", **response}
        responses.append(response)
    found: dict[str, object] = {"suggestions": suggestions} if suggestions else {}
    return found | ({"responses": responses} if responses else {})


__all__ = ["Refused", "read_letter"]
