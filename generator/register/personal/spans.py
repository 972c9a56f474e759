"""归一后的文字里的一段。"""

import re

import msgspec


class Span(msgspec.Struct, frozen=True):
    """一段。

    Attributes:
        start: 从第几个字符起。
        end: 到第几个字符之前。
        kept: 遮去时从开头留到第几个字符之前；等于 start 时什么都不留。
    """

    start: int
    end: int
    kept: int


class Groups(msgspec.Struct, frozen=True):
    """一串数字，按分隔符拆成的组。

    Attributes:
        places: 各组的（起，止）。
        digits: 各组连起来。
        begun: 各组在 digits 里从第几位起。
        last_at: digits 里到第几位之前 → 正好在那里完的是哪一组。
    """

    places: list[tuple[int, int]]
    digits: str
    begun: list[int]
    last_at: dict[int, int]


def groups_in(text: str, group: re.Pattern[str], run: re.Match[str]) -> Groups:
    """拆开一串数字。

    Args:
        text: 整段文字。
        group: 一组的写法。
        run: 一串在哪里。
    """
    found = list(group.finditer(text, run.start(), run.end()))
    begun: list[int] = []
    last_at: dict[int, int] = {}
    count = 0
    for place, match in enumerate(found):
        begun.append(count)
        count += match.end() - match.start()
        last_at[count] = place
    return Groups(
        [match.span() for match in found], "".join(match[0].upper() for match in found), begun, last_at
    )
