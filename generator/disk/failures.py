"""磁盘不听使唤时：满了、只读、没有权限，都说成一条问题，不出错栈。"""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from generator.problems import Mark, Problem, ProblemsError

FULL = "腾出空间后重来；没有写完的会自动补上。"
DENIED = "换一个可以写的目录，或改好它的权限后重来。"
IN_THE_WAY = "把挡路的文件移开，或换一个目录。"

REASONS = {
    errno.ENOSPC: ("磁盘满了", FULL),
    getattr(errno, "EDQUOT", errno.ENOSPC): ("磁盘满了，或超出了配额", FULL),
    errno.EFBIG: ("文件超过了系统允许的大小", FULL),
    errno.EROFS: ("磁盘是只读的", DENIED),
    errno.EACCES: ("没有权限", DENIED),
    errno.EPERM: ("系统不允许", DENIED),
    errno.EEXIST: ("应当是目录的地方有一个文件", IN_THE_WAY),
    errno.ENOTDIR: ("应当是目录的地方有一个文件", IN_THE_WAY),
    errno.ELOOP: ("符号链接绕成了圈，或出现在不该有的地方", IN_THE_WAY),
    errno.ENAMETOOLONG: ("路径太长", "换一个短些的目录。"),
    errno.EIO: ("磁盘读写出错", "检查磁盘后重来。"),
}
"""系统的错误号 → 说法与改法；不在其中的是我们的错，照原样上抛。"""


@contextmanager
def explained(place: Path) -> Iterator[None]:
    """里面的读写出了磁盘的错，就换成一条问题。

    Args:
        place: 系统没有说是哪个文件时，写成这里。

    Raises:
        ProblemsError: 磁盘满、只读、没有权限之类。
    """
    try:
        yield
    except OSError as error:
        if error.errno not in REASONS:
            raise
        reason, cure = REASONS[error.errno]
        mark = Mark(str(error.filename or place))
        raise ProblemsError((Problem("disk", mark, f"读写不成：{reason}", cure),)) from error
