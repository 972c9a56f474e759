"""存下来的网页 → 文书：去掉导航与脚本，找出正文，另记下「发布日期：……」一类的项目。"""

import re
from collections.abc import Iterator, Sequence

from lxml import etree
from lxml import html as lxml_html

from generator.importing.material import Document, Label, Line, refuse, to_confirm
from generator.importing.reading.lines import BREAKS, squeezed
from generator.problems import Mark, Problem

DROPPED = (
    "script", "style", "noscript", "template", "iframe", "object", "embed", "svg", "canvas", "select",
    "button", "textarea", "input", "form", "nav", "head", "audio", "video", "map", "applet",
)  # fmt: skip
BLOCKS = {
    "p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "section",
    "article", "header", "footer", "dl", "dt", "dd", "blockquote", "pre", "hr", "center", "tbody", "aside",
    "main",
}  # fmt: skip
CONTENT = re.compile(
    r"trs_?(ue)?_?editor|ucapcontent|^zoom|zoomcon|article-?_?(content|con|body|text)|^article$|(news|art|wz|info|detail|xxgk|page|pages|text|main|doc|gk|rich)[-_]?(content|con|body|text|nr|neirong)|"
    r"v_news_content|vsb_content|^content$|^contents?-?txt|^bt-content|^con_?txt|^view|editor|^nr$|^j-fontcontent",
    re.IGNORECASE,
)
HIDING = re.compile(
    r"display:none|visibility:hidden|font-size:0(?:px|pt|em|rem|%)?(?:;|$)|opacity:0(?:;|$)|text-indent:-\d{3,}|(?<![-\w])color:(?:#f{3}(?:f{3})?|white|rgba?\(255,255,255)",
    re.IGNORECASE,
)
META = {
    "articletitle": "标题", "pubdate": "发布日期", "contentsource": "来源", "publishdate": "发布日期",
    "source": "来源",
}  # fmt: skip
LABEL = re.compile(r"^[【\[]?([\u4e00-\u9fff]{2,8})[】\]]?[:：]\s*(.*)$")
BETWEEN_LABELS = re.compile(r"[\s|｜]+(?=[\u4e00-\u9fff]{2,8}[】\]]?\s*[:：])")
REPLY_TITLE = re.compile(
    r"(?:[\u4e00-\u9fff]{2,20})?(?:关于|对).{0,60}政协.{2,60}提案.{0,40}(?:答复|复函|函复|回复|答复函|会办意见)(?:的函)?"
)
MOST_LABELLED = 400
MOST_CHARACTERS = 5_000_000
LEAST_CONTENT = 40
LINKS = 0.6
"""一块里文字的六成以上是链接，就是导航或相关推荐。"""


