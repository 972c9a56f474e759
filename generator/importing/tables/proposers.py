"""提案者：一件提案的各列里写着谁、哪一类；名册里没有的姓名不写。"""

import re

import msgspec

from generator.importing.letters import words
from generator.importing.letters.people import kind_of
from generator.importing.registry import Registry
from generator.importing.tables.parties import SEPARATOR
from generator.importing.tables.values import plain
from generator.register.model import Member
from generator.terms import ProposerKind

HAN = "\u3400-\u9fff\U00020000-\U0003ffff"
PERSON = re.compile(rf"[{HAN}]{{2,4}}|[{HAN}]{{1,8}}[·•][{HAN}·•]{{1,12}}")
NOT_PERSON = re.compile("(?:局|委|办|院|协|联|厅|会|党|社|部|处|所|站|校|组|界|公司|中心|政协|代表)$")
"""以这些字结尾的多半是单位；真有这样的姓名，也只是留给编辑确认。"""

SPACED = re.compile(rf"(?<![{HAN}])([{HAN}])[ \u3000]+([{HAN}])(?![{HAN}])")
"""两个字的姓名中间常空一格，好与三个字的对齐。"""

MORE = re.compile(
    r"(?P<names>.+?)等(?P<count>\d+|[一二三四五六七八九十]+)?(?:[名位]?(?:政协)?委员|人|[名位])?"
)


class Proposer(msgspec.Struct, frozen=True):
    """读出的提案者。

    Attributes:
        fields: 字段。
        strangers: 名册里没有、因而没有写的姓名的个数。
        doubt: 说不准的原因。
    """

    fields: dict[str, object] = {}
    strangers: int = 0
    doubt: str = ""


class Said(msgspec.Struct, frozen=True):
    """一件提案的各列里，关于提案者写了什么。

    Attributes:
        anyone: 「提案人」列。
        first: 「第一提案人」列。
        co: 「联名人」列。
        has_co_column: 有没有「联名人」一列。
        collective: 「提案单位」列。
        kind: 「提案者类别」列，已归一。
        count: 「联名人数」列。
        sector: 「界别」列里对得上名册的界别编号。
    """

    anyone: str = ""
    first: str = ""
    co: str = ""
    has_co_column: bool = False
    collective: str = ""
    kind: str = ""
    count: str = ""
    sector: str = ""


class Names(msgspec.Struct, frozen=True):
    """一格里的几个姓名；「等」字后面还有没有列出的；写明的总人数。"""

    names: tuple[str, ...] = ()
    has_more: bool = False
    count: int | None = None


def proposer_of(said: Said, body: str, registry: Registry) -> Proposer:
    """合起来看提案者是谁、哪一类。"""
    text = said.anyone or said.first
    if said.collective and text:
        return Proposer(doubt=f"提案单位与提案人都写了：「{said.collective}」「{text[:20]}」")
    listed = _names(said.collective or text)
    if not listed.names:
        return Proposer({"kind": said.kind}) if said.kind in {"委员", "联名"} else Proposer()
    kinds = {kind_of(name) for name in listed.names}
    if said.collective or (
        len(listed.names) == 1 and not said.co and not kinds <= {None, ProposerKind.INDIVIDUAL}
    ):
        return _collective(listed, said)
    people = [_person(name) for name in (*listed.names, *_names(said.co).names)]
    odd = [name for name in people if not PERSON.fullmatch(name) or NOT_PERSON.search(name)]
    if odd or not kinds <= {None, ProposerKind.INDIVIDUAL}:
        return Proposer(doubt=f"提案者认不准：「{(odd or [text])[0][:30]}」")
    whole = Names(tuple(dict.fromkeys(people)), listed.has_more or _names(said.co).has_more, listed.count)
    return _people(whole, said, [_member(name, body, registry) for name in whole.names])


def _names(text: str) -> Names:
    flat = SPACED.sub(r"\1\2", text.strip())
    match = MORE.fullmatch(plain(flat))
    names = [plain(name) for name in SEPARATOR.split(match["names"] if match else flat)]
    count = words.number_of(match["count"] or "") if match else None
    return Names(tuple(name for name in names if name), match is not None, count)


def _person(name: str) -> str:
    return re.sub(r"(?:[（(][^）)]{1,20}[）)]|(?:政协)?委员)+$", "", name)


def _people(listed: Names, said: Said, known: list[Member | None]) -> Proposer:
    several = len(listed.names)
    is_joint = listed.has_more or several > 1 or said.kind == "联名"
    if said.first and not said.anyone and not said.has_co_column and not said.kind and not is_joint:
        return Proposer(doubt="只写了第一提案人，没有写有没有联名的")
    kind = "联名" if is_joint else said.kind or "委员"
    if kind not in {"委员", "联名"} or (said.kind == "委员" and is_joint):
        shown = "、".join(listed.names)[:30]
        return Proposer(doubt=f"提案者类别写的是{said.kind}，提案者却是「{shown}」，对不上")
    first, *others = known
    total = listed.count or _total(said.count) or (several if several > 1 and not listed.has_more else None)
    fields: dict[str, object] = {
        "kind": kind,
        "first": first.id if first else None,
        "co": [member.id for member in others if member],
        "count": total if is_joint else None,
        "sector": said.sector,
    }
    return Proposer({k: v for k, v in fields.items() if v}, strangers=sum(member is None for member in known))


def _total(text: str) -> int | None:
    match = re.fullmatch(r"(\d{1,4})(?:人|名|位)?", plain(text))
    return int(match[1]) if match and int(match[1]) > 1 else None


def _member(name: str, body: str, registry: Registry) -> Member | None:
    wanted = body or registry.register.site.body
    found = [
        member
        for member in registry.register.members.values()
        if member.name == name and (member.body or registry.register.site.body) == wanted
    ]
    return found[0] if len(found) == 1 else None


def _collective(listed: Names, said: Said) -> Proposer:
    # 执笔人是个人，不进集体的名称。
    name = re.sub(r"[（(](?:执笔|联系|提交|撰写|提出|代表)[^）)]*[）)]$", "", listed.names[0])
    if len(listed.names) > 1 or listed.has_more:
        return Proposer(doubt=f"有几个提案单位：「{'、'.join(listed.names)[:40]}」")
    kind = kind_of(name)
    label = kind.label if kind and kind.is_collective else ""
    if said.kind and label and said.kind != label:
        return Proposer(doubt=f"提案者类别写的是{said.kind}，「{name}」却像是{label}")
    if not label and (not said.kind or not ProposerKind.of(said.kind).is_collective):
        return Proposer(doubt=f"认不准是哪一类提案者：「{name[:30]}」")
    fields: dict[str, object] = {"kind": label or said.kind, "name": name}
    return Proposer(fields | ({"sector": said.sector} if said.sector else {}))
