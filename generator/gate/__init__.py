"""门：登记簿 → 一次发布。只有这个房间同时认得登记间与展示间。

decisions 决定哪些公开、公开到什么程度；shapes 把决定公开的逐个字段填进公开的类型。
没有在 shapes 里写出来的字段，就出不去。
"""

from generator.gate.publish import publish

__all__ = ["publish"]
