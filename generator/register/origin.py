"""一条记录的出处。"""

import msgspec


class Origin(msgspec.Struct, frozen=True):
    """记录出自哪里。

    Attributes:
        path: 相对项目根目录的路径，用「/」分隔。
        index: 文件里的第几条，从 0 起；CSV 里是第几个数据行。
    """

    path: str
    index: int
