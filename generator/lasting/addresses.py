"""长久的网址：公开过的不能无声无息地没有，写明去向的要真去得了。"""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from generator.frame import SECTIONS
from generator.problems import Mark, Problem
from generator.register.folder import SITE_FILE
from generator.register.load import SITE_ORIGIN
from generator.register.locator import Locator
from generator.register.model import Record
from generator.register.register import Register
from generator.release.model import Release
from generator.release.views.lasting import lasting
from generator.terms import RecordKind, nearest

FOLDERS = {kind.folder: kind for kind in RecordKind}
OWN = {"assets", "calendar", "cards", "data", "feeds", "search", "stations", "statistics", "wall"}
"""程序自己排页的文件夹：旧网址的去向不能写在这里。"""

MOST_LOST = 200
"""最多逐个列出多少个；整个文件夹没了，说到这里就够了。"""


class Remembered(msgspec.Struct, frozen=True):
    """以前公开着的网址。

    Attributes:
        source: 从哪里知道的，例如「上一次提交」。
        pages: 网址 → 那一页出自哪个数据文件；不知道的为空。
    """

    source: str
    pages: Mapping[str, str]


def content_pages_of(content: Path) -> frozenset[str]:
    """文字页的网址。"""
    pages = content.rglob("*.md")
    return frozenset(page.relative_to(content).with_suffix(".html").as_posix() for page in pages)


def standing_pages_of(content: Path) -> frozenset[str]:
    """不出自记录的网页：各栏目首页与文字页。"""
    return content_pages_of(content) | {section.path for section in SECTIONS}


def where_moved(register: Register, release: Release, content: Path, locator: Locator) -> list[Problem]:
    """核对站点配置里旧网址的去向：旧的真的没有了，新的真的有，一个旧网址只写一次。"""
    present = {*lasting(msgspec.structs.replace(release, moved=())), *standing_pages_of(content)}
    pages = {path.casefold() for path in present}
    problems = []
    written: set[str] = set()
    for place, moved in enumerate(register.site.moved):
        folded = moved.address.casefold()
        said = _clash(folded, pages, written)
        written.add(folded)
        if said:
            problems.append(_at(locator, place, "address", *said))
        if moved.to and (moved.to.casefold() not in pages or moved.to.casefold() == folded):
            similar = nearest(moved.to, pages)
            hint = f"是否想写「{similar}」？" if similar else ""
            cure = f"{hint}新网址写现在有的一页；改了两次的，直接写最后的网址。"
            problems.append(_at(locator, place, "to", f"没有「{moved.to}」这一页", cure))
    return problems


def _clash(address: str, pages: set[str], written: set[str]) -> tuple[str, str] | None:
    top, _, rest = address.partition("/")
    if address in pages:
        return f"「{address}」这一页还在", "删去这一项；它不需要去向。"
    if address in written:
        return f"「{address}」写了两次", "留下一项，删去另一项。"
    if top in OWN or rest.startswith("page/") or address.endswith("index.html") or address == "404.html":
        return f"「{address}」是程序自己排的页", "删去这一项；只写记录、主题、文字页的旧网址。"
    return None


def _at(locator: Locator, place: int, name: str, message: str, cure: str) -> Problem:
    return Problem("bad-address", locator.mark(SITE_ORIGIN, ("moved", place, name)), message, cure)


def lost_addresses(
    before: Remembered, register: Register, release: Release, content: Path, locator: Locator
) -> list[Problem]:
    """公开过、现在没有了、也没有交代去向的网址，一个一条错误。

    Args:
        before: 以前公开着的网址。
        register: 现在的登记簿；记录还在的，指到它那一行。
        release: 现在的发布。
        content: 文字页目录。
        locator: 指出行列。
    """
    now = {*lasting(release), *standing_pages_of(content)}
    lost = sorted(path for path in before.pages if path not in now)
    problems = [_lost(path, before, register, locator) for path in lost[:MOST_LOST]]
    if len(lost) > MOST_LOST:
        message = f"还有 {len(lost) - MOST_LOST} 个公开过的网址没有了，没有列出"
        problems.append(Problem("address-lost", Mark(SITE_FILE), message, "先看列出的；误删的整个放回来。"))
    return problems


def _lost(path: str, before: Remembered, register: Register, locator: Locator) -> Problem:
    top, _, rest = path.partition("/")
    kind = FOLDERS.get(top)
    identifier = rest.removesuffix(".html").replace("/", "-")
    what = f"（{kind.label} {identifier}）" if kind else ""
    stated = f"在 {SITE_FILE} 的 moved 里写 {{address: {path}, date: 日期, reason: 原因}}"
    record = _record(register, kind, identifier)
    if record is not None:
        mark = locator.mark(record.origin, ("open",) if hasattr(record, "open") else ("id",))
        message = f"「{path}」{what}公开过（{before.source}），现在不公开，也没有说明"
        retired = (
            "要撤下，open 保持公开时的写法，另加 retired: {date: 日期, reason: 原因}，原址就是一则说明；"
            if hasattr(record, "retired")
            else ""
        )
        return Problem(
            "address-lost", mark, message, f"{retired}日期误写到将来的改对日期；都不是的，{stated}。"
        )
    mark = Mark(before.pages[path] or SITE_FILE)
    message = f"「{path}」{what}公开过（{before.source}），现在没有了，也没有交代去向"
    return Problem("address-lost", mark, message, f"{_cures(kind, identifier, path)}{stated}。")


def _cures(kind: RecordKind | None, identifier: str, path: str) -> str:
    if kind is not None and kind.folder in RETIRED_IN_PLACE:
        return (
            "误删的放回来；撤下的也放回来，加 retired: {date: 日期, reason: 原因}；"
            f"改了编号的，在新记录里写 former_ids: [{identifier}]；文件必须删掉的，"
        )
    return f"误删、误改的改回来；换了名字的，写 {{address: {path}, to: 新网址}}；撤下的，"


RETIRED_IN_PLACE = {"proposals", "replies", "consultations", "batches", "programmes"}
"""记录自己写得了 retired 与 former_ids 的种类；名册写不了，写在站点配置里。"""


def _record(register: Register, kind: RecordKind | None, identifier: str) -> Record | None:
    if kind is None:
        return None
    return next((item for item in register.records(kind) if item.id == identifier), None)


def under(problems: Iterable[Problem], folder: str) -> Iterator[Problem]:
    """问题里的路径从项目根目录写起。"""
    for problem in problems:
        mark = msgspec.structs.replace(problem.mark, path=f"{folder}/{problem.mark.path}")
        yield msgspec.structs.replace(problem, mark=mark)
