"""封存的字句找哪些、不找哪些，找到怎样说。"""

from collections.abc import Mapping
from typing import Any

import pytest

from generator.gate import Sealed
from generator.register.model import Record
from generator.register.origin import Origin
from generator.register.register import Register
from generator.terms import RecordKind
from tests.gate.registers import AS_OF, Gate, register_of

WITHHELD = {"open": "不公开", "open_reason": "另有原因"}


def secret(**fields: Any) -> dict[str, Any]:
    """一件不公开的提案；题目短得不找。"""
    return {"id": "a-1", "title": "题", **WITHHELD, **fields}


def watched(gate: Gate, *proposals: Mapping[str, Any], **others: Any) -> list[str]:
    return [item.text for item in sealed(gate, register_of({"proposal": proposals, **others}))]


def sealed(gate: Gate, register: Register) -> tuple[Sealed, ...]:
    return gate.sealed_texts(register, gate.publish(register, AS_OF))


def test_withheld_text_is_watched_from_eight_characters_on(gate: Gate) -> None:
    text = "一二三四五六七八，九十百千万亿兆"
    assert watched(gate, secret(background="甲乙丙丁戊己庚辛。子丑寅卯辰巳午！天地玄黄")) == [
        "甲乙丙丁戊己庚辛",
        "甲乙丙丁戊己庚辛。子丑寅卯辰巳午！天地玄黄",
    ]
    assert watched(gate, secret(background=text)) == [text]


def test_private_text_is_watched_from_four_characters_on(gate: Gate) -> None:
    assert watched(gate, secret(memo="机密甲乙！子丑寅")) == ["机密甲乙", "机密甲乙！子丑寅"]
    assert watched(gate, {"id": "a-1", "title": "题目", "open": "全文公开", "memo": "机密甲乙"}) == [
        "机密甲乙"
    ]
    assert watched(gate, secret(memo="机密甲")) == []


def test_parts_of_a_private_field_are_private_and_parts_of_others_are_not(gate: Gate) -> None:
    allowed = {"kind": "手机号", "value": "甲乙丙丁", "reason": "子丑寅卯"}
    assert sorted(watched(gate, secret(allow=[allowed]))) == ["子丑寅卯", "甲乙丙丁"]
    assert watched(gate, secret(suggestions=[{"id": "s1", "text": "甲乙丙丁"}])) == []
    assert watched(gate, secret(suggestions=[{"id": "s1", "text": "甲乙丙丁戊己庚辛"}])) == [
        "甲乙丙丁戊己庚辛"
    ]


def test_public_records_with_dates_are_read_too(gate: Gate) -> None:
    public = {"id": "b-1", "title": "甲乙丙丁戊己庚辛", "open": "全文公开", "submitted": "2023-07"}
    assert watched(gate, secret(background="甲乙丙丁戊己庚辛"), public) == []


def test_whole_text_of_six_to_sixty_characters_is_watched_too(gate: Gate) -> None:
    assert watched(gate, secret(background="a. b. c")) == ["a. b. c"]
    assert watched(gate, secret(background="a b。c。")) == ["a b。c。"]
    assert watched(gate, secret(background="a b。c")) == []
    sixty = "甲乙。" * 20
    assert watched(gate, secret(background=sixty)) == [sixty]
    assert watched(gate, secret(background=sixty + "丙")) == []
    assert watched(gate, secret(background="  甲乙丙。丁戊  \n")) == ["甲乙丙。丁戊"]


def test_days_are_no_words_to_watch(gate: Gate) -> None:
    assert watched(gate, secret(background="2023-06-30")) == []
    assert watched(gate, secret(memo="2023-06-30")) == []
    assert watched(gate, secret(background="2023-06-30\n\n甲乙丙丁戊己庚辛")) == [
        "2023-06-30\n\n甲乙丙丁戊己庚辛",
        "甲乙丙丁戊己庚辛",
    ]
    assert watched(gate, secret(background="2023-06-301")) == ["2023-06-301"]


def test_identifiers_are_no_words_to_watch(gate: Gate) -> None:
    assert watched(gate, secret(number="abc-1", topics=["a/b_c9"])) == []
    assert watched(gate, secret(number="ABC-1.")) == ["ABC-1."]


def test_numbers_are_watched_when_as_long_as_a_telephone(gate: Gate) -> None:
    assert watched(gate, secret(memo="甲 123456789")) == ["甲 123456789"]
    assert watched(gate, secret(memo="甲 1234567890")) == ["1234567890", "甲 1234567890"]
    assert watched(gate, secret(background="甲 1234567890")) == ["1234567890", "甲 1234567890"]


def test_words_that_are_public_somewhere_are_not_watched(gate: Gate) -> None:
    public = {
        "id": "a-2",
        "title": "公开的题目在这里",
        "open": "全文公开",
        "background": "前文甲乙丙丁戊己庚辛后文",
    }
    assert watched(gate, secret(background="公开的题目在这里"), public) == []
    assert watched(gate, secret(background="甲乙丙丁戊己庚辛"), public) == []
    hidden = secret(background="公开的题目在这里。甲乙丙丁戊己庚壬")
    assert watched(gate, hidden, public) == ["公开的题目在这里。甲乙丙丁戊己庚壬", "甲乙丙丁戊己庚壬"]


