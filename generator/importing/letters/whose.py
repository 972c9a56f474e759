"""是哪一级政协的提案：文书里写明的、与站点默认一致的、由承办单位的名称推出的。"""

import re
from typing import Any

import msgspec

from generator.importing.registry import GENERIC, Registry, place_of
from generator.register.model import Body


class Whose(msgspec.Struct, frozen=True):
    """哪一级政协。

    Attributes:
        body: 政协的编号；就是站点默认的、或不知道的，为空。
        prefix: 提案编号的前缀；站点默认的没有。
        new: 名册里没有时，拟的一条政协记录。
        doubt: 说不准时的说明。
        is_elsewhere: 与站点默认的对不上，又认不出是哪里：不能写成默认的。
    """

    body: str = ""
    prefix: str = ""
    new: dict[str, Any] = {}
    doubt: str = ""
    is_elsewhere: bool = False


def whose_of(said: str, unit: str, registry: Registry) -> Whose:
    """认是哪一级政协。

    Args:
        said: 「届」前后的文字。
        unit: 答复单位的名称。
        registry: 名册。
    """
    place = place_of(said)
    default = registry.default_body
    if place in GENERIC and place != "全国":
        return _generic(place, unit, registry)
    if not place:
        return Whose() if default else Whose(doubt="没有写明是哪一级政协")
    return _named(place, registry)


def _generic(level: str, unit: str, registry: Registry) -> Whose:
    """只说「县政协」：默认的政协也是县的就是它；没有默认的，看承办单位冠着哪个县的名。"""
    default = registry.default_body
    match = re.match(
        rf"(?:[\u4e00-\u9fff]{{2,8}}?[省市州])??(?P<place>[\u4e00-\u9fff]{{1,9}}?{level})(?=[\u4e00-\u9fff]{{2,}})",
        unit,
    )
    if default:
        if _level(default.short_name or default.name) == level:
            is_ours = any((one.body or default.id) == default.id for one in registry.units_named(unit))
            return _ours_or_not(default, level, match["place"] if match and not is_ours else "")
        message = f"文书说的是{level}政协，站点默认的是「{default.name}」，对不上"
        return Whose(doubt=message, is_elsewhere=True)
    if match is None:
        return Whose(doubt=f"只说是{level}政协，看不出是哪里的")
    return _named(match["place"], registry)


def _ours_or_not(default: Body, level: str, place: str) -> Whose:
    """承办单位冠着别的区县的名：多半是别处的文书，不写成默认的；市里的可以交给下面的市办。"""
    if not place or place == level or place in default.name or place in (default.short_name or ""):
        return Whose()
    message = f"文书只说{level}政协，承办单位却是「{place}」的，站点默认的是「{default.name}」"
    return Whose(doubt=message, is_elsewhere=level != "市")


def _level(name: str) -> str:
    match = re.search(r"([省市区县州旗]|全国)(?:政协|委员会)", name)
    return match[1] if match else ""


def _named(place: str, registry: Registry) -> Whose:
    """写明了是哪里的政协。"""
    known = registry.bodies_named(place)
    default = registry.default_body
    if len(known) == 1:
        if default and known[0].id == default.id:
            return Whose()
        return Whose(known[0].id, known[0].id)
    if known:
        listed = "、".join(body.id for body in known)
        return Whose(doubt=f"名册里有几个「{place}」的政协：{listed}", is_elsewhere=True)
    within = registry.bodies_within(place)
    if len(within) == 1:
        found = within[0]
        is_default = default is not None and found.id == default.id
        message = f"文书写的是「{place}」，名册里是「{found.name}」，当作同一个；核对以后把名册改成全称"
        return Whose(doubt=message) if is_default else Whose(found.id, found.id, doubt=message)
    name = f"{place}政协"
    made = registry.proposed_id(re.sub("(?<=..)[省市区县州旗]$", "", place))
    message = f"政协名册里没有「{name}」，拟编号为 {made}；名称请改成全称"
    return Whose(made, made, {"id": made, "name": name}, message)
