"""自然的中文：取真实语料的分句，重新连成句子与段落。

整句照抄会使压缩与搜索显得容易，所以只取一两个相连的分句，再另找一处接上；
分句原有的用字与词频还在，几千字以内几乎没有重复的整句。
"""

import random
import re
import unicodedata
from collections.abc import Iterable, Sequence

CUT = re.compile(r"[，。；：！？、“”‘’（）《》〈〉「」…—\s,.;:!?()\"'\[\]]+")
PLAIN = re.compile(r"[0-9A-Za-z]{0,6}[\u4e00-\u9fff][\u4e00-\u9fff0-9A-Za-z%]{3,25}")
HEADINGS = "一二三四五六七八九十"


def clauses_of(lines: Iterable[str]) -> tuple[str, ...]:
    """原文各行 → 分句，次序不变；带标记符号或太长太短的不要。"""
    return tuple(
        clause
        for line in lines
        for clause in CUT.split(unicodedata.normalize("NFKC", line))
        if PLAIN.fullmatch(clause)
    )


class Prose:
    """由一个随机源和一批分句写出的文字；同样的种子写出同样的字。

    Args:
        clauses: 分句。
        seed: 种子；每条记录一个，记录之间互不牵连。
    """

    def __init__(self, clauses: Sequence[str], seed: str) -> None:
        # 只求每次一样，不作密码用。
        self.chance = random.Random(seed)  # noqa: S311
        self._clauses = clauses

    def clause(self) -> str:
        """一个分句。"""
        return self._clauses[int(self.chance.random() * len(self._clauses))]

    def sentence(self, least: int = 24) -> str:
        """一句话，不少于 `least` 个字。"""
        runs: list[str] = []
        # 至少取自两处，整句才不会与原文或别的句子相同。
        while len(runs) < 2 or sum(map(len, runs)) < least:
            start = int(self.chance.random() * (len(self._clauses) - 1))
            runs.append("，".join(self._clauses[start : start + 1 + int(self.chance.random() * 2)]))
        return "，".join(runs) + "。"

    def paragraph(self, least: int) -> str:
        """一段，不少于 `least` 个字。"""
        taken: list[str] = []
        held = 0
        while held < least:
            taken.append(self.sentence(18 + int(self.chance.random() * 40)))
            held += len(taken[-1])
        return "".join(taken)

    def body(self, least: int) -> str:
        """正文：几段话，分几点，偶有列表与加重，不少于 `least` 个字。"""
        blocks: list[str] = [self.paragraph(120)]
        held = len(blocks[0])
        while held < least:
            blocks.append(self._block(len(blocks), min(300, least - held)))
            held += len(blocks[-1])
        return "\n\n".join(blocks)

    def _block(self, place: int, least: int) -> str:
        shape = self.chance.random()
        if shape < 0.15:
            return "\n".join(f"- {self.sentence()}" for _ in range(3))
        if shape < 0.5:
            return f"**{HEADINGS[(place - 1) % 10]}、{self.clause()}。**{self.paragraph(least)}"
        return self.paragraph(least)
