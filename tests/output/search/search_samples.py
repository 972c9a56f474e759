"""测试用的记录：句子由领域常用语拼成，单位与编号一望而知是占位。"""

import random
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from generator.output.artifact import Artifact
from generator.output.search import SearchDocument, SearchField

Answers = Callable[..., list[dict[str, Any]]]

SUBJECTS = (
    "老旧小区", "既有多层住宅", "居家养老服务", "公共停车泊位", "中小学课后服务", "河道水环境",
    "社区卫生服务中心",
    "非机动车道", "农贸市场", "历史风貌街区", "无障碍设施", "企业营商环境", "委员会客厅", "楼宇党建",
    "垃圾分类",
    "夜间经济", "口袋公园", "數字化轉型", "急救站点", "職業教育", "耈老助餐点",
    "萓草园", "ＡＩ辅助审批", "５Ｇ基站",
)  # fmt: skip
ACTIONS = (
    "加装电梯", "统筹规划", "分步实施", "建立联席会议制度", "纳入年度计划", "开展专题调研", "完善配套政策",
    "加大財政投入", "委託第三方评估", "征求居民意见", "细化责任分工", "错时共享", "提立办督评", "留作参考",
    "进一步优化流程", "一网通办", "回头看", "建立长效机制", "补齐短板", "压实责任", "公开办理结果",
)  # fmt: skip
LINKS = (
    "，",
    "；",
    "。",
    "、",
    "：",
    "……",
    "——",
    "，并",
    "；同时，",
    "。此外，",
    "（试行）",
    "“一件事”",
    " ㎡ ",
    "℃，",
)
TAILS = (
    "。",
    "！",
    "？",
    "。\n",
    "。 See Annex B-2.",
    "，共 1,280 户。",
    "，占３５％。",
    "（黄建管〔2021〕7号）。",
)


def sentence(chance: random.Random) -> str:
    parts = [chance.choice(SUBJECTS), chance.choice(ACTIONS)]
    while chance.random() < 0.6:
        parts += [chance.choice(LINKS), chance.choice(SUBJECTS + ACTIONS)]
    return "".join(parts) + chance.choice(TAILS)


def passage(chance: random.Random, count: int) -> str:
    return "".join(sentence(chance) for _ in range(count))


def sample(number: int) -> SearchDocument:
    chance = random.Random(number)  # noqa: S311  # 只求每次一样
    year = 2015 + number % 10
    title = f"关于{chance.choice(SUBJECTS)}{chance.choice(ACTIONS)}的建议"
    unit = f"第{number % 17}局"
    fields = [
        SearchField("title", "标题", title),
        SearchField("number", "案号", f"{number:04d}"),
        SearchField("document_number", "文号", f"黄建管〔{year}〕{number}号"),
        SearchField("unit", "单位", unit),
        SearchField("text", "正文", passage(chance, 5)),
        *(SearchField("suggestion", "建议", passage(chance, 2), f"s{place}") for place in (1, 2)),
        SearchField("reply", "答复", passage(chance, 4), "reply"),
        SearchField("commitment", "承诺", sentence(chance), "c1"),
    ]
    facets = (
        ("类型", "提案"), ("单位", unit), ("年份", str(year)),
        ("主题", f"第{number % 7}题"), ("主题", f"第{number % 5}题"),
        ("办理结果", ("解决或采纳", "留作参考")[number % 2]),
    )  # fmt: skip
    date = ("", str(year), f"{year}-0{1 + number % 9}", f"{year}-0{1 + number % 9}-{10 + number % 18}")[
        min(3, number % 12)
    ]
    overdue = number % 50 if number % 3 == 0 else 0
    path = f"proposals/14-2/{number:04d}.html"
    return SearchDocument(f"14-2-{number:04d}", "proposal", path, title, date, tuple(fields), facets, overdue)


def plain(identifier: str, text: str, date: str = "2024") -> SearchDocument:
    """只有一段正文的一条，标题都是「题」。"""
    fields = (SearchField("title", "标题", "题"), SearchField("text", "正文", text))
    return SearchDocument(identifier, "proposal", f"{identifier}.html", "题", date, fields)


def samples(count: int) -> list[SearchDocument]:
    return [sample(number) for number in range(count)]


def write(artifacts: Iterable[Artifact], folder: Path) -> dict[str, bytes]:
    written = {each.path: each.content for each in artifacts}
    for path, content in written.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return written
