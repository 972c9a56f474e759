"""同时找许多句话：与一句句地找一样。"""

from hypothesis import given
from hypothesis import strategies as st

from generator.gate.phrases import LONG, MANY, PhraseFinder

WORDS = st.text(alphabet="甲乙丙ab", min_size=1, max_size=LONG)
CROWD = [f"凑数的第{number}句，比八个字长" for number in range(MANY)]
"""凑足这么多句长话，就换了找法。"""


@given(st.lists(WORDS, max_size=8), st.text(alphabet="甲乙丙ab", max_size=80), st.booleans())
def test_finds_exactly_the_phrases_that_occur(phrases: list[str], content: str, is_many: bool) -> None:
    searched = [*phrases, *CROWD] if is_many else phrases
    expected = {place for place, phrase in enumerate(searched) if phrase in content}
    assert PhraseFinder(searched).found(content.encode()) == expected


def test_phrases_with_the_same_beginning_are_told_apart() -> None:
    stem = "同一个开头的很长的一句话，"
    finder = PhraseFinder([f"{stem}前者", f"{stem}后者", stem])
    assert finder.found(f"说：{stem}后者。".encode()) == {1, 2}
