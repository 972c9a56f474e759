"""正文：联系人一行移出去，网页的按钮去掉，写成 CommonMark；逐条的要点拟出来请人确认。"""

import re
from collections.abc import Iterable, Sequence

import msgspec

from generator.importing.letters.zones import CONTACT
from generator.importing.material import Line

FURNITURE = re.compile(
    r"(?:\[?【?(?:打印|关闭|分享|收藏|返回)(?:本页|页面|窗口|顶部|列表|到)?】?\]?[\s|｜/]*)+|扫一扫.{0,20}|(?:上|下)一[篇条页][:：].*|相关(?:链接|文章|阅读|信息|附件)[:：]?.*|"
    r"(?:字体|字号)[:：].*|(?:浏览|阅读|点击|访问)(?:次数|量|数)?[:：]?\d*次?|分享(?:到|至)?[:：]?.*|责任编辑[:：].*|(?:当前|您的|您现在的|现在)?(?:的)?位置[:：].*|信息来源[:：].*|"
    r"【?(?:大|中|小)[\s|｜】【]*(?:大|中|小)[\s|｜】【]*(?:大|中|小)?】?|TOP|版权所有.*|主办[:：].*|.{0,6}ICP备.*|.{0,4}公网安备.*|网站标识码.*|首页[>＞»].*|无障碍.*|我要纠错.*|微信|微博|QQ空间"
)
OPENNESS = re.compile(
    r"[（(]?(?:此件|本件)[^。]{0,10}公开(?:发布)?[）)]?|[（(]?(?:公开属性|公开方式|公开形式|是否公开|信息公开选项)[:：][^。]{0,12}[）)]?"
)
IN_BRACKETS = re.compile(r"[（(](?:联系人|联系电话|联系单位|联系方式|经办人|承办人|电话)[^（）()]{0,80}[）)]")
POINT = re.compile(
    r"(?P<mark>[一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）|[（(]\d{1,2}[）)]|\d{1,2}[.．、](?!\d))(?P<rest>.{4,})"
)
ACTIVE_MARKUP = re.compile(r"([\\`*_<>\[\]]|^(?:#{1,6}(?=\s|$)|[-+](?=\s)|~{3,}|={3,}$|-{3,}$))")
ORDERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")


class Content(msgspec.Struct, frozen=True):
    """整理好的正文。

    Attributes:
        text: 正文，段与段之间空一行。
        contacts: 移出去的联系人等各行。
        points: 逐条的要点：编号与这一条的第一句。
    """

    text: str
    contacts: tuple[Line, ...]
    points: tuple[str, ...]


def content_of(lines: Sequence[Line]) -> Content:
    """整理正文各行。"""
    kept: list[str] = []
    contacts: list[Line] = []
    for line in lines:
        text = line.text
        if FURNITURE.fullmatch(text) or OPENNESS.fullmatch(text):
            continue
        if CONTACT.match(text) and len(text) <= 120:
            contacts.append(line)
            continue
        contacts.extend(Line(line.number, found[0]) for found in IN_BRACKETS.finditer(text))
        kept.append(IN_BRACKETS.sub("", text))
    kept = [text for text in kept if text]
    return Content("\n\n".join(plain(text) for text in kept), tuple(contacts), tuple(_points(kept)))


def plain(text: str) -> str:
    """让 CommonMark 照原样显示：会被当作记号的字符前面加反斜杠。"""
    return ORDERED.sub(r"\1\\\2", ACTIVE_MARKUP.sub(r"\\\1", text))


def _points(lines: Iterable[str]) -> list[str]:
    """最外一层编号的各条；只有一条的不成为「逐条」。"""
    found = [(match["mark"], text) for text in lines if (match := POINT.fullmatch(text))]
    if not found:
        return []
    shape = re.sub(r"[一二三四五六七八九十]+|\d+", "n", found[0][0])
    same = [text for mark, text in found if re.sub(r"[一二三四五六七八九十]+|\d+", "n", mark) == shape]
    return [re.split("(?<=[。；])", text)[0] for text in same] if len(same) > 1 else []
