"""装箱：东西写成 msgpack，好记着、好在进程之间递、好比较；日期等写作文字，读回时再认。"""

from typing import Any

import msgspec


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
    return kind(value)
