"""没有一处不寻常的 YAML 文本 → 只含文字的值，一遍读完。

文件绝大多数写得没错：逐个事件读下去，随手造出值，不造节点，不记行列，也不必先找可疑的写法。
有一处不寻常（写法不通、锚点、标签、几个文档、重复的键、过深），就说不知道，由 yaml_text 从头细读、
逐处说清。读得通的，与细读所得一字不差。
"""

from collections.abc import Callable
from typing import Any

import yaml
from yaml.events import (
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from generator.register.yaml_text import MAX_DEPTH, MAX_ITEMS

BREAKS = "\n\r\x85\u2028\u2029"
BLANK = frozenset({"", "~"})

Next = Callable[[], Any]
"""取下一个事件。"""


class UnusualError(Exception):
    """有一处不寻常，要细读。"""


def plain_value(text: str) -> Any:
    """读成值：文字、列表、映射；没有内容的字段略去。

    Raises:
        UnusualError: 有一处不寻常。
    """
    # 数得宽些：真的超了没有，细读时说。
    if sum(map(text.count, BREAKS)) + text.count(",") >= MAX_ITEMS:
        raise UnusualError
    try:
        following: Next = yaml.CBaseLoader(text).get_event
        following()
        if type(following()) is not DocumentStartEvent:
            raise UnusualError
        value = _value(following(), following, 1)
        if type(following()) is not DocumentEndEvent or type(following()) is not StreamEndEvent:
            raise UnusualError
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        raise UnusualError from error
    return value


def _value(event: Any, following: Next, depth: int) -> Any:
    kind = type(event)
    if kind is ScalarEvent:
        return _text(event)
    if depth > MAX_DEPTH or event.anchor or event.tag:
        raise UnusualError
    if kind is SequenceStartEvent:
        items = []
        while type(item := following()) is not SequenceEndEvent:
            items.append(_value(item, following, depth + 1))
        return items
    if kind is not MappingStartEvent:
        raise UnusualError
    return _fields(following, depth + 1)


def _fields(following: Next, depth: int) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    blank: set[str] = set()
    while type(key := following()) is not MappingEndEvent:
        if type(key) is not ScalarEvent:
            raise UnusualError
        name, event = _text(key), following()
        if name in fields or name in blank:
            raise UnusualError
        if type(event) is ScalarEvent and event.value in BLANK and not event.style:
            blank.add(name)
            _text(event)
        else:
            fields[name] = _value(event, following, depth)
    return fields


def _text(event: Any) -> str:
    if event.anchor or event.tag:
        raise UnusualError
    text: str = event.value
    return text
