"""正文的规则：CommonMark，不含原始 HTML，链接只用允许的协议，不嵌图片。"""

from collections.abc import Iterator
from functools import cache
from itertools import islice
from typing import Any, get_args

import pyromark
from pydantic import BaseModel

from generator.register.model.fields import Text, holds_part
from generator.register.register import Register
from generator.register.rules.finding import Finding, Steps
from generator.terms import LINK_SCHEMES, RecordKind

TEXT_VALIDATOR = get_args(Text)[1]
MOST_OFFENCES = 20
"""一段正文里最多说几处；整段贴了网页源码时，再多说也没有用。"""

MARKUP = ("<", "](", "]:", "![")


@cache
def text_fields(model: type[BaseModel]) -> tuple[tuple[str, bool], ...]:
    """模型里的正文字段与要往下走的部分：（字段名，是否正文）。"""
    found = []
    for name, field in model.model_fields.items():
        if TEXT_VALIDATOR in field.metadata or _mentions(field.annotation, TEXT_VALIDATOR):
            found.append((name, True))
        elif holds_part(field.annotation):
            found.append((name, False))
    return tuple(found)


def _mentions(annotation: Any, wanted: Any) -> bool:
    return any(part is wanted or _mentions(part, wanted) for part in get_args(annotation))


def texts(part: BaseModel, steps: Steps = ()) -> Iterator[tuple[Steps, str]]:
    """一条记录里的全部正文：（路径，文字）。"""
    for name, is_text in text_fields(type(part)):
        value = getattr(part, name)
        if is_text and value is not None:
            yield (*steps, name), value
        elif isinstance(value, BaseModel):
            yield from texts(value, (*steps, name))
        elif isinstance(value, tuple):
            for index, item in enumerate(value):
                yield from texts(item, (*steps, name, index))


def text_is_plain_markdown(register: Register) -> Iterator[Finding]:
    """正文里没有原始 HTML、图片与不许用的链接。"""
    for kind in RecordKind:
        for record in register.unjudged(kind):
            for steps, text in texts(record):
                if _may_offend(text):
                    for message, cure, start in islice(_offences(text), MOST_OFFENCES):
                        offset = len(text.encode()[:start].decode())
                        yield Finding(
                            "not-plain-markdown", record.origin, steps, message, cure, offset=offset
                        )


def _may_offend(text: str) -> bool:
    """有没有标记；找一个字符比找两个快十倍，多数文字里一个也没有。"""
    has_any = "<" in text or "[" in text or "]" in text
    return has_any and any(sign in text for sign in MARKUP)


def _offences(text: str) -> Iterator[tuple[str, str, int]]:
    """正文里不许有的东西：（说明，改法，起始字节）。"""
    for event, span in pyromark.events_with_range(text, options=pyromark.Options.ENABLE_TABLES):
        if not isinstance(event, dict):
            continue
        raw = event.get("InlineHtml") or event.get("Html")
        if raw:
            shown = " ".join(str(raw).split())[:40]
            yield (
                f"正文里有 HTML「{shown}」",
                "删去标记，只留文字；尖括号本身要显示时写成 \\<。",
                span["start"],
            )
        start = event.get("Start")
        if isinstance(start, dict) and "Image" in start:
            yield "正文里嵌了图片", "改成文字说明，或链接到图片的网址。", span["start"]
        elif isinstance(start, dict) and "Link" in start and not is_allowed(str(start["Link"]["dest_url"])):
            address = str(start["Link"]["dest_url"])[:60]
            yield (
                f"链接「{address}」不能用",
                f"只能链接到 {'、'.join(LINK_SCHEMES)} 开头的完整地址。",
                span["start"],
            )


def is_allowed(address: str) -> bool:
    """链接的协议是否允许。"""
    scheme, found, _ = address.partition(":")
    return bool(found) and scheme.lower() in LINK_SCHEMES
