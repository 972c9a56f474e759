"""提案台账：一张表 → 提案、答复、单位的草稿。一行（或接着的几行）是一件提案。"""

import re

import msgspec

from generator.importing.letters.whose import Whose, whose_of
from generator.importing.material import Found, refuse
from generator.importing.registry import Registry
from generator.importing.tables import headings, sitting, values
from generator.importing.tables.by_value import Column, Use
from generator.importing.tables.case import case_of
from generator.importing.tables.columns import columns_of
from generator.importing.tables.doubts import Doubts
from generator.importing.tables.fields import DATED, Context
from generator.importing.tables.grid import Cell, Sheet
from generator.importing.tables.header import Header, header_of
from generator.importing.tables.local_words import WORDS
from generator.importing.tables.mapping import Mapping
from generator.importing.tables.rows import NOT_A_LEDGER, Rows


class Plan(msgspec.Struct, frozen=True):
    """一张表打算怎样读。

    Attributes:
        path: 文件。
        sheet: 表名；csv 没有。
        header: 表头在哪几行。
        term: 届。
        session: 次。
        columns: 各列的去处。
    """

    path: str
    sheet: str
    header: tuple[int, int]
    term: int | None
    session: int | None
    columns: tuple[Column, ...]


class Read(msgspec.Struct, frozen=True):
    """读完的一张表：打算怎样读，与各件。"""

    plan: Plan
    found: tuple[Found, ...]


def read_ledger(sheet: Sheet, registry: Registry, mapping: Mapping) -> Read | None:
    """读一张工作表；不是提案台账的为 None。

    Raises:
        Refused: 表头说不准，或是人大代表建议。
    """
    header = header_of(sheet) if not mapping.columns else mapping.header_in(sheet) or header_of(sheet)
    if header is None:
        return None
    return _Ledger(sheet, header, registry, mapping).read()


