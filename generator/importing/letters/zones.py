"""把一件来函分成几段：标题、称呼、正文、落款、落款之后。粘在一起的行先断开。"""

import re
from collections.abc import Iterator, Sequence

import msgspec

from generator.importing.letters import when, words
from generator.importing.material import Line

WHO = (
    r"(?:尊敬的)?(?:[^，。；：:！？《》〔〕\d]{1,40}?(?:等(?:\d+|[一二三四五六七八九十两几多]+)?[名位]?)?(?:政协)?(?:委员(?:们|等(?:\d+|[一二三四五六七八九十]+)?(?:人|[名位](?:委员|同志)?))?|代表|提案人|提案者)"
    rf"|[^，。；：:！？《》〔〕\d]{{0,24}}?(?:{words.PARTIES.pattern}|{words.ORGANIZATIONS.pattern})[^，。；：:！？《》〔〕\d]{{0,20}}"
    r"|[^，。；：:！？《》〔〕\d]{0,12}政协[^，。；：:！？《》〔〕\d]{2,16}委(?:办公室)?"
    r"|[^，。；：:！？《》〔〕\d]{2,30}?(?:委员会|专委会|提案委|界别?|界别活动组|小组|联组|联络组|活动组|委员组|工委)"
    r"|[^，。；：:！？《》〔〕\d]{2,30}?(?:局|委|办公室|办|厅|院|政府|中心|街道|镇|乡|公司))"
)
SALUTATION = re.compile(
    rf"({WHO})(?:[（(][^）)]{{1,20}}[）)])?(?:[,，]?(?:您好|你好|你们好|您们好)[!！。]?[:：]?|[:：])"
)
GREETING = re.compile(r"(?:[您你](?:们)?好|收悉)")
OPENING = re.compile(
    r"(?:[您你贵](?:们|委|会|单位|党派|组|界别|小组|支部|办)?.{0,60}?(?:提出|提交|提的|反映|撰写|联名)|收悉|(?:来函|提案|建议).{0,20}(?:已?收到|已收阅)"
    r"|(?:答复|函复|回复|意见|办理情况|情况).{0,6}如下)"
)
SECOND = re.compile(r"[您你贵]|收悉|收到|(?:会办|协办)意见.{0,6}如下|(?:答复|函复|回复)(?:意见)?如下")
CONTACT = re.compile(
    r"[（(【]?(?:(?:具体|业务|办理|工作|答复)?(?:联系|经办|承办|办理)(?:人员?|电话|方式|单位及电话|人及(?:联系)?(?:电话|方式)|人电话|人姓名|科室|地址|处室)"
    r"|(?:联系|办公|咨询|固定)?电话(?:号码)?|手机(?:号码?)?|传真|邮(?:政)?编码?|(?:电子)?邮箱|通[讯信]地址|(?:单位|办公)地址|(?:分管|主管|承办|责任|签发|审签)?领导(?:署名|签名|签字)?|(?:分管|主管|承办)?负责人|审核人?|核稿人?|拟稿人?|签发人?)\s*[:：]"
)
GLUED_COPY = re.compile("(?<=日)(?=(?:抄送|抄报|主送|印发)[:：])")
FRAGMENT = re.compile("[\u4e00-\u9fff]{3,14}")
GLUED_CONTACT = re.compile(rf"(?<=[。日！；）)])(?={CONTACT.pattern})")
SIGNED = re.compile(
    rf"^(?P<unit>[^。！？；：，、0-9]{{4,40}}?)(?P<chop>（(?:盖章|公章|章)）)?(?P<date>{when.LIKE.pattern})(?P<rest>（.{{0,12}}）)?$"
)
CLOSED = re.compile(
    rf"^(?P<body>.*[。！；？”）])(?P<signed>[^。！？；：，、0-9]{{4,40}}?{when.LIKE.pattern})(?P<rest>.*)$"
)
DATE_ONLY = re.compile(rf"^(?:(?:答复)?(?:日期|时间)[:：])?(?P<date>{when.LIKE.pattern})(?:（.{{0,10}}）)?$")
LONGEST_HEADING = 80
MOST_HEADING = 60


