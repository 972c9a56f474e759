"""公布的数字：数值、限定词、单位、时点、来源，以及它是哪个总数的一部分。"""

from typing import Annotated

from pydantic import Field

from generator.register.model.fields import (
    Address,
    BodyId,
    Date,
    Identifier,
    Line,
    Lines,
    Number,
    Record,
    one_of,
)
from generator.terms import Qualifier


class Figure(Record):
    """一个公布的数字。"""

    body: BodyId | None = Field(None, title="政协", description="谁的数字；不写用站点默认。")
    group: Line = Field(title="组", description="同组的数字排在一张表里。", examples=["2017 年提案办理"])
    label: Line = Field(title="名目", description="这个数是什么。", examples=["立案"])
    value: Number = Field(title="数值", description="只写数字，可以有小数。", examples=["591"])
    qualifier: Annotated[Qualifier, one_of(Qualifier)] = Field(
        Qualifier.EXACT, title="限定词", description="余、近、多、左右、约、逾、以上；确数不写。"
    )
    unit: Line = Field(title="单位", description="件、条、人次、%。")
    as_of: Annotated[Date | None, Field(title="时点", description="截至何时，或哪一年。")] = None
    part_of: Identifier | None = Field(
        None, title="属于总数", description="这个数是哪个数字（编号）的一部分。"
    )
    breakdown: Line | None = Field(
        None, title="分法", description="按什么分；同一总数可有几种分法。", examples=["办理结果"]
    )
    counts: Line | None = Field(
        None,
        title="数的是",
        description="数的是本站列出的哪些记录：platform/种类、platform/种类/特色、consultation/形式；"
        "只数同一政协的。公布的数与列出的个数会对照。",
        examples=["platform/委员工作室/界别特色"],
    )
    rate_of: Identifier | None = Field(
        None, title="分母", description="百分数以哪个数字（编号）为分母；写了「数的是」的，是覆盖率的分母。"
    )
    rate_part: Identifier | None = Field(
        None, title="分子", description="百分数以哪个数字（编号）为分子；没有公布的不写。"
    )
    about: Line | None = Field(
        None, title="有关记录", description="种类/编号，例如 programme/yuanba；数字会显示在那条记录的页面上。"
    )
    source_title: Line = Field(title="来源标题", description="报道或文件的标题。")
    source_url: Address | None = Field(None, title="来源网址", description="来源的网页地址。")
    note: Line | None = Field(None, title="说明", description="口径、换算等。")
    practice: Lines = Field((), title="做法编号", description="对应的做法编号。")
