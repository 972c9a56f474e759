"""抹去：改过的记录里少了的字，在已经写出的索引里不留。

改动另成一个小文件（`delta`），旧索引里的同一条作废，可是少了的字还留在旧索引里。作废的记录用不着，
从哪个键里去掉都不影响结果：所以只要把它从变了的那几个键里去掉、把它的正文换成空的，不必整个重建。
"""

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain

import msgspec
import numpy as np

from generator.output.artifact import Artifact
from generator.output.search.cutting import cut
from generator.output.search.delta import SearchBase, line_of
from generator.output.search.entries import bucket
from generator.output.search.letters import letters_of
from generator.output.search.model import SearchDocument
from generator.output.search.occurrences import (
    RECORD_END,
    SLOT,
    TITLE_CHARACTER,
    Occurrences,
    linked,
    mixed,
    unmixed,
    whole_words,
)
from generator.output.search.one_text import encoded
from generator.output.search.records import codes_of, searchable_alone
from generator.output.search.streams import read as read_streams
from generator.output.search.texts import FILE_SEPARATOR, RECORD_SEPARATOR
from generator.output.search.written import Place, Read, Written, text_lines, text_path

Key = tuple[int, int]

MOST_KEYS = 3_000
"""要动的键多于这么多、又多于记录数，整个重建更快：一个键要改写一个文件，约一毫秒。"""

ROW = 5
"""一次出现的细节几个十六位：事实四个，再下一个字一个。"""

UNKNOWN = "0" * 12
"""账里抹去了的记录的摘要。"""

WORTH = 200_000
"""要改写的倒排文件不到这么多字节，分出进程的工夫比省下的还多。"""


File = tuple[Place, bytes]
"""一个倒排文件与它的内容。"""

Wanted = Mapping[Place, Mapping[int, set[int]]]
"""要改写的倒排文件 → 其中的键 → 去掉哪几条记录。"""


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
    pairs, triples, _ = linked(units, hot)
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
        yield written.made(text_path(file), encoded(text, written.tokens))


def _forgotten(ledger: bytes, keys: Iterable[str]) -> bytes:
    """账里几条的摘要抹去：拿猜的字句算一遍，对得上就等于说出来了。"""
    for key in keys:
        head = f"{key}\t".encode()
        start = 0 if ledger.startswith(head) else ledger.index(b"\n" + head) + 1
        end = ledger.index(b"\t", start + len(head))
        ledger = ledger[: start + len(head)] + UNKNOWN.encode() + ledger[end:]
    return ledger
