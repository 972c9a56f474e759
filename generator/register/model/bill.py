"""立法协商：一件法规规章草案听了几轮意见，提了什么，采纳了什么。"""

from typing import Annotated

from pydantic import Field

from generator.register.model.activity import Activity
from generator.register.model.fields import SEQUENCE, Count, Date, Identifier, Line, Part, Text, one_of
from generator.terms import Decision


class Round(Part):
    """一轮听取意见。"""

    id: Identifier = Field(title="编号", description="在这件记录里唯一。", examples=["r1"])
    name: Line = Field(title="名称", description="这一轮叫什么。", examples=["一审后征求意见"])
    date: Annotated[Date | None, Field(title="日期", description="哪一天。")] = None
    form: Line | None = Field(None, title="形式", description="座谈会、书面、论证会等。")
    participants: Count | None = Field(None, title="参加人数", description="几人参加。")
    comments: Count | None = Field(None, title="提出条数", description="这一轮提出几条意见。")
    accepted: Count | None = Field(None, title="采纳条数", description="采纳几条；不能多于提出。")
    note: Line | None = Field(None, title="说明", description="口径等。")


class Comment(Part):
    """一条意见，与它的采纳情况。"""

    id: Identifier = Field(title="编号", description="在这件记录里唯一，成为网页上的锚点。", examples=["c1"])
    round: Identifier | None = Field(None, title="哪一轮", description="轮次的编号。", examples=["r1"])
    article: Line | None = Field(None, title="条款", description="草案的哪一条。", examples=["第十二条"])
    text: Text = Field(title="意见", description="提了什么。")
    decision: Annotated[Decision | None, one_of(Decision)] = Field(
        None, title="采纳情况", description="采纳、部分采纳、未采纳、留作参考、未回应。"
    )
    reason: Line | None = Field(None, title="理由", description="未采纳的理由，或改成了什么。")


class Bill(Activity):
    """一件法规规章草案的立法协商。"""

    kind: Line | None = Field(
        None, title="种类", description="地方性法规、政府规章等。", examples=["地方性法规"]
    )
    drafter: Line | None = Field(None, title="起草或提请", description="由谁起草、提请审议。")
    rounds: Annotated[tuple[Round, ...], SEQUENCE] = Field(
        (), title="轮次", description="按先后，每听一轮意见写一条。"
    )
    comments: Annotated[tuple[Comment, ...], SEQUENCE] = Field(
        (), title="意见", description="公布了的逐条写。"
    )
    enacted: Annotated[Date | None, Field(title="通过日期", description="草案通过的日期。")] = None
    effective: Annotated[Date | None, Field(title="施行日期", description="开始施行的日期。")] = None
