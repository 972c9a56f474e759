"""表头下面的各行：哪些是提案，哪几行是同一件；小标题、表尾、重复的表头不是。"""

import re
from collections.abc import Iterator, Sequence

from generator.importing.material import refuse
from generator.importing.tables import headings, values
from generator.importing.tables.by_value import Column
from generator.importing.tables.doubts import Doubts
from generator.importing.tables.grid import Sheet
from generator.importing.tables.header import Header

FOOTER = re.compile(
    r"(?:合计|总计|小计|共计|制表|填表|审核|说明|备注|注)(?:人|单位|日期)?(?:[:：。\d ].*)?|共\d+件.*"
)
CONGRESS = re.compile("人大|代表建议|代表议案|人民代表")
SIGNED = re.compile(r"[\u4e00-\u9fff（）()]{2,10}[:：].{0,24}")
"""「移交人：」「日期：2024年2月20日」：签字栏。"""
SHORT = 16
NOT_A_LEDGER = "人大代表建议不收；混在一起的，把政协提案的各行另存一份再试。"


class Rows:
    """一张表的各行。"""

    def __init__(self, sheet: Sheet, header: Header, rows: Sequence[int], doubts: Doubts) -> None:
        self._sheet, self._header, self._rows, self._doubts = sheet, header, rows, doubts

    def groups(self, columns: tuple[Column, ...]) -> Iterator[tuple[int, ...]]:
        """一件提案占哪几行：竖着合并的、案号案由都相同的。"""
        found: dict[tuple[str, str], list[int]] = {}
        by_target = {
            column.target: column.number
            for column in columns
            if column.target in {"proposal.number", "proposal.title"}
        }
        for row in self._rows:
            if not self._is_data(row, columns):
                continue
            number = values.plain(self._sheet.text_at(row, by_target.get("proposal.number", 0)))
            title = values.plain(self._sheet.text_at(row, by_target.get("proposal.title", 0)))
            if not number and not title:
                message = "这一行没有案号也没有案由，没有读"
                self._doubts.add("unsure-row", message, "接着上一行的，把案号填上；多余的删去。", row)
                continue
            of_row = self._sitting_key(row, columns)
            found.setdefault((f"{number}{of_row}" if number else f"第{row}行", title), []).append(row)
        yield from (tuple(rows) for rows in found.values())

    def _sitting_key(self, row: int, columns: tuple[Column, ...]) -> str:
        wanted = [column.number for column in columns if column.target in {"term", "session", "sitting"}]
        return "".join(f"\0{self._sheet.text_at(row, number)}" for number in wanted)

    def _is_data(self, row: int, columns: tuple[Column, ...]) -> bool:
        texts = [self._sheet.text_at(row, column) for column in self._sheet.columns]
        filled = [text for text in texts if text]
        if not filled:
            return False
        if self._repeats_header(texts):
            return False
        distinct = set(filled)
        first = values.plain(filled[0])
        is_signed = all(SIGNED.fullmatch(values.plain(text)) for text in filled)
        if (
            FOOTER.fullmatch(first)
            or is_signed
            or (len(distinct) == 1 and (len(filled) > 1 or len(columns) > 2))
        ):
            shown = " ".join(first.split())[:30]
            if not re.fullmatch(r"\d+", shown):
                self._doubts.add(
                    "skipped-row", f"不像一件提案，没有读：「{shown}」", "确是提案的，补全案号与案由。", row
                )
            return False
        congress = next((text for text in filled if len(text) <= SHORT and CONGRESS.search(text)), "")
        if congress:
            message = f"写着「{' '.join(congress.split())}」，不是政协提案，没有读"
            self._doubts.add("not-proposal-row", message, NOT_A_LEDGER, row)
        return not congress

    def _repeats_header(self, texts: list[str]) -> bool:
        """每页重复的表头。"""
        above = [
            {
                headings.folded(self._sheet.text_at(row, column))
                for row in range(self._header.top, self._header.bottom + 1)
            }
            for column in self._sheet.columns
        ]
        filled = [(headings.folded(text), names) for text, names in zip(texts, above, strict=True) if text]
        same = sum(text in names for text, names in filled)
        return same >= 2 and same >= 0.8 * len(filled)

    def refuse_second_table(self) -> None:
        """下面又有一张表头不同的表。

        Raises:
            Refused: 有。
        """
        for row in self._rows:
            texts = [self._sheet.text_at(row, column) for column in self._sheet.columns]
            known = sum(headings.is_known(text) for text in texts if text and len(text) <= 20)
            if known >= max(3, len([text for text in texts if text]) * 0.6) and not self._repeats_header(
                texts
            ):
                message = f"{self._sheet.called(row, 1)} 起像是另一张表，表头与上面的不同"
                raise refuse("several-tables", self._sheet.mark(row), message, "每张表放在单独的工作表里。")
