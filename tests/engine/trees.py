"""一个目录里的全部文件。"""

from pathlib import Path


def tree(folder: Path) -> dict[str, bytes]:
    """路径 → 内容。"""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }
