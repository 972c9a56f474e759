"""字段的类型：词、日期、编号、引用、正文——读入即检查，错了说中文。"""

import re
import unicodedata
from enum import Enum
from typing import Annotated, Any, Literal, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, PlainValidator, PrivateAttr
from pydantic_core import PydanticCustomError

from generator.dates import PartialDate
from generator.document_number import normalized
from generator.lazily import lazy_pattern
from generator.register.origin import Origin
from generator.terms import LINK_SCHEMES, RecordKind, Term, UnknownWordError, nearest

IDENTIFIER = lazy_pattern(r"[0-9a-z]+(?:-[0-9a-z]+)*")
NUMBER = lazy_pattern(r"[0-9]{1,12}(?:\.[0-9]{1,6})?")
LIST_SEPARATORS = lazy_pattern(r"[;；|]")
HIDDEN = lazy_pattern(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
    "\ud800-\udfff\U000e0000-\U000e007f]"
)
"""看不见、却能改变文字意思或次序的字符：控制字符、零宽字符、方向控制符、标签字符。"""


class Shown(Enum):
    """一处引用，把对方的多少写进这一边的网页：写得越少，两条记录越不必放在一起检查、决定、成页。"""

    WHOLE = "整条"
    """对方的内容写进这一边，或者公开不公开要看对方。"""
    ROW = "一行"
    """两边的网页互相登着对方的一行。"""
    TITLE = "题目"
    """只登对方的题目与链接。"""


class Reference:
    """标注：这个字段写的是某一类记录的编号，登记后要查得到；没有种类的，写「种类/编号」。

    Attributes:
        kind: 种类。
        shown: 把对方的多少写进这一边的网页。
    """

    def __init__(self, kind: RecordKind | None = None, shown: Shown = Shown.WHOLE) -> None:
        self.kind = kind
        self.shown = shown


class Part(BaseModel):
    """记录里的一部分：不可变，不认识的字段一律拒绝。"""

    # 用到哪一类才编译哪一类的核对：几十类都编译，每次启动要多等七十毫秒。
    model_config = ConfigDict(frozen=True, extra="forbid", arbitrary_types_allowed=True, defer_build=True)


def _refuse(rule: str, message: str, cure: str) -> PydanticCustomError:
    """一个带规则名与改法的错误；文字里的花括号原样保留。"""
    return PydanticCustomError("shai", "{message}", {"rule": rule, "message": message, "cure": cure})


def _plain(value: Any) -> str:
    """一段文字；不是文字（写成了列表或子项）时拒绝。"""
    if not isinstance(value, str):
        raise _refuse("not-text", "这里应当是一段文字", "去掉列表的「-」或子项，只写一段文字。")
    # 看得见的字里没有它们；换行看不见，却不算。多半一看便知，不必逐字去找。
    if not value.replace("\n", "").isprintable() and (found := HIDDEN.search(value)):
        raise _refuse(
            "invisible-character",
            f"含看不见的控制字符 U+{ord(found[0]):04X}",
            "删去它；从网页或 PDF 复制来的文字常带这种字符。",
        )
    return value


def _line(value: Any) -> str:
    text = " ".join(_plain(value).split())
    if not text:
        raise _refuse("empty", "没有内容", "填上内容，或整行删去。")
    return text


def _body_text(value: Any) -> str:
    text = _plain(value).strip("\n")
    if not text.strip():
        raise _refuse("empty", "没有内容", "填上内容，或整行删去。")
    return text


def _identifier(value: Any) -> str:
    # 先看合不合规矩：合的就没有看不见的字符，不必再找。
    if isinstance(value, str) and len(value) <= 80 and IDENTIFIER.fullmatch(value):
        return value
    text = _plain(value)
    if not IDENTIFIER.fullmatch(text):
        folded = re.sub(r"[^0-9a-z]+", "-", unicodedata.normalize("NFKC", text).lower()).strip("-")
        hint = f"可以写成 {folded}。" if folded else ""
        raise _refuse(
            "bad-id", f"「{text}」里有编号不能用的字符", f"只用小写字母、数字，中间用「-」连接。{hint}"
        )
    if len(text) > 80:
        raise _refuse("bad-id", "超过 80 个字符", "改短些，例如 14-2-0123。")
    return text


