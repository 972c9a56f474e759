"""字对写进临时文件：读回来一件不差；磁盘满了，说得出是磁盘满了。"""

import errno
import os
import sys
from pathlib import Path

import numpy as np
import pytest

from generator.output.search import blocks as made_blocks
from generator.output.search import occurrences
from generator.output.search.blocks import Recipe, Shape, shape_of, write_block
from generator.output.search.gathering import Gathered, gather
from generator.output.search.hot import Hot, pair_of
from generator.output.search.occurrences import MARKS, PAIRS, TRIPLES, Occurrences
from generator.output.search.spelled import spelled_of

FULL = Path("/dev/full")
COMMON = Hot(tuple(sorted((pair_of("一丁"), pair_of("丁一")))), (), ())
NAMELESS = spelled_of(())
FACET_KEYS = np.array([5, 7, 1 << 32 | 5], dtype=np.int64)
ONE, MANY = (((1, 1),) * 3, ((900, 300), (900, 150), (4, 1)))
"""分几个文件、几组：组少时散列占满三十二位，序号没有地方放；组多时放得下。"""


def shapes(layouts: tuple[tuple[int, int], ...]) -> tuple[Shape, ...]:
    return tuple(shape_of(family, *layout) for family, layout in enumerate(layouts))


def records(chance: np.random.Generator, letters: int, sizes: tuple[int, ...]) -> occurrences.Units:
    """几条记录：标题，两段正文；用字只有这么多种。"""
    parts = []
    for size in sizes:
        for count in (3, size, 2):
            parts += [chance.integers(0x4E00, 0x4E00 + letters, count), [0]]
        parts[-1] = [1]
    return np.concatenate(parts).astype(np.uint16)


def listed(hashes: np.ndarray, slots: np.ndarray, details: np.ndarray, arounds: np.ndarray) -> list[tuple]:
    columns = [column.astype(np.int64).tolist() for column in (hashes, slots, details, arounds)]
    return list(zip(*columns, strict=True))


def wanted(parts: list[tuple[int, Occurrences]]) -> list[tuple]:
    """各批的出现，按散列，再按批与批里的先后。"""
    found = []
    for first, part in parts:
        facts = part.facts.view(np.uint64)
        slots = (facts & np.uint64(0xFFFF)) + np.uint64(first * 2)
        details = facts >> np.uint64(16) & np.uint64(0xFFFFFFFF)
        arounds = facts >> np.uint64(48) << np.uint64(16) | part.afters
        found += listed(part.hashes, slots, details, arounds)
    return sorted(found, key=lambda row: row[0])


def rows(found: Gathered) -> list[tuple]:
    hashes = np.repeat(found.hashes, found.counts)
    return listed(hashes, found.facts >> 32, found.facts & 0xFFFFFFFF, found.arounds)


@pytest.mark.parametrize("fast", [False, True])
@pytest.mark.parametrize("layouts", [ONE, MANY], ids=["few", "many"])
def test_what_is_written_group_by_group_is_gathered_whole(
    layouts: tuple[tuple[int, int], ...], fast: bool, tmp_path: Path
) -> None:
    chance = np.random.default_rng(3)
    # 用字只有三种的，同一对字在一条记录里有几百次；六千种的几乎没有第二次；没有正文的也算一批。
    batches = [
        records(chance, letters, sizes)
        for letters, sizes in ((3, (9_000, 40)), (6_000, (900, 1)), (40, (0,)), (90, (3_000, 0, 700)))
    ]
    recipe, none = Recipe(COMMON, NAMELESS, shapes(layouts), fast), np.zeros(0, dtype=np.int64)
    blocks = [
        write_block(units, none if place else FACET_KEYS, recipe, tmp_path / str(place))
        for place, units in enumerate(batches)
    ]
    firsts = np.cumsum([0, *[block.records for block in blocks]]).tolist()
    linked = [occurrences.linked(units, COMMON) for units in batches]
    # 放得下、放不下的批都有。
    assert [block.parts[PAIRS].is_wide for block in blocks] == [True, False, False, layouts is ONE]
    assert [block.parts[TRIPLES].is_wide for block in blocks] == [layouts is ONE, False, False, False]
    for family in range(MARKS):
        groups = range(layouts[family][1])
        gathered = [gather(blocks, family, group, recipe.shapes[family], fast=fast) for group in groups]
        parts = [(first, one[family]) for first, one in zip(firsts, linked, strict=False)]
        assert [row for one in gathered for row in rows(one)] == wanted(parts)
        edges = [int(one.hashes[end]) for one in gathered if len(one.hashes) for end in (0, -1)]
        assert edges == sorted(edges)
    marks = rows(gather(blocks, MARKS, 0, recipe.shapes[MARKS], fast=fast))
    for key, owners in ((5, [0, 1]), (7, [0])):
        hashed = int(occurrences.mixed(np.array([key], dtype=np.uint32))[0])
        assert [slot >> 1 for each, slot, _, _ in marks if each == hashed] == owners


@pytest.mark.skipif(not (sys.platform == "linux" and FULL.exists()), reason="要有 /dev/full")
def test_a_full_disk_is_told_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    many = Occurrences(np.zeros(9_000, np.uint32), np.zeros(9_000, np.int64), np.zeros(9_000, np.uint16))
    monkeypatch.setattr(made_blocks, "linked", lambda *_: (many, many, ()))
    monkeypatch.setattr(made_blocks, "marked", lambda *_: many)
    recipe = Recipe(COMMON, NAMELESS, shapes(ONE), fast=False)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)) as refused:
        write_block(np.ones(1, np.uint16), np.zeros(0, np.int64), recipe, FULL)
    assert refused.value.errno == errno.ENOSPC
