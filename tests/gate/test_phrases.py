"""同时找许多句话：与一句句地找一样。"""

from hypothesis import given
from hypothesis import strategies as st

from generator.gate.phrases import CROWD, HEAD, NECK, PhraseFinder

COMMON = "新华社记者，"

WORDS = st.text(alphabet="甲乙丙ab", min_size=1, max_size=HEAD)


@given(st.lists(WORDS, max_size=8), st.text(alphabet="甲乙丙ab", max_size=80))
def test_finds_exactly_the_phrases_that_occur(phrases: list[str], content: str) -> None:
    expected = {place for place, phrase in enumerate(phrases) if phrase in content}
    assert PhraseFinder(phrases).found(content.encode()) == expected


def test_phrases_with_the_same_beginning_are_told_apart() -> None:
    stem = "同一个开头的很长的一句话，"
    finder = PhraseFinder([f"{stem}前者", f"{stem}后者", stem])
    assert finder.found(f"说：{stem}后者。".encode()) == {1, 2}


@given(
    st.lists(st.text("甲乙", max_size=24), min_size=CROWD + 2, max_size=40, unique=True),
    st.lists(st.text("甲乙", max_size=30), max_size=6),
)
def test_many_phrases_that_begin_alike_are_told_apart(ends: list[str], texts: list[str]) -> None:
    """头相同的多于几句，换了找法，找到的一样：短的、长的、一句是另一句开头的。"""
    phrases = [f"{COMMON}{end}" for end in ends]
    content = "，".join(f"{COMMON}{text}" for text in texts)
    expected = {place for place, phrase in enumerate(phrases) if phrase in content}
    assert PhraseFinder(phrases).found(content.encode()) == expected


def test_phrases_that_differ_only_late_are_told_apart() -> None:
    stem = "关于" * NECK
    phrases = [f"{stem}{number}" for number in range(10, 40)]
    assert PhraseFinder(phrases).found(f"见{phrases[7]}，{stem}".encode()) == {7}
