"""数据手册：由模型生成的说明页与 JSON Schema。模型怎样写，手册就怎样说。"""

from generator.register.reference.pages import page_files
from generator.register.reference.schemas import schema_files


def reference() -> dict[str, str]:
    """整本手册：相对路径 → 内容。同样的代码，同样的字节。"""
    return {**page_files(), **{f"schemas/{name}": text for name, text in schema_files().items()}}


__all__ = ["reference"]
