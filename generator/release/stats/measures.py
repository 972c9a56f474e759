"""指标的清单：代号、名称、算法、单位、口径。统计页、方法页都照此写。"""

from collections.abc import Callable, Iterator

import msgspec

from generator.release.model import Release
from generator.release.stats import counts, flow, handling_rates, promise_rates
from generator.release.stats.facts import Facts, Keys, gather
from generator.release.stats.model import Evidence
from generator.release.stats.observe import Columns, Observation, Verdict, in_columns, joined, observations

Judged = tuple[Verdict | None, int, Evidence | None, Keys]


class Measure(msgspec.Struct, frozen=True):
    """一个比率怎样算。

    Attributes:
        id: 代号。
        name: 名称。
        formula: 算法的一句话，写在数字旁边。
        unit: 分子分母的单位。
        judge: 判断每条记录算不算的函数。
    """

    id: str
    name: str
    formula: str
    unit: str
    judge: Callable[[Facts], Iterator[Judged]]


MEASURES = (
    Measure(
        "filed",
        "立案率",
        "立案 ÷ 收到。只计公开的提案；并案的收到时算，立案时不算。",
        "件",
        handling_rates.filed,
    ),
    Measure(
        "replied",
        "办复率",
        "已答复 ÷ 立案。分办的要各家都答；答复不公开的也算答复；答复不等于办完。",
        "件",
        handling_rates.replied,
    ),
    Measure(
        "on_time",
        "按时办复率",
        "期限之前答复 ÷ 期限已过。期限以交办时写明的为准，没有写明的按规则推算；延长期内才答复的不算按时。",
        "件",
        handling_rates.on_time,
    ),
    Measure(
        "visited",
        "三访率",
        "已访 ÷（应访 − 委员表示不需要）。每件提案办前、办中、办后各算一次，同一阶段访几次仍算一次。",
        "次",
        handling_rates.visited,
    ),
    Measure(
        "contacted",
        "代表委员沟通率",
        "至少沟通过一次 ÷ 公布了走访情况的提案。",
        "件",
        handling_rates.contacted,
    ),
    Measure(
        "attitude_satisfied",
        "办理态度满意率",
        "对办理态度满意 ÷ 收回的评价。",
        "件",
        handling_rates.attitude_satisfied,
    ),
    Measure(
        "attitude_accepted",
        "办理态度满意与基本满意率",
        "对办理态度满意与基本满意 ÷ 收回的评价。",
        "件",
        handling_rates.attitude_accepted,
    ),
    Measure(
        "result_satisfied",
        "办理结果满意率",
        "对办理结果满意 ÷ 收回的评价。",
        "件",
        handling_rates.result_satisfied,
    ),
    Measure(
        "result_accepted",
        "办理结果满意与基本满意率",
        "对办理结果满意与基本满意 ÷ 收回的评价。",
        "件",
        handling_rates.result_accepted,
    ),
    Measure(
        "returned",
        "评价收回率",
        "收回评价 ÷ 已答复。发出几份没有登记，以已答复的件数作分母。",
        "件",
        handling_rates.returned,
    ),
    Measure(
        "adopted",
        "采纳率",
        "采纳与部分采纳的建议 ÷ 提出的建议。几家答复的，有一家采纳就算采纳。",
        "条",
        promise_rates.adopted,
    ),
    Measure(
        "opinions_adopted",
        "协商意见采纳率",
        "协商中采纳的意见 ÷ 提出的意见。两个数都公布的协商才算。",
        "条",
        promise_rates.opinions_adopted,
    ),
    Measure(
        "delivered",
        "承诺落实率",
        "已完成与已销号的承诺 ÷ 全部承诺。没有到期的也在分母里。",
        "项",
        promise_rates.delivered,
    ),
    Measure(
        "tasks_delivered",
        "任务落实率",
        "已完成与已销号的协商任务 ÷ 全部任务。没有到期的也在分母里。",
        "项",
        promise_rates.tasks_delivered,
    ),
    Measure(
        "delivered_when_due",
        "到期落实率",
        "期限已过的承诺与任务里，已完成与已销号的，不论早晚。顺延过的用新期限。",
        "项",
        promise_rates.delivered_when_due,
    ),
)
"""全部比率，按一件提案走过的次序。"""

COUNTING_WITHHELD = ("filed", "replied")
"""不公开的提案也要说明没有计入的比率。"""

COUNTS = (
    counts.proposals,
    counts.proposers,
    flow.flow,
    counts.results,
    counts.contacts,
    counts.ledger,
    counts.first_reply_days,
    counts.delivery_days,
)
"""件数与天数的各组观察。"""


HEAVY_OBSERVATIONS = "observations of heavy records"
"""Release.once 里的名字：量大的几类记录的观察，见 heavy_observations。"""


def observe(release: Release) -> Columns:
    """全部观察。"""
    heavy = release.once(HEAVY_OBSERVATIONS, lambda: in_columns(heavy_observations(release)))
    withheld = (observations(measure, handling_rates.withheld(release)) for measure in COUNTING_WITHHELD)
    return joined((handling_rates.with_publishing(heavy), *map(in_columns, withheld)))


def heavy_observations(release: Release) -> Iterator[Observation]:
    """各条记录的观察，只看与它互相引用的记录；还要再看一遍的，见 with_publishing。"""
    facts = gather(release)
    for measure in MEASURES:
        yield from observations(measure.id, measure.judge(facts))
    yield from observations(handling_rates.MARKED, handling_rates.marked(facts))
    for count in COUNTS:
        yield from count(facts)
