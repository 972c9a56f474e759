"""从编好的键里去掉几条记录：与解开、去掉、从头再编的逐字节相同。"""

import random
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from search_cuts import LETTERS, left, one_by_one

from generator.output.search.codebook import Codebook, chosen, codebook
from generator.output.search.cutting import cut
from generator.output.search.entries import Entry, Range, bucket, entries
from generator.output.search.follows import follows
from generator.output.search.gathering import Gathered
from generator.output.search.lists import Cuts, contents_of
from generator.output.search.lists import _sections as sections  # 就要建索引的办法
from generator.output.search.occurrences import Keys
from generator.output.search.streams import LONGEST, Stream, read
from generator.output.search.tables import table_of
from generator.output.search.trimming import Ascent, listing, nth_one, shifted, without_bits

UNIVERSES = 16, 40, 300, 97_732


def made(chance: random.Random, universe: int, listed: int, *, is_triple: bool, most: int) -> Entry:
    """随便编出的一个键：几条记录，每条至多几次出现，前后的字多半一样。"""
    numbers = sorted(chance.sample(range(universe), listed))
    slots = [
        number * 2 + (chance.random() < 0.3 and place == 0)
        for number in numbers
        for place in range(chance.randint(1, most))
    ]
    letters = "电梯楼改造" if chance.random() < 0.5 else "".join(map(chr, range(0x4E00, 0x4E00 + 400)))
    details = [
        ord(chance.choice(letters)) - 0x4E00 << 16 | min(int(chance.expovariate(1.5)), 0xFFFF) for _ in slots
    ]
    facts = [slot << 32 | detail for slot, detail in zip(slots, details, strict=True)]
    befores, afters = (usual(chance, len(slots)) for _ in range(2))
    gathered = Gathered(
        np.array([77], dtype=np.uint32),
        np.array([len(slots)]),
        np.array(facts, dtype=np.int64),
        befores << np.uint32(16) | afters,
    )
    table = table_of(gathered, apart=not is_triple)
    coded = sections(table, universe, None if is_triple else LETTERS)
    content = contents_of(table.hashes, coded, Cuts([0, 1], [0], [99], universe))[0]
    (found,) = entries(content, Range(0, 99, universe), is_bare=False, is_triple=is_triple)
    return found


def usual(chance: random.Random, count: int) -> Keys:
    share = chance.choice([0.4, 0.6, 0.95, 1])
    found = [0x5000 if chance.random() < share else 0x5001 + chance.randrange(9) for _ in range(count)]
    return np.array(found, dtype=np.uint32)


