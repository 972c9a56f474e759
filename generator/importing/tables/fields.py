"""一件提案占的几行里，一个字段写了什么：找出各格，读，几处不一致的不读。"""

from collections.abc import Callable

import msgspec

from generator.importing.letters.whose import Whose
from generator.importing.registry import Registry
from generator.importing.tables import values
from generator.importing.tables.by_value import Column
from generator.importing.tables.doubts import Doubts
from generator.importing.tables.grid import Cell, Sheet
from generator.importing.tables.local_words import WORDS
from generator.importing.tables.values import Value

Place = tuple[int, int]
FILL = "对照原件，在表里改好再导入，或在写出的文件里补上。"
DATED = ("date", "submitted", "assigned", "due", "published")
PROSE = {"proposal.summary", "proposal.background", "reply.summary", "reply.text"}


class Context(msgspec.Struct, frozen=True):
    """一张表里各件共用的。

    Attributes:
        sheet: 工作表。
        registry: 名册。
        doubts: 说不准的记在这里。
        whose: 哪一级政协。
        term: 届；表里另有一列时为 None。
        session: 次。
        width: 案号补零到几位。
        has_epoch: 日子的序列数能不能确定。
        fixed: 对照文件里写明、每件都一样的值。
        targets: 表里有哪些字段。
    """

    sheet: Sheet
    registry: Registry
    doubts: Doubts
    whose: Whose
    term: int | None
    session: int | None
    width: int
    has_epoch: bool
    fixed: dict[str, str]
    targets: frozenset[str]

    @property
    def body(self) -> str | None:
        """哪一级政协的编号；站点默认的也算。"""
        return self.whose.body or self.registry.register.site.body


class Fields:
    """一件提案的各个字段。

    Attributes:
        rows: 占哪几行。
        columns: 各列的去处。
        context: 这张表共用的。
        original: 归一之前的写法。
    """

    def __init__(self, rows: tuple[int, ...], columns: tuple[Column, ...], context: Context) -> None:
        self.rows, self.columns, self.context = rows, columns, context
        self.original: dict[str, str] = {}
        self._readers = self._special()

    def _special(self) -> dict[str, Callable[[Cell], Value]]:
        """各有各的读法的字段。"""
        register, body = self.context.registry.register, self.context.body
        return {
            "proposal.number": lambda cell: values.number(cell, self.context.width),
            "proposal.title": values.title,
            "reply.document_number": values.document_number,
            "reply.result": lambda cell: values.result(
                cell, lambda text: register.result_of(text, body) is not None
            ),
            "satisfaction.attitude": self._satisfaction,
            "satisfaction.result": self._satisfaction,
            "proposal.original": values.address,
            "reply.original": values.address,
        }

    def doubt(self, rule: str, message: str, place: Place | None = None) -> None:
        """记下一处说不准的；没有说在哪一格的，指案号那一格。"""
        row, column = place or self.place("proposal.number", "proposal.title")
        self.context.doubts.add(f"unsure-{rule}", message, FILL, row, column)

    def place(self, *targets: str) -> Place:
        """头一行里某个字段的那一格。"""
        found = (column.number for target in targets for column in self.columns if column.target == target)
        return self.rows[0], next(found, 1)

    def cells(self, target: str, rows: tuple[int, ...] | None = None) -> list[Cell]:
        """某个字段的各格，去掉重复的；打钩的列换成它的意思。"""
        found: dict[str, Cell] = {}
        for row in rows or self.rows:
            for column in self.columns:
                cell = self._cell(row, column) if column.target == target else None
                if cell is not None:
                    found.setdefault(cell.text, cell)
        if not found and target in self.context.fixed:
            return [Cell(self.rows[0], 1, self.context.fixed[target])]
        return list(found.values())

    def _cell(self, row: int, column: Column) -> Cell | None:
        cell = self.context.sheet.at(row, column.number)
        if cell is None or not values.plain(cell.text) or self._is_spread(row, column):
            return None
        if not column.word:
            return cell
        if cell.text.strip() in values.TICKS:
            return Cell(cell.row, cell.column, column.word)
        message = f"「{column.heading}」里写的不是钩：「{values.plain(cell.text)[:20]}」"
        self.doubt(rule_of(column.target), message, (row, column.number))
        return None

    def _is_spread(self, row: int, column: Column) -> bool:
        """横着合并、占了几列有用的：说不准是哪一列的。"""
        area = self.context.sheet.area_at(row, column.number)
        if area is None or area.left == area.right:
            return False
        across = [one for one in self.columns if one.target and area.left <= one.number <= area.right]
        if len(across) < 2:
            return False
        names = "、".join(f"「{one.heading}」" for one in across)
        self.doubt("merged", f"横着合并了{names}几列，说不准是哪一列的，没有读", (row, area.left))
        return True

    def one(self, target: str, rows: tuple[int, ...] | None = None) -> str:
        """读一个字段；没有、不敢读、几行说得不一样的为空。"""
        read = [(cell, self.read(target, cell)) for cell in self.cells(target, rows)]
        for cell, value in read:
            if value.doubt:
                self.doubt(rule_of(target), value.doubt, (cell.row, cell.column))
        found = list(dict.fromkeys(value.value for _, value in read if value.value))
        if len(found) > 1:
            message = f"同一件里写了几种：「{'、'.join(found)[:60]}」"
            self.doubt(rule_of(target), message, (read[0][0].row, read[0][0].column))
        if len(found) != 1 or any(value.doubt for _, value in read):
            return ""
        original = next((value.original for _, value in read if value.original), "")
        if original:
            self.original[target] = original
        return found[0]

    def read(self, target: str, cell: Cell) -> Value:
        """读一格。"""
        if cell.is_error:
            return Value(doubt=f"公式算出的是错误值「{cell.text}」")
        if target in WORDS:
            return values.word(*WORDS[target], cell)
        if target.endswith(DATED):
            return values.date(cell, has_epoch=self.context.has_epoch)
        if target in PROSE:
            return self._prose(cell)
        reader = self._readers.get(target)
        return reader(cell) if reader else Value(values.plain(cell.text))

    def _prose(self, cell: Cell) -> Value:
        text, moved = values.prose(cell)
        if moved:
            message, cure = "联系人、电话移出了正文，没有写进记录", "单位对外公布的电话写在单位名册里。"
            self.context.doubts.add("contact-moved", message, cure, cell.row, cell.column)
        return Value(text)

    def _satisfaction(self, cell: Cell) -> Value:
        text = values.plain(cell.text)
        is_known = self.context.registry.register.satisfaction_of(text, self.context.body) is not None
        return Value(text) if is_known else Value(doubt=f"满意度的写法不认识：「{text[:20]}」")


def rule_of(target: str) -> str:
    """待确认的规则名里，字段的那一段。"""
    return target.rpartition(".")[2].replace("_", "-")
