"""命令行里写的种类：英文代号或中文名。"""

import argparse

from generator.register.model import MODELS
from generator.terms import RecordKind, nearest

KINDS = {word: kind for kind in MODELS for word in (str(kind.value), kind.label)}


def kind_of(word: str) -> RecordKind:
    """一个种类；写错了给最像的。

    Raises:
        ArgumentTypeError: 没有这一类。
    """
    if word in KINDS:
        return KINDS[word]
    similar = nearest(word, KINDS)
    hint = f"是否想写 {similar}？" if similar else f"可用的：{'、'.join(kind.label for kind in MODELS)}"
    raise argparse.ArgumentTypeError(f"没有「{word}」这一类，{hint}")
