"""一类记录的录入模板：每天用得着的列，下拉的选项取自词汇表与名册，另有一张说明。"""

from collections.abc import Iterable, Iterator

import msgspec
from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from generator.exporting.workbook import dress, put_rows, saved
from generator.register.drafting.questions import EVERYDAY, reference_in, words_in
from generator.register.fixing.values import reads_dates, reads_yes_no
from generator.register.reference.shapes import fields_of
from generator.register.register import Register
from generator.register.tabular import Column, Shape, shapes_of
from generator.terms import RecordKind

SELDOM = {"publications", "allow", "stages", "corrections"}
"""逐条写的部分里，模板不给的。"""

ALSO = {
    "proposal": (
        "timing", "proposer.name", "proposer.co", "proposer.count", "handling.mode", "handling.co",
        "background", "satisfaction.attitude", "satisfaction.result",
    ),
    "reply": ("published", "summary"),
}  # fmt: skip
"""每天用得着的以外，表格里还给的列。"""

RARE = {"memo", "former_ids", "practice", "original", "source_title", "source_url"}
LAST_ROW = 2_000
LONGEST_PROMPT = 250
GUIDE, CHOICES = "说明", "选项"
HOW_TO = (
    ("从第三行起填，头两行不要动；第二行是程序认列用的。",),
    ("编号可以空着，程序由届次与案号补上；编号决定网址，定了不改。",),
    ("一格写几个的，用「；」隔开。日期写成 2023-05-26；只知道月份写 2023-05。",),
    ("单位、委员等写名称或编号都可以。没有的空着，不要写「无」。",),
    ("逐条写的（建议、回应、承诺）在后面的表里一条一行，用编号（提案也可用案号）与次序对上。",),
    ("填好以后：shai import 这个文件 --dry-run，看过再去掉 --dry-run。",),
    ("",),
)


class Choice(msgspec.Struct, frozen=True):
    """一组下拉的选项；严格的只能选其中的。"""

    words: tuple[str, ...]
    is_strict: bool


def template_of(kind: RecordKind, register: Register) -> bytes:
    """一类记录的模板，一个工作簿的全部字节。

    Args:
        kind: 哪一类。
        register: 登记簿；下拉的选项取自它的名册与站点配置。
    """
    book = Workbook()
    book.remove(book.active)
    shapes = [shape for shape in shapes_of(kind) if not SELDOM & set(shape.path)]
    guide, choices = book.create_sheet(GUIDE), _Choices(register)
    put_rows(guide, [*HOW_TO, *(row for shape in shapes for row in _explained(shape))])
    for letter, wide in zip("ABCDE", (24, 44, 8, 60, 24), strict=True):
        guide.column_dimensions[letter].width = wide
    for shape in shapes:
        sheet = book.create_sheet(shape.title)
        columns = _columns(shape)
        titles = [column.title for column in columns]
        put_rows(sheet, [titles, [column.key for column in columns]])
        dress(sheet, titles)
        for place, column in enumerate(columns, start=1):
            choices.add(sheet, place, column)
    choices.write(book.create_sheet(CHOICES))
    return saved(book)


def _columns(shape: Shape) -> tuple[Column, ...]:
    """记录自己的表只给每天用得着的列；没有列过哪些常用的，给少用的以外的全部。"""
    fixed, rest = shape.columns[: 1 + len(shape.path)], shape.columns[1 + len(shape.path) :]
    everyday = EVERYDAY.get(str(shape.kind.value), ()) if not shape.path else ()
    if not everyday:
        return (*fixed, *(one for one in rest if not one.is_presence and one.steps[0] not in RARE))
    required = [name for name, info in shape.model.model_fields.items() if info.is_required()]
    also = ALSO.get(str(shape.kind.value), ())
    by_path = {".".join(column.steps): column for column in rest}
    return (
        *fixed,
        *(by_path[name] for name in dict.fromkeys((*everyday, *also, *required)) if name in by_path),
    )


def _explained(shape: Shape) -> Iterator[tuple[str, ...]]:
    """一张表的说明：列名、键、必填、意思、例子。"""
    yield (f"【{shape.title}】", "程序认的键", "必填", "意思", "例子")
    for column in _columns(shape):
        if column.info is None:
            yield (
                column.title,
                column.key,
                "",
                "第几条，从 1 起；空着照行的先后。" if "#" in column.key else "",
                "",
            )
            continue
        model = shape.model
        field = next((one for one in fields_of(model) if one.name == column.steps[0]), None)
        example = field.example if field and len(column.steps) == 1 else ""
        required = "是" if column.info.is_required() and len(column.steps) == 1 else ""
        yield (column.title, column.key, required, column.info.description or "", example)
    yield ("",)


class _Choices:
    """下拉的选项：每一组占「选项」表的一列。"""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._groups: dict[tuple[str, ...], tuple[str, str]] = {}

    def add(self, sheet: Worksheet, place: int, column: Column) -> None:
        """给一列加上下拉与提示。"""
        choice = self._of(column)
        rows = f"{get_column_letter(place)}3:{get_column_letter(place)}{LAST_ROW}"
        if choice.words:
            letter, _ = self._groups.setdefault(
                choice.words, (get_column_letter(len(self._groups) + 1), column.title)
            )
            formula = f"{CHOICES}!${letter}$2:${letter}${len(choice.words) + 1}"
            rule = DataValidation(type="list", formula1=formula, allow_blank=True, sqref=rows)
            rule.showErrorMessage = choice.is_strict
            rule.errorTitle, rule.error = "不在选项里", "从下拉的选项里选一个。"
        elif column.info is not None and column.info.description:
            rule = DataValidation(allow_blank=True, sqref=rows)
        else:
            return
        rule.showInputMessage = True
        rule.promptTitle, rule.prompt = column.title[:30], self._prompt(column)
        sheet.add_data_validation(rule)

    def _prompt(self, column: Column) -> str:
        text = (column.info.description if column.info else "") or column.title
        return text[:LONGEST_PROMPT]

    def _of(self, column: Column) -> Choice:
        if column.info is None:
            return Choice((), is_strict=False)
        words, kind = words_in(column.info.annotation), reference_in(column.info)
        if words:
            return Choice(words, is_strict=True)
        if reads_yes_no(column.info):
            return Choice(("是", "否"), is_strict=True)
        if kind is not None:
            return Choice(tuple(_names(self._register, kind)), is_strict=False)
        scales = {"result": self._register.result_scale(None)}
        marks = self._register.satisfaction_scale(None) if column.steps[0] == "satisfaction" else {}
        named = scales.get(column.steps[-1], {}) if column.key.startswith("reply.") else marks
        return Choice(tuple(named) if not reads_dates(column.info) else (), is_strict=False)

    def write(self, sheet: Worksheet) -> None:
        """写「选项」表：一组一列，头一格是列名。"""
        columns = [(title, *words) for words, (_, title) in self._groups.items()]
        height = max((len(column) for column in columns), default=0)
        put_rows(
            sheet, ([column[row] if row < len(column) else "" for column in columns] for row in range(height))
        )


def _names(register: Register, kind: RecordKind) -> Iterable[str]:
    """名册里的名称；没有名称的、同名的写编号。"""
    records = register.records(kind)
    names = [str(getattr(record, "name", "") or "") for record in records]
    for record, name in zip(records, names, strict=True):
        yield name if name and names.count(name) == 1 else record.id
