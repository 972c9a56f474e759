"""个人信息：在一段文字里找到它，说清是什么、在哪里，怎样遮去。只有 files 一篇知道文件。"""

from generator.register.personal.find import find
from generator.register.personal.found import Found, bare, same

__all__ = ["Found", "bare", "find", "same"]
