"""门卫：归拢整个档案的产物写出之前，找一遍没有公开的字句。

一条记录里没有公开的话，别的记录里也许公开着（套话多半如此），那就不算泄漏；要弄清这一点得看全部
公开的文字，所以只在真的找到什么的时候才看一遍。
"""

from collections.abc import Callable, Iterable

from generator.engine.workers.crew import Crew
from generator.gate.sealed import LeakScanner, Sealed
from generator.leaks import leak
from generator.problems import Problem

FEW = 3
"""零星找到几回以后，干脆把全部公开的文字看一遍。"""

Innocent = Callable[[], bytes]
"""取软件自己的字：模板、页框、代码里本来就有的说法。"""

Public = Callable[[int, int], Iterable[bytes]]
"""取全部公开的文字里的第几份，一块一块；第二个数是一共分成几份。"""


class Guard:
    """拿着没有公开的字句，逐件查产物。

    Args:
        sealed: 没有公开的字句。
        innocent: 取软件自己的字，不算泄漏；有可疑的才取。
        public: 取公开的文字。
    """

    def __init__(self, sealed: Iterable[Sealed], innocent: Innocent, public: Public) -> None:
        self._scanner = LeakScanner(sealed)
        self._innocent: Innocent | None = innocent
        self._public = public
        self._tries = 0
        self._is_excused = False

    def leaks(self, path: str, content: bytes) -> list[Problem]:
        """一件产物与它的路径里没有公开的字句，各一条问题。

        Args:
            path: 产物的路径。
            content: 产物的字节；上次写出、查过的可以不在内。
        """
        searched = path.encode() + b"\n" + content
        found = self._scanner.leaks(searched)
        if found and self._innocent is not None:
            self._excuse_own_words()
            found = self._scanner.leaks(searched)
        if found and not self._is_excused:
            self._excuse_these(found)
            found = self._scanner.leaks(searched)
        return [leak(path, item) for item in found]

    def _excuse_own_words(self) -> None:
        """软件自己的字不再找；只看一遍。"""
        if self._innocent is not None:
            self._scanner.excuse(self._innocent())
            self._innocent = None

    def _excuse_these(self, found: Iterable[Sealed]) -> None:
        """找到的这几句，在公开的文字里一句句都见到了就不再往下看；零星找到几回的，不必每次看完全部。"""
        self._tries += 1
        if self._tries > FEW:
            self.excuse()
            return
        wanted = {item.text: item for item in found}
        shown: set[str] = set()
        scanner = LeakScanner(wanted.values())
        for content in self._public(0, 1):
            seen = {item.text for item in scanner.leaks(content)}
            if seen:
                shown |= seen
                scanner = LeakScanner(item for text, item in wanted.items() if text not in shown)
                if not scanner.sealed:
                    break
        self._scanner = LeakScanner(item for item in self._scanner.sealed if item.text not in shown)

    def excuse(self, crew: Crew | None = None) -> None:
        """看一遍全部公开的文字，在那里公开着的不再找。

        Args:
            crew: 分给几个人手看；不给就自己看。
        """
        self._excuse_own_words()
        shares = [(part, crew.size) for part in range(crew.size)] if crew else [(0, 1)]
        seen = crew.run(self, "shown", shares) if crew else map(self.shown, shares)
        shown: set[str] = set().union(*seen)
        self._scanner = LeakScanner(item for item in self._scanner.sealed if item.text not in shown)
        self._is_excused = True

    def shown(self, share: tuple[int, int]) -> set[str]:
        """要找的字句里，在这一份公开的文字里出现的。"""
        return {item.text for content in self._public(*share) for item in self._scanner.leaks(content)}