def test_public_words_in_every_shape_of_the_release_are_known(gate: Gate) -> None:
    scales = {"甲": {"列入计划的说法甲": "列入计划拟解决"}}
    public = {
        "id": "a-2", "title": "题目", "open": "全文公开", "topics": ["公开的主题词在这里"],
        "suggestions": [{"id": "s1", "text": "公开的一条建议在这里"}],
    }  # fmt: skip
    said = ("公开的主题词在这里", "公开的一条建议在这里", "列入计划的说法甲")
    hidden = [secret(background=text, id=f"b-{place}") for place, text in enumerate(said)]
    register = register_of({"proposal": [*hidden, public]}, result_scales=scales)
    assert sealed(gate, register) == ()


def test_text_in_every_kind_and_every_list_is_watched(gate: Gate) -> None:
    texts = ("封存的提案题目", "封存的主题词", "封存的会议题目")
    found = watched(
        gate,
        secret(title=texts[0], topics=[texts[1]]),
        consultation=[{"id": "c", "title": texts[2], "kind": "微协商", **WITHHELD}],
    )
    assert sorted(found) == sorted(texts)


def test_each_text_is_told_once_at_its_first_place_in_the_order_of_the_files(gate: Gate) -> None:
    texts = ["封存的句子其一", "封存的句子其二", "封存的句子其三", "封存的句子其一"]
    proposals = [secret(id=f"a-{place}", background=text) for place, text in enumerate(texts)]
    register = register_of({"proposal": proposals})
    for record, origin in zip(
        register.records(RecordKind.PROPOSAL),
        (Origin("b.yml", 1), Origin("b.yml", 0), Origin("a.yml", 3), Origin("a.yml", 0)),
        strict=True,
    ):
        placed(record, origin)
    assert [(item.text, item.origin) for item in sealed(gate, register)] == [
        ("封存的句子其三", Origin("a.yml", 3)),
        ("封存的句子其二", Origin("b.yml", 0)),
        ("封存的句子其一", Origin("b.yml", 1)),
    ]
    both = register_of({"proposal": [secret(background="句子乙乙乙乙乙乙。甲句甲句甲句甲句")]})
    assert [item.text for item in sealed(gate, both)] == [
        "句子乙乙乙乙乙乙",
        "句子乙乙乙乙乙乙。甲句甲句甲句甲句",
        "甲句甲句甲句甲句",
    ]


def placed(record: Record, origin: Origin) -> None:
    record._origin = origin  # noqa: SLF001 - 与登记时一样写上出处


def test_occurring_finds_what_stands_in_any_of_the_contents(gate: Gate) -> None:
    contents = ["前文甲乙后文".encode(), b"", "丙丁".encode()]
    assert gate.occurring(["甲乙", "丙丁", "甲乙后", "戊己"], contents) == {"甲乙", "丙丁", "甲乙后"}
    assert gate.occurring(iter(["甲乙"]), iter(contents)) == {"甲乙"}
    assert gate.occurring([], contents) == set()
    assert gate.occurring(["甲乙"], []) == set()


def test_scanner_finds_every_sealed_text_once_in_a_fixed_order(gate: Gate) -> None:
    first, second, inner = (Sealed(text, Origin("a.yml", 0)) for text in ("甲乙丙丁", "戊己庚辛", "乙丙"))
    scanner = gate.scanner([first, second, inner])
    assert scanner.sealed == (first, second, inner)
    assert scanner.leaks("戊己庚辛甲乙丙丁戊己庚辛".encode()) == (first, second, inner)
    assert scanner.leaks("甲 乙".encode()) == ()
    assert gate.scanner([]).leaks("甲乙".encode()) == ()
    assert gate.scanner([first], "说明甲乙丙丁".encode()).leaks("甲乙丙丁".encode()) == ()


def test_scanner_tells_long_phrases_with_one_beginning_apart(gate: Gate) -> None:
    stem = "同一个开头的很长的一句话，"
    texts = (f"{stem}前者", f"{stem}后者", stem, "同一个开头")
    sealed = [Sealed(text, Origin("a.yml", 0)) for text in texts]
    found = gate.scanner(sealed).leaks(f"说：{stem}后者。".encode())
    assert [item.text for item in found] == [f"{stem}后者", stem, "同一个开头"]
    assert gate.scanner(sealed).leaks("同一个开头的很长的一句".encode()) == (sealed[3],)


def test_scanner_finds_short_and_long_texts_among_hundreds(gate: Gate) -> None:
    """句子多了换一种找法：先后、长短混在一起，各自认得出。"""
    texts = [f"没有公开的第{number}句话" if number % 5 else f"短句{number}" for number in range(1000)]
    scanner = gate.scanner([Sealed(text, Origin("a.yml", 0)) for text in texts])
    found = scanner.leaks("没有公开的第7句话，没有公开的第998句话；短句995。没有公开的第5句话".encode())
    assert [item.text for item in found] == ["没有公开的第7句话", "短句995", "没有公开的第998句话"]


def test_scanner_excuses_only_the_words_of_the_software_itself(gate: Gate) -> None:
    kept, excused = Sealed("甲乙丙丁", Origin("a.yml", 0)), Sealed("戊己庚辛", Origin("b.yml", 0))
    scanner = gate.scanner([kept, excused, kept], "模板里的戊己庚辛".encode())
    assert scanner.sealed == (kept,)
    assert scanner.leaks("甲乙丙丁戊己庚辛".encode()) == (kept,)


def test_sealed_texts_cannot_be_changed_afterwards(gate: Gate) -> None:
    (item,) = sealed(gate, register_of({"proposal": [secret(memo="机密甲乙")]}))
    with pytest.raises(AttributeError):
        item.text = ""  # type: ignore[misc]


def test_the_gate_offers_what_the_site_needs_and_nothing_else(gate: Gate) -> None:
    assert gate.offered == {"LeakScanner", "Sealed", "publish", "sealed_texts"}
