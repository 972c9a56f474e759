"""满篇数字的长文：逐处查个人信息要查很久，又不会是正文，读的时候就不收。"""

from collections.abc import Iterable

from generator.lazily import lazy_pattern
from generator.problems import Mark, Problem

TELLING = lazy_pattern("[0-9０-９〇零一二三四五六七八九@＠]")
MOST, LONG = 50_000, 200
"""一兆的正文里至多两三万个；编号、日期、件数都短，不算。长文里的前后相连，每一串都要看。"""


def is_flooded(texts: Iterable[str]) -> bool:
    """一个文件的各个值里，长的那些是不是满篇数字或「@」。"""
    return sum(1 for text in texts if len(text) > LONG for _ in TELLING.finditer(text)) > MOST


def flood(path: str) -> Problem:
    """这样的文件怎样说。"""
    message = f"长文里有超过 {MOST} 个数字或「@」"
    cure = "拆成几个文件；数字表写进 figures.csv，名单与附件不要放进数据目录。"
    return Problem("too-many-numbers", Mark(path), message, cure)
