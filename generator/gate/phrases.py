"""在一块内容里同时找许多句话。"""

from collections.abc import Sequence

import ahocorasick_rs

HEAD = 18
"""只拿每句的头几个字节去造自动机，找到了再对全句：十万条记录的封存字句全放进去，自动机要占两三吉字节。"""


class PhraseFinder:
    """找许多句话的人。

    Args:
        phrases: 要找的话，不能有空的。
    """

    def __init__(self, phrases: Sequence[str]) -> None:
        self._phrases = [phrase.encode() for phrase in phrases]
        members: dict[bytes, list[int]] = {}
        for place, phrase in enumerate(self._phrases):
            members.setdefault(phrase[:HEAD], []).append(place)
        self._members = list(members.values())
        self._finder = ahocorasick_rs.BytesAhoCorasick(list(members)) if members else None

    def found(self, content: bytes) -> set[int]:
        """内容里有哪几句，按给的次序从零数。"""
        if self._finder is None:
            return set()
        return {
            place
            for head, start, _ in self._finder.find_matches_as_indexes(content, overlapping=True)
            for place in self._members[head]
            if content.startswith(self._phrases[place], start)
        }
