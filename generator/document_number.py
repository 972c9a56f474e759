"""文号：机关代字〔年份〕序号号。各地括号不一，归一成〔〕，原样另存。"""

from generator.lazily import lazy_pattern

BRACKETS = lazy_pattern(r"[【\[［﹝\(（〔]\s*((?:19|20)\d{2})\s*[】\]］﹞\)）〕]")


def normalized(text: str) -> str:
    """把年份两旁的各种括号换成〔〕，去掉空白；没有年份括号的原样返回。"""
    return BRACKETS.sub(r"〔\1〕", "".join(text.split()))
