"""公开的文字：嵌在哪里都找得到，键也算。"""

import msgspec

from generator.release.words import public_words


class Part(msgspec.Struct):
    name: str
    scale: dict[str, str]
    parts: tuple["Part", ...] = ()
    count: int = 3


def test_every_text_is_found_wherever_it_is_nested_and_so_are_keys() -> None:
    content = (Part("甲", {"办结": "解决"}, (Part("乙", {}),)), ["丙", ("丁",)])
    assert public_words(content) == {
        "甲", "乙", "丙", "丁", "办结", "解决", "name", "scale", "parts", "count",
    }  # fmt: skip


def test_what_is_known_already_counts_too_and_stays_as_it_was() -> None:
    known = frozenset({"戊"})
    assert public_words(("己",), known) == {"戊", "己"}
    assert known == {"戊"}
