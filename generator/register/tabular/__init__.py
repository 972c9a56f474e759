"""记录与表格互换：一类记录一张表，里面逐条写的部分另成一张，用编号与次序连着；不丢一个字。"""

from generator.register.tabular.folding import Row, folded, unfolded
from generator.register.tabular.shape import Column, Shape, shapes_of

__all__ = ["Column", "Row", "Shape", "folded", "shapes_of", "unfolded"]
