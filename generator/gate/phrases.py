"""在一块内容里同时找许多句话。"""

from collections.abc import Iterable, Sequence

import ahocorasick_rs

HEAD = 18
"""只拿每句的头几个字节去造自动机，找到了再对全句：十万条记录的封存字句全放进去，自动机要占两三吉字节。"""

CROWD = 8
"""同一个头的话超过这么多句，再按更长的一截分开：「新华社记者」起头的可以有几千句，逐句去对，费时随档案的平方长。"""

NECK = 48
"""那更长的一截是多少字节。"""


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
        self._crowds = {
            head: self._crowd(places) for head, places in enumerate(self._members) if len(places) > CROWD
        }
        self._finder = ahocorasick_rs.BytesAhoCorasick(list(members)) if members else None

    def _crowd(self, places: Sequence[int]) -> dict[int, dict[bytes, list[int]]]:
        """头相同的许多句：几个字节的一截 → 那一截 → 哪几句。"""
        found: dict[int, dict[bytes, list[int]]] = {}
        for place in places:
            neck = self._phrases[place][:NECK]
            found.setdefault(len(neck), {}).setdefault(neck, []).append(place)
        return found

    def found(self, content: bytes) -> set[int]:
        """内容里有哪几句，按给的次序从零数。"""
        if self._finder is None:
            return set()
        return {
            place
            for head, start, _ in self._finder.find_matches_as_indexes(content, overlapping=True)
            for place in self._likely(head, content, start)
            if content.startswith(self._phrases[place], start)
        }

    def _likely(self, head: int, content: bytes, start: int) -> Iterable[int]:
        """头对上了的，其中也许是的几句。"""
        crowd = self._crowds.get(head)
        if crowd is None:
            return self._members[head]
        necks = ((necks, content[start : start + length]) for length, necks in crowd.items())
        return [place for known, neck in necks for place in known.get(neck, ())]
