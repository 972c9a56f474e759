"""「1+5+X」一类结构的各格：登记的一侧核对位置，公开的一侧排成矩阵。"""


def slots_of(structure: str | None) -> tuple[str, ...]:
    """各格的名称，按写的次序；不是这样写的没有。"""
    parts = tuple(part.strip() for part in (structure or "").replace("＋", "+").split("+"))
    return parts if len(parts) > 1 and all(parts) else ()