def read_html(text: str, path: str) -> Document:
    """读一个网页。

    Raises:
        Refused: 太大，或里面没有内容。
    """
    if len(text) > MOST_CHARACTERS:
        raise refuse("file-too-big", Mark(path), "网页太大", "只存正文部分。")
    parser = lxml_html.HTMLParser(no_network=True, huge_tree=False, remove_comments=True, remove_pis=True)
    try:
        root = lxml_html.document_fromstring(re.sub(r"^\s*<\?xml[^>]*>", "", text), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        raise refuse("empty-file", Mark(path), "网页里没有内容", "重新保存这个网页。") from None
    labels = list(_metas(root))
    title = next((label.value for label in labels if label.name == "标题"), "") or _headline(root)
    styles = "\n".join(element.text or "" for element in root.iter("style"))
    for element in list(root.iter(*DROPPED)):
        if element is not root:
            element.drop_tree()
    problems = list(_hidden(root, _content(root), styles, path))
    _drop_links(root)
    content = _content(root)
    lines = tuple(Line(number, text) for number, raw in _rows(content) if (text := squeezed(raw)))
    if not lines:
        raise refuse("empty-file", Mark(path), "网页里没有读得出的文字", "重新保存这个网页。")
    rows = list(_rows(root))
    return Document(path, lines, (*labels, *_labels(rows)), _titled(title, rows, lines), tuple(problems))


def _titled(title: str, rows: Sequence[tuple[int, str]], lines: Sequence[Line]) -> str:
    """标题写在正文的容器外面、又不是 h1 的：整页只有一行像答复的标题，就是它。"""
    if REPLY_TITLE.fullmatch(title) or any(REPLY_TITLE.fullmatch(line.text) for line in lines):
        return title
    like = {text for _, raw in rows if REPLY_TITLE.fullmatch(text := squeezed(raw))}
    return like.pop() if len(like) == 1 else title


def _metas(root: etree._Element) -> Iterator[Label]:
    for meta in root.iter("meta"):
        name = META.get((meta.get("name") or "").lower())
        value = squeezed(meta.get("content") or "")
        if name and value:
            yield Label(name, value, int(meta.sourceline or 0))


def _headline(root: etree._Element) -> str:
    for name in ("h1", "title"):
        for element in root.iter(name):
            text = squeezed("".join(element.itertext()))
            if text:
                return text
    return ""


def _hidden(root: etree._Element, content: etree._Element, styles: str, path: str) -> Iterator[Problem]:
    """删去看不见的元素；正文里的说一声。"""
    within, named = set(content.iter()), _hidden_names(styles)
    for element in list(root.iter()):
        style = _squashed(f"{element.get('style') or ''};color:{element.get('color') or ''}")
        if element is root or element.tag == "body" or element.getparent() is None:
            continue
        names = {f".{name}" for name in (element.get("class") or "").split()} | {f"#{element.get('id')}"}
        if "hidden" in element.attrib or HIDING.search(style) or _is_same_colour(style) or names & named:
            text = squeezed("".join(element.itertext()))
            if element in within and len(re.findall("[\u4e00-\u9fff]", text)) >= 2:
                mark = Mark(path, int(element.sourceline or 0), 1, text)
                message = f"网页里有看不见的文字，没有收入：「{text[:40]}」"
                yield to_confirm("hidden-text", mark, message, "对照网页，需要的写进正文。")
            element.drop_tree()


def _is_same_colour(style: str) -> bool:
    """字与底写着同一种颜色：涂黑的字还在里面。"""
    ink = re.search(r"(?<![-\w])color:([^;]+)", style)
    behind = re.search(r"background(?:-color)?:([^;]+)", style)
    return bool(ink and behind and ink[1].lower() == behind[1].lower())


def _squashed(style: str) -> str:
    return re.sub(r"\s|!important", "", style)


def _hidden_names(styles: str) -> set[str]:
    """样式表里说看不见的类与编号；只认单独一个类、一个编号的写法。"""
    return {
        name.strip()
        for selectors, rule in re.findall(r"([^{}]+)\{([^{}]*)\}", styles)
        if HIDING.search(_squashed(rule)) or _is_same_colour(_squashed(rule))
        for name in selectors.split(",")
        if re.fullmatch(r"\s*[.#][\w-]+\s*", name)
    }


def _drop_links(root: etree._Element) -> None:
    """去掉以链接为主的列表：导航、相关推荐、上一篇下一篇。"""
    for block in list(root.iter("ul", "ol", "dl")):
        words = len(squeezed("".join(block.itertext())))
        linked = sum(len(squeezed("".join(link.itertext()))) for link in block.iter("a"))
        if words and linked >= LINKS * words and block.getparent() is not None:
            block.drop_tree()


def _content(root: etree._Element) -> etree._Element:
    """正文所在的元素：名字像正文、文字最多的最里面一个；没有就用整页。"""
    best, most = root, 0
    for element in root.iter():
        names = [element.get("id") or "", *(element.get("class") or "").split()]
        if not any(CONTENT.search(name) for name in names if name):
            continue
        size = len(squeezed("".join(element.itertext())))
        # 里层与外层的文字相差无几时要里层：外层多出来的是标题栏与按钮。
        if size >= LEAST_CONTENT and (
            size > most or (best is not root and size >= 0.8 * most and best in element.iterancestors())
        ):
            best, most = element, size
    return best


def _rows(root: etree._Element) -> Iterator[tuple[int, str]]:
    """一个元素里的各行（行号，文字）：块级元素与换行处断开，空白还没有整理。"""
    pieces: list[str] = []
    number = int(root.sourceline or 1)
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if element.tag in BLOCKS:
            text = "".join(pieces)
            pieces.clear()
            if text.strip():
                yield number, text
            number = int(element.sourceline or number)
        if event == "start":
            pieces.append(_flat(element.text))
        else:
            pieces.append("  " if element.tag in {"td", "th"} else "")
            pieces.append(_flat(element.tail) if element is not root else "")
    if "".join(pieces).strip():
        yield number, "".join(pieces)


def _flat(text: str | None) -> str:
    """源码里的换行不是行：浏览器当作空格。"""
    return BREAKS.sub(" ", text or "")


def _labels(rows: list[tuple[int, str]]) -> Iterator[Label]:
    """各行里的「名称：值」；一行几项的逐项分开，值另起一行的也认。"""
    pending: Label | None = None
    for number, row in rows:
        if len(row) > MOST_LABELLED:
            pending = None
            continue
        for piece in BETWEEN_LABELS.split(row):
            match = LABEL.match(squeezed(piece))
            if match is None and pending is not None and squeezed(piece):
                yield Label(pending.name, squeezed(piece), pending.line)
            pending = None
            if match and match[2]:
                yield Label(match[1], match[2], number)
            elif match:
                pending = Label(match[1], "", number)
