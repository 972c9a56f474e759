"""看过全部记录后定下的安排：次序、分面、符号表、常见字对、分几个文件。"""

import hashlib
from collections.abc import Mapping

import msgspec
import numpy as np

from generator.output.search.catalogue import Facet, catalogue, value_numbers
from generator.output.search.compiled import can_compile
from generator.output.search.drafts import Drafts
from generator.output.search.files import FORMAT
from generator.output.search.hot import Hot, Units, choose_hot
from generator.output.search.letters import letters_of
from generator.output.search.lists import Layout
from generator.output.search.model import SearchOptions
from generator.output.search.occurrences import MARKS, MOST_RECORDS, PAIRS, TRIPLES
from generator.output.search.records import Display, Kinds, kinds_of, searchable
from generator.output.search.spelled import Spelled, spelled_of
from generator.output.search.texts import Tokens, choose_tokens

HOT_SAMPLE, TOKEN_SAMPLE = 1_200, 600
MARKS_PER_FILE, LEAST_TRIPLES = 300, 64

MARKS_BESIDES = 6
"""一条记录除了标题的字、分面值，另有几个键：各个编号，它说到的文号。"""


class Plan(msgspec.Struct, frozen=True):
    """安排。

    Attributes:
        facets: 分面目录。
        kinds: 种类的编号。
        numbers: 分面值的编号。
        tokens: 正文编码的符号表。
        hot: 常见的字对。
        spelled: 整个记下的名字。
        file_documents: 一个正文文件几条记录。
        buckets: 三族各分几个文件。
        groups: 三族各分几组来做。
        batches: 各批的起止。
        fast: 用不用编译的循环。
    """

    facets: tuple[Facet, ...]
    kinds: Kinds
    numbers: Mapping[tuple[str, str], int]
    tokens: Tokens
    hot: Hot
    spelled: Spelled
    file_documents: int
    buckets: tuple[int, int, int]
    groups: tuple[int, int, int]
    batches: tuple[tuple[int, int], ...]
    fast: bool

    def layouts(self, universe: int) -> list[Layout]:
        """三族的安排。"""
        return [
            Layout(
                family,
                self.buckets[family],
                self.groups[family],
                universe,
                letters_of(self.tokens) if family == PAIRS else None,
                self.fast,
            )
            for family in (PAIRS, TRIPLES, MARKS)
        ]


def plan_for(drafts: Drafts, options: SearchOptions) -> Plan:
    """看过全部记录后定下的安排。

    Args:
        drafts: 全部记录。
        options: 索引的尺寸。

    Returns:
        安排；只由记录与尺寸决定。
    """
    facets, kinds, lines = catalogue(drafts), kinds_of(drafts), drafts.lines
    numbers = value_numbers(facets)
    lengths = np.array([line.length for line in lines], np.int64)
    total = int(lengths.sum())
    units = _sample(drafts)
    scale = total / max(1, len(units))
    file_documents = max(1, round(options.text_units * len(lines) / max(1, total)))
    marks = sum(line.title + len(line.facets) + MARKS_BESIDES for line in lines)
    pairs = max(1, total // options.bucket_units)
    hot = choose_hot(units, scale, options.hot_occurrences, options.alone_occurrences)
    triples = max(1, min(pairs // 4, len(hot.pairs) * LEAST_TRIPLES))
    groups = max(1, -(-total // options.group_keys))
    return Plan(
        facets=facets,
        kinds=kinds,
        numbers=numbers,
        tokens=choose_tokens(_shown(drafts, Display(drafts, kinds, numbers)), options.tokens),
        hot=hot,
        spelled=spelled_of(facets),
        file_documents=file_documents,
        buckets=(pairs, triples, max(1, marks // MARKS_PER_FILE // 4)),
        groups=(min(pairs, groups), min(triples, max(1, groups // 3)), 1),
        batches=_batches(lengths, file_documents, options),
        fast=total > options.compiled_units and can_compile(),
    )


def _sample(drafts: Drafts) -> Units:
    """选常见字对的抽样。"""
    lines = drafts.lines[:: max(1, len(drafts.lines) // HOT_SAMPLE)]
    return searchable(drafts.text(lines))


def _shown(drafts: Drafts, display: Display) -> list[str]:
    """选正文符号的抽样。"""
    lines = drafts.lines[:: max(1, len(drafts.lines) // TOKEN_SAMPLE)]
    return list(map(display.line, lines, drafts.texts(lines)))


def _batches(
    lengths: np.ndarray[tuple[int], np.dtype[np.int64]], step: int, options: SearchOptions
) -> tuple[tuple[int, int], ...]:
    """切成批；每批从一个正文文件的开头起，字数与条数都有上限。"""
    found, start, held = [], 0, 0
    most = min(options.batch_documents, MOST_RECORDS)
    starts = np.arange(0, len(lengths), step)
    for at, more in zip(starts.tolist(), np.add.reduceat(lengths, starts).tolist(), strict=True):
        if at > start and (held + more > options.batch_units or at + step - start > most):
            found.append((start, at))
            start, held = at, 0
        held += more
    return (*found, (start, len(lengths)))


def base_name(account: bytes, options: SearchOptions) -> str:
    """索引目录的名字：账与尺寸的摘要，有一点不同就不同。"""
    sizes = msgspec.structs.replace(options, processes=0, compiled_units=0)
    content = account + msgspec.msgpack.encode((FORMAT, sizes))
    return hashlib.blake2b(content, digest_size=6).hexdigest()
