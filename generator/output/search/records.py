"""一条记录在索引里的两种样子：折叠后供查找的编码单元，原样供显示的一行文字。"""

import re
import unicodedata
from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from generator.output.search.folding import fold, folder, units_of
from generator.output.search.grams import FACET_VALUE, TITLE_CHARACTER, Indexed, number_hash
from generator.output.search.model import SearchDocument
from generator.output.search.texts import FIELD_SEPARATOR

NUMBER_KINDS = frozenset({"number", "document_number"})

_controls = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")


class Kinds(msgspec.Struct, frozen=True):
    """记录种类与段落种类的编号。

    Attributes:
        documents: 各种记录。
        fields: 各种段落及其中文名。
    """

    documents: tuple[str, ...]
    fields: tuple[tuple[str, str], ...]


def kinds_of(documents: Sequence[SearchDocument]) -> Kinds:
    """出现过的种类，升序。"""
    return Kinds(
        tuple(sorted({document.kind for document in documents})),
        tuple(sorted({(field.kind, field.label) for document in documents for field in document.fields})),
    )


def clean(text: str) -> str:
    """合成（NFC）并把控制符换成空格，换行除外。"""
    if not unicodedata.is_normalized("NFC", text):
        text = unicodedata.normalize("NFC", text)
    return _controls.sub(" ", text)


def number_form(text: str) -> str:
    """编号比较时的样子：折叠，去空白，去「第」「号」。"""
    folded = fold(text).replace(" ", "")
    return folded.removeprefix("第").removesuffix("号")


def indexed(document: SearchDocument, numbers: Mapping[tuple[str, str], int]) -> Indexed:
    """供查找的样子。

    Args:
        document: 一条记录。
        numbers: 分面值的编号。

    Returns:
        各段折叠后首尾相接；标题单字、编号、分面值各成一个键。
    """
    gap = np.zeros(1, dtype=np.uint16)
    parts = [folder().units(clean(field.text)) for field in document.fields]
    units = np.concatenate([each for part in parts for each in (part, gap)])
    codes = [field.text for field in document.fields if field.kind in NUMBER_KINDS] + [document.id]
    special = {TITLE_CHARACTER << 16 | unit for unit in set(parts[0].tolist())}
    special |= {number_hash(units_of(number_form(code))) for code in codes}
    special |= {FACET_VALUE << 16 | numbers[facet] for facet in document.facets}
    return Indexed(units, len(parts[0]), np.array(sorted(special), dtype=np.uint32))


def displayed(document: SearchDocument, kinds: Kinds, numbers: Mapping[tuple[str, str], int]) -> str:
    """供显示的样子：一行以分隔符隔开的文字。

    Args:
        document: 一条记录。
        kinds: 种类的编号。
        numbers: 分面值的编号。

    Returns:
        编号、种类、路径、日期、逾期天数、分面值，然后每段三项：种类、锚点、文字。
    """
    facets = ",".join(str(number) for number in sorted({numbers[facet] for facet in document.facets}))
    head = [
        document.id,
        str(kinds.documents.index(document.kind)),
        document.path,
        document.date,
        str(document.overdue_days or ""),
        facets,
    ]
    field_number = {field: str(number) for number, field in enumerate(kinds.fields)}
    for field in document.fields:
        head += [field_number[field.kind, field.label], field.anchor, clean(field.text)]
    return FIELD_SEPARATOR.join(head)
