"""索引的目录：打开搜索页先取的那一份，逾期的记录，与只给生成器用的账。"""

import itertools
from collections.abc import Iterable, Sequence

from generator.output.artifact import Artifact
from generator.output.search.drafts import Drafts, Line, day_of
from generator.output.search.files import script_json
from generator.output.search.hot import pair_of
from generator.output.search.plan import Plan


def overdue(base: str, lines: Sequence[Line]) -> Artifact:
    """逾期的记录与天数，最久的在前。"""
    found = [(each.overdue_days, number) for number, each in enumerate(lines) if each.overdue_days > 0]
    found.sort(key=lambda item: (-item[0], item[1]))
    return script_json(f"{base}/overdue.js", [[number for _, number in found], [days for days, _ in found]])


def days(base: str, lines: Iterable[Line]) -> Artifact:
    """各条记录的日期，连着的同一天写成一对：几个站合在一起排时要。"""
    runs = itertools.groupby(lines, key=lambda line: day_of(line.date))
    return script_json(f"{base}/days.js", [[len(list(members)), day] for day, members in runs])


def dictionary(drafts: Drafts, plan: Plan, endless: Sequence[int]) -> dict[str, object]:
    """目录：怎样读索引里的别的文件，有哪些分面；`endless` 是总要看正文的记录。"""
    return {
        "count": len(drafts.lines),
        "group": plan.file_documents,
        "endless": endless,
        "ends": drafts.ends,
        "buckets": plan.buckets,
        "kinds": plan.kinds.documents,
        "fields": plan.kinds.fields,
        "facets": [{"name": each.name, "first": each.first, "values": each.values} for each in plan.facets],
        "tokens": plan.tokens.lengths,
        **_often(plan),
        "triples": _steps(plan.hot.triples),
    }


def _often(plan: Plan) -> dict[str, str]:
    """常见的字对：多半也是正文的符号，各注一个数就够（2 是常见字对，1 是自成一个文件的）；别的另列。"""
    hot, alone = set(plan.hot.pairs), set(plan.hot.alone)
    tokens = [pair_of(token) for token in plan.tokens.pairs()]
    return {
        "often": "".join("2" if key in hot else "1" if key in alone else "0" for key in tokens),
        "hot": _grouped(sorted(hot.difference(tokens))),
        "alone": _grouped(sorted((alone - hot).difference(tokens))),
    }


def ledger(lines: Iterable[Line]) -> bytes:
    """索引的账：第几行就是第几条记录，各写种类、编号、内容摘要、日期。

    凭它找到要作废的那一条，算出改过的排在哪里。
    """
    return "".join(f"{line.kind}\t{line.id}\t{line.digest}\t{line.date}\n" for line in lines).encode()


def _steps(values: Sequence[int]) -> list[int]:
    """升序的整数写成与前一个的差，压缩后更小。"""
    return [value - last for last, value in zip([0, *values], values, strict=False)]


def _grouped(pairs: Sequence[int]) -> str:
    """字对按前字归并：每组一个前字与若干后字，组间以 U+0001 隔开。"""
    groups = itertools.groupby(pairs, key=lambda pair: pair >> 16)
    return "\x01".join(
        chr(first) + "".join(chr(pair & 0xFFFF) for pair in members) for first, members in groups
    )
