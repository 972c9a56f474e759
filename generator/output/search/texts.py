"""正文的编码：常用字、常用双字各有一个变长的码（哈夫曼码），表里没有的字另写 16 位。

一页结果要取十条正文，又不能指望主机压缩，所以自己压。格式与 search-texts.js 对应。
"""

import functools
import heapq
import itertools
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

import msgspec
import numpy as np
import numpy.typing as npt

from generator.output.search.bits import Integers, scatter_bits
from generator.output.search.units import units_of

PAIRED_CHARACTERS = 1023
PAIR = 2
LONGEST_CODE, RAW_BITS = 22, 16

CANDIDATES, LEAST_USED = 3, 3
"""双字先多选几倍，切过一遍再留下省得多的；样本里不过这么几次的不选。"""

FIELD_SEPARATOR, RECORD_SEPARATOR, FILE_SEPARATOR = "\x1f", "\x1e", "\x1d"
ESCAPE = "\x1c"

Tokenized = npt.NDArray[np.uint16]


class Tokens(msgspec.Struct, frozen=True):
    """正文编码的符号表。

    Attributes:
        lengths: 码长为一、二、三……的各有哪些符号，同一码长之内按码位排列；
            单字在前，双字在后，单字与双字之间以 U+0001 隔开。
    """

    lengths: tuple[str, ...]

    def pairs(self) -> list[str]:
        """符号里的双字，按码长。"""
        return [token for text in self.lengths for token in tokens_in(text) if len(token) == PAIR]

    def codes(self) -> list[tuple[str, int, int]]:
        """每个符号的码与码长；码的低位先写。"""
        found, code = [], 0
        for length, text in enumerate(self.lengths, start=1):
            code <<= 1
            for token in tokens_in(text):
                found.append((token, int(f"{code:0{length}b}"[::-1], 2), length))
                code += 1
        return found


def tokens_in(text: str) -> list[str]:
    """一个码长的全部符号。"""
    single, _, pairs = text.partition("\x01")
    return [*single, *(pairs[place : place + 2] for place in range(0, len(pairs), 2))]


def choose_tokens(sample: Iterable[str], most: int) -> Tokens:
    """从样本里选符号，按使用次数定码长。

    Args:
        sample: 若干段正文。
        most: 符号的个数上限，其中单字占去样本里出现过两次以上的。

    Returns:
        符号表。
    """
    units = units_of("".join(sample))
    units = units[(units < 0xD800) | (units > 0xDFFF)]
    counts = np.bincount(units, minlength=0x10000)
    ranked = np.argsort(-counts, kind="stable")
    characters = [int(unit) for unit in ranked[:most] if counts[unit] > 1]
    rank = _ranks(characters)
    coded = rank[units].astype(np.int64)
    both = (coded[:-1] > 0) & (coded[1:] > 0)
    pair_counts = np.bincount(coded[:-1][both] << 10 | coded[1:][both], minlength=1 << 20)
    room = max(0, most - len(characters))
    ranked = np.argsort(-pair_counts, kind="stable")[: room * CANDIDATES]
    texts = [_pair_text(pair, characters) for pair in ranked.tolist() if pair_counts[pair] > LEAST_USED]
    single = {FIELD_SEPARATOR, RECORD_SEPARATOR, FILE_SEPARATOR, ESCAPE, *map(chr, characters)}
    # 先照从左到右的切法定码长，照它切得最省，看哪些双字省得多；选定以后再切一遍，定下码长。
    used = _used(sorted({*single, *texts}), units, None)
    used = _used(list(used), units, _lengths(used))
    if len(texts) > room:
        costs = _lengths(used)
        saved = {text: used[text] * (costs[text[0]] + costs[text[1]] - costs[text]) for text in texts}
        texts = sorted(texts, key=lambda text: (-saved[text], text))[:room]
        used = _used(sorted({*single, *texts}), units, costs)
    listed = _lengths(used)
    lengths = list(listed.values())
    return Tokens(tuple(_level(list(listed), lengths, level) for level in range(1, max(lengths) + 1)))


