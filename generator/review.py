"""检查：数据、文字页、长久的网址，问题一次说完。"""

from datetime import date
from pathlib import Path

from generator.ahead import dates_ahead
from generator.content.personal import personal_in_content
from generator.content.rules import check_content
from generator.gate import publish
from generator.lasting.addresses import lost_addresses, standing_pages_of, under, where_moved
from generator.lasting.earlier import Now, named, usual
from generator.problems import Problem, in_order
from generator.register.intake import take_in
from generator.register.locator import Locator
from generator.register.register import Register
from generator.release.views.lasting import lasting


def review(
    data: Path, content: Path, as_of: date, shown_as: str, against: str | None = None
) -> tuple[Problem, ...]:
    """检查一个站点的全部输入。

    Args:
        data: 数据目录。
        content: 文字页目录。
        as_of: 数据截至哪一天。
        shown_as: 问题里把数据目录写成什么。
        against: 同哪一版比网址：一次提交、建好的网站目录或网址清单；没有时自己找。

    Raises:
        ProblemsError: 找不到 against。
    """
    register, problems = take_in(data, shown_as)
    found = [*problems, *check_content(content).problems, *personal_in_content(content, register)]
    if not any(problem.is_error for problem in problems):
        found += under(_of_day(register, data, content, as_of, against), shown_as)
    return in_order(found)


def _of_day(register: Register, data: Path, content: Path, as_of: date, against: str | None) -> list[Problem]:
    release, locator = publish(register, as_of), Locator(data)
    ahead = [finding.located(locator) for finding in dates_ahead(register, as_of)]
    pages = frozenset({*lasting(release), *standing_pages_of(content)})
    now = Now(data, content, pages, register.site.body or "", as_of)
    before = named(against, now) if against else usual(now)
    found = where_moved(register, release, content, locator)
    return ahead + found + (lost_addresses(before, register, release, content, locator) if before else [])
