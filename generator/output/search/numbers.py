"""编号：案号、文号与记录自己的编号，不论怎样写，比较时只有一个样子。"""

from generator.output.search.folding import fold
from generator.output.search.model import SearchDocument
from generator.output.search.units import units_of

NUMBER_HASH = 1 << 31

NUMBER_KINDS = frozenset({"number", "document_number"})


def number_form(text: str) -> str:
    """编号比较时的样子：折叠，去空白，去「第」「号」。"""
    folded = fold(text).replace(" ", "")
    return folded.removeprefix("第").removesuffix("号")


def number_hash(text: str) -> int:
    """编号的散列，使「案号、文号」不论长短都只占一个键。"""
    value = 0
    for unit in units_of(number_form(text)).tolist():
        value = (value * 31 + unit) & 0xFFFFFFFF
    return NUMBER_HASH | value


def codes_in(document: SearchDocument) -> list[str]:
    """一条记录的各个编号，照原来的写法。"""
    return [document.id, *[field.text for field in document.fields if field.kind in NUMBER_KINDS]]


def number_end(text: str) -> str:
    """编号比较时的样子，最后一个字；空的编号没有。"""
    last = text[-1:]
    # 多半就是个数字，不必折叠。
    return last if last.isascii() and last.isdigit() else number_form(text)[-1:]
