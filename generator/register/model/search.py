"""几个站点合查：除本站外，还查哪些站的索引；写在站点配置里。"""

import re
from typing import Annotated, Any

from pydantic import Field, PlainValidator
from pydantic_core import PydanticCustomError

from generator.lazily import lazy_pattern
from generator.register.model.fields import SEQUENCE, Line, Part

HOST = r"https?://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:[0-9]{1,5})?/"
FOLDERS = r"(?:[\w.~-]+/)*"
MANIFEST = lazy_pattern(f"(?:{HOST})?{FOLDERS}manifest\\.js", re.ASCII)
BASE = lazy_pattern(f"(?:{HOST})?{FOLDERS}", re.ASCII)


def _place(pattern: re.Pattern[str], message: str, cure: str) -> PlainValidator:
    def read(value: Any) -> str:
        text = value.strip() if isinstance(value, str) else ""
        if not pattern.fullmatch(text) or not text or len(text) > 300:
            context = {"rule": "bad-address", "message": f"「{str(value)[:60]}」{message}", "cure": cure}
            raise PydanticCustomError("shai", "{message}", context)
        return text

    return PlainValidator(read, json_schema_input_type=str)


Manifest = Annotated[
    str,
    _place(
        MANIFEST,
        "不是索引的清单",
        "写那个站的 search/manifest.js 的网址，以 https:// 开头；在同一个网站里的，从搜索页写起，"
        "例如 ../yi/search/manifest.js。",
    ),
]
"""索引清单的地址：完整的网址，或相对搜索页的路径。"""

Base = Annotated[
    str,
    _place(BASE, "不是网页所在的目录", "写目录的网址，以「/」结尾；在同一个网站里的，从搜索页写起。"),
]
"""网页所在的目录：完整的网址，或相对搜索页的路径。"""


class SearchPeer(Part):
    """一个一起查的站点，或本站分出去的一份索引。"""

    name: Line = Field(title="名称", description="结果里说明来自哪里。", examples=["示例区政协"])
    manifest: Manifest = Field(
        title="清单",
        description="它的索引清单的地址。",
        examples=["https://example.org/search/manifest.js", "../yi/search/manifest.js"],
    )
    base: Base | None = Field(
        None,
        title="网页在哪",
        description="结果链接的前缀；不写就是清单上一层的目录。",
        examples=["https://example.org/"],
    )


class SearchSettings(Part):
    """搜索。"""

    name: Line | None = Field(
        None, title="本站的叫法", description="几个站合查时，本站的结果怎样称呼；不写就用站名。"
    )
    sites: Annotated[tuple[SearchPeer, ...], SEQUENCE] = Field(
        (), title="一起查的站点", description="除本站外，还查哪些站的索引。"
    )
