"""shai export：把数据写回表格，.xlsx 或 .csv；改过的表可以再用 shai import 读。"""

import argparse
import sys
from pathlib import Path

from generator.cli import options as common
from generator.cli.kinds import kind_of
from generator.cli.parser import Misuse
from generator.exporting.csv_files import csv_of
from generator.exporting.sheets import SheetData, sheets_of
from generator.exporting.workbook import workbook_of
from generator.problems import ProblemsError
from generator.register.intake import take_in
from generator.register.model import MODELS
from generator.report import visible

EXAMPLE = "例：shai export 全部.xlsx　　shai export 提案.xlsx --kind 提案　　shai export 导出 --csv"


def add_options(parser: argparse.ArgumentParser) -> None:
    """本动词的选项。"""
    parser.add_argument("out", type=Path, metavar="去处", help="工作簿的名字（.xlsx）；写 --csv 时是文件夹")
    parser.add_argument("--csv", action="store_true", help="每张表写一个 CSV")
    parser.add_argument(
        "--kind",
        action="append",
        type=kind_of,
        default=[],
        metavar="种类",
        help="只导出这一类，可以写几次，例如 --kind 提案 --kind 答复（默认全部）",
    )
    common.add_data_folder(parser)


def run(options: argparse.Namespace) -> int:
    """导出。

    Raises:
        ProblemsError: 数据里有错误：有错误的记录不在登记簿里，导出会缺。
        Misuse: 去处不对，或已经有了。
    """
    out: Path = options.out
    _check_target(out, is_csv=options.csv)
    register, problems = take_in(options.data, options.data.as_posix())
    if any(problem.is_error for problem in problems):
        raise ProblemsError(tuple(problem for problem in problems if problem.is_error))
    sheets = sheets_of(register, options.kind or list(MODELS))
    if not sheets:
        raise Misuse("没有要导出的记录。")
    written = _write(out, sheets, is_csv=options.csv)
    sys.stdout.write("".join(f"写了 {visible(path.as_posix())}\n" for path in written))
    sys.stdout.write("里面有不公开的字段，不要放到公开的地方。改好以后：shai import 这个文件。\n")
    return 0


def _check_target(out: Path, *, is_csv: bool) -> None:
    if not is_csv and out.suffix.lower() != ".xlsx":
        raise Misuse(f"去处「{out}」不是 .xlsx；要 CSV 的，加 --csv，去处写文件夹。")
    if out.exists() and not (is_csv and out.is_dir() and not any(out.iterdir())):
        raise Misuse(f"已经有「{out}」，不覆盖；换一个名字，或先移走。")


def _write(out: Path, sheets: tuple[SheetData, ...], *, is_csv: bool) -> list[Path]:
    files = (
        {out / f"{sheet.title}.csv": csv_of(sheet) for sheet in sheets}
        if is_csv
        else {out: workbook_of(sheets)}
    )
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return list(files)
