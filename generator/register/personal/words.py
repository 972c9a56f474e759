"""带字母的个人信息：电子邮箱、车牌号。"""

from collections.abc import Iterator

from generator.lazily import lazy_pattern
from generator.register.personal.spans import Span

EMAIL = lazy_pattern(
    r"(?<![A-Za-z0-9._%+\-])[A-Za-z0-9][A-Za-z0-9._%+\-]*[ \t\r\n]{0,3}@[ \t\r\n]{0,3}"
    r"[A-Za-z0-9\-]+(?:[ ]?\.[ ]?[A-Za-z0-9\-]+)*[ \r\n]{0,2}\.[ \r\n]{0,2}[A-Za-z]{2,}"
)
AT = r"(?: ?(?:@{1,2}|[(（\[{<【〔](?:at|@|a)[)）\]}>】〕]|\\@|艾特) ?|_at_|-at-| at )"
DOT = r"(?:\.|。|点|[(（\[{【〔](?:dot|\.|点)[)）\]}】〕]| dot |-dot-)"
DISGUISED = lazy_pattern(
    rf"(?i)(?<![A-Za-z0-9._%+\-])[A-Za-z0-9](?:[A-Za-z0-9._%+]|-(?!at-))*?{AT}[A-Za-z0-9\-]+?(?:{DOT}[A-Za-z0-9\-]+?)*?{DOT}"
    r"(?:com|cn|org|net|edu|gov|info|io|me|top|vip|cc|co|hk|tw|us|uk|de|jp)(?![A-Za-z0-9])"
)
"""把「@」「.」换成别的写法；后缀是常见的几种才算。"""

FOREIGN = lazy_pattern(
    r"[\u4e00-\u9fff]{1,4}@[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,}"
    r"|[A-Za-z0-9._%+\-]+@(?:[\u4e00-\u9fffA-Za-z0-9\-]{1,20}\.(?:com|cn|net|org|中国|公司|网络)|\[\d{1,3}(?:\.\d{1,3}){3}\])"
)
HASHED = lazy_pattern(
    r"(?i)(?:邮箱|邮件|e-?mail)[^A-Za-z0-9]{0,4}([A-Za-z0-9._\-]+#[A-Za-z0-9\-]+(?:\.[A-Za-z0-9\-]+)*\.[A-Za-z]{2,})"
)
LIKE_AT = lazy_pattern(r"[@#艾(（\[{<【〔_\- ](?:(?<=[@#])|特|(?:at|@|a|AT|At)[)）\]}>】〕_\- ])")
"""像「@」的地方；没有就不必细找。"""

OPEN_AT = lazy_pattern(r" at ")
DOT_WORD = lazy_pattern(r"(?i) dot ")
GAP = r"[ \t\r\n·•.\-_/|*]{0,3}"
PLATE = lazy_pattern(
    "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼]"
    rf"{GAP}[A-HJ-NP-Za-hj-np-z]{GAP}(?:[A-HJ-NP-Za-hj-np-z0-9]{GAP}){{4,5}}"
    r"[A-HJ-NP-Za-hj-np-z0-9挂学警港澳领使](?![A-Za-z0-9])"
)
FEWEST_DIGITS = 3
"""车牌后五六位里字母最多两个；数字再少的是别的词。"""

ROAD = lazy_pattern(r"[GSXgsx][ ]?\d{1,4}(?:[ \-—至到]|$)")


def emails(text: str) -> Iterator[Span]:
    """电子邮箱；「@」两旁可以有空白或换行。"""
    for match in EMAIL.finditer(text):
        yield Span(match.start(), match.end(), match.start())
    for match in FOREIGN.finditer(text):
        yield Span(match.start(), match.end(), match.start())


def disguised_emails(text: str) -> Iterator[Span]:
    """不写「@」「.」、换了说法的电子邮箱。"""
    if not LIKE_AT.search(text):
        return
    for match in DISGUISED.finditer(text):
        # 英文里的 at 是平常的词，后面也写着 dot 才是。
        if not OPEN_AT.search(match[0]) or DOT_WORD.search(match[0]):
            yield Span(match.start(), match.end(), match.start())
    for match in HASHED.finditer(text):
        yield Span(match.start(1), match.end(1), match.start(1))


def plates(text: str) -> Iterator[Span]:
    """车牌号：省份简称、发牌机关的字母、五位或六位。"""
    for match in PLATE.finditer(text):
        digits = sum(sign.isdigit() for sign in match[0])
        if digits >= FEWEST_DIGITS and not ROAD.match(match[0][1:]):
            yield Span(match.start(), match.end(), match.start())
