"""用编译的循环建索引：与 occurrences.py、lists.py、texts.py、files.py 里的数组运算一一对应，字节相同。

记录多时才载入：载入与取出编好的代码要半秒。
"""

import functools
from collections.abc import Callable, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from generator.output.search import (
    loops_codes,
    loops_files,
    loops_lists,
    loops_merging,
    loops_pairs,
    loops_texts,
    loops_views,
)
from generator.output.search.bits import Integers
from generator.output.search.blocks import HALF_BITS, KEY_BITS, Rows, Shape
from generator.output.search.drafts import FIELD_MARK, RECORD_MARK, Drafts, Line
from generator.output.search.gathering import Gathered, Runs
from generator.output.search.hot import Hot, Units
from generator.output.search.letters import Letters
from generator.output.search.lists import MOST_SHORT, Coded, Cuts, number_bits
from generator.output.search.loops_basics import WORD_BITS, Counts
from generator.output.search.loops_codes import Sections
from generator.output.search.occurrences import PAIRS, RECORD_END, TRIPLES, Keys
from generator.output.search.records import Display, Views
from generator.output.search.scripts import BLOCK, CODE, ESCAPE, HEAD, TAIL
from generator.output.search.texts import Encoder
from generator.output.search.units import composing, folder, units_of

SHELL = loops_texts.Shell(
    np.array(np.frombuffer(HEAD, dtype="<u2")), np.array(np.frombuffer(TAIL, dtype="<u2")), CODE, ESCAPE
)

NO_LETTERS = Letters(np.zeros(0, dtype=np.uint32), np.zeros(0, dtype=np.int64), {})

FEW_KEYS = 1 << 12
"""合并时，散列表起先有几格。"""

ROOM = 1_024
"""供查找的一份多留几个单元：记录自己的编号也在那里折叠。"""


