"""细到门牌的住址：街道、乡镇以下，写出了号、弄、室。"""

import re
from collections.abc import Iterator

from generator.lazily import lazy_pattern
from generator.register.personal.spans import Span

WRITTEN = "一二三四五六七八九十百零〇壹贰叁肆伍陆柒捌玖拾佰"
NUMBER_SIGNS = rf"\d{WRITTEN}"
"""门牌的数字里的字。"""

NUMBER = rf"(?:\d{{1,5}}|[{WRITTEN}]{{1,5}})"
GAP = r"[ \t\r\n]{0,4}"
HOUSE = rf"{NUMBER}(?:[\-—之]{NUMBER})?{GAP}(?:号楼|号院|号|弄|幢|栋|座|单元|室|户|组|[#＃])"
MORE = rf"(?:{GAP}[，,\-]?{GAP}{HOUSE}|{GAP}{NUMBER}层|{GAP}\d{{2,4}}(?:室|房|户)?(?![\d年月日元万人个米]))*"
NAME = r"[\u4e00-\u9fff]"
ROAD = (
    rf"(?<!思)(?<!出)(?<!铁)(?<!线)(?<!电)(?<!网)(?<!管)(?<!水)(?<!高速公)(?<!门)(?<![这同另每第那某是]一)(?<!^一)路|"
    rf"街(?!道)|大街|[巷弄]|胡同|(?<![公这那哪海英华])里|新村|村|(?<![渠巷频街隧管通赛轨航河车报人知])道|"
    rf"(?:村|社区|大队)[^\d，。；、\n]{{0,4}}?{NUMBER}[组社队]|(?<!驻)屯|村民小组|生产队|[庄沟屯寨坪]{NUMBER}组"
)
STREET = lazy_pattern(
    rf"{NAME}(?:{ROAD}){GAP}(?:第|[甲乙丙丁])?{NUMBER}(?:[\-—之]{NUMBER})?{GAP}(?:弄|号楼|号院|号|[#＃])"
    r"(?!线|文|令|提案|议案|建议|桥|站|口|出口|工程|标|地块|坑|井|泵|机组|机|通知|公告|公路|国道|省道|电站|台|渠|窑|坝|闸|隧|灯|路灯|院线|种子|小麦|玉米)"
    rf"{MORE}"
)
ROOM = lazy_pattern(
    rf"{NUMBER}{GAP}(?:号楼|号院|号|幢|栋|座|单元){GAP}(?:{NUMBER}{GAP}(?:号楼|单元|门|层|楼|梯){GAP}){{0,3}}\d{{2,4}}{GAP}(?:室(?!外|内)|房(?!间|屋|子)|户|号)"
    rf"|(?:小区|花园|苑|公寓|家园|新村|大厦|宿舍|家属院|雅居|华庭|名都){GAP}(?:{NUMBER}[\-—]{NUMBER}[\-—]\d{{2,4}}(?!\d)|\d{{2,5}}{GAP}室(?!外|内))"
)
ESTATE = r"(?:小区|花园|花苑|[苑寓村厦庭都湾]|公寓|家园|宿舍|家属院|家属楼|雅居|(?<![公这那哪海英华])里)"
COUNTED = "(?![0-9年月日元万人个米户套件])"
BLOCK = rf"(?:{NUMBER}[期区]{GAP})?(?:{NUMBER}|[A-Z]){GAP}(?:号楼|幢|栋|座|单元|楼|[#＃]|号(?=[0-9]))"
WITHIN = lazy_pattern(
    rf"{ESTATE}(?:[一二三四五六七八九十A-Z][期区])?{GAP}(?:{BLOCK}{GAP}(?:{NUMBER}{GAP}(?:单元|门|层|楼){GAP})*"
    rf"(?:(?:[0-9]{{3,4}}|[一二三四五六七八九][〇零一二三四五六七八九]{{2,3}}|[A-Z])(?:室|户|号|{COUNTED})"
    rf"|(?<=单元)(?!一策)|[东西中南北]户)|[0-9]{{1,3}}[\-—][0-9]{{3,4}}{COUNTED}(?![\-—]))"
)
"""住宅小区的名字，后面细到室或单元。"""

