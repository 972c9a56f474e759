"""一件产物：写到哪里，写什么。"""

import msgspec


class Artifact(msgspec.Struct, frozen=True):
    """站点里的一个文件。

    Attributes:
        path: 相对站点根目录的路径，用「/」分隔。
        content: 文件的全部字节。
        fresh: 其中要查漏没漏的字节；不给就是全部。其余的与上次写出的一样，或在别的产物里，已经查过；
            编成比特的没有照字面找得到的话。
    """

    path: str
    content: bytes
    fresh: bytes | None = None
