"""预告：合并以后，公开的内容比现在多了什么、改了什么、少了什么。只给编辑看，不进网站。"""

from generator.changes.report import Report
from generator.changes.sides import DEFAULT_REFERENCES, before_of
from generator.changes.writing import WRITERS

__all__ = ["DEFAULT_REFERENCES", "WRITERS", "Report", "before_of"]