class Zones(msgspec.Struct, frozen=True):
    """分好的一件来函。

    Attributes:
        heading: 称呼以前的各行。
        salutation: 称呼一行；没有为 None。
        addressee: 称呼里的人或单位；没有为空。
        body: 正文各行，称呼与落款不在内。
        signers: 落款里像机关名称的各行。
        dated: 落款日期所在的行；没有为 None。
        date: 落款日期的原文；没有为空。
        tail: 落款之后的各行。
        openings: 像是正文开头的有几处；一处以上说明粘着几件。
    """

    heading: tuple[Line, ...]
    salutation: Line | None
    addressee: str
    body: tuple[Line, ...]
    signers: tuple[Line, ...]
    dated: Line | None
    date: str
    tail: tuple[Line, ...]
    openings: int


def zones_of(lines: Sequence[Line]) -> Zones:
    """分段；找不到称呼与开头时，全部算标题，正文为空。"""
    lines = [piece for line in lines for piece in _unglued(line)]
    start, salutation, addressee = _start(lines)
    heading = [line for line in lines[:start] if addressee.count("、") == 0 or not _greets(line, addressee)]
    rest = lines[start + (1 if salutation else 0) :]
    signed = _signature(rest)
    openings = sum("收悉" in line.text and bool(re.search("[您你贵]", line.text)) for line in rest)
    return Zones(
        tuple(heading),
        salutation,
        addressee,
        tuple(rest[: signed.end]),
        signed.signers,
        signed.dated,
        signed.date,
        tuple(rest[signed.after :]),
        openings,
    )


def _unglued(line: Line) -> Iterator[Line]:
    """断开粘在一起的：标题与称呼、称呼与正文、正文与落款、落款与联系人。"""
    for piece in _contacts_apart(line.text):
        for part in _greeting_apart(piece):
            for whole in _signature_apart(part):
                if whole.strip():
                    yield Line(line.number, whole.strip())


def _contacts_apart(text: str) -> list[str]:
    return [piece for part in GLUED_CONTACT.split(text) for piece in GLUED_COPY.split(part)]


def _greeting_apart(text: str) -> list[str]:
    """「……的答复张三委员：您提出的……」断成三截；称呼后面不是对人说话的不动。"""
    match = re.search(rf"(?P<who>{SALUTATION.pattern})(?=.{{0,80}}(?:[您你贵]|收悉))", text)
    if match is None or match.end() == len(text):
        return [text]
    before = text[: match.start()]
    if before and not re.search(r"(?:答复|复函|函|意见|回复|号|[)）A-D公开])$", before):
        glued = re.match(
            r"^(.*?(?:的?(?:答复|复函|函复|回复|答复函|复函的函|会办意见|答复意见)))(.{2,40}[:：])$",
            before + match["who"],
        )
        if glued is None:
            return [text]
        return [glued[1], glued[2], text[match.end() :]]
    return [before, match["who"], text[match.end() :]]


def _signature_apart(text: str) -> list[str]:
    match = CLOSED.match(text)
    if match is None:
        return [text]
    signed = SIGNED.match(match["signed"])
    if (
        signed is None
        or not words.is_unit(signed["unit"])
        or (match["rest"] and not CONTACT.match(match["rest"]) and len(match["rest"]) > 30)
    ):
        return [text]
    return [match["body"], match["signed"], match["rest"]]


def _start(lines: Sequence[Line]) -> tuple[int, Line | None, str]:
    """正文从哪里起：（称呼或开头在第几行，称呼，收件人）。"""
    for index, line in enumerate(lines[:MOST_HEADING]):
        match = SALUTATION.fullmatch(line.text)
        following = " ".join(later.text for later in lines[index + 1 : index + 3])[:200]
        if match and not CONTACT.match(line.text) and SECOND.search(following):
            return _salutations(lines, index)
    for index, line in enumerate(lines[:MOST_HEADING]):
        if OPENING.search(line.text[:120]) and re.search("[您你贵]|收悉", line.text[:160]):
            return index, None, ""
    return len(lines), None, ""


