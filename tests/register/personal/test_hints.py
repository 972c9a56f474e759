"""粗看不放过：粗看过再细找，与每一类都逐字细找，找到的一样。"""

import importlib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.register.personal import Found, find
from generator.register.personal.folding import Folded, unmasked
from generator.register.personal.hints import Hints
from tests.register.personal import fresh
from tests.register.personal.disguised import DISGUISED, INNOCENT
from tests.register.personal.labelled import NEGATIVE, POSITIVE
from tests.register.personal.unseen import HARMLESS, UNSEEN

LABELLED = [text for kept in (POSITIVE, DISGUISED, UNSEEN) for texts in kept.values() for text in texts]
EVERYTHING = [*LABELLED, *fresh.POSITIVE, *fresh.NEGATIVE, *INNOCENT, *NEGATIVE, *HARMLESS]
SIGNS = st.text(
    "0123456789一二三〇壹①⁰XAa路街园期号弄室楼单元#-—·,，、 \n()（）@.*~<b>&;第\u200b", max_size=24
)
PIECES = st.lists(st.one_of(st.sampled_from(EVERYTHING), SIGNS, st.just("普通的话，")), max_size=4)


@contextmanager
def looking_closely() -> Iterator[None]:
    """粗看什么都说可能有；换个读法也一样的，也照样再查一遍。"""
    module = importlib.import_module("generator.register.personal.find")
    always = Hints(letters=True, plates=True, numbers=True, scattered=True, homes=True)

    def again(folded: Folded) -> Folded:
        return unmasked(folded) or folded

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "hints", lambda _: always)
        patch.setattr(module, "unmasked", again)
        yield


def closely(text: str) -> tuple[Found, ...]:
    with looking_closely():
        return find(text)


@pytest.mark.parametrize("text", EVERYTHING)
def test_a_first_look_hides_nothing_in_the_labelled_strings(text: str) -> None:
    assert find(text) == closely(text)


@settings(max_examples=600, derandomize=True)
@given(PIECES, st.sampled_from(["", "，", "\n", "是"]))
def test_a_first_look_hides_nothing_in_any_mixture(pieces: list[str], between: str) -> None:
    text = between.join(pieces)
    assert find(text) == closely(text)


@pytest.mark.parametrize("text", LABELLED)
def test_a_first_look_hides_nothing_in_a_string_with_a_sign_more_or_less(text: str) -> None:
    for place in range(0, len(text), 2):
        less, more = text[:place] + text[place + 1 :], f"{text[:place]}、{text[place:]}"
        assert [find(less), find(more)] == [closely(less), closely(more)]
