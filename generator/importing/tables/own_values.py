"""我们自己的表里一格怎样读：名称换成编号，词与日期归一；别的一个字也不动。"""

from collections.abc import Mapping

from pydantic.fields import FieldInfo

from generator.dates import PartialDate
from generator.importing.tables import values
from generator.importing.tables.grid import Cell
from generator.importing.tables.values import Value
from generator.register.drafting.questions import reference_in
from generator.register.fixing.values import Names, cure_of, is_date, reads_dates
from generator.register.model.fields import IDENTIFIER
from generator.register.register import Register
from generator.register.tabular import Column
from generator.register.tabular.folding import joined, split
from generator.terms import RecordKind


class Reader:
    """读一格。"""

    def __init__(self, register: Register, named: Mapping[tuple[RecordKind, str], str]) -> None:
        """备好名册。

        Args:
            register: 已有的登记簿。
            named: 这次导入的表里自己登记的名称。
        """
        self._names, self._named = Names(register), named

    def read(self, cell: Cell, raw: str, column: Column) -> Value:
        """一格 → 写进记录的文字。

        Args:
            cell: 一格。
            raw: 存着的文字。
            column: 读成哪一列。
        """
        info = column.info
        if info is None:
            return Value(cell.text)
        if reads_dates(info) and not column.is_list:
            return Value(str(PartialDate.parse(raw))) if is_date(raw) else values.date(cell, has_epoch=True)
        text = raw or cell.text
        if column.steps[-1:] == ("number",) and cell.number and not cell.is_padded:
            return Value(text, doubt=f"「{text}」存的是数，前面若有零已经丢了；照看到的写")
        if not column.is_list:
            return self._one(text, info, column.steps[-1])
        read = [self._one(word, info, column.steps[-1]) for word in split(text)]
        doubt = "；".join(value.doubt for value in read if value.doubt)
        return Value(joined([value.value for value in read if value.value]), doubt=doubt)

    def _one(self, text: str, info: FieldInfo, name: str) -> Value:
        kind = reference_in(info)
        if kind is not None:
            return self._referred(text.strip(), kind)
        cure = cure_of(text, info, name, self._names)
        return Value(cure.value if cure else text)

    def _referred(self, word: str, kind: RecordKind) -> Value:
        known = self._names.id_of(kind, word) or self._named.get((kind, word))
        if known and not self._names.declares(kind, word):
            return Value(known)
        if IDENTIFIER.fullmatch(word):
            return Value(word)
        return Value(doubt=f"{kind.label}名册里没有「{word[:30]}」，或有几个同名的")