def _used(
    listed: Sequence[str], units: npt.NDArray[np.uint16], lengths: Mapping[str, int] | None
) -> dict[str, int]:
    """照这些码长切，各符号用了几次；表里没有的字用的是转义。"""
    costs = np.array([*map(lengths.__getitem__, listed), lengths[ESCAPE] + RAW_BITS]) if lengths else None
    numbers, _ = Tokenizer(listed).tokens(units, costs)
    *counts, missing = np.bincount(numbers, minlength=len(listed) + 1).tolist()
    used = dict(zip(listed, counts, strict=True))
    used[ESCAPE] += missing
    return used


def _lengths(used: Mapping[str, int]) -> dict[str, int]:
    """照各符号用了几次定码长。"""
    return dict(zip(used, code_lengths([max(1, count) for count in used.values()]), strict=True))


def _level(listed: Sequence[str], lengths: Sequence[int], level: int) -> str:
    chosen = [token for token, length in zip(listed, lengths, strict=True) if length == level]
    single = "".join(token for token in chosen if len(token) == 1)
    pairs = "".join(token for token in chosen if len(token) == 2)
    return f"{single}\x01{pairs}" if pairs else single


def code_lengths(counts: Sequence[int]) -> list[int]:
    """哈夫曼码长；太长时把次数压平再算。

    Args:
        counts: 各符号的使用次数，都大于零，至少两个。

    Returns:
        各符号的码长，不超过 `LONGEST_CODE`。
    """
    floor = 1
    while True:
        lengths = _huffman([max(count, floor) for count in counts])
        if max(lengths) <= LONGEST_CODE:
            return lengths
        floor *= 4


def _huffman(counts: Sequence[int]) -> list[int]:
    heap = [(count, place) for place, count in enumerate(counts)]
    heapq.heapify(heap)
    parents: dict[int, int] = {}
    fresh = len(counts)
    while len(heap) > 1:
        first, second = heapq.heappop(heap), heapq.heappop(heap)
        parents[first[1]] = parents[second[1]] = fresh
        heapq.heappush(heap, (first[0] + second[0], fresh))
        fresh += 1
    depth = {fresh - 1: 0}
    for node in range(fresh - 2, -1, -1):
        depth[node] = depth[parents[node]] + 1
    return [depth[place] for place in range(len(counts))]


def _ranks(characters: Sequence[int]) -> npt.NDArray[np.uint16]:
    rank = np.zeros(0x10000, dtype=np.uint16)
    for place, unit in enumerate(characters[:PAIRED_CHARACTERS], start=1):
        rank[unit] = place
    return rank


def _pair_text(pair: int, characters: Sequence[int]) -> str:
    return chr(characters[(pair >> 10) - 1]) + chr(characters[(pair & 1023) - 1])


class Tokenizer:
    """把文字切成符号：双字与单字怎样相间，码的总长最短；一样短的，前面的先成双字。

    Args:
        listed: 全部符号，次序即编号；表里没有的单元编号是符号个数。
    """

    def __init__(self, listed: Sequence[str]) -> None:
        self.missing = len(listed)
        self.single = np.full(0x10000, self.missing, dtype=np.uint16)
        # 双字里用得多的字编在前面：查表时常走的几行挨在一起，缓存装得下。
        members = Counter(unit for token in listed if len(token) == PAIR for unit in token)
        self.rank = _ranks([ord(unit) for unit, _ in members.most_common()])
        self.pair = np.full(1 << 20, self.missing, dtype=np.uint16)
        for number, token in enumerate(listed):
            if len(token) == 1:
                self.single[ord(token)] = number
            else:
                place = int(self.rank[ord(token[0])]) << 10 | int(self.rank[ord(token[1])])
                self.pair[place] = number

    def tokens(
        self, units: npt.NDArray[np.uint16], costs: Integers | None = None
    ) -> tuple[Tokenized, npt.NDArray[np.uint16]]:
        """各符号的编号，以及表里没有的那些单元。

        Args:
            units: 文字。
            costs: 各符号的码长，末尾一项是表里没有的；还不知道的时候，从左到右能成双字就成双字。
        """
        numbers = self.single[units]
        rank = self.rank[units].astype(np.uint32)
        pairs = self.pair[rank[:-1] << np.uint32(10) | rank[1:]]
        found = np.flatnonzero(pairs != self.missing)
        kept = np.ones(len(units), dtype=np.bool_)
        if len(found):
            taken = found[_taken(found, pairs, numbers, costs)]
            numbers[taken] = pairs[taken]
            kept[taken + 1] = False
        numbers = numbers[kept]
        return numbers, units[kept][numbers == self.missing]


