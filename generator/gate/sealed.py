"""封存的文字：登记簿里有、公开的记录里没有的字句。建站写出之前，要在全部产物里找一遍，一处也不许有。

门只填写公开的类型里有的字段，本来就漏不出去；这里是第二道，防的是别处的错：模板、宏、文字页，
或者将来有人绕过了门。
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from generator.gate.phrases import PhraseFinder
from generator.register.model.fields import Record
from generator.register.model.texts import texts_of
from generator.register.origin import Origin
from generator.register.register import Register
from generator.release.words import public_words
from generator.terms import RecordKind

RUN = re.compile(r"[\w〔〕（），、-]{4,}")
"""一段连续的文字：标点、标记会被网页改写，所以只取其间的字。"""

SHORTEST = 8
"""一般的文字，连续多少个字才算认得出来；再短就会与别处的寻常说法相同。"""

SHORTEST_PRIVATE = 4
"""只给内部看的字段（备注、联系人、签发人）更要紧，四个字就找。两三个字的姓名不找：误报太多。"""


REFERRING = re.compile("[0-9a-z/_-]+")
"""编号与「种类/编号」不是文字：公开的记录里也写着同样的编号。"""

SHORTEST_WHOLE, LONGEST_WHOLE = 6, 60
"""短的也整句找：切开以后每段都太短、太寻常的（外文的几个词、短题目），合起来才认得出。"""

DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
"""日期不是字句：同一天还有别的事，订阅源的时间、期限都会写到它。"""

SHORTEST_NUMBER = 10
"""联系人的电话也不该漏出去。"""


class Sealed(msgspec.Struct, frozen=True):
    """一段封存的文字，与它的出处。"""

    text: str
    origin: Origin


def sealed_texts(register: Register, release: Any, known: frozenset[str] = frozenset()) -> tuple[Sealed, ...]:
    """登记簿里没有公开的字句，按出处排好；在公开的记录里也出现的不算。

    Args:
        register: 登记簿；另外查过的记录不在内，见 Register.unjudged。
        release: 公开的内容：发布，或几份。
        known: 另外公开着的文字。
    """
    public = public_words(release, known)
    found: dict[str, Origin] = {}
    for kind in RecordKind:
        for record in register.unjudged(kind):
            for run in _runs(record, public):
                found.setdefault(run, record.origin)
    # 记录里不会有这个字符：一句话不会由前一段的尾、后一段的头凑成。
    shown = occurring(found, ["\0".join(public).encode()])
    kept = (Sealed(text, origin) for text, origin in found.items() if text not in shown)
    return tuple(sorted(kept, key=lambda item: (item.origin.path, item.origin.index, item.text)))


def _runs(record: Record, public: set[str]) -> Iterator[str]:
    """一条记录里没有原样公开的文字，切成一段段。"""
    for text, private in texts_of(record):
        if text not in public:
            least = SHORTEST_PRIVATE if private else SHORTEST
            runs = [
                run for run in RUN.findall(text) if len(run) >= _least(run, least) and not DAY.fullmatch(run)
            ]
            whole = text.strip()
            if SHORTEST_WHOLE <= len(whole) <= LONGEST_WHOLE and not REFERRING.fullmatch(whole):
                runs.append(whole)
            yield from runs


def _least(run: str, least: int) -> int:
    """纯数字的要长到像电话，才不会与别处的年份、件数相同。"""
    return max(least, SHORTEST_NUMBER) if run.isdigit() else least


def occurring(texts: Iterable[str], contents: Iterable[bytes]) -> set[str]:
    """其中在这些内容里出现的；内容一块一块地取，不必都在手里。"""
    ordered = list(texts)
    finder = PhraseFinder(ordered)
    places = {place for content in contents for place in finder.found(content)}
    return {ordered[place] for place in places}


class LeakScanner:
    """在产物里找封存的文字。

    Attributes:
        sealed: 要找的文字。
    """

    def __init__(self, sealed: Iterable[Sealed], innocent: bytes = b"") -> None:
        """Innocent 是模板与文字页本来就有的字：与它们相同的说法不算泄漏。"""
        everything = tuple({item.text: item for item in sealed}.values())
        self._everything = everything
        self._finder = PhraseFinder([item.text for item in everything])
        self._excused: set[int] = set()
        self.excuse(innocent)

    def excuse(self, innocent: bytes) -> None:
        """里面有的说法，往后不算泄漏。"""
        # 免去的几句不值得为它们另造一个：十万条档案里要好几秒。
        self._excused |= self._finder.found(innocent)
        self.sealed = tuple(item for place, item in enumerate(self._everything) if place not in self._excused)

    def leaks(self, content: bytes) -> tuple[Sealed, ...]:
        """一件产物里出现的封存文字；没有为空。"""
        return tuple(self._everything[place] for place in sorted(self._finder.found(content) - self._excused))