def views(drafts: Drafts, lines: Sequence[Line], display: Display, group: int) -> Views | None:
    """一批记录的两种样子，一趟写成。

    Args:
        drafts: 收到的记录。
        lines: 连续的记录，从正文文件的开头起。
        display: 怎样写。
        group: 一个正文文件几条。

    Returns:
        有扩展区的字、要合成的字时没有，要用慢的办法。
    """
    texts, heads = drafts.units(lines), units_of(display.marked(lines))
    headings = [heading for line in lines for heading in line.headings]
    coded = display.coded[headings] if headings else np.zeros(1, dtype=np.bool_)
    made = loops_views.Views(
        np.empty(len(texts) + len(heads), dtype=np.uint16),
        np.empty(len(texts) + len(texts) // 8 + ROOM, dtype=np.uint16),
        np.empty(len(lines) + np.count_nonzero(coded), dtype=np.int64),
    )
    fields, records = (int(np.count_nonzero(heads == ord(mark))) for mark in (FIELD_MARK, RECORD_MARK))
    if (fields, records) != (len(headings), len(lines)) or not all(line.headings for line in lines):
        return None
    at = np.zeros(5, dtype=np.int64)
    if not loops_views.put_views(loops_views.Batch(texts, heads, coded), _folds(), group, made, at):
        return None
    _, shown, folded, codes, _ = at.tolist()
    return Views(made.shown[:shown], made.folded[:folded], made.codes[:codes])


@functools.cache
def _folds() -> loops_views.Folds:
    maker = folder()
    shown = np.arange(0x10000, dtype=np.uint16)
    shown[[*range(0x0A), *range(0x0B, 0x20), *range(0x7F, 0xA0)]] = ord(" ")
    manner = np.full(0x10000, loops_views.PLAIN, dtype=np.uint8)
    manner[shown != np.arange(0x10000)] = loops_views.OTHER
    manner[maker.spread[:, 0] != maker.spread[:, 1]] = loops_views.OTHER
    manner[composing()] = loops_views.SLOW
    manner[[ord(FIELD_MARK), ord(RECORD_MARK)]] = loops_views.MARK
    return loops_views.Folds(manner, maker.table, maker.spread, maker.spreads, shown)


def linked(units: Units, hot: Hot, shapes: Sequence[Shape]) -> tuple[Rows, Rows, tuple[int, ...]]:
    """全部字对与常见字对的三字，以及序号数不下的记录。

    Args:
        units: 折叠后的编码单元。
        hot: 常见的字对。
        shapes: 字对、三字怎样写。

    Returns:
        字对，三字，序号数不下的记录在批内的次序。
    """
    ends = np.flatnonzero(units == RECORD_END)
    breaks = np.flatnonzero(units <= RECORD_END)
    starts = np.concatenate([[0], ends + 1])[: len(ends)]
    batch = loops_pairs.Batch(
        np.append(units, np.zeros(2, dtype=np.uint16)),
        ends,
        breaks[np.searchsorted(breaks, starts)],
        np.empty(len(units) + 1, dtype=np.uint16),
        np.empty(len(units), dtype=np.int16),
        np.empty(len(units) + 1, dtype=np.uint32),
    )
    endless = np.zeros(len(ends), dtype=np.uint16)
    too_many, highest = loops_pairs.count_records(batch, endless)
    triples = loops_pairs.find_frequent(batch, _frequent(hot))
    batch = batch._replace(spots=batch.spots[:triples])
    pair, triple = shapes[PAIRS], shapes[TRIPLES]
    return (
        _grouped(batch, pair, not pair.holds(0, highest), loops_pairs.count_pairs, loops_pairs.put_pairs),
        _grouped(
            batch,
            triple,
            not triple.holds(highest, highest),
            loops_pairs.count_triples,
            loops_pairs.put_triples,
        ),
        tuple(endless[:too_many].tolist()),
    )


def _grouped(
    batch: loops_pairs.Batch,
    shape: Shape,
    is_wide: bool,
    count: Callable[[loops_pairs.Batch, Counts, Keys], None],
    put: Callable[[loops_pairs.Batch, loops_pairs.Groups, loops_pairs.Rows], None],
) -> Rows:
    """先数各组有几次，再一次写到该在的地方。

    Args:
        batch: 一批记录。
        shape: 怎样写。
        is_wide: 细节的低一项要不要另记。
        count: 怎样数。
        put: 怎样写。
    """
    firsts = shape.firsts.astype(np.uint64)
    counts = np.zeros((len(batch.ends) * 2, len(firsts)), dtype=np.uint32)
    count(batch, firsts, counts)
    ends = np.cumsum(counts.sum(axis=0, dtype=np.uint64))
    total = int(ends[-1])
    narrow = shape.spare, shape.shift, (1 << shape.spare) - 1, 0
    wide = HALF_BITS, HALF_BITS, 0, (1 << KEY_BITS) - 1
    rows = loops_pairs.Rows(
        np.empty(total + 1, dtype=np.uint32),
        np.empty(total + 1, dtype=np.uint32),
        np.empty(total + 1, dtype=np.uint16),
        np.empty(total + 1 if is_wide else 1, dtype=np.uint16),
        loops_pairs.Fit(*map(np.uint64, (shape.hash_bits, *(wide if is_wide else narrow)))),
    )
    put(batch, loops_pairs.Groups(firsts, np.append(ends[:1] * 0, ends[:-1])), rows)
    heads, arounds, details = rows.heads[:total], rows.arounds[:total], rows.details[:total]
    return Rows(heads, arounds, details, rows.lows[: total if is_wide else 0], counts.T)


@functools.lru_cache(maxsize=2)
def _frequent(hot: Hot) -> loops_pairs.Frequent:
    """常见字对的两张表。"""
    found = loops_pairs.Frequent(
        np.zeros(1 << loops_pairs.LIKELY_BITS, dtype=np.uint8),
        np.zeros(1 << loops_pairs.bits_for(len(hot.pairs)), dtype=np.uint64),
    )
    loops_pairs.put_frequent(np.array(hot.pairs, dtype=np.uint64), found)
    return found


def merged(runs: Runs, shape: Shape, least: int) -> Gathered:
    """各批首尾相接的出现，相同的键接在一起。

    Args:
        runs: 各批的出现。
        shape: 怎样写的。
        least: 组里最小的散列。
    """
    size = len(runs.heads)
    census = loops_merging.Census(
        np.zeros(FEW_KEYS, dtype=np.uint64),
        np.empty(size, dtype=np.uint32),
        np.empty(size, dtype=np.uint64),
        np.empty(size, dtype=np.uint32),
    )
    written = loops_merging.Shape(*map(np.uint64, (least, shape.hash_bits, shape.spare, shape.shift)))
    done, known = loops_merging.count_keys(runs.heads, written, census, 0, 0)
    while done < size:
        census = census._replace(table=np.zeros(len(census.table) * 4, dtype=np.uint64))
        loops_merging.put_keys(census.hashes[:known], census.table)
        done, known = loops_merging.count_keys(runs.heads, written, census, done, known)
    order = np.argsort(census.hashes[:known])
    counts = census.counts[order].astype(np.int64)
    starts = np.empty(known, dtype=np.uint64)
    starts[order] = np.cumsum(counts) - counts
    moved = loops_merging.Moved(np.empty(size, dtype=np.int64), np.empty(size, dtype=np.uint32))
    given = loops_merging.Runs(
        runs.heads, runs.arounds, runs.details, runs.lows, runs.counts, runs.slots, runs.wides
    )
    loops_merging.move(given, written, census, starts, moved)
    return Gathered(census.hashes[order], counts, *moved)


def sections(
    gathered: Gathered,
    sequence: Integers,
    allowed: npt.NDArray[np.bool_],
    universe: int,
    letters: Letters | None,
) -> Coded:
    """编若干个键，见 `lists._sections`。

    Args:
        gathered: 合好的一组。
        sequence: 编哪几个键。
        allowed: 各键准不准存接字。
        universe: 一共几条记录。
        letters: 各字的码；字对才有，有的前后的字随下一个字分开记。

    Returns:
        编好的键。
    """
    keys, counts = len(sequence), int(gathered.counts[sequence].sum())
    # 各段最多这么长：表里的一项至多是总条数写成的变长整数，码表一项至多九字节、各码长的个数至多一百七十字节，
    # 一个码至多四字节；前后的字例外不过半，一项至多三字节，十次以上才有一份，每份另写两个数。
    lists, around = -(-universe.bit_length() // 7) * counts + 16 * keys, 3 * counts + 16 * keys
    codes = 9 * counts + 170 * keys, 4 * counts + 8 * keys
    sizes = 40 * keys, lists, lists, counts + keys, *codes, around, around
    written = tuple(np.empty(size, dtype=np.uint8) for size in sizes)
    ends = np.zeros((keys, len(written)), dtype=np.int64)
    kinds, shorts = np.zeros(keys, dtype=np.uint8), np.empty(MOST_SHORT * keys, dtype=np.uint32)
    columns = gathered.counts, allowed, gathered.facts, gathered.arounds
    spelled = letters or NO_LETTERS
    keyed = loops_lists.Keys(sequence, *columns, loops_codes.Letters(spelled.codes, spelled.lengths))
    loops_lists.put_lists(keyed, universe, Sections._make([*written, ends, kinds, shorts]))
    starts = np.concatenate([np.zeros((1, len(written)), dtype=np.int64), ends])
    parts = tuple((content, starts[:, place]) for place, content in enumerate(written))
    return Coded(kinds, shorts[: int(kinds.sum(dtype=np.int64))], parts)


def files(hashes: Keys, coded: Coded, cuts: Cuts) -> list[bytes]:
    """编好的若干个键按起点切成文件，写成脚本。

    Args:
        hashes: 各键的散列，升序。
        coded: 编好的键。
        cuts: 怎样切。

    Returns:
        各文件的字节。
    """
    if not cuts.firsts:
        return []
    contents, starts = zip(*coded.parts, strict=True)
    # 每个键的散列至多五字节、短不短一字节，短表的一条记录四字节；每个文件开头至多十二个数，各段补齐。
    most = sum(int(start[-1]) for start in starts) + 6 * len(hashes) + 4 * len(coded.shorts)
    most += 80 * len(cuts.firsts)
    output, ends = np.empty(most + (most & 1), dtype=np.uint8), np.empty(len(cuts.firsts), dtype=np.int64)
    edges = np.array(cuts.keys, dtype=np.int64)
    bounds = np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(coded.kinds, dtype=np.int64)])[edges]
    sliced = loops_files.Cuts(
        edges,
        np.array(cuts.firsts, dtype=np.int64),
        np.array(cuts.spans, dtype=np.int64),
        np.stack(starts),
        bounds,
        number_bits(cuts.universe),
    )
    whole = loops_files.Coded(coded.kinds.astype(np.uint32), coded.shorts, contents)
    loops_files.put_files(hashes, whole, sliced, output, ends)
    return scripts(output.view(np.uint16), ends >> 1)


