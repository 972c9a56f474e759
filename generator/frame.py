"""页框：MkDocs 渲染一次的空页，记录页把内容填进它的槽里。"""

import html
from base64 import b64encode
from functools import cached_property
from hashlib import sha256
from itertools import zip_longest

import msgspec

from generator.macros import MacroCall
from generator.terms import RecordKind

FRAME_SLOTS = ("title", "head", "body")
SCRIPTS = "script-src 'self'"
DATA_BLOCK = '<script type="application/ld+json">'
DEEPEST = 3
"""网址最深几层：/proposals/14-2/x.html 是两层，另留一层余地。"""


class Section(msgspec.Struct, frozen=True):
    """站点的一个栏目。

    Attributes:
        key: 栏目代号，即网址的第一段。
        label: 导航上的字。
        path: 栏目首页相对站点根目录的路径。
        place: 在导航的哪里：main 首排，more 收在「更多」，none 不列。
    """

    key: str
    label: str
    path: str
    place: str


NAMED = (
    Section("home", "首页", "index.html", "none"),
    Section("proposals", "提案", "proposals/index.html", "main"),
    Section("replies", "答复", "replies/index.html", "main"),
    Section("consultations", "协商", "consultations/index.html", "main"),
    Section("commitments", "承诺", "commitments/index.html", "main"),
    Section("statistics", "统计", "statistics/index.html", "main"),
    Section("units", "承办单位", "units/index.html", "more"),
    Section("members", "委员", "members/index.html", "more"),
    Section("sectors", "界别", "sectors/index.html", "more"),
    Section("topics", "专题", "topics/index.html", "more"),
    Section("categories", "类别", "categories/index.html", "more"),
    Section("sessions", "届次", "sessions/index.html", "more"),
    Section("batches", "归并办理", "batches/index.html", "more"),
    Section("programmes", "品牌与机制", "programmes/index.html", "more"),
    Section("platforms", "平台", "platforms/index.html", "more"),
    Section("bodies", "政协", "bodies/index.html", "more"),
    Section("feeds", "订阅", "feeds/index.html", "more"),
    Section("data", "数据开放", "data/index.html", "more"),
    Section("about", "关于", "about/index.html", "more"),
    Section("search", "搜索", "search.html", "none"),
)
"""名称、位置另有讲究的栏目。"""

SECTIONS = (
    *NAMED,
    *(
        Section(kind.folder, kind.label, f"{kind.folder}/index.html", "more")
        for kind in RecordKind
        if kind is not RecordKind.FIGURE and kind.folder not in {section.key for section in NAMED}
    ),
)
"""全部栏目：其余有网页的种类各一个，收在「更多」。"""


class Frame(msgspec.Struct, frozen=True, dict=True):
    """一个栏目、一种网址深度的页框。

    Attributes:
        section: 栏目代号。
        depth: 网页在站点根目录下几层，0 是根。
        pieces: 在标题、头部、正文三个槽处切开的四片。
    """

    section: str
    depth: int
    pieces: tuple[str, str, str, str]

    @property
    def root(self) -> str:
        """从这一深度回到站点根目录的相对路径：「.」「..」「../..」。"""
        return "/".join([".."] * self.depth) or "."

    def fill(self, *, title: str, head: str = "", body: str) -> bytes:
        """填成一页。

        Args:
            title: 纯文字，在此转义；站名由页框自己加。
            head: 可信的 HTML，放在 head 末尾。
            body: 可信的 HTML，放在 main 里。
        """
        start, after_title, after_head, end = self._encoded
        return b"".join(
            (
                start.replace(SCRIPTS.encode(), permitted(head).encode(), 1),
                html.escape(title).encode(),
                after_title,
                head.encode(),
                after_head,
                body.encode(),
                end,
            )
        )

    @cached_property
    def _encoded(self) -> tuple[bytes, bytes, bytes, bytes]:
        """编成字节的四片：一页里大半是页框，不必每页再编一遍。"""
        start, after_title, after_head, end = (piece.encode() for piece in self.pieces)
        return start, after_title, after_head, end


