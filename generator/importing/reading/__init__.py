"""读文件：看内容认格式，不看扩展名；扩展名与内容对不上的照内容读。"""

import re
from pathlib import Path

from generator.importing.material import Document, Refused, refuse
from generator.importing.reading.archive import OLE, UNLOCK, ZIP, Archive, is_encrypted
from generator.importing.reading.csv_table import read_csv
from generator.importing.reading.docx import read_docx
from generator.importing.reading.encoding import text_of
from generator.importing.reading.html import read_html
from generator.importing.reading.html_table import read_html_table
from generator.importing.reading.lines import lines_of
from generator.importing.reading.ods import read_ods
from generator.importing.reading.xls import read_xls
from generator.importing.reading.xlsx import read_xlsx
from generator.importing.tables.grid import Book
from generator.problems import Mark

MOST_BYTES = 30_000_000
SUFFIXES = (
    ".xlsx",
    ".xlsm",
    ".xls",
    ".et",
    ".ods",
    ".csv",
    ".tsv",
    ".docx",
    ".docm",
    ".txt",
    ".html",
    ".htm",
    ".mht",
    ".doc",
    ".wps",
    ".pdf",
)
"""文件夹里只看这些；后四种会说明怎样另存。"""

TABLES = (".csv", ".tsv")
HTML = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|div|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
WORKBOOKS = (".xls", ".et", ".xlsx")
"""有的办公系统把网页、文字表格也叫这个名字。"""

XML_TABLE = re.compile(
    r"<\?mso-application progid=.Excel\.Sheet|<(?:\w+:)?Workbook[^>]*microsoft-com:office:spreadsheet"
)

PDF, RTF = b"%PDF", b"{\\rtf"
OTHER_FORMATS = ((PDF, "PDF"), (RTF, "RTF"))


def read(path: Path, shown_as: str) -> Document | Book:
    """读一个文件。

    Args:
        path: 文件。
        shown_as: 问题里怎样写它的路径。

    Raises:
        Refused: 不认识、坏了、太大，或含不能收的内容。
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError:
        raise refuse("unreadable", Mark(shown_as), "读不了这个文件", "检查权限，或重新放一份。") from None
    if len(content) > MOST_BYTES:
        raise refuse(
            "file-too-big", Mark(shown_as), f"文件超过 {MOST_BYTES // 1_000_000} MB", "拆成几个文件。"
        )
    if not content.strip():
        raise refuse("empty-file", Mark(shown_as), "文件是空的", "检查是否保存好了。")
    return _material(content, path.suffix.lower(), shown_as)


def _material(content: bytes, suffix: str, path: str) -> Document | Book:
    if content.startswith(ZIP):
        return _zipped(Archive(content, path))
    if content.startswith(OLE):
        return _old(content, path)
    for start, name in OTHER_FORMATS:
        if content.startswith(start):
            raise refuse(
                "other-format", Mark(path), f"这是 {name} 文件，读不了", "用 Word 打开，另存为 .docx。"
            )
    text = text_of(content, path)
    if re.match(r"(?:From:|MIME-Version:|Content-Type: multipart)", text):
        raise refuse(
            "other-format", Mark(path), "这是整页打包的网页（.mht）", "在浏览器里另存为「网页，仅 HTML」。"
        )
    if XML_TABLE.search(text[:2_000]):
        message = "这是「XML 表格 2003」，读不了"
        raise refuse("other-format", Mark(path), message, "用表格软件打开，另存为 .xlsx。")
    if HTML.match(text):
        is_table = suffix in WORKBOOKS
        return _not_empty(read_html_table(text, path)) if is_table else read_html(text, path)
    if suffix in TABLES or suffix in WORKBOOKS:
        return _not_empty(read_csv(text, path))
    lines = lines_of(text)
    if not lines:
        raise refuse("empty-file", Mark(path), "文件里没有文字", "检查是否保存好了。")
    return Document(path, lines)


def _zipped(archive: Archive) -> Document | Book:
    archive.refuse_entities()
    names = set(archive.names)
    if "word/document.xml" in names:
        return read_docx(archive)
    if "xl/workbook.xml" in names:
        return _not_empty(read_xlsx(archive))
    if archive.bytes_of("mimetype").startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        return _not_empty(read_ods(archive))
    cure = "文书存成 .docx，表格存成 .xlsx，再试。"
    raise refuse("unknown-format", Mark(archive.path), "不认识这种文件", cure)


def _old(content: bytes, path: str) -> Book:
    if is_encrypted(content):
        raise refuse("password", Mark(path), "文件加了打开密码", UNLOCK)
    if "WordDocument".encode("utf-16-le") in content:
        raise refuse("other-format", Mark(path), "这是旧格式的 Word 文件（.doc）", "打开后另存为 .docx。")
    return _not_empty(read_xls(content, path))


def _not_empty(book: Book) -> Book:
    if not book.sheets:
        raise refuse("empty-file", Mark(book.path), "表格是空的", "检查是否保存好了。")
    return book


__all__ = ["SUFFIXES", "Refused", "read"]
