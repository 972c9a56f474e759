"""时钟：今天是哪一天。全软件只有这一处看钟；别处的日期都是参数。"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")
EPOCH = "SOURCE_DATE_EPOCH"
EARLIEST, LATEST = date(1949, 10, 1), date(2199, 12, 31)
"""数据截至的日子合情理的范围；再晚，往后推几年的期限会超出日历。"""


class BadDay(ValueError):  # noqa: N818 - 说的是写错的日子，不是程序出错
    """写的日子不能用；说明是中文。"""


def today(environment: Mapping[str, str]) -> date:
    """北京时间的今天；环境里设了 SOURCE_DATE_EPOCH（秒）的，是那一刻的日子。

    Raises:
        BadDay: SOURCE_DATE_EPOCH 不是秒数，或不在合情理的年份里。
    """
    epoch = environment.get(EPOCH, "")
    try:
        moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
        return reasonable(moment.astimezone(SHANGHAI).date())
    except (ValueError, OverflowError, OSError):
        raise BadDay(f"{EPOCH} 写的是「{epoch[:40]}」，应当是秒数，例如 1719705600") from None


def reasonable(day: date) -> date:
    """原样给出一个合情理的日子。

    Raises:
        BadDay: 太早或太晚。
    """
    if not EARLIEST <= day <= LATEST:
        raise BadDay(f"日期 {day} 不在 {EARLIEST} 到 {LATEST} 之间")
    return day
