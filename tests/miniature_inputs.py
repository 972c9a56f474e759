"""虚构的小政协：建站的输入，各处测试共用。"""

from datetime import date
from pathlib import Path

from generator.site import Inputs

MINIATURE = Path(__file__).parent / "miniature"
AS_OF = date(2024, 6, 30)


def miniature_inputs(root: Path = MINIATURE, as_of: date = AS_OF) -> Inputs:
    """小政协（或它的一份副本）的输入。"""
    return Inputs(root / "mkdocs.yml", root / "data", root / "content", as_of)