def _words(value: Any) -> Any:
    """表格单元格里的「甲；乙」是列表；YAML 里单写一个词，就是只有一项的列表。"""
    if isinstance(value, str):
        return [part.strip() for part in LIST_SEPARATORS.split(value) if part.strip()]
    if not isinstance(value, list):
        raise _refuse("not-a-list", "这里应当是列表", "写成 [甲, 乙]，或每项一行、行首用「- 」。")
    return value


def _date(value: Any) -> PartialDate:
    try:
        return PartialDate.parse(_plain(value))
    except ValueError as error:
        raise _refuse(
            "bad-date", str(error), "写成 2023-05-26；只知道月份写 2023-05，只知道年份写 2023。"
        ) from None


def _count(value: Any) -> int:
    text = unicodedata.normalize("NFKC", _plain(value)).replace(",", "")
    if not text.isascii() or not text.isdigit():
        raise _refuse("bad-number", f"「{value}」不是整数", "只写数字；「余」「近」「约」等限定词另有字段。")
    if len(text) > 12:
        raise _refuse("bad-number", f"「{value}」大得不像件数或人数", "检查是否把两个数连在了一起。")
    return int(text)


def _number(value: Any) -> str:
    """一个数，仍是文字：小数点后的零不能丢。"""
    text = unicodedata.normalize("NFKC", _plain(value)).replace(",", "").strip()
    if not NUMBER.fullmatch(text):
        raise _refuse(
            "bad-number", f"「{value}」不是一个数", "只写阿拉伯数字，可以有小数点；限定词与单位另有字段。"
        )
    return text


def _yes_or_no(value: Any) -> bool:
    text = _plain(value).strip().lower()
    if text in {"是", "true", "yes"}:
        return True
    if text in {"否", "false", "no"}:
        return False
    raise _refuse("bad-yes-no", f"「{value}」既不是「是」也不是「否」", "写「是」或「否」。")


def _address(value: Any) -> str:
    text = _plain(value).strip()
    scheme, found, rest = text.partition(":")
    if (
        not found
        or scheme.lower() not in LINK_SCHEMES
        or not rest.strip("/")
        or re.search(r"[\s<>\"\\]", text)
    ):
        raise _refuse(
            "bad-link",
            f"「{text[:60]}」不是可用的网址",
            "写完整的网址，以 https:// 或 http:// 开头，中间没有空格。",
        )
    return text


def one_of(term: type[Term]) -> PlainValidator:
    """取自词汇表的字段：不在表里的词被拒绝，并给出最像的词。"""

    def read(value: Any) -> Term:
        # 正好是表里的写法，就没有看不见的字符，不必再找。
        if isinstance(value, str) and (known := term.written(value)) is not None:
            return known
        try:
            return term.of(_plain(value).strip())
        except UnknownWordError as error:
            cure = f"是否想写「{error.suggestion}」？" if error.suggestion else ""
            raise _refuse(
                "unknown-word",
                f"「{error.word}」不在词汇表里",
                f"{cure}可用的词：{'、'.join(error.allowed)}。",
            ) from None

    return PlainValidator(read, json_schema_input_type=Literal[term.words()])


def _record_link(value: Any) -> str:
    """「种类/编号」：种类写代号或中文都认，记成代号。"""
    word, slash, identifier = _plain(value).strip().partition("/")
    kinds = {name: kind for kind in RecordKind for name in (kind.value, kind.label, *kind.aliases)}
    if not slash or word.strip() not in kinds:
        similar = nearest(word.strip(), kinds)
        hint = f"是否想写「{similar}/…」？" if similar else ""
        raise _refuse(
            "bad-record-link",
            f"「{value}」看不出是哪一类的哪一条记录",
            f"{hint}写成「种类/编号」，例如 提案/14-2-0123 或 proposal/14-2-0123。",
        )
    return f"{kinds[word.strip()].value}/{_identifier(identifier.strip())}"


def _document_number(value: Any) -> str:
    """文号：括号归一成〔〕。"""
    return normalized(_line(value))


