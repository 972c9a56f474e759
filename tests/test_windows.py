"""同时找许多长话：与一句句地找一样，不论从哪个字节起、多长、有多少句相像。"""

from hypothesis import given
from hypothesis import strategies as st

from generator.windows import CROWD, LEAST, PIECE, WINDOW, WORD, Windows

PHRASES = st.lists(st.text("甲乙ab", min_size=LEAST, max_size=60), min_size=1, max_size=12)


def occurring(phrases: list[bytes], content: bytes) -> set[int]:
    return {place for place, phrase in enumerate(phrases) if phrase in content}


@given(PHRASES, st.lists(st.tuples(st.text("甲乙ab", max_size=20), st.integers(0, 11)), max_size=5))
def test_finds_exactly_the_phrases_that_occur(texts: list[str], parts: list[tuple[str, int]]) -> None:
    """相同的字眼反复出现，一句是另一句的一部分，有重复的。"""
    phrases = [text.encode() for text in texts]
    content = b"".join(lead.encode() + phrases[place % len(phrases)] for lead, place in parts)
    assert Windows(phrases).found(content) == occurring(phrases, content)


@given(st.binary(min_size=LEAST, max_size=LEAST + 2 * WORD), st.binary(max_size=40), st.binary(max_size=40))
def test_finds_a_phrase_at_any_byte(phrase: bytes, before: bytes, after: bytes) -> None:
    finder = Windows([phrase])
    assert finder.found(before + phrase + after) == {0}
    for content in (before + phrase[1:], phrase[:-1], before, b""):
        assert finder.found(content) == occurring([phrase], content)


@given(
    st.lists(st.text("甲乙", max_size=24), min_size=CROWD + 2, max_size=40),
    st.lists(st.text("甲乙", max_size=30), max_size=6),
)
def test_many_phrases_alike_are_told_apart(middles: list[str], texts: list[str]) -> None:
    """头尾都相同的多于几句，换了找法，找到的一样：短的、长的、重复的。"""
    head, tail = "新华社记者从有关部门负责同志处获悉，", "，这项工作正在有关部门指导下进行之中"
    phrases = [f"{head}{middle}{tail}".encode() for middle in middles]
    content = "，".join(f"{head}{text}{tail}" for text in texts).encode()
    assert Windows(phrases).found(content) == occurring(phrases, content)


def test_phrases_across_the_pieces_of_a_long_content_are_found() -> None:
    phrases = [f"跨在两截之间的第{number}句话，不能漏掉".encode() for number in range(40)]
    edge = PIECE * WORD
    for offset in range(len(phrases[0]) + WINDOW):
        place = offset % len(phrases)
        content = b"-" * (edge - offset) + phrases[place] + b"-" * WINDOW
        assert Windows(phrases).found(content) == {place}, offset


def test_thousands_of_phrases_are_found_and_nothing_else() -> None:
    phrases = [f"第{number:05}句没有公开的话，各不相同".encode() for number in range(5000)]
    finder = Windows(phrases)
    assert finder.found("；".encode().join(phrases[::7])) == set(range(0, 5000, 7))
    assert finder.found("第05000句没有公开的话，各不相同".encode()) == set()


def test_content_full_of_near_misses_holds_only_what_really_stands_in_it() -> None:
    """头、尾、一眼都对得上，中间差一个字的；头被内容的开头、尾被内容的末尾切断的。"""
    head, tail = "区政协办公室在来函里写明了这样的话", "，请有关部门研究并按时书面答复委员本人"
    phrases = [f"{head}{number:05}{tail}".encode() for number in range(300)]
    misses = "。".join(
        f"{head}{number:05}；{tail[1:]}{head}{number:04}{tail}" for number in range(300)
    ).encode()
    finder = Windows(phrases)
    assert finder.found(misses) == set()
    assert finder.found(misses + phrases[7] + misses) == {7}
    assert finder.found(phrases[3][1:] + misses + phrases[4][:-1]) == set()