class HostPage(msgspec.Struct, frozen=True):
    """一张手写的网页，数据还没填。

    Attributes:
        path: 相对站点根目录的路径，以 .html 结尾。
        title: 页面标题，纯文字；404 页为空。
        description: 一句话说清这页有什么，纯文字；没有写的为空。
        pieces: 在头部槽和各宏槽处切开的片。
        slots: 各宏槽，按出现次序。
    """

    path: str
    title: str
    pieces: tuple[str, ...]
    slots: tuple[MacroCall, ...]
    description: str = ""

    def fill(self, contents: tuple[str, ...], head: str = "") -> bytes:
        """填成一页。

        Args:
            contents: 每个宏槽的可信 HTML，与 slots 一一对应。
            head: 可信的 HTML，放在 head 末尾。

        Raises:
            ValueError: 份数与槽数不同。
        """
        if len(contents) != len(self.slots):
            raise ValueError(f"{self.path} 有 {len(self.slots)} 个槽，给了 {len(contents)} 份内容")
        pieces = (self.pieces[0].replace(SCRIPTS, permitted(head), 1), *self.pieces[1:])
        filled = zip_longest(pieces, (head, *contents), fillvalue="")
        return "".join(part for pair in filled for part in pair).encode()


class Host(msgspec.Struct, frozen=True, dict=True):
    """MkDocs 渲染的全部结果；只取决于手写页面、模板与配置，与数据无关。

    Attributes:
        frames: 全部页框。
        pages: 全部手写网页，按路径排。
        assets: 样式、脚本、图片等：路径 → 字节。
        asset_names: 资源原名（如「js/theme.js」）→ 带指纹的路径。
        warnings: MkDocs 的警告原文。
    """

    frames: tuple[Frame, ...]
    pages: tuple[HostPage, ...]
    assets: dict[str, bytes]
    asset_names: dict[str, str]
    warnings: tuple[str, ...] = ()

    def frame(self, section: str, depth: int) -> Frame:
        """取一个页框。

        Raises:
            KeyError: 没有这个栏目，或网址太深。
        """
        if frame := self._frames_by_place.get((section, depth)):
            return frame
        raise KeyError(f"没有栏目「{section}」第 {depth} 层的页框")

    @cached_property
    def _frames_by_place(self) -> dict[tuple[str, int], Frame]:
        return {(frame.section, frame.depth): frame for frame in self.frames}


def permitted(head: str) -> str:
    """内容安全策略里许可的脚本，连同结构化数据的指纹。

    浏览器不把数据块当脚本，不写也照样读；但检查网页的工具不分两者，写了策略更严，也不再告警。

    Args:
        head: 由数据来的头部，里面可能有数据块。
    """
    _, found, rest = head.partition(DATA_BLOCK)
    if not found:
        return SCRIPTS
    block = rest.partition("</script>")[0]
    digest = b64encode(sha256(block.encode()).digest()).decode()
    return f"{SCRIPTS} 'sha256-{digest}'"


def slot(name: str) -> str:
    """槽在模板里的写法。"""
    return f"<!--slot:{name}-->"


def split_frame(section: str, depth: int, text: str) -> Frame:
    """在三个槽处切开渲染好的页框。

    Raises:
        ValueError: 有槽不是恰好一个，或次序不对；说明里指出模板与槽名。
    """
    for name in FRAME_SLOTS:
        if (found := text.count(slot(name))) != 1:
            raise ValueError(f"模板 main.html 里槽「{name}」出现 {found} 次，要恰好一次（栏目 {section}）")
    start, rest = text.split(slot("title"))
    after_title, *middle = rest.split(slot("head"))
    after_head, *end = middle[0].split(slot("body")) if middle else ("",)
    if not end:
        raise ValueError(f"模板 main.html 里槽的次序要是 {'、'.join(FRAME_SLOTS)}（栏目 {section}）")
    return Frame(section, depth, (start, after_title, after_head, end[0]))
