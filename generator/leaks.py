"""把关：写出之前，在全部产物里找没有公开的字句。"""

from pathlib import Path

from generator.frame import Host
from generator.gate import LeakScanner, Sealed
from generator.problems import Mark, Problem, ProblemsError, in_order

SEARCH = "search/"
"""搜索的材料漏了字句，说成在这里：索引压缩过，在写好的文件里找不出来，找的是写成它的材料。"""


def own_words(host: Host, folders: tuple[Path, ...]) -> bytes:
    """软件自己的字：页框、模板、代码里本来就有的说法，不算泄漏。文字页是编辑写的，不在其内。"""
    pieces = dict.fromkeys(piece for frame in host.frames for piece in frame.pieces)
    templates = (path for folder in folders for path in (folder / "records").rglob("*.html"))
    code = Path(__file__).parent.rglob("*.py")
    return b"\n".join(
        [*(piece.encode() for piece in pieces), *(path.read_bytes() for path in sorted((*templates, *code)))]
    )


def refuse_leaks(sealed: tuple[Sealed, ...], artifacts: dict[str, bytes], innocent: bytes) -> None:
    """在全部产物与它们的路径里找封存的字句。

    Raises:
        ProblemsError: 找到了；每件产物、每条记录各一条问题，不重复说出那些字。
    """
    scanner = LeakScanner(sealed, innocent)
    problems = [
        leak(path, found)
        for path, content in artifacts.items()
        for found in scanner.leaks(path.encode() + b"\n" + content)
    ]
    if problems:
        raise ProblemsError(in_order(problems))


def leak(path: str, found: Sealed) -> Problem:
    """产物里漏出了没有公开的字句：不重复说出那些字。"""
    place = f"{found.origin.path} 第 {found.origin.index + 1} 条"
    cure = "不要发布。若那几个字本来就可以公开，改写记录里的备注或文字页；否则请把这条信息报告给维护者。"
    return Problem("leak", Mark(path), f"产物里出现了没有公开的文字，出自 {place}", cure)
