"""Word 里看不见的字：隐藏属性、白字、与底色一样的字、小得看不见的字。"""

from enum import Enum

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
OFF = {"0", "false", "off", "none"}
PALE, CLOSE, TINY = 225, 40, 4
"""三原色都不低于 PALE 算近白；与底色相差不到 CLOSE 算看不见；TINY 以半磅计。"""

BACKGROUND_THEMES = {"background1", "background2", "light1", "light2"}
DEPTH = 20


class Hidden(Enum):
    """怎样藏起来的。"""

    NO = ""
    VANISH = "隐藏文字"
    WHITE = "白色或近白色的字"
    SAME = "与底色一样的字"
    TINY = "小得看不见的字"
    BLACKED = "涂黑的字"


class Styles:
    """样式表：样式可以一层套一层，隐藏也会跟着继承。"""

    def __init__(self, root: etree._Element | None) -> None:
        self._styles: dict[str, etree._Element] = {}
        self._default: etree._Element | None = None
        if root is not None:
            self._styles = {style.get(f"{W}styleId", ""): style for style in root.iter(f"{W}style")}
            self._default = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")

    def hidden(self, run: etree._Element, paragraph: etree._Element) -> Hidden:
        """一段文字是否看不见，怎样看不见。"""
        layers = self._layers(run, paragraph)
        if _is_on(_first(layers, "vanish")) or _is_on(_first(layers, "webHidden")):
            return Hidden.VANISH
        size = _first(layers, "sz")
        if size is not None and _number(size.get(f"{W}val", "")) <= TINY:
            return Hidden.TINY
        if self._blacked(layers):
            return Hidden.BLACKED
        return self._coloured(layers, paragraph)

    def _blacked(self, layers: list[etree._Element]) -> bool:
        """用黑色突出显示盖住的：字还在里面，一复制就出来了。"""
        highlight = _first(layers, "highlight")
        return highlight is not None and highlight.get(f"{W}val", "") == "black"

    def _coloured(self, layers: list[etree._Element], paragraph: etree._Element) -> Hidden:
        colour = _first(layers, "color")
        if colour is None:
            return Hidden.NO
        behind = (
            _fill(_first(layers, "shd")) or _fill(paragraph.find(f"{W}pPr/{W}shd")) or _cell_fill(paragraph)
        )
        if colour.get(f"{W}themeColor", "") in BACKGROUND_THEMES and not behind:
            return Hidden.WHITE
        shade = _shade(colour.get(f"{W}val", ""))
        if shade is None:
            return Hidden.NO
        if behind is None:
            return Hidden.WHITE if min(shade) >= PALE else Hidden.NO
        near = max(abs(first - second) for first, second in zip(shade, behind, strict=True)) < CLOSE
        return Hidden.SAME if near else Hidden.NO

    def _layers(self, run: etree._Element, paragraph: etree._Element) -> list[etree._Element]:
        """由近到远的字符属性：这段字自己、字符样式、段落样式、默认。"""
        own = run.find(f"{W}rPr")
        found = [own] if own is not None else []
        for owner, name in ((own, "rStyle"), (paragraph.find(f"{W}pPr"), "pStyle")):
            used = owner.find(f"{W}{name}") if owner is not None else None
            found += self._inherited(used.get(f"{W}val", "") if used is not None else "")
        return [*found, self._default] if self._default is not None else found

    def _inherited(self, name: str) -> list[etree._Element]:
        found = []
        for _ in range(DEPTH):
            style = self._styles.get(name)
            if style is None:
                break
            properties = style.find(f"{W}rPr")
            found += [properties] if properties is not None else []
            base = style.find(f"{W}basedOn")
            name = base.get(f"{W}val", "") if base is not None else ""
        return found


def _first(layers: list[etree._Element], name: str) -> etree._Element | None:
    return next((found for layer in layers if (found := layer.find(f"{W}{name}")) is not None), None)


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get(f"{W}val", "1").lower() not in OFF


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return 99


def _shade(text: str) -> tuple[int, int, int] | None:
    try:
        value = int(text, 16) if len(text) == 6 else -1
    except ValueError:
        return None
    return None if value < 0 else (value >> 16, value >> 8 & 255, value & 255)


def _fill(element: etree._Element | None) -> tuple[int, int, int] | None:
    return _shade(element.get(f"{W}fill", "")) if element is not None else None


def _cell_fill(paragraph: etree._Element) -> tuple[int, int, int] | None:
    cell = next(paragraph.iterancestors(f"{W}tc"), None)
    return _fill(cell.find(f"{W}tcPr/{W}shd")) if cell is not None else None
