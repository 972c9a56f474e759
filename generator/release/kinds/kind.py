"""一种活动记录公开的一面：公开的类型、列表上的话、事情的说法。"""

from collections.abc import Callable
from typing import Any

import msgspec

from generator.release.model import PublicActivity
from generator.terms import RecordKind


class Kind(msgspec.Struct, frozen=True, kw_only=True):
    """一种活动记录。

    Attributes:
        kind: 种类。
        shape: 公开的类型；有说明的字段就是页面、搜索、开放数据上的字段，没有写的出不去。
        counter: 列表上件数的单位：件社情民意。
        lead: 列表页的一句话。
        happened: 记录的日期那天发生了什么：报送、印发、开展。
        sentence: 由一条记录得到一句话，写在页首、列表与摘要里；没有可说的为空。
    """

    kind: RecordKind
    shape: type[PublicActivity]
    counter: str
    lead: str
    happened: str
    sentence: Callable[[Any], str]


def joined(*parts: str) -> str:
    """几段话连成一句；都没有的为空。"""
    said = [part for part in parts if part]
    return "；".join(said) + "。" if said else ""
