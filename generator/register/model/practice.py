"""做法名录：报道里有名目的做法，逐条写明报道怎么说；写在站点配置里。"""

from pydantic import Field

from generator.register.model.fields import Line, Part


class Practice(Part):
    """一个做法。记录的 practice 字段写它的编号，名录页就列出那些记录。"""

    id: Line = Field(title="编号", description="全站唯一，与记录里写的一致。", examples=["T01"])
    area: Line = Field(title="方面", description="名录页按它分组。", examples=["提案办理"])
    name: Line = Field(title="名称", description="这个做法叫什么。", examples=["归并办理"])
    says: Line = Field(title="报道怎么说", description="自己的话；没有公布的写明没有公布。")
    source: Line = Field(title="来源", description="出自哪篇报道或文件。")
