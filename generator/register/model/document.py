"""制度文件：名称、文号、印发机关、效力。"""

from typing import Annotated

from pydantic import Field

from generator.register.model.activity import Activity
from generator.register.model.fields import Address, Date, DocumentIds, DocumentNumber, Line, Lines, one_of
from generator.terms import DocumentStatus


class Document(Activity):
    """一份制度文件；date 写印发日期。"""

    document_number: DocumentNumber | None = Field(
        None, title="文号", description="各种括号都认，统一成〔〕。", examples=["沪委办〔2013〕24号"]
    )
    kind: Line | None = Field(
        None, title="种类", description="规程、办法、意见、规则等。", examples=["工作规程"]
    )
    issuers: Lines = Field((), title="印发机关", description="联合印发的都写。")
    status: Annotated[DocumentStatus | None, one_of(DocumentStatus)] = Field(
        None, title="效力", description="试行、现行、已修订、已废止；没有公布的不写。"
    )
    effective: Annotated[Date | None, Field(title="施行日期", description="开始施行的日期。")] = None
    points: Lines = Field((), title="要点", description="定了什么，每条一句，自己的话。")
    replaces: DocumentIds = Field((), title="取代", description="取代了哪些文件（编号）。")
    original: Address | None = Field(None, title="原文网址", description="官方公布全文的网址。")
