"""写数据文件：先写在旁边再换上；写到一半断电，原来的文件还在。"""

import os
from pathlib import Path


def replace(path: Path, text: str) -> None:
    """把一个已有的文件换成新的文字；换行照原样，权限照旧。"""
    beside = path.with_name(f".{path.name}.shai")
    beside.write_bytes(text.encode())
    beside.chmod(path.stat().st_mode)
    beside.replace(path)


def create(path: Path, text: str) -> None:
    """写一个新文件；已经有的不动。

    Raises:
        FileExistsError: 已经有了。
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    with os.fdopen(descriptor, "wb") as file:
        file.write(text.encode())
