"""门：登记簿 → 一次发布。只有这个房间同时认得登记间与展示间。

decisions 决定哪些公开、公开到什么程度；handled、activities、parts 把决定公开的逐个字段填进公开的类型，
没有在那里写出来的字段，就出不去；sealed 记下没有公开的字句，供写出之前在全部产物里再找一遍。
"""

from generator.gate.publish import publish
from generator.gate.sealed import LeakScanner, Sealed, sealed_texts

__all__ = ["LeakScanner", "Sealed", "publish", "sealed_texts"]
