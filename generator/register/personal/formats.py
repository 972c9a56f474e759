"""各种号码的格式：校验码、发卡行、区号；校验用 python-stdnum，电话用 phonenumbers。"""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from generator.lazily import lazily, lazy_pattern

if TYPE_CHECKING:
    import phonenumbers
else:
    phonenumbers = lazily("phonenumbers")

SHORTEST = 7
IDENTITY = 18
SHORT_IDENTITY = 15
PROVINCES = {11, 12, 13, 14, 15, 21, 22, 23, 31, 32, 33, 34, 35, 36, 37, 41, 42, 43, 44, 45, 46, 50, 51, 52}
PROVINCES |= {53, 54, 61, 62, 63, 64, 65, 71, 81, 82, 83, 91}
IDENTITY_CUE = lazy_pattern(r"(?:身份证|身份号码|证件号码?|证件)[^\d]{0,6}$")
CARD_CUE = lazy_pattern(r"(?:卡号|银行卡|账号|帐号|账户|帐户|存折)[^\d]{0,6}$")
PHONE_CUE = lazy_pattern(
    r"(?:电话|座机|固话|宅电|传真|致电|拨打|来电|联系方式|热线|[Tt][Ee][Ll]|[Pp]hone)[号码是为：:\s.()（）]{0,5}$"
)
CARD = lazy_pattern(
    r"62\d{14,17}|4\d{15}|5[1-5]\d{14}|2[2-7]\d{14}|3[47]\d{13}|35\d{14}|(?:60|81|9[0-9])\d{14,17}"
)
LONGEST = 19
OTHER_NUMBER = lazy_pattern(
    r"(?:索引号|信用代码|运单|运单号|快递单号|快递|物流|物流单号|订单号?|单号|流水号|条形码|条码|案号|文号|备案号?|公网安备|批次号|标准号|项目代码|登记号|许可证号?|统计代码|区划代码"
    r"|编号|编码|票号|检索号|准考证号|学号|工号|书号|刊号|受理号|工单号?|合同号|发票号码?|税号|批号|证书号|执照号|交易单号)"
    r"[^\d，。；\n]{0,4}$"
)
"""数字前面写着这些字样的，是别的编号。"""

PHONE_LEAD = lazy_pattern(
    r"(?:电话|手机|号码|联系|致电|拨打|微信|短信|来电|[Tt][Ee][Ll]|[Mm]obile|[Pp]hone)[^\d\n]{0,8}$"
)
LOOSE_LEAD = lazy_pattern(r"[0-9][.,:/]$|[第〔]$|坐标[（(：: ]?$|[A-Za-z0-9]$")
"""松散写法的前面是这些的，多半是条款、年份或别的编号。"""

SHAPES = {
    (1, 3, 3, 4), (1, 2, 4, 4), (2, 3, 3, 3), (2, 2, 2, 2, 3), (3, 2, 2, 2, 2),
    (1, 10), (2, 4, 5), (1, 5, 5), (2, 9),
}  # fmt: skip
"""不多见、却只会是号码的分法；前面写明电话的，什么分法都算。"""

MOBILE = lazy_pattern(r"(?:\+?0{0,2}86|0)?(1[3-9]\d{9})")
YEARS = lazy_pattern(r"19\d\d(?:19|20)\d\d")
LANDLINE = lazy_pattern(r"(?:(?:00)?86)?(0?)(10|2\d|[3-9]\d\d)([2-8]\d{6,7})")
MAINLAND_CODE = 86
FIRST_YEAR, LAST_YEAR = 1890, 2099


BIRTH = lazy_pattern(r"[1-9]\d{5}(?:18|19|20)\d\d[01]\d[0-3]\d")
"""身份证号的前十四位粗看像不像：地区，后面是生日。"""


def is_identity(number: str, lead: str) -> bool:
    """十八位的身份证号：地区、生日、校验码都对；写明是身份证的，校验码错了也算，多半是抄错一位的真号码。

    Args:
        number: 十八个字符，末位可以是 X。
        lead: 前面的几个字符。
    """
    if (
        not BIRTH.match(number)
        or int(number[:2]) not in PROVINCES
        or not _is_day(number[6:10], number[10:12], number[12:14])
    ):
        return False
    from stdnum.cn import ric  # noqa: PLC0415 - 读它要几十毫秒，少有像身份证号的

    return ric.calc_check_digit(number) == number[-1] or IDENTITY_CUE.search(lead) is not None


