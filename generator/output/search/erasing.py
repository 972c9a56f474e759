"""抹去：改过的记录里少了的字，在已经写出的索引里不留。

改动另成一个小文件（`delta`），旧索引里的同一条作废，可是少了的字还留在旧索引里。作废的记录用不着，
从哪个键里去掉都不影响结果：所以只要把它从变了的那几个键里去掉、把它的正文换成空的，不必整个重建。
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache, partial
from itertools import chain
from typing import Any

import msgspec
import numpy as np

from generator.output.artifact import Artifact
from generator.output.search.catalogue import Facet
from generator.output.search.cutting import cut
from generator.output.search.delta import FOLDER, SearchBase, line_of
from generator.output.search.entries import Entry, Range, bucket, entries
from generator.output.search.files import script_value
from generator.output.search.hot import Hot, pair_of
from generator.output.search.letters import letters_of
from generator.output.search.lists import ALONE, CHAINED
from generator.output.search.model import SearchDocument
from generator.output.search.occurrences import (
    FAMILIES,
    MARKS,
    PAIRS,
    RECORD_END,
    SLOT,
    TITLE_CHARACTER,
    TRIPLES,
    Occurrences,
    boundary,
    linked,
    mixed,
    unmixed,
    whole_words,
)
from generator.output.search.reading import Codes, script_content
from generator.output.search.records import codes_of, searchable_alone
from generator.output.search.scripts import script_bytes
from generator.output.search.spelled import spelled_of
from generator.output.search.streams import read as read_streams
from generator.output.search.texts import (
    ESCAPE,
    FILE_SEPARATOR,
    PAIR,
    RAW_BITS,
    RECORD_SEPARATOR,
    Tokens,
    tokens_in,
)
from generator.output.search.units import units_of

Read = Callable[[str], bytes]
Key = tuple[int, int]

MOST_KEYS = 3_000
"""要动的键多于这么多、又多于记录数，整个重建更快：一个键要改写一个文件，约一毫秒。"""

ROW = 5
"""一次出现的细节几个十六位：事实四个，再下一个字一个。"""

UNKNOWN = "0" * 12
"""账里抹去了的记录的摘要。"""

WORTH = 200_000
"""要改写的倒排文件不到这么多字节，分出进程的工夫比省下的还多。"""


class Place(msgspec.Struct, frozen=True):
    """一个倒排文件。

    Attributes:
        path: 在索引目录之下的路径。
        first: 文件里最小的散列。
        span: 文件里的散列至多有几个。
        is_bare: 是不是没有接字的文件。
        is_triple: 是不是三字的文件。
    """

    path: str
    first: int
    span: int
    is_bare: bool
    is_triple: bool


File = tuple[Place, bytes]
"""一个倒排文件与它的内容。"""

Wanted = Mapping[Place, Mapping[int, set[int]]]
"""要改写的倒排文件 → 其中的键 → 去掉哪几条记录。"""


class Written:
    """已经写出的索引。

    Attributes:
        universe: 一共几条记录。
        group: 一个正文文件几条记录。
        tokens: 正文编码的符号表。
        buckets: 三族各分几个文件。
        hot: 常见的字对。
        spelled: 整个记下的名字。

    Args:
        read: 按站内路径读上次写出的文件。
        name: 索引目录的名字，在 `search/` 之下。

    Raises:
        ValueError, LookupError: 目录文件读不懂。
        OSError: 读不到。
    """

    def __init__(self, read: Read, name: str) -> None:
        self._read = read
        self._folder = f"{FOLDER}{name}/"
        found = script_value(read(f"{self._folder}dictionary.js"))
        self.universe = max(1, int(found["count"]))
        self.group = int(found["group"])
        self.tokens = Tokens(tuple(found["tokens"]))
        self.buckets: Sequence[int] = found["buckets"]
        self.hot = self._hot(found)
        self.spelled = spelled_of(
            [Facet(each["name"], each["first"], tuple(each["values"]), ()) for each in found["facets"]]
        )
        self._alone = {PAIRS: set(self.hot.alone), TRIPLES: set(self.hot.triples), MARKS: set[int]()}

    def _hot(self, found: Mapping[str, Any]) -> Hot:
        """常见的字对，见 `directory.dictionary`。"""
        often = list(zip(found["often"], map(pair_of, self.tokens.pairs()), strict=True))
        pairs = sorted({*_ungrouped(found["hot"]), *(key for mark, key in often if mark == "2")})
        alone = {*pairs, *_ungrouped(found["alone"]), *(key for mark, key in often if mark == "1")}
        return Hot(tuple(pairs), tuple(sorted(alone)), tuple(itertools.accumulate(found["triples"])))

    def content(self, path: str) -> bytes:
        """索引目录之下一个文件里的二进制内容。"""
        return script_content(self._read(f"{self._folder}{path}"))

    def made(self, path: str, content: bytes) -> Artifact:
        """改写好的一个文件。"""
        return script_bytes(f"{self._folder}{path}", content)

    def ledger(self, content: bytes) -> Artifact:
        """改写好的账。"""
        return Artifact(f"{self._folder}ledger.tsv", content)

    def entries(self, place: Place, content: bytes) -> list[Entry]:
        """一个文件里的各个键。"""
        within = self.within(place)
        return entries(content, within, is_bare=place.is_bare, is_triple=place.is_triple)

    def within(self, place: Place) -> Range:
        """一个文件里有哪些散列、哪些记录。"""
        return Range(place.first, place.span, self.universe)

    def places(self, family: int, hashed: int) -> Iterator[Place]:
        """一个键写在哪几个文件。"""
        name, triple = FAMILIES[family], family == TRIPLES
        key = int(unmixed(np.array([hashed], dtype=np.uint32))[0])
        if key not in self._alone[family]:
            buckets = self.buckets[family]
            number = hashed * buckets >> 32
            first = boundary(number, buckets)
            span = boundary(number + 1, buckets) - first
            yield Place(f"{name}/{number >> 8}/{number & 255}.js", first, span, family == MARKS, triple)
            return
        yield Place(f"{name}/{ALONE}/{key:08x}.js", hashed, 1, family == PAIRS, triple)
        if family == PAIRS and key not in self.hot.pairs:
            yield Place(f"{name}/{CHAINED}/{key:08x}.js", hashed, 1, is_bare=False, is_triple=False)


def erased(
    read: Read,
    base: SearchBase,
    pairs: Iterable[tuple[SearchDocument, SearchDocument]],
    processes: int = 1,
) -> tuple[Artifact, ...] | None:
    """改过的记录里少了的字，从已经写出的索引里抹去。

    Args:
        read: 按站内路径读上次写出的文件。
        base: 已经写出的索引。
        pairs: 改之前与改之后的记录；改之后的要由 `search_update` 另记。
        processes: 几个进程一起改写；不影响写出的字节。

    Returns:
        要改写的文件；要动的太多、不如整个重建的没有。

    Raises:
        ValueError, LookupError: 索引读不懂，应当重建。
        OSError: 索引的文件读不到，也应当重建。
    """
    written = Written(read, base.name)
    wanted: dict[Place, dict[int, set[int]]] = {}
    known: dict[str, int] = {}
    count = 0
    for before, after in pairs:
        key = f"{before.kind}\t{before.id}"
        number = line_of(base.ledger, key)
        if number < 0:
            continue
        known[key] = number
        for family, hashed in _changed(before, after, written):
            count += 1
            for place in written.places(family, hashed):
                wanted.setdefault(place, {}).setdefault(hashed, set()).add(number)
    if count > max(MOST_KEYS, written.universe):
        return None
    return (
        *_rewritten(written, wanted, processes),
        *_blanked(written, known.values()),
        *((written.ledger(_forgotten(base.ledger, known)),) if known else ()),
    )


def _changed(before: SearchDocument, after: SearchDocument, written: Written) -> Iterator[Key]:
    """改之前有、改之后没有或者不一样了的键。"""
    for family, (found, now) in enumerate(
        zip(document_keys(before, written), document_keys(after, written), strict=True)
    ):
        yield from ((family, hashed) for hashed, details in found.items() if now.get(hashed) != details)


def document_keys(document: SearchDocument, written: Written) -> tuple[dict[int, bytes], ...]:
    """一条记录的全部键的散列，三族各自的，各带每次出现的细节。分面不在内：那不是字。"""
    hot = written.hot
    units = searchable_alone(document)
    firsts = np.zeros(1, dtype=np.int64)
    pairs, triples, _ = linked(units, hot, firsts, firsts)
    # 常见字对的细节与前后的字写在三字表里，字对自己的不写。
    common = hot.numbers(unmixed(pairs.hashes)) >= 0
    pairs = msgspec.structs.replace(
        pairs,
        facts=np.where(common, pairs.facts & SLOT, pairs.facts),
        afters=np.where(common, np.uint16(0), pairs.afters),
    )
    title = itertools.takewhile(lambda unit: unit > RECORD_END, units.tolist())
    keys = codes_of(document) | {int(TITLE_CHARACTER) | unit for unit in title}
    marks = mixed(np.array(list(keys), dtype=np.uint32)).tolist()
    whole, slots = whole_words(units, written.spelled)
    words = zip(mixed(whole).tolist(), (bytes([slot]) for slot in slots.tolist()), strict=True)
    return _listed(pairs), _listed(triples), {**dict.fromkeys(marks, b""), **dict(words)}


def _listed(part: Occurrences) -> dict[int, bytes]:
    rows = np.empty((len(part.hashes), ROW), dtype=np.uint16)
    rows[:, :-1] = part.facts.view(np.uint16).reshape(-1, ROW - 1)
    rows[:, -1] = part.afters
    content = rows.tobytes()
    heads = np.flatnonzero(np.diff(part.hashes, prepend=~part.hashes[:1]))
    bounds = (np.append(heads, len(rows)) * (ROW * rows.itemsize)).tolist()
    details = [content[start:end] for start, end in itertools.pairwise(bounds)]
    return dict(zip(part.hashes[heads].tolist(), details, strict=True))


def _rewritten(written: Written, wanted: Wanted, processes: int) -> Iterable[Artifact]:
    """各个倒排文件，其中几个键去掉几条记录。"""
    files = [(place, written.content(place.path)) for place in wanted]
    work = partial(_shortened, written, wanted)
    if processes < 2 or sum(len(content) for _, content in files) < WORTH:
        return work(files)
    # 自己动手的用不着，读它要几十毫秒。
    from generator.forks import apart  # noqa: PLC0415

    return chain.from_iterable(apart(work, shares(files, processes), processes))


def shares(files: Iterable[File], count: int) -> list[list[File]]:
    """分成几份，各份的字节差不多。"""
    found: list[list[File]] = [[] for _ in range(count)]
    sizes = [0] * count
    for file in sorted(files, key=lambda file: len(file[1]), reverse=True):
        least = sizes.index(min(sizes))
        found[least].append(file)
        sizes[least] += len(file[1])
    return found


def _shortened(written: Written, wanted: Wanted, files: Sequence[File]) -> list[Artifact]:
    """这几个倒排文件，其中几个键去掉几条记录。"""
    found = [(place, written.entries(place, content)) for place, content in files]
    letters = letters_of(written.tokens)
    cuts = {}
    for place, listed in found:
        own = None if place.is_triple else letters
        for entry in listed:
            if entry.hash in wanted[place] and (
                cutting := cut(entry, wanted[place][entry.hash], written.universe, own)
            ):
                cuts[place, entry.hash] = cutting
    streams = {key: stream for key, cutting in cuts.items() if (stream := cutting.stream)}
    codes = dict(zip(streams, read_streams(list(streams.values())), strict=True))
    left = {key: cutting.left(codes.get(key)) for key, cutting in cuts.items()}
    artifacts = []
    for place, listed in found:
        kept = [left.get((place, entry.hash), entry) for entry in listed]
        artifacts.append(
            written.made(place.path, bucket([entry for entry in kept if entry], written.within(place)))
        )
    return artifacts


def _blanked(written: Written, numbers: Iterable[int]) -> Iterator[Artifact]:
    """正文文件，其中几条换成空的。"""
    files: dict[int, set[int]] = {}
    for number in numbers:
        files.setdefault(number // written.group, set()).add(number % written.group)
    for file, places in sorted(files.items()):
        # 里面只有要换成空的，就不必读出来。
        count = min(written.group, written.universe - file * written.group)
        lines = text_lines(written, file) if count > len(places) else [""] * count
        left = ["" if place in places else line for place, line in enumerate(lines)]
        text = RECORD_SEPARATOR.join(left) + FILE_SEPARATOR
        yield written.made(_text_path(file), _encoded(text, written.tokens))


def _text_path(file: int) -> str:
    return f"texts/{file >> 8}/{file & 255}.js"


def text_lines(written: Written, file: int) -> list[str]:
    """第几个正文文件里的各条记录，见 `records.Display`。"""
    return _text(written.content(_text_path(file)), written.tokens).split(RECORD_SEPARATOR)


@lru_cache(maxsize=1)
def _known(tokens: Tokens) -> dict[str, str]:
    """各码（写成零一）的符号；几个正文文件用的是同一份。"""
    found, code = {}, 0
    for length, text in enumerate(tokens.lengths, start=1):
        code <<= 1
        for token in tokens_in(text):
            found[f"{code:0{length}b}"] = token
            code += 1
    return found


def _text(content: bytes, tokens: Tokens) -> str:
    codes = Codes(content, _known(tokens))
    parts = []
    while (token := codes.next()) != FILE_SEPARATOR:
        parts.append(chr(codes.raw(16)) if token == ESCAPE else token)
    return "".join(parts)


def _encoded(text: str, tokens: Tokens) -> bytes:
    """一个正文文件的编码，与 `texts.Encoder` 的一样；只有几千字，不必备好几张大表。"""
    codes = {token: code for code, token in _known(tokens).items()}
    letters = "".join(map(chr, units_of(text).tolist()))
    # 从后往前，各处起最省要几位，头一个符号是几个字。
    costs, sizes = [0] * (len(letters) + 2), [1] * len(letters)
    for at in range(len(letters) - 1, -1, -1):
        costs[at] = (
            costs[at + 1]
            + len(codes.get(letters[at]) or codes[ESCAPE])
            + RAW_BITS * (letters[at] not in codes)
        )
        double = codes.get(letters[at : at + PAIR])
        if at + 1 < len(letters) and double and len(double) + costs[at + PAIR] <= costs[at]:
            costs[at], sizes[at] = len(double) + costs[at + PAIR], PAIR
    parts, at = [], 0
    while at < len(letters):
        token = letters[at : at + sizes[at]]
        at += sizes[at]
        parts.append(codes.get(token) or codes[ESCAPE] + f"{ord(token):016b}"[::-1])
    bits = "".join(parts)
    return int(bits[::-1], 2).to_bytes((len(bits) + 7) >> 3, "little")


def _forgotten(ledger: bytes, keys: Iterable[str]) -> bytes:
    """账里几条的摘要抹去：拿猜的字句算一遍，对得上就等于说出来了。"""
    for key in keys:
        head = f"{key}\t".encode()
        start = 0 if ledger.startswith(head) else ledger.index(b"\n" + head) + 1
        end = ledger.index(b"\n", start)
        ledger = ledger[: start + len(head)] + UNKNOWN.encode() + ledger[end:]
    return ledger


def _ungrouped(text: str) -> Iterator[int]:
    """目录里的字对：每组一个前字与若干后字，组间以 U+0001 隔开。"""
    for group in text.split("\x01") if text else ():
        yield from (pair_of(group[0] + second) for second in group[1:])
