"""百分数的写法。"""

from decimal import ROUND_HALF_UP, Decimal


def percentage(numerator: int, denominator: int) -> str:
    """百分数的数字部分，保留一位小数；不是全部就不写 100，不是没有就不写 0，位数不够时多留几位。"""
    exact = Decimal(numerator) * 100 / Decimal(denominator)
    digits = Decimal("0.1")
    while True:
        rounded = exact.quantize(digits, rounding=ROUND_HALF_UP)
        is_false_whole = rounded == 100 and numerator != denominator
        is_false_zero = rounded == 0 and numerator != 0
        if not (is_false_whole or is_false_zero):
            return f"{rounded:f}".removesuffix(".0")
        digits /= 10
