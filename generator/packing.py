"""装箱：东西写成 msgpack，好记着、好在进程之间递、好比较；日期等写作文字，读回时再认。"""

from functools import lru_cache
from typing import Any

import msgspec

MOST_REMEMBERED = 20_000


def packed(content: object) -> bytes:
    """写成 msgpack。相同的东西写出的字节相同。"""
    return msgspec.msgpack.encode(content, enc_hook=str)


def unpacked(content: bytes, shape: Any) -> Any:
    """由 msgpack 读回。

    Args:
        content: `packed` 写的。
        shape: 读成什么类型。

    Raises:
        msgspec.ValidationError: 与类型不符。
    """
    return msgspec.msgpack.decode(content, type=shape, dec_hook=restored)


def restored(kind: type, value: Any) -> Any:
    """写作文字的日期等，读回原来的类型；给 msgspec 的 `dec_hook`。"""
    return _restored(kind, value)


# 十万条档案里上百万处日期，只有几千个日子：各有一个对象，大家共用。
@lru_cache(MOST_REMEMBERED)
def _restored(kind: type, value: str) -> Any:
    return kind(value)