LIVES = lazy_pattern(
    rf"(?:[家现居租]住|住[在于址]|(?:家庭|户籍|居住)(?:住址|地址)|户籍所在地)[^，,。；;\n]{{2,30}}?{NUMBER}{GAP}(?:号楼|号院|号|弄|幢|栋|单元|室)"
)
"""写明是住处的，到哪一幢、哪一号就算。"""

FIGURES = "0-9一二三四五六七八九十百零〇壹贰叁肆伍陆柒捌玖拾佰"
ANCHOR = lazy_pattern(
    rf"[路街巷弄同里村道组社队屯][ \t\r\n]{{0,4}}[第甲乙丙丁]?"
    rf"[{FIGURES}][{FIGURES}\-—之 \t\r\n]{{0,16}}[号弄组社队#＃]"
)
LODGED = lazy_pattern(
    r"[区园苑寓村厦舍院居庭都0-9元楼幢栋座号](?:(?<=[区园苑寓村厦舍院居庭都])[ \t\r\n]{0,4}[0-9]"
    r"|(?<=[0-9])[ \t\r\n]{0,4}[室房户]|(?<=[元楼幢栋座号])[ \t\r\n]{0,4}[0-9]{2,4}[ \t\r\n]{0,4}号)"
)
ESTATES = lazy_pattern(
    r"[区园苑寓村厦舍院居庭都湾里楼一二三四五六七八九十期][ \t\r\n]{0,4}[0-9A-Z一二三四五六七八九十]"
)
"""先找路名接着数字、数字接着门牌字样的地方，没有就不必细看：多数文字里没有。"""

LIVING = lazy_pattern(
    "[住家现居租户](?:(?<=住)[在于址]|(?<=[家现居租])住|(?<=家)庭地址|(?<=户)籍(?:地址|所在地)|(?<=居)住地址)"
)
TOWN = lazy_pattern(r"街道(?:办事处)?|(?<![城乡集市村])[镇乡](?!村|镇|政府|人民|长|级|亲|土|贤)")
LEAD = 24
LONGEST = 40
"""从门牌往前看多少个字符找它所在的街道、乡镇，往后看多少个字符找室号。"""

BREAK = lazy_pattern(r"[，,。；;！!？?、：:“”《》\n]")


def homes(text: str) -> Iterator[Span]:
    """细到门牌的住址；起点是街道、乡镇，没有写街道、乡镇的是路名。"""
    last = -1
    for pattern, anchor in ((STREET, ANCHOR), (ROOM, LODGED), (WITHIN, ESTATES), (LIVES, LIVING)):
        for match in _matches(text, pattern, anchor):
            span = _around(text, match)
            if span.start > last or pattern is not STREET:
                last = span.end
                yield span


def _matches(text: str, pattern: re.Pattern[str], anchor: re.Pattern[str]) -> Iterator[re.Match[str]]:
    """只在可疑处的近旁细看；近旁相连的并成一段，一处不看两遍。"""
    begin = stop = 0
    for place in anchor.finditer(text):
        if place.start() - LEAD > stop:
            yield from pattern.finditer(text, begin, stop)
            begin = place.start() - LEAD
        stop = place.end() + LONGEST
    yield from pattern.finditer(text, begin, stop)


def _around(text: str, match: re.Match[str]) -> Span:
    """住址的整段，与遮去时留下的部分：到街道、乡镇为止，没有写的到路名为止。"""
    lead = _clause(text[max(0, match.start() - LEAD) : match.start() + 1])
    start = match.start() + 1 - len(lead)
    towns = [found.end() for found in TOWN.finditer(lead)]
    kept = start + towns[-1] if towns else _first_figure(match)
    return Span(start, match.end(), kept)


def _clause(lead: str) -> str:
    """往前到这一句的开头为止。"""
    ends = [found.end() for found in BREAK.finditer(lead[:-1])]
    return lead[ends[-1] :] if ends else lead


def _first_figure(match: re.Match[str]) -> int:
    """门牌的数字从哪里起；「三组」之类也算门牌。"""
    found = re.search(rf"(?:{NUMBER})(?={GAP}(?:[\-—之组社队号弄幢栋座单室#＃]|楼))|\d", match[0])
    return match.start() + (found.start() if found else 0)
