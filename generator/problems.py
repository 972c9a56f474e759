"""问题：错在哪里，为什么，怎样改。"""

from enum import StrEnum

import msgspec

MOST_PROBLEMS = 1000
"""一个文件最多列出多少个问题；乱码文件不该刷出几十万行。"""


class Severity(StrEnum):
    """问题的轻重：错误挡住发布，警告只提醒。"""

    ERROR = "error"
    WARNING = "warning"


class Mark(msgspec.Struct, frozen=True, order=True):
    """文件里的一处。

    Attributes:
        path: 相对项目根目录的路径，用「/」分隔。
        line: 行号，从 1 起；0 指整个文件。
        column: 列号，从 1 起，按字符计；0 指整行。
        excerpt: 该行原文，没有可示的为空。
    """

    path: str
    line: int = 0
    column: int = 0
    excerpt: str = ""


class Problem(msgspec.Struct, frozen=True):
    """一条问题。

    Attributes:
        rule: 规则名，英文短语，用「-」连接；编辑可凭它查文档。
        mark: 出在哪里。
        message: 错在哪里，一句中文。
        cure: 怎样改，一句中文。
        severity: 轻重。
    """

    rule: str
    mark: Mark
    message: str
    cure: str = ""
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        """这条问题是否挡住发布。"""
        return self.severity is Severity.ERROR


class ProblemsError(Exception):
    """带着一次运行的全部问题上抛：能收集的都已收集。"""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(problems)} 个问题")
        self.problems = problems


def in_order(problems: list[Problem]) -> tuple[Problem, ...]:
    """按文件、行、列、规则排好并去重，使同样的输入总得同样的清单。"""
    return tuple(sorted(set(problems), key=lambda problem: (problem.mark, problem.rule, problem.message)))
