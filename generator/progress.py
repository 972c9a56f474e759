"""进度：建站到了哪个阶段，这个阶段做了多少。说给谁听（终端、CI、剖析），由各自的子类决定。"""


class Listener:
    """听进度的；这一个不作声，子类按需要覆盖。"""

    def stage(self, name: str) -> None:
        """进入一个阶段。

        Args:
            name: 阶段的中文名。
        """

    def advance(self, done: int, total: int) -> None:
        """这个阶段做到了哪里。

        Args:
            done: 已经做完的条数。
            total: 一共多少条。
        """

    def records_written(self) -> None:
        """改动牵连到的记录自己的网页都写好了；列表、统计等归拢的还没有，十万条要再等几十秒。从头建的不说。"""


SILENT = Listener()
"""不作声的。"""