def _taken(
    found: Integers, pairs: Tokenized, numbers: Tokenized, costs: Integers | None
) -> npt.NDArray[np.bool_]:
    """能成双字的各处，成不成。连着的几处是一段，各段互不相干：一步一步，各段一起算。"""
    heads = np.flatnonzero(np.diff(found, prepend=-2) != 1)
    sizes = np.diff(heads, append=len(found))
    order = np.argsort(-sizes, kind="stable")
    heads, sizes = heads[order], sizes[order]
    live = [int(count) for count in np.searchsorted(-sizes, -np.arange(int(sizes[0])))]
    better = np.ones(len(found), dtype=np.bool_)
    if costs is not None:
        doubles, lone = costs[pairs[found]], costs[numbers[found]]
        # 从段末往前：从下一处、再下一处起各要几位。
        far, near = np.zeros(len(heads), dtype=np.int64), costs[numbers[found[heads + sizes - 1] + 1]]
        for step, count in enumerate(live):
            places = heads[:count] + sizes[:count] - 1 - step
            two, one = doubles[places] + far[:count], lone[places] + near[:count]
            better[places] = two <= one
            far[:count], near[:count] = near[:count], np.minimum(two, one)
    taken = np.zeros(len(found), dtype=np.bool_)
    is_start = np.ones(len(heads), dtype=np.bool_)
    for step, count in enumerate(live):
        places = heads[:count] + step
        taken[places] = is_start[:count] & better[places]
        is_start[:count] = ~taken[places]
    return taken


@functools.lru_cache(maxsize=4)
def encoder_of(tokens: Tokens) -> "Encoder":
    """同一份符号表的编码器，只造一次。"""
    return Encoder(tokens)


class Encoder:
    """按符号表编码正文。

    Args:
        tokens: 符号表。
    """

    def __init__(self, tokens: Tokens) -> None:
        codes = {token: (code, length) for token, code, length in tokens.codes()}
        listed = sorted(codes)
        self.tokenizer = Tokenizer(listed)
        rows = [*(codes[token] for token in listed), codes[ESCAPE]]
        self.codes = np.array([code for code, _ in rows], dtype=np.uint32)
        self.lengths = np.array([length for _, length in rows], dtype=np.int64)
        self.costs = self.lengths + RAW_BITS * (np.arange(len(rows)) == self.tokenizer.missing)
        self.stop = listed.index(FILE_SEPARATOR)

    def encode(self, units: npt.NDArray[np.uint16]) -> list[bytes]:
        """若干个文件的正文编码。

        Args:
            units: 各文件的正文，每个以 `FILE_SEPARATOR` 结尾，编成 UTF-16 单元。

        Returns:
            每个文件一项。
        """
        numbers, raw = self.tokenizer.tokens(units, self.costs)
        codes, lengths = self.codes[numbers], self.lengths[numbers]
        stops = np.flatnonzero(numbers == self.stop)
        spots = np.flatnonzero(numbers == self.tokenizer.missing)
        codes = np.insert(codes, spots + 1, raw)
        lengths = np.insert(lengths, spots + 1, RAW_BITS)
        stops += np.searchsorted(spots, stops)
        ends = np.cumsum(lengths)
        sizes = (np.diff(ends[stops], prepend=0) + 7) >> 3
        starts = np.cumsum(sizes) - sizes
        counts = np.diff(stops, prepend=-1)
        moved = starts * 8 - np.concatenate([[0], ends[stops][:-1]])
        places = ends - lengths + np.repeat(moved, counts)
        content = scatter_bits(int(sizes.sum()), places, codes).tobytes()
        return [content[start:end] for start, end in itertools.pairwise([*starts.tolist(), len(content)])]
