"""门卫：归拢整个档案的产物写出之前，找一遍没有公开的字句。

一条记录里没有公开的话，别的记录里也许公开着（套话多半如此），那就不算泄漏；要弄清这一点得看全部
公开的文字，所以只在真的找到什么的时候才看一遍。
"""

from collections.abc import Callable, Iterable

from generator.gate.sealed import LeakScanner, Sealed, occurring
from generator.problems import Problem
from generator.site import leak


class Guard:
    """拿着没有公开的字句，逐件查产物。

    Args:
        sealed: 没有公开的字句。
        innocent: 软件自己的字，不算泄漏。
        public: 取全部公开的文字，一块一块。
    """

    def __init__(
        self, sealed: Iterable[Sealed], innocent: bytes, public: Callable[[], Iterable[bytes]]
    ) -> None:
        self._scanner = LeakScanner(sealed, innocent)
        self._public = public
        self._is_excused = False

    def leaks(self, path: str, content: bytes) -> list[Problem]:
        """一件产物与它的路径里没有公开的字句，各一条问题。"""
        searched = path.encode() + b"\n" + content
        found = self._scanner.leaks(searched)
        if found and not self._is_excused:
            self.excuse()
            found = self._scanner.leaks(searched)
        return [leak(path, item) for item in found]

    def excuse(self) -> None:
        """看一遍全部公开的文字，在那里公开着的不再找。"""
        texts = [item.text for item in self._scanner.sealed]
        shown = occurring(texts, self._public())
        self._scanner = LeakScanner(item for item in self._scanner.sealed if item.text not in shown)
        self._is_excused = True
