"""正文的 Markdown → HTML。原始 HTML 一律当文字，链接只留允许的协议，不嵌图片。

登记时已经拒绝了这些写法；这里是第二道：即使有一天前一道漏了，网页上也只会看到文字。
"""

import re
from functools import lru_cache
from html import unescape

import pyromark
from markupsafe import Markup

from generator.terms import LINK_SCHEMES

OPTIONS = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_STRIKETHROUGH
MOST_REMEMBERED = 2_000
"""最多记着多少段排好的：一批记录的够了，多的几兆字节。"""

LESS_THAN = "\ue000"
"""私用区的一个字符，替「<」过一遍 Markdown：渲染器看不到标签，也就不会原样放行。"""

ANCHOR = re.compile(r'<a href="([^"]*)"[^>]*>')
IMAGE = re.compile(r'<img src="[^"]*" alt="([^"]*)"[^>]*/?>')
ALIGNMENT = re.compile(r'<(t[hd]) style="text-align: (left|center|right)">')
"""渲染器把列的对齐写成行内样式；内容安全策略不许行内样式，换成类名。"""

SCROLLABLE = '<div class="table" role="group" aria-label="表格" tabindex="0">'
"""手机上宽表左右滚，键盘也要够得着。用 group：一页可有好几张，不必各有各的地标名。"""

HEADING = re.compile(r"(</?)h([1-6])>")
MARKED = re.compile(r"[*_`\[\]<>#|~&\\!]|^[ \t]*[-+=\d]|^(?: {4}|\t)", re.MULTILINE)
"""也许有 Markdown 记号的；没有的，网页上就是原来的字。"""

CELL, TAG = re.compile("</t[hd]>"), re.compile("<[^>]*>")
PARAGRAPH = re.compile(r"\A<p>(.*)</p>\n?\Z", re.DOTALL)


# 答复的话在自己的页上、在所答的各件提案的页上都有。
@lru_cache(MOST_REMEMBERED)
def render(text: str, heading: int = 3) -> Markup:
    """一段正文 → 可信的 HTML。

    Args:
        text: CommonMark 正文。
        heading: 正文里的一级标题对应网页的第几级。
    """
    if LESS_THAN in text:
        text = text.replace(LESS_THAN, "")
    html = pyromark.html(text.replace("<", LESS_THAN), options=OPTIONS)
    html = ANCHOR.sub(_anchor, html)
    html = IMAGE.sub(r"\1", html)
    if "<h" in html:
        html = HEADING.sub(lambda match: f"{match[1]}h{min(int(match[2]) + heading - 1, 6)}>", html)
    if "<table>" in html:
        html = ALIGNMENT.sub(r'<\1 class="\2">', html)
        html = html.replace("<table>", f"{SCROLLABLE}<table>").replace("</table>", "</table></div>")
    return Markup(html.replace(LESS_THAN, "&lt;"))  # noqa: S704 - 上面已去掉一切原始标签


def render_line(text: str) -> Markup:
    """只有一段的正文去掉外面的 <p>，放进句子里。"""
    html = render(text)
    match = PARAGRAPH.match(html)
    return Markup(match[1]) if match and "<p>" not in match[1] else html  # noqa: S704 - render 的结果


def plain(text: str) -> str:
    """一段正文在网页上看得到的字：没有记号，没有链接的地址。查的、摘录的都是它。

    Args:
        text: CommonMark 正文。
    """
    if not MARKED.search(text):
        return text
    return unescape(TAG.sub("", CELL.sub(" ", render(text)))).strip()


def _anchor(match: re.Match[str]) -> str:
    address = match[1]
    scheme, colon, _ = address.partition(":")
    if colon and scheme.lower() in LINK_SCHEMES and LESS_THAN not in address:
        return f'<a href="{address}" rel="nofollow noopener">'
    return "<a>"