def texts(units: Units, encoder: Encoder) -> list[bytes]:
    """若干个正文文件。

    Args:
        units: 各文件的正文，每个以文件结束的符号结尾。
        encoder: 正文的编码器。

    Returns:
        各文件的字节。
    """
    tokenizer = encoder.tokenizer
    table = loops_texts.Table(
        tokenizer.single,
        tokenizer.rank,
        tokenizer.pair,
        encoder.lengths << WORD_BITS | encoder.codes,
        tokenizer.missing,
        encoder.stop,
    )
    output = np.empty(len(units) * 3 + 16, dtype=np.uint16)
    ends = np.empty(len(units), dtype=np.int64)
    files = loops_texts.put_texts(np.array(units), table, output, ends)
    return scripts(output, ends[:files].copy())


def scripts(units: Units, ends: Integers) -> list[bytes]:
    """若干个文件的内容写成脚本文件。

    Args:
        units: 各文件的内容首尾相接。
        ends: 各文件的终点；会被改写。

    Returns:
        各文件的字节。
    """
    used = int(ends[-1]) if len(ends) else 0
    output = np.empty(used * 2 + used // BLOCK + len(ends) * 40, dtype=np.uint16)
    loops_texts.put_scripts(units, ends, SHELL, output)
    cuts = [0, *(ends * 2).tolist()]
    content = output.data.cast("B")
    return [bytes(content[start:end]) for start, end in pairwise(cuts)]
