"""站点配置 data/site.yml：名称、页脚、对照表、订阅、计时规则、统计口径。"""

import re
from typing import Annotated, Any, Self

from pydantic import Field, PlainValidator, model_validator
from pydantic_core import PydanticCustomError

from generator.register.model.attendance import AttendanceRule
from generator.register.model.chain import Chain
from generator.register.model.clock import ClockRule, HolidayYear
from generator.register.model.common import Allowances
from generator.register.model.fields import (
    SEQUENCE,
    Address,
    BodyId,
    Count,
    Date,
    Line,
    Lines,
    Part,
    YesNo,
    one_of,
)
from generator.register.model.membership import CoverageRule, QuotaRule
from generator.register.model.practice import Practice
from generator.register.model.search import SearchSettings
from generator.terms import FeedFormat, Result, Satisfaction

SITE_PATH = re.compile(r"(?:[\w-]+/){0,3}[\w-]+\.html")


def _site_path(value: Any) -> str:
    text = value.strip().lstrip("/") if isinstance(value, str) else ""
    if not SITE_PATH.fullmatch(text) or len(text.encode()) > 200:
        context = {
            "rule": "bad-address",
            "message": f"「{str(value)[:60]}」不是站内的网址",
            "cure": "从网站根目录写起，以 .html 结尾，例如 units/jianshe.html。",
        }
        raise PydanticCustomError("shai", "{message}", context)
    return text


SitePath = Annotated[str, PlainValidator(_site_path, json_schema_input_type=str)]
"""站内一页的路径，从网站根目录写起。"""


class Moved(Part):
    """一个旧网址的去向：转到新的网址，或留一则撤下的说明。"""

    address: SitePath = Field(
        title="旧网址", description="从网站根目录写起。", examples=["units/jianshe.html"]
    )
    to: SitePath | None = Field(None, title="新网址", description="内容搬到了哪一页；撤下的不写。")
    date: Annotated[Date | None, Field(title="日期", description="搬动或撤下的日期；撤下的必填。")] = None
    reason: Line | None = Field(None, title="原因", description="为什么撤下，原因会公布；撤下的必填。")

    @model_validator(mode="after")
    def _says_where_it_went(self) -> Self:
        if self.to is None and (self.date is None or self.reason is None):
            context = {
                "rule": "bad-address",
                "message": f"没有写「{self.address}」去了哪里",
                "cure": "搬走的写 to: 新网址；撤下的写 date 和 reason。",
            }
            raise PydanticCustomError("shai", "{message}", context)
        return self


class Footer(Part):
    """页脚标识；不写的不显示。"""

    site_id_code: Line | None = Field(None, title="网站标识码", description="政府网站标识码。")
    icp: Line | None = Field(None, title="ICP 备案号", description="工信部备案号。")
    police: Line | None = Field(None, title="公安备案号", description="公安机关备案号。")
    party_mark: Address | None = Field(None, title="党政机关标识", description="标识的验证网址。")


class Feeds(Part):
    """订阅源。"""

    authority: Line = Field(
        title="标识权威",
        description="「域名,日期」，用来生成永不改变的条目编号；定了不改。",
        examples=["example.org,2026"],
    )
    limit: Count = Field(50, title="条数", description="每个订阅源最多几条。")
    proposal_formats: Annotated[tuple[Annotated[FeedFormat, one_of(FeedFormat)], ...], SEQUENCE] = Field(
        tuple(FeedFormat),
        title="每件提案的格式",
        description="每件提案的订阅源写哪几种格式；提案有几万件时只写 Atom，少写一大半文件。",
        examples=[["Atom"]],
        min_length=1,
    )


class StatisticsSettings(Part):
    """统计口径。"""

    minimum_sample: Count = Field(10, title="最小样本", description="分母小于它时只给件数，不算比率。")
    rank_units: YesNo = Field(False, title="单位排名", description="写「是」才给单位排名。")


class Site(Part):
    """站点配置。"""

    title: Line = Field(title="站名", description="网站名称。")
    description: Line = Field(title="简介", description="一句话说清网站公开什么。")
    body: BodyId | None = Field(None, title="默认政协", description="记录里没写政协的，属于它。")
    base_url: Address | None = Field(
        None, title="网址", description="发布后的网址，以「/」结尾；订阅源与规范网址用它。"
    )
    organization: Line = Field(title="主办", description="谁发布这个网站。")
    report: Address | None = Field(
        None, title="找错入口", description="「我为网站找错」的邮箱或网页，例如 mailto:… 或 https://…。"
    )
    footer: Footer = Field(Footer(), title="页脚", description="各种标识。")
    feeds: Feeds = Field(title="订阅", description="订阅源的设置。")
    result_scale: Line | None = Field(None, title="默认结果对照表", description="政协没有指定时用哪一套。")
    result_scales: dict[Line, dict[Line, Annotated[Result, one_of(Result)]]] = Field(
        default_factory=dict,
        title="结果对照表",
        description="名称 → 写法 → 统一口径。",
        examples=[{"ABC": {"A": "解决或采纳"}}],
    )
    satisfaction_scale: Line | None = Field(
        None, title="默认满意度分级", description="政协没有指定时用哪一套。"
    )
    satisfaction_scales: dict[Line, dict[Line, Annotated[Satisfaction, one_of(Satisfaction)]]] = Field(
        default_factory=dict, title="满意度分级", description="名称 → 写法 → 统一口径。"
    )
    consultation_kinds: Lines = Field((), title="增补的协商形式", description="词汇表之外，本地还有的叫法。")
    platform_kinds: Lines = Field((), title="增补的平台种类", description="词汇表之外，本地还有的叫法。")
    near_days: Count = Field(30, title="临近天数", description="离期限不超过几天算「临近」。")
    follow_up_months: Count = Field(
        12, title="回头看月数", description="列入计划拟解决的，过几个月还没有新结果就列为待跟踪。"
    )
    statistics: StatisticsSettings = Field(StatisticsSettings(), title="统计口径", description="样本与排名。")
    clocks: Annotated[tuple[ClockRule, ...], SEQUENCE] = Field(
        (), title="计时规则", description="本地的期限规定，一条一条写。"
    )
    chains: Annotated[tuple[Chain, ...], SEQUENCE] = Field(
        (), title="闭环", description="有先后的环节，一种闭环写一条；记录用 chain 说走的是哪一种。"
    )
    holidays: Annotated[tuple[HolidayYear, ...], SEQUENCE] = Field(
        (), title="放假安排", description="程序自带的日历还不知道的年份，在这里补上。"
    )
    coverage: Annotated[tuple[CoverageRule, ...], SEQUENCE] = Field(
        (), title="进站规定", description="「人人有站、站站有人」怎样核对，一条一条写。"
    )
    quotas: Annotated[tuple[QuotaRule, ...], SEQUENCE] = Field(
        (), title="活动次数规定", description="平台每个周期至少办几次活动，一条一条写。"
    )
    attendance: Annotated[tuple[AttendanceRule, ...], SEQUENCE] = Field(
        (), title="邀请规定", description="哪些协商每次都要请哪些人，一条一条写。"
    )
    practices: Annotated[tuple[Practice, ...], SEQUENCE] = Field(
        (), title="做法名录", description="有名目的做法，逐条写报道怎么说；写了就有名录页。"
    )
    search: SearchSettings = Field(SearchSettings(), title="搜索", description="几个站点合查。")
    allow: Allowances = ()
    moved: Annotated[tuple[Moved, ...], SEQUENCE] = Field(
        (), title="旧网址的去向", description="公开过、现在没有了的网址，逐个写明转到哪里，或何时为何撤下。"
    )
