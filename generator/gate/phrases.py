"""在一块内容里同时找许多句话。"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import ahocorasick_rs

if TYPE_CHECKING:
    from generator.windows import Windows

LONG = 24
"""多少个字节算长话：八个汉字。"""

MANY = 300
"""长话多到这个数，就一格一格地筛：自动机造得慢、占得多，也查得慢。少的用自动机，不必读 numpy。"""


class PhraseFinder:
    """找许多句话的人。

    Args:
        phrases: 要找的话，不能有空的。
    """

    def __init__(self, phrases: Sequence[str]) -> None:
        encoded = [phrase.encode() for phrase in phrases]
        long = [place for place, phrase in enumerate(encoded) if len(phrase) >= LONG]
        self._long = long if len(long) >= MANY else []
        self._windows = _windows([encoded[place] for place in self._long])
        self._short = sorted(set(range(len(encoded))).difference(self._long))
        self._finder = ahocorasick_rs.BytesAhoCorasick([encoded[place] for place in self._short])

    def found(self, content: bytes) -> set[int]:
        """内容里有哪几句，按给的次序从零数。"""
        matches = self._finder.find_matches_as_indexes(content, overlapping=True)
        found = {self._short[place] for place, _, _ in matches}
        if self._windows is not None:
            found.update(self._long[place] for place in self._windows.found(content))
        return found


def _windows(phrases: Sequence[bytes]) -> "Windows | None":
    if not phrases:
        return None
    from generator.windows import Windows  # noqa: PLC0415 - 用到才读 numpy，改一处用不着

    return Windows(phrases)
