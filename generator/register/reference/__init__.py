"""数据手册：由模型生成的说明页与 JSON Schema。模型怎样写，手册就怎样说。"""


def reference() -> dict[str, str]:
    """整本手册：相对路径 → 内容。同样的代码，同样的字节。"""
    # 规则只用 shapes，建站时不必读例子与手册的写法。
    from generator.register.reference.pages import page_files  # noqa: PLC0415
    from generator.register.reference.schemas import schema_files  # noqa: PLC0415

    return {**page_files(), **{f"schemas/{name}": text for name, text in schema_files().items()}}


__all__ = ["reference"]
