"""承办单位：一格里写着哪几个，名册里有没有。"""

import re

import msgspec

from generator.importing.registry import Registry
from generator.importing.tables.values import plain
from generator.register.model import Unit

HAN = "\u4e00-\u9fff"
SEPARATOR = re.compile(rf"[、，,;；\n\r|]+|(?<=[{HAN}）)])[ \u3000]+(?=[{HAN}])|(?<=[{HAN}])/(?=[{HAN}])")
ROLE = re.compile(r"[（(](?P<role>主办|会办|协办|分办|牵头|独办|单办)[）)]$")
LABEL = re.compile(r"(?:^|(?<=[\s；;。]))(?P<role>主办|会办|协办|分办|承办|牵头)(?:单位)?[:：]")
LEVELS = "省市区县州旗"


class Parties(msgspec.Struct, frozen=True):
    """一格里写的单位，分主办与会办。"""

    lead: tuple[str, ...] = ()
    co: tuple[str, ...] = ()


def units_in(text: str, *, are_co: bool) -> Parties:
    """一格里写的单位名称；「会办：某局」「某局（会办）」照写的分。

    Args:
        text: 一格的文字。
        are_co: 没有另外写明时，算会办。
    """
    lead: list[str] = []
    co: list[str] = []
    for role, part in _labelled(text):
        for name in SEPARATOR.split(part):
            bare = plain(name).strip("。.、")
            own = ROLE.search(bare)
            bare = ROLE.sub("", bare)
            said = own["role"] if own else role
            is_co = said in {"会办", "协办"} if said else are_co
            if bare:
                (co if is_co else lead).append(bare)
    return Parties(tuple(dict.fromkeys(lead)), tuple(dict.fromkeys(co)))


def _labelled(text: str) -> list[tuple[str, str]]:
    marks = list(LABEL.finditer(text))
    if not marks:
        return [("", text)]
    parts = [("", text[: marks[0].start()])]
    for place, match in enumerate(marks):
        end = marks[place + 1].start() if place + 1 < len(marks) else len(text)
        parts.append((match["role"], text[match.end() : end]))
    return parts


def known_unit(name: str, body: str, registry: Registry) -> list[Unit]:
    """名册里的单位：全称、简称，或全称去掉政协所在地的地名。"""
    wanted = body or registry.register.site.body or ""
    own = [
        unit
        for unit in registry.register.units.values()
        if (unit.body or registry.register.site.body or "") == wanted
    ]
    exact = [unit for unit in own if name in {unit.name, unit.short_name}]
    if exact:
        return exact
    place = _place_of_body(wanted, registry)
    if not place:
        return []
    whole = {f"{place}{name}", f"{place[:-1]}{name}" if name[0] in LEVELS and name[0] == place[-1] else ""}
    return [unit for unit in own if unit.name in whole]


def _place_of_body(body: str, registry: Registry) -> str:
    record = registry.register.bodies.get(body)
    if record is None:
        return ""
    for name in (record.short_name or "", record.name):
        match = re.search(
            r"(?:.*[省市州盟])?(?P<place>[\u4e00-\u9fff]{2,9}[省市区县州旗])(?:政协|委员会)",
            re.sub("^.*政协(?=.{2})", "", name),
        )
        if match:
            return match["place"]
    return ""
