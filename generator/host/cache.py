"""宿主渲染结果的存取：输入的指纹相同才用，文件坏了就当没有。"""

import hashlib
from pathlib import Path

import msgspec

from generator.frame import Host


class _Cached(msgspec.Struct, frozen=True):
    digest: str
    host: Host


def load_host(cache: Path, digest: str) -> Host | None:
    """取上次的结果；没有、坏了、输入变了都是 None。"""
    try:
        checksum, _, body = cache.read_bytes().partition(b"\n")
        if hashlib.sha256(body).hexdigest().encode() != checksum:
            return None
        cached = msgspec.msgpack.decode(body, type=_Cached)
    except (OSError, msgspec.DecodeError):
        return None
    return cached.host if cached.digest == digest else None


def save_host(cache: Path, digest: str, host: Host) -> None:
    """存下这次的结果；先写旁边再换名，中断也不留半个文件。"""
    body = msgspec.msgpack.encode(_Cached(digest, host))
    cache.parent.mkdir(parents=True, exist_ok=True)
    unfinished = cache.with_name(cache.name + ".part")
    unfinished.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
    unfinished.replace(cache)
