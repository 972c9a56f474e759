"""各类字段怎样读一格：确定的照读，被表格改坏又能确定还原的还原，别的说明为什么不读。"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable

import msgspec

from generator.dates import PartialDate
from generator.document_number import normalized
from generator.importing.letters import when
from generator.importing.letters.content import content_of
from generator.importing.letters.marks import DOCUMENT
from generator.importing.reading.lines import lines_of, squeezed
from generator.importing.tables.grid import Cell
from generator.register.fixing.values import DATES
from generator.terms import Result, Term

EARLIEST_SERIAL, LATEST_SERIAL = 36526, 54788
"""2000 年到 2049 年：五位数的日子。2023 年 5 月丢了单位写成 20235，不在内。"""

NOTHING = {"", "无", "-", "--", "—", "——", "/", "／", "\\", "暂无", "没有", "空", "N/A", "n/a"}
YES, NO = {"是", "√", "✓", "✔", "☑", "有", "Y", "y", "对", "1"}, {"否", "×", "✗", "✘", "☐", "N", "n", "不是"}
TICKS = {"√", "✓", "✔", "☑", "■", "●", "○", "V", "v", "是", "1"}
NUMBER = re.compile(r"(?:提案)?(?:第)?(?P<number>[^第号]{1,30}?)(?:号)?(?:提案|案)?")
PLAIN_NUMBER = re.compile(
    r"[A-Za-z]{0,6}[-_]?\d{1,12}|[A-Za-z]{0,4}[(〔\[]\d{4}[)〕\]]\d{1,6}|\d{1,4}(?:-\d{1,4}){1,3}|[\u4e00-\u9fff]{1,3}\d{1,6}"
)
SERIAL = re.compile(r"\d{5}(?:\.\d+)?")
MONTH_FLOAT = re.compile(r"\d{4}\.\d{1,2}")
DAY_MOMENT = re.compile(r"(?P<day>.+?)(?:[ T]+\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?)")
NUMBERED_TITLE = re.compile(r"[（(](?:第\d{1,8}号(?:提案)?|提案?第?\d{1,8}号)[）)]$")
LEADING_NUMBER = re.compile(r"(?:第\d{1,8}号(?:提案)?|\d{1,8}号?)[、.．:：]?(?=《|关于|对)")
"""案由前面粘着案号的，说不准粘的是什么。"""

LETTER = re.compile(r"(?P<letter>[A-Da-d])(?P<level>[12])?类?(?:[(:：、.-]*(?P<word>[\u4e00-\u9fff、]+)\)?)?")


class Value(msgspec.Struct, frozen=True):
    """读一格的结果。

    Attributes:
        value: 归一后的值；没有或不敢读为空。
        original: 与归一后不同的原来写法。
        doubt: 为什么不敢读。
    """

    value: str = ""
    original: str = ""
    doubt: str = ""


def plain(text: str) -> str:
    """一格文字：空白整理过；只写「无」「/」的算没有写。"""
    flat = squeezed(text)
    return "" if flat in NOTHING else flat


def date(cell: Cell, *, has_epoch: bool) -> Value:
    """日期。

    Args:
        cell: 一格。
        has_epoch: 来自工作簿，或文件里有别的日期可以对证：45809 这样的序列数能确定是哪一天。
    """
    text = plain(cell.text)
    if cell.day or cell.doubt or not text:
        return Value(cell.day, doubt=cell.doubt)
    if SERIAL.fullmatch(text) and EARLIEST_SERIAL <= float(text) <= LATEST_SERIAL:
        found = _serial(int(float(text)))
        doubt = f"「{text}」像是表格软件里的日子（{found}），文件里没有别的日期可以对证"
        return Value(found, text) if has_epoch else Value(doubt=doubt)
    if MONTH_FLOAT.fullmatch(text) and (cell.number or text.endswith(".1")):
        return Value(doubt=f"「{text}」说不准是几月：表格会把 2023.10 末尾的零丢掉")
    return _written_date(text)


def _serial(days: int) -> str:
    return (dt.date(1899, 12, 30) + dt.timedelta(days=days)).isoformat()


def _written_date(text: str) -> Value:
    moment = DAY_MOMENT.fullmatch(text)
    day = unicodedata.normalize("NFKC", moment["day"] if moment else text).strip(" 。.")
    if whole := when.read(day):
        return Value(str(whole), "" if text == str(whole) else text)
    for pattern in (*DATES, re.compile(r"(\d{4})(\.)(\d{1,2})()")):
        if match := pattern.fullmatch(day.replace("号", "日")):
            year, _, month, last = match.groups()
            fixed = f"{year}-{int(month):02}" + (f"-{int(last):02}" if last else "")
            return _checked(fixed, text)
    return _checked(day, text)


def _checked(day: str, text: str) -> Value:
    try:
        found = PartialDate.parse(day)
    except ValueError as error:
        return Value(doubt=f"{error}" if day == text else f"「{text}」不是日历上有的日子")
    if not when.EARLIEST <= found.year <= when.LATEST:
        return Value(doubt=f"「{text}」的年份不像")
    return Value(str(found), "" if text == str(found) else text)


def number(cell: Cell, width: int) -> Value:
    """案号。

    Args:
        cell: 一格。
        width: 这一列别的案号都补零到几位；没有补零的为零。
    """
    text = plain(cell.text)
    match = NUMBER.fullmatch(text)
    if not text:
        return Value()
    if cell.is_error or match is None:
        return Value(doubt=f"案号的写法认不准：「{text[:30]}」")
    found = unicodedata.normalize("NFKC", match["number"])
    found = found if "(" in found[1:] else found.strip("〔〕[]()【】 ")
    if not PLAIN_NUMBER.fullmatch(found):
        return Value(doubt=f"案号的写法认不准：「{text[:30]}」")
    if found.isdigit() and width and len(found) < width:
        found = found.zfill(width)
    stored = cell.number if cell.is_padded and cell.number != found else ""
    return Value(found, stored or ("" if text == found else text))


def word(term: type[Term], more: dict[str, str], cell: Cell) -> Value:
    """取自词汇表的一个词；more 是本地的几种写法。"""
    text = plain(cell.text)
    if not text:
        return Value()
    bare = re.sub(r"^(?:同意|已经?|予以|建议|拟)(?=.{2})", "", text) if text not in more else text
    for candidate in (text, more.get(text, ""), bare):
        try:
            label = term.of(candidate).label if candidate else ""
        except ValueError:
            continue
        if label:
            return Value(label, "" if label == text else text)
    return Value(doubt=f"「{text[:30]}」不在词汇表里")


def yes(cell: Cell, *others: str) -> bool | None:
    """是或否；说不准为 None。"""
    text = plain(cell.text)
    if text in YES or text in others:
        return True
    return False if text in NO or not text or text.startswith(("否", "非")) else None


def result(cell: Cell, is_result: Callable[[str], bool]) -> Value:
    """办理结果：字母，或对照表与词汇表里有的说法；字母与说法一起写的取字母。"""
    text = plain(cell.text)
    if not text or is_result(text):
        return Value(text)
    match = LETTER.fullmatch(unicodedata.normalize("NFKC", text))
    if match and (not match["word"] or is_result(match["word"])):
        letter = match["letter"].upper() + (match["level"] or "")
        return Value(letter, "" if text == letter else text)
    return Value(doubt=f"办理结果认不准：「{text[:30]}」")


def document_number(cell: Cell) -> Value:
    """文号：括号归一；没有年份、没有序号的不认。"""
    text = plain(cell.text)
    if not text:
        return Value()
    if DOCUMENT.fullmatch(text) is None:
        return Value(doubt=f"文号认不准：「{text[:40]}」")
    return Value(normalized(text), "" if normalized(text) == text else text)


def address(cell: Cell) -> Value:
    """网址。"""
    text = plain(cell.text)
    return Value(text) if text.startswith("http") else Value(doubt=f"「{text[:40]}」不是网址")


def title(cell: Cell) -> Value:
    """案由：外面的书名号去掉，格子里折行的接上。"""
    text = plain(cell.text)
    text = NUMBERED_TITLE.sub("", text)
    bare = text[1:-1] if text.startswith("《") and text.endswith("》") and text.count("《") == 1 else text
    if cell.is_error or (bare and len(bare) < 4) or LEADING_NUMBER.match(bare):
        return Value(doubt=f"案由认不准：「{text[:30]}」")
    return Value(bare, "" if bare == plain(cell.text) else plain(cell.text))


def prose(cell: Cell) -> tuple[str, int]:
    """一段正文，与移了出去的联系人的行数：一行一段，中间空一行。"""
    content = content_of(lines_of(cell.text))
    return "" if content.text in NOTHING else content.text, len(content.contacts)


def is_canonical_result(text: str) -> bool:
    """是不是办理结果统一口径里的说法。"""
    try:
        Result.of(text)
    except ValueError:
        return False
    return True