@settings(max_examples=150)
@given(st.integers(0, 1 << 30))
def test_cutting_equals_encoding_the_rest_from_the_start(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - 要的是可重复
    universe = chance.choice(UNIVERSES)
    listed = chance.randint(1, min(universe, chance.choice([3, 12, 18, 90, 700])))
    is_triple, most = chance.random() < 0.3, chance.choice([1, 2, 30])
    entry = made(chance, universe, listed, is_triple=is_triple, most=most)
    numbers = Ascent(entry.parts[1], entry.listed, universe).values()
    for count in (1, 2, listed - 1, listed):
        gone = set(chance.sample(numbers, min(max(count, 1), listed))) | {universe + 5}
        gone = {number for number in gone if number < universe} | {chance.randrange(universe)}
        letters = None if is_triple else LETTERS
        found = cut(entry, gone, universe, letters)
        expected = left(entry, gone, universe, letters)
        assert found is not None
        trimmed = found.left(read([found.stream])[0] if found.stream else None)
        assert (trimmed.parts if trimmed else None) == expected
        if trimmed:
            within = Range(0, 99, universe)
            again = entries(bucket([trimmed], within), within, is_bare=False, is_triple=is_triple)
            assert again == [trimmed]


def test_a_record_that_a_key_does_not_list_is_not_cut() -> None:
    entry = made(random.Random(5), 97_732, 400, is_triple=False, most=3)  # noqa: S311 - 要的是可重复
    held = set(Ascent(entry.parts[1], entry.listed, 97_732).values())
    others = [number for number in range(97_732) if number not in held]
    assert cut(entry, others[::97], 97_732, LETTERS) is None
    found = cut(entry, range(97_732), 97_732, LETTERS)
    assert found is not None
    assert found.ranks.keys() == held
    assert found.left(None) is None


def stream_of(chance: random.Random, book: Codebook, count: int) -> tuple[Stream, list[int]]:
    """一串随便的码，各符号照它的份额出现。"""
    symbols = chance.choices(range(len(book.details)), [2.0**-length for length in book.lengths], k=count)
    codes = [
        f"{code:0{length}b}"[::-1][:length] for code, length in zip(book.codes(), book.lengths, strict=True)
    ]
    bits = "".join(codes[symbol] for symbol in symbols)
    content = int(bits[::-1] or "0", 2).to_bytes((len(bits) + 7) >> 3, "little")
    return Stream(content, book.sizes, count), symbols


@settings(max_examples=60)
@given(st.integers(0, 1 << 30))
def test_streams_read_together_equal_those_read_one_code_at_a_time(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - 要的是可重复
    streams, expected = [], []
    for _ in range(chance.randint(1, 5)):
        kinds = chance.choice([1, 2, 3, 40, 900])
        top = chance.choice([0, 3, 12, LONGEST - 11])
        used = [2 << chance.randint(0, top) for _ in range(kinds)]
        stream, symbols = stream_of(chance, chosen(range(kinds), used), chance.choice([1, 9, 800, 6_000]))
        assert one_by_one(stream.content, stream.sizes, stream.count) == symbols
        streams.append(stream)
        expected.append(symbols)
    found = read(streams)
    assert [each.symbols.tolist() for each in found] == expected
    for stream, each in zip(streams, found, strict=True):
        if len(stream.sizes) > 1:
            assert (int(each.ends[-1]) + 7) >> 3 == len(stream.content)


def test_codes_of_one_length_never_fall_into_step_and_are_read_all_the_same() -> None:
    book = chosen(range(64), [2] * 64)
    stream, symbols = stream_of(random.Random(3), book, 5_000)  # noqa: S311 - 要的是可重复
    assert set(book.lengths) == {6}
    assert read([stream])[0].symbols.tolist() == symbols


@pytest.mark.parametrize("size", [0, 1, 300])
def test_a_stream_that_ends_early_is_refused(size: int) -> None:
    stream, _ = stream_of(random.Random(4), chosen(range(40), range(2, 42)), 900)  # noqa: S311 - 要的是可重复
    with pytest.raises(ValueError, match="提前结束"):
        read([Stream(stream.content[:size], stream.sizes, stream.count)])


def test_codes_longer_than_any_key_needs_are_refused() -> None:
    with pytest.raises(ValueError, match="太长"):
        read([Stream(b"\0" * 8, [0] * (LONGEST + 1) + [1], 1)])


@settings(max_examples=100)
@given(st.integers(0, 1 << 30))
def test_a_chosen_codebook_is_that_of_the_builder(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - 要的是可重复
    details = sorted(chance.sample(range(1 << 20), chance.choice([1, 2, 9, 200])))
    used = [chance.choice([1, 2, 3, chance.randint(1, 500)]) for _ in details]
    letters = LETTERS if chance.random() < 0.7 else None
    whole = np.repeat(np.array(details, dtype=np.uint32), used)
    written = follows(whole, np.array([len(whole)]), letters)
    book = chosen(details, used)
    assert book.content(letters) == written.tables.content.tobytes()
    assert codebook(book.content(letters), letters) == book
    assert chosen(details[::-1], used[::-1]) == book
    assert chosen([*details, 1 << 30], [*used, 0]) == book


@given(st.sets(st.integers(0, 299), min_size=1), st.data())
def test_a_sorted_list_without_a_few_is_the_list_of_the_others(listed: set[int], data: st.DataObject) -> None:
    values = sorted(listed)
    ascent = Ascent(listing(values, 300), len(values), 300)
    assert ascent.values() == values
    gone = data.draw(st.sets(st.sampled_from(values), max_size=len(values) - 1))
    ranks = ascent.ranks(gone | {300 - 1})
    assert ranks == {value: values.index(value) for value in sorted(gone | {299}) if value in listed}
    chosen_ranks = {value: rank for value, rank in ranks.items() if value in gone}
    rest = [value for value in values if value not in gone]
    assert ascent.without(chosen_ranks) == listing(rest, 300)
    places = [values.index(value) for value in rest]
    assert shifted(places, sorted(chosen_ranks.values())) == list(range(len(rest)))


@given(st.integers(0, 1 << 90), st.lists(st.integers(0, 90), unique=True, max_size=6))
def test_bits_taken_out_are_gone_and_the_others_close_up(bits: int, edges: list[int]) -> None:
    spans = list(pairwise(sorted(edges)))[::2]
    text = f"{bits:096b}"[::-1]
    rest = "".join(letter for at, letter in enumerate(text) if not any(a <= at < b for a, b in spans))
    found = without_bits(bits.to_bytes(12, "little"), 96, spans)
    assert found == int(rest[::-1], 2).to_bytes((len(rest) + 7) >> 3, "little")
    ones = [at for at, letter in enumerate(text) if letter == "1"]
    assert [nth_one(bits, 96, number) for number in range(len(ones))] == ones
    with pytest.raises(ValueError, match="提前结束"):
        nth_one(bits, 96, len(ones))