def _greets(line: Line, addressee: str) -> bool:
    """标题区里的一行其实是称呼。"""
    match = SALUTATION.fullmatch(line.text)
    return match is not None and match[1].removeprefix("尊敬的") in addressee


def _salutations(lines: Sequence[Line], index: int) -> tuple[int, Line, str]:
    """称呼：几个收件人一人一行的，合成一个。"""
    first = last = index
    while last + 1 < len(lines) and SALUTATION.fullmatch(lines[last + 1].text):
        last += 1
    if last == first:
        match = SALUTATION.fullmatch(lines[index].text)
        return index, lines[index], match[1].removeprefix("尊敬的") if match else ""
    everyone = [match[1] for line in lines[first : last + 1] if (match := SALUTATION.fullmatch(line.text))]
    return last, lines[last], "、".join(name.removeprefix("尊敬的") for name in everyone)


class _Signed(msgspec.Struct, frozen=True):
    """落款：正文到第几行止，落款之后从第几行起，日期所在行与原文，单位各行。"""

    end: int
    after: int
    dated: Line | None
    date: str
    signers: tuple[Line, ...]


def _signature(lines: Sequence[Line]) -> _Signed:
    """找落款：单位与日期相邻的才算。"""
    for index, line in enumerate(lines):
        if match := SIGNED.match(line.text):
            if words.is_unit(match["unit"]):
                above = _units_above(lines, index)
                signers = _whole((*above, Line(line.number, match["unit"])))
                return _Signed(index - len(above), index + 1, line, match["date"], signers)
        elif match := DATE_ONLY.match(line.text):
            above = _units_above(lines, index)
            if above:
                return _Signed(index - len(above), index + 1, line, match["date"], _whole(above))
            if index + 1 < len(lines) and words.is_unit(lines[index + 1].text):
                return _Signed(index, index + 2, line, match["date"], (lines[index + 1],))
    return _unsigned(lines)


def _unsigned(lines: Sequence[Line]) -> _Signed:
    """没有成对的落款：末尾单有日期或单有单位的。"""
    last = next((i for i in range(len(lines) - 1, -1, -1) if not CONTACT.match(lines[i].text)), -1)
    for index in range(max(0, last - 8), last + 1):
        if match := DATE_ONLY.match(lines[index].text):
            return _Signed(index, index + 1, lines[index], match["date"], ())
        if words.is_unit(lines[index].text):
            return _Signed(index, index + 1, None, "", (lines[index],))
    return _Signed(len(lines), len(lines), None, "", ())


def _units_above(lines: Sequence[Line], index: int) -> list[Line]:
    """日期上面相连的机关名称。"""
    found: list[Line] = []
    while (
        index > 0
        and len(found) < 6
        and words.is_unit(re.sub("（(?:盖章|公章|章)）$", "", lines[index - 1].text))
    ):
        index -= 1
        found.insert(0, Line(lines[index].number, re.sub("（(?:盖章|公章|章)）$", "", lines[index].text)))
    return _rejoined(lines, index, found)


def _rejoined(lines: Sequence[Line], index: int, found: list[Line]) -> list[Line]:
    """「某区住房和」「城乡建设局」折成两行的，接上；别的几行照旧。"""
    above = lines[index - 1].text if index else ""
    joins = found and FRAGMENT.fullmatch(above) and (above[-1] in "和与及" or found[0].text[0] in "和与及")
    if not joins or not words.is_unit(above + found[0].text):
        return found
    # 两行算一个单位：前面的一行占着位置，不留在正文里。
    return [Line(lines[index - 1].number, above + found[0].text), *found]


def _whole(units: Sequence[Line]) -> tuple[Line, ...]:
    """落款的各单位；接上的那一行已经含着下一行。"""
    return tuple(
        line for place, line in enumerate(units) if not place or not units[place - 1].text.endswith(line.text)
    )
