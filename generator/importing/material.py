"""读进来的材料：一份文书的各行；以及读不得的时候怎样说。"""

import msgspec

from generator.problems import Mark, Problem, Severity


class Line(msgspec.Struct, frozen=True):
    """文书里的一行。

    Attributes:
        number: 原文件里第几行（网页与 Word 里是第几段），从 1 起。
        text: 整理过空白的文字，不会是空的。
    """

    number: int
    text: str


class Label(msgspec.Struct, frozen=True):
    """网页上「名称：值」的一项，例如「发布日期：2023-06-06」。"""

    name: str
    value: str
    line: int


class Document(msgspec.Struct, frozen=True):
    """一份文书。

    Attributes:
        path: 给人看的路径。
        lines: 正文区域的各行。
        labels: 正文之外、成对写出的项目。
        title: 网页自己标明的标题；没有时为空。
        problems: 读的时候就发现、但不妨碍读下去的问题。
    """

    path: str
    lines: tuple[Line, ...]
    labels: tuple[Label, ...] = ()
    title: str = ""
    problems: tuple[Problem, ...] = ()

    def mark(self, line: Line | Label | None) -> Mark:
        """一行的位置；没有具体的行时指整个文件。"""
        if line is None:
            return Mark(self.path)
        if isinstance(line, Label):
            return Mark(self.path, line.line, 1, f"{line.name}：{line.value}")
        return Mark(self.path, line.number, 1, line.text)


class Draft(msgspec.Struct, frozen=True):
    """拟出的一条记录。

    Attributes:
        kind: 种类的代号，与数据手册一致。
        fields: 字段，名称与写法同数据手册；说不准的没有。
        path: 来自哪个文件。
        original: 归一之前的写法：字段 → 原文。
        to_confirm: 拟出来请编辑确认、没有写进字段的内容，例如逐条回应。
        is_existing: 已经登记过；字段是这份材料里写的，不会再写。
    """

    kind: str
    fields: dict[str, object]
    path: str
    original: dict[str, str] = {}
    to_confirm: dict[str, object] = {}
    is_existing: bool = False


class Found(msgspec.Struct, frozen=True):
    """一个文件里读出的全部：拟出的记录与问题。"""

    drafts: tuple[Draft, ...] = ()
    problems: tuple[Problem, ...] = ()


class Refused(Exception):  # noqa: N818 - 说的是材料不能收，不是程序出错
    """这份材料不能读；携带全部原因。"""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(problems[0].message)
        self.problems = problems


def refuse(rule: str, mark: Mark, message: str, cure: str) -> Refused:
    """只有一条原因的拒绝。"""
    return Refused((Problem(rule, mark, message, cure),))


def to_confirm(rule: str, mark: Mark, message: str, cure: str) -> Problem:
    """一条「待确认」：留了空，说明见到了什么。"""
    return Problem(rule, mark, f"待确认：{message}", cure, Severity.WARNING)
