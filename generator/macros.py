"""编辑在 content/ 页面里能用的宏：只写下「此处要什么」的槽，数据由构建时填。

宏不碰数据，所以改一件提案不必重跑 MkDocs；正文里也就没有可执行的模板。
"""

import base64
import binascii
import inspect
import re
from collections.abc import Callable
from functools import wraps
from typing import Any

import msgspec

from generator.terms import RecordKind

LARGEST_COUNT = 200
"""一个清单最多列多少条：再多应当链接到完整的列表页。"""


class MacroCall(msgspec.Struct, frozen=True):
    """页面里的一次宏调用。

    Attributes:
        name: 宏名。
        arguments: 全部参数，缺省值已补上；记录种类一律是英文代号。
        page: 页面相对 content/ 的路径。
        line: 行号，从 1 起；0 是不知道。
    """

    name: str
    arguments: dict[str, str | int]
    page: str = ""
    line: int = 0


def latest_replies(count: int = 5) -> MacroCall:
    """最新的几件答复，按答复日期从新到旧。"""
    return MacroCall("latest_replies", {"count": _listable(count)})


def latest(kind: str, count: int = 5) -> MacroCall:
    """某一种记录中最新的几件。"""
    return MacroCall("latest", {"kind": _kind(kind), "count": _listable(count)})


def count(kind: str, unit: str = "", topic: str = "", session: str = "", body: str = "") -> MacroCall:
    """符合条件的公开记录有多少件，写在句子里。"""
    return MacroCall("count", {"kind": _kind(kind), **_conditions(unit, topic, session, body)})


def records(  # noqa: PLR0913, PLR0917 - 每个条件一个具名参数，编辑写错时能指出是哪一个
    kind: str, unit: str = "", topic: str = "", session: str = "", body: str = "", count: int = 20
) -> MacroCall:
    """符合条件的公开记录的清单，从新到旧。"""
    conditions = _conditions(unit, topic, session, body)
    return MacroCall("records", {"kind": _kind(kind), **conditions, "count": _listable(count)})


def record(id: str) -> MacroCall:  # noqa: A002 - 编辑面对的名字就是编号
    """一件记录的卡片。"""
    if not re.fullmatch(r"[0-9a-z]+(-[0-9a-z]+)*", id):
        raise ValueError(f"编号「{id}」不合写法：只用小写字母、数字和中间的「-」")
    return MacroCall("record", {"id": id})


def promises(count: int = 5) -> MacroCall:
    """最要紧的几项承诺：逾期最久的在前，其次快到期的。"""
    return MacroCall("promises", {"count": _listable(count)})


def chart(name: str) -> MacroCall:
    """一张图，连同它的数字表与来源。"""
    return MacroCall("chart", {"name": name})


def figures(group: str = "") -> MacroCall:
    """一组公布的数字；不写组名是首页的那一组。"""
    return MacroCall("figures", {"group": group})


def formulas() -> MacroCall:
    """每个比率的算法、眼下的分子分母与没有计入的。"""
    return MacroCall("formulas", {})


def glossary() -> MacroCall:
    """由词汇表生成的名词解释。"""
    return MacroCall("glossary", {})


def feeds() -> MacroCall:
    """全部订阅的清单。"""
    return MacroCall("feeds", {})


def as_of() -> MacroCall:
    """数据截至的日期，写在句子里。"""
    return MacroCall("as_of", {})


Macro = Callable[..., MacroCall]

MACROS: dict[str, Macro] = {
    macro.__name__: macro
    for macro in (
        latest_replies,
        latest,
        count,
        records,
        record,
        promises,
        chart,
        figures,
        formulas,
        glossary,
        feeds,
        as_of,
    )
}
INLINE_MACROS = frozenset({"count", "as_of"})
"""写在句子里的宏；其余都占一整块，要独占一行。"""

_SLOT = re.compile(r'<(?P<tag>div|span) data-slot="(?P<token>[\w=-]+)"></(?P=tag)>')
_TRACE = re.compile(r"data-slot=(?:\"|&quot;|&#34;)(?P<token>[\w=-]+)")


def write_slot(call: MacroCall) -> str:
    """一次调用在页面里的占位标记。参数编成 base64，Markdown 与转义都动不了它。"""
    tag = "span" if call.name in INLINE_MACROS else "div"
    token = base64.urlsafe_b64encode(msgspec.json.encode(call)).decode("ascii")
    return f'<{tag} data-slot="{token}"></{tag}>'


def split_slots(html: str) -> tuple[tuple[str, ...], tuple[MacroCall, ...]]:
    """在槽的地方切开网页；片数总比槽数多一。

    Raises:
        ValueError: 有槽被当成普通文字显示了（写进了代码），说明里带宏名。
    """
    pieces, calls, position = [], [], 0
    for found in _SLOT.finditer(html):
        pieces.append(html[position : found.start()])
        calls.append(_read_token(found["token"]))
        position = found.end()
    pieces.append(html[position:])
    if stray := [_read_token(token) for piece in pieces for token in _TRACE.findall(piece)]:
        raise ValueError(f"宏 {stray[0].name} 写在了代码里，不会被执行")
    return tuple(pieces), tuple(calls)


def define_env(env: Any) -> None:
    """向 MkDocs 的宏插件登记全部宏。"""
    for name, macro in MACROS.items():
        env.macro(_as_slot(macro, env), name)


def _as_slot(macro: Macro, env: Any) -> Callable[..., str]:
    @wraps(macro)
    def slot(*arguments: str | int, **named: str | int) -> str:
        call = macro(*arguments, **named)
        return write_slot(msgspec.structs.replace(call, page=env.page.file.src_uri))

    # 宏插件按签名列出宏的说明，不能让它顺着包装找到返回 MacroCall 的原函数。
    slot.__signature__ = inspect.signature(macro).replace(return_annotation=str)  # type: ignore[attr-defined]
    return slot


def _read_token(token: str) -> MacroCall:
    try:
        return msgspec.json.decode(base64.urlsafe_b64decode(token), type=MacroCall)
    except (binascii.Error, ValueError) as error:
        raise ValueError(f"槽的内容读不懂：{token[:40]}") from error


def _kind(word: str) -> str:
    return RecordKind.of(word).value


def _conditions(unit: str, topic: str, session: str, body: str) -> dict[str, str | int]:
    return {"unit": unit, "topic": topic, "session": session, "body": body}


def _listable(count: int) -> int:
    if not 1 <= count <= LARGEST_COUNT:
        raise ValueError(f"条数要在 1 到 {LARGEST_COUNT} 之间，写的是 {count}")
    return count
