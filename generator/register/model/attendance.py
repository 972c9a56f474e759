"""邀请规定：哪些协商每次都要请哪些人；各地自己的写法，写在站点配置里。"""

from typing import Annotated

from pydantic import Field

from generator.register.model.fields import BodyIds, Date, Identifier, Line, Lines, Part


class AttendanceRule(Part):
    """「每一次都请群众代表」一类的规定；没有请到的，检查时提醒。"""

    id: Identifier = Field(title="编号", description="规定的编号，全站唯一。", examples=["qunzhong"])
    title: Line = Field(title="名称", description="这条规定叫什么。", examples=["每次协商都请界别群众代表"])
    bodies: BodyIds = Field((), title="谁的协商", description="哪几级政协的协商；不写是全部。")
    consultation_kinds: Lines = Field(
        (), title="协商的形式", description="哪些形式的协商；不写是各种都算。", examples=[["微协商"]]
    )
    groups: Lines = Field(
        title="请谁",
        description="参加者的身份里有其中一个词，就算请了。",
        examples=[["群众", "居民", "村民"]],
        min_length=1,
    )
    since: Annotated[Date | None, Field(title="起算", description="从哪一天起；不写是一直。")] = None
    source: Line | None = Field(None, title="依据", description="哪个文件规定的。")