def is_short_identity(digits: str, sizes: Sequence[int]) -> bool:
    """十五位的旧身份证号；没有校验码，地区与生日都对才算。"""
    if len(digits) != SHORT_IDENTITY or tuple(sizes) not in {(15,), (6, 6, 3), (6, 9), (12, 3)}:
        return False
    return int(digits[:2]) in PROVINCES and _is_day(f"19{digits[6:8]}", digits[8:10], digits[10:12])


def _is_day(year: str, month: str, day: str) -> bool:
    try:
        return FIRST_YEAR <= date(int(year), int(month), int(day)).year <= LAST_YEAR
    except ValueError:
        return False


def is_bank_card(digits: str, sizes: Sequence[int], lead: str) -> bool:
    """银行卡号：发卡行与位数对得上，校验码也对；写明是卡号、账号的，位数对就算。"""
    if len(sizes) > 1 and min(sizes[:-1]) < 4 and max(sizes) > 1:
        return False
    if len(digits) >= 15 and CARD_CUE.search(lead):
        return True
    return CARD.fullmatch(digits) is not None and sums_up(digits)


def sums_up(digits: str) -> bool:
    """照卢恩算法，校验码对不对。"""
    from stdnum import luhn  # noqa: PLC0415 - 读它要几十毫秒，少有像卡号的

    return luhn.is_valid(digits)


def mobile_at(digits: str, sizes: Sequence[int], lead: str = "") -> int:
    """手机号从第几位起（从 1 数）；不是手机号时为 0。

    不用 phonenumbers 判断号段：号段年年新放，库里晚一版，新号码就漏一版。
    """
    match = MOBILE.fullmatch(digits)
    if match is None or (YEARS.match(digits) and sizes[0] == 4):
        return 0
    if not _is_phone_shape(sizes, match.start(1)) and not PHONE_LEAD.search(lead):
        return 0
    return match.start(1) + 1


def _is_phone_shape(sizes: Sequence[int], skipped: int) -> bool:
    """分段像不像念号码的分法；「1958-2023 120」之类的年份与件数不像。"""
    own = _without(sizes, skipped)
    if len(own) == 1 or max(own) <= 2 or tuple(own) in SHAPES:
        return True
    if len(own) == 2:
        return own[0] > 1
    if len(own) == 3:
        return min(own) >= 3 or own[0] == 3
    return own[0] == 3 and max(own) <= 4 and min(own) > 1


def _without(sizes: Sequence[int], skipped: int) -> list[int]:
    """去掉前面的国家代码或 0 以后，各段的位数。"""
    own = list(sizes)
    while skipped and own:
        taken = min(skipped, own[0])
        own[0] -= taken
        skipped -= taken
        if not own[0]:
            own.pop(0)
    return own


def landline_area(digits: str, sizes: Sequence[int], lead: str) -> int | None:
    """固定电话里号码前面的位数（区号，连同国家代码）；没有写区号的是 0；不是固定电话时没有。"""
    cued = PHONE_CUE.search(lead) is not None
    if cued and len(digits) in {7, 8} and digits[0] in "2345678" and len(sizes) <= 2:
        return None if _is_written_day(digits) else 0
    match = LANDLINE.fullmatch(digits)
    if match is None or not (match[1] or digits.startswith(("86", "0086"))):
        return None
    own = match.start(3)
    if len(sizes) > 1 and own not in {sum(sizes[:count]) for count in range(1, len(sizes))}:
        return None
    if cued or (_is_real(match[2] + match[3]) and not (len(sizes) > 1 and _is_written_day(match[3]))):
        return own
    return None


def _is_written_day(digits: str) -> bool:
    return len(digits) == 8 and digits[:2] == "20" and _is_day(digits[:4], digits[4:6], digits[6:])


def _is_real(national: str) -> bool:
    return phonenumbers.is_valid_number(phonenumbers.parse(f"+{MAINLAND_CODE}{national}", None))


NEARBY = ("852", "853", "886")


def is_nearby(digits: str) -> bool:
    """写了 00 和区号的港澳台号码。"""
    return digits.startswith("00") and digits[2:5] in NEARBY and is_foreign(digits[2:])


def is_foreign(digits: str) -> bool:
    """写了「+」和国家代码的境外号码。"""
    try:
        number = phonenumbers.parse(f"+{digits}", None)
    except phonenumbers.NumberParseException:
        return False
    return number.country_code != MAINLAND_CODE and phonenumbers.is_valid_number(number)