Line = Annotated[str, PlainValidator(_line, json_schema_input_type=str)]
"""一行文字：首尾空白去掉，中间空白合一。"""
Text = Annotated[str, PlainValidator(_body_text, json_schema_input_type=str)]
"""多行正文：CommonMark，不含原始 HTML。"""
_ID = PlainValidator(_identifier, json_schema_input_type=str)
Identifier = Annotated[str, _ID]
Date = Annotated[PartialDate, PlainValidator(_date, json_schema_input_type=str)]
Count = Annotated[int, PlainValidator(_count, json_schema_input_type=int)]
Number = Annotated[str, PlainValidator(_number, json_schema_input_type=str)]
"""一个公布的数：整数或小数，原样存成文字。"""
YesNo = Annotated[bool, PlainValidator(_yes_or_no, json_schema_input_type=bool)]
Address = Annotated[str, PlainValidator(_address, json_schema_input_type=str)]
Lines = Annotated[tuple[Line, ...], BeforeValidator(_words)]


BodyId = Annotated[str, _ID, Reference(RecordKind.BODY)]
UnitId = Annotated[str, _ID, Reference(RecordKind.UNIT)]
MemberId = Annotated[str, _ID, Reference(RecordKind.MEMBER)]
SectorId = Annotated[str, _ID, Reference(RecordKind.SECTOR)]
PlatformId = Annotated[str, _ID, Reference(RecordKind.PLATFORM)]
ProposalId = Annotated[str, _ID, Reference(RecordKind.PROPOSAL)]
CitedProposalId = Annotated[str, _ID, Reference(RecordKind.PROPOSAL, Shown.TITLE)]
ListedProposalId = Annotated[str, _ID, Reference(RecordKind.PROPOSAL, Shown.ROW)]
BatchId = Annotated[str, _ID, Reference(RecordKind.BATCH)]
ConsultationId = Annotated[str, _ID, Reference(RecordKind.CONSULTATION)]
ProgrammeId = Annotated[str, _ID, Reference(RecordKind.PROGRAMME)]
DocumentId = Annotated[str, _ID, Reference(RecordKind.DOCUMENT)]
RecordLink = Annotated[
    str, PlainValidator(_record_link, json_schema_input_type=str), Reference(shown=Shown.ROW)
]
"""另一条记录，写「种类/编号」。"""
DocumentNumber = Annotated[str, PlainValidator(_document_number, json_schema_input_type=str)]

BodyIds = Annotated[tuple[BodyId, ...], BeforeValidator(_words)]
DocumentIds = Annotated[tuple[DocumentId, ...], BeforeValidator(_words)]
RecordLinks = Annotated[tuple[RecordLink, ...], BeforeValidator(_words)]
UnitIds = Annotated[tuple[UnitId, ...], BeforeValidator(_words)]
MemberIds = Annotated[tuple[MemberId, ...], BeforeValidator(_words)]
SectorIds = Annotated[tuple[SectorId, ...], BeforeValidator(_words)]
PlatformIds = Annotated[tuple[PlatformId, ...], BeforeValidator(_words)]
ProposalIds = Annotated[tuple[ProposalId, ...], BeforeValidator(_words)]
ListedProposalIds = Annotated[tuple[ListedProposalId, ...], BeforeValidator(_words)]
Identifiers = Annotated[tuple[Identifier, ...], BeforeValidator(_words)]


def _sequence(value: Any) -> Any:
    if not isinstance(value, list):
        raise _refuse("not-a-list", "这里应当是列表", "每项一行，行首用「- 」。")
    return value


SEQUENCE = BeforeValidator(_sequence)
"""放在一串子项的类型上：不是列表时说清楚。"""


NOWHERE = Origin("", 0)
"""还没有登记的记录的出处。"""


class Record(Part):
    """一条记录：有编号，知道自己出自哪个文件的第几条。"""

    _origin: Origin = PrivateAttr(default_factory=lambda: NOWHERE)  # 给现成的值，每条记录要抄一遍

    id: Identifier = Field(
        title="编号",
        description="全站同类唯一，只用小写字母、数字与「-」；网址由它决定，定了不改。",
        examples=["14-2-0123"],
    )
    memo: str | None = Field(
        None, title="内部备注", description="只给编辑看，永不公开。", json_schema_extra={"private": True}
    )

    @property
    def origin(self) -> Origin:
        """出自哪个文件的第几条。"""
        # 不写 self._origin：每问一次，都要先在字段里找一遍。
        return (self.__pydantic_private__ or {})["_origin"]  # type: ignore[no-any-return]


def holds_part(annotation: Any) -> bool:
    """注解里是否有要往下走的部分：穿过 Annotated、tuple、| None。"""
    if isinstance(annotation, type):
        return issubclass(annotation, BaseModel)
    return any(holds_part(part) for part in get_args(annotation))