class _Ledger:
    def __init__(self, sheet: Sheet, header: Header, registry: Registry, mapping: Mapping) -> None:
        self._sheet, self._header, self._registry, self._mapping = sheet, header, registry, mapping
        self._doubts = Doubts(sheet)
        self._rows = [row for row in sheet.rows if row > header.bottom]
        self._titles = tuple(
            dict.fromkeys(
                sheet.text_at(row, column)
                for row in sheet.rows
                if row < header.top
                for column in sheet.columns
            )
        )

    def read(self) -> Read | None:
        columns = columns_of(self._sheet, self._header, self._rows, self._mapping.columns, self._readable)
        rows = Rows(self._sheet, self._header, self._rows, self._doubts)
        self._refuse_side_by_side(columns)
        targets = {column.target for column in columns}
        if not targets & {"proposal.number", "proposal.title"}:
            return None
        stem = self._sheet.path.rpartition("/")[2].rpartition(".")[0]
        if sitting.is_of_congress((*self._titles, self._sheet.name, stem)):
            mark = self._sheet.mark(self._header.top)
            raise refuse("not-proposals", mark, "说的是人大代表建议，或两样混在一起", NOT_A_LEDGER)
        rows.refuse_second_table()
        context = self._context(columns, stem)
        groups = list(rows.groups(columns))
        cases = [case_of(rows, columns, context) for rows in groups]
        self._refuse_repeats(cases)
        self._tell_left(columns)
        plan = Plan(
            self._sheet.path,
            self._sheet.name,
            (self._header.top, self._header.bottom),
            context.term,
            context.session,
            columns,
        )
        return Read(plan, (*cases, Found(problems=self._doubts.problems())))

    def _context(self, columns: tuple[Column, ...], stem: str) -> Context:
        said = sitting.sitting_of(self._titles, self._sheet.name, stem)
        fixed, whose = self._mapping, self._whose(said.whose)
        has_column = {"term", "session", "sitting"} & {column.target for column in columns}
        term, session = fixed.term or said.term, fixed.session or said.session
        if not (term and session) and not has_column:
            message = said.doubt or "没有写明第几届第几次会议"
            cure = "在表的标题行写上「……五届二次会议……」，或在对照文件里写 term 与 session。"
            self._doubts.add("unsure-reference", message, cure, self._header.top)
        if whose.doubt:
            self._doubts.add(
                "unsure-body", whose.doubt, "在对照文件里写 body，或把政协登记进名册。", self._header.top
            )
        return Context(
            sheet=self._sheet,
            registry=self._registry,
            doubts=self._doubts,
            whose=whose,
            term=term,
            session=session,
            width=self._width(columns),
            has_epoch=self._has_epoch(columns),
            fixed=fixed.values,
            targets=frozenset(column.target for column in columns),
        )

    def _whose(self, said: str) -> Whose:
        """哪一级政协：对照文件写明的，或表外的文字说的。"""
        body = self._mapping.body
        if not body:
            return whose_of(said, "", self._registry)
        return Whose(body, body if body != self._registry.register.site.body else "")

    def _width(self, columns: tuple[Column, ...]) -> int:
        """案号补零到几位：看得见补了零的都一样长，才敢补别的。"""
        column = next((column for column in columns if column.target == "proposal.number"), None)
        if column is None:
            return 0
        cells = [cell for row in self._rows if (cell := self._sheet.cells.get((row, column.number)))]
        numbers = {found.value for cell in cells if (found := values.number(cell, 0)).value.isdigit()}
        widths = {len(number) for number in numbers if number.startswith("0")}
        bare = {len(number) for number in numbers if not number.startswith("0")}
        if len(widths) == 1 and max(bare, default=0) <= min(widths):
            return widths.pop()
        lost = [cell for cell in cells if cell.number or not self._sheet.is_typed]
        if not widths and lost and len(bare) > 1:
            message = f"「{column.heading}」一列存的是数，原来前面若有零已经丢了；照现在看到的写"
            cure = "案号本来是 0046 这样的，先把这一列改成文本、补上零，再导入：编号定了不改。"
            self._doubts.add("unsure-zeros", message, cure, lost[0].row, column.number)
        return 0

    def _has_epoch(self, columns: tuple[Column, ...]) -> bool:
        """45809 这样的数能不能确定是哪一天：工作簿自己知道从哪天数起；文字表格要有相近的日期对证。"""
        if self._sheet.is_typed:
            return not self._sheet.counts_from_1904
        dated = [column.number for column in columns if column.target.endswith(DATED)]
        cells = [
            cell for row in self._rows for number in dated if (cell := self._sheet.cells.get((row, number)))
        ]
        years = {found.value[:4] for cell in cells if (found := values.date(cell, has_epoch=False)).value}
        serial = {
            values.date(cell, has_epoch=True).value[:4] for cell in cells if re.fullmatch(r"\d{5}", cell.text)
        }
        return bool(serial) and all(
            any(abs(int(year) - int(other)) <= 1 for other in years) for year in serial - {""}
        )

    def _readable(self, target: str, cell: Cell) -> bool:
        """一格读成某处读不读得通；「是」「否」「公开」两处都读得通。"""
        if target in WORDS:
            return not values.word(*WORDS[target], cell).doubt
        if target == "reply.result":
            return not values.result(cell, self._is_result).doubt
        if target == "proposal.number":
            return not values.number(cell, 0).doubt
        return not values.date(cell, has_epoch=self._sheet.is_typed).doubt

    def _is_result(self, text: str) -> bool:
        return self._registry.register.result_of(text, None) is not None

    def _refuse_side_by_side(self, columns: tuple[Column, ...]) -> None:
        titled = [
            column
            for column in columns
            if headings.folded(column.heading) in {"案号", "案由", "提案号", "提案编号"}
        ]
        names = [headings.folded(column.heading) for column in titled]
        if len(set(names)) < len(names) and any(
            column.use is Use.LEFT and "值不同" in column.reason for column in titled
        ):
            message = "左右并排着两张表，或同一列写了两次"
            raise refuse(
                "several-tables", self._sheet.mark(self._header.top), message, "每张表放在单独的工作表里。"
            )

    def _refuse_repeats(self, cases: list[Found]) -> None:
        """同一个案号写着不同的案由：说不准哪个对，都不写。"""
        seen: dict[object, list[int]] = {}
        for place, case in enumerate(cases):
            identifier = next((d.fields.get("id") for d in case.drafts if d.kind == "proposal"), None)
            if identifier:
                seen.setdefault(identifier, []).append(place)
        for identifier, places in seen.items():
            if len(places) > 1:
                for place in places:
                    cases[place] = _nameless(cases[place])
                message = f"案号重复：有 {len(places)} 件提案都会是 {identifier}，而案由不同，一件也没有写"
                self._doubts.add("unsure-number", message, "对照原件改正案号。", self._header.bottom + 1)

    def _tell_left(self, columns: tuple[Column, ...]) -> None:
        for column in columns:
            if (
                column.use is Use.LEFT
                and column.samples
                and column.reason != "写明不读"
                and not column.reason.startswith("与 ")
            ):
                name = column.heading or f"{column.letter} 列"
                message = f"「{name}」这一列没有读：{column.reason}，见到「{'、'.join(column.samples)[:60]}」"
                cure = "要读的，在对照文件的 columns 里写明读成哪个字段；不要的写「不读」。"
                self._doubts.add("column-left", message, cure, self._header.bottom, column.number)
            elif column.use is Use.LEFT and "值不同" in column.reason:
                message = f"「{column.heading}」这一列没有读：{column.reason}"
                self._doubts.add(
                    "column-left",
                    message,
                    "留下对的那一列，另一列删去，或在对照文件里写「不读」。",
                    self._header.bottom,
                    column.number,
                )


def _nameless(found: Found) -> Found:
    """去掉编号：没有编号的不写。"""
    drafts = tuple(
        msgspec.structs.replace(draft, fields={k: v for k, v in draft.fields.items() if k != "id"})
        if draft.kind in {"proposal", "reply"}
        else draft
        for draft in found.drafts
    )
    return Found(drafts, found.problems)
