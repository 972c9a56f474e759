"""展示间测试共用：手搭一次发布，每个数都看得见。"""

from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from generator.gate import publish
from generator.register.intake import take_in
from generator.release.model import PublicSite, Release

Make = Callable[..., Release]
MINIATURE = Path(__file__).parents[1] / "miniature" / "data"
KINDS = (
    "bodies", "units", "members", "sectors", "platforms", "proposals", "replies", "batches",
    "consultations", "programmes", "figures", "withheld", "notices", "redirects",
)  # fmt: skip


@pytest.fixture(scope="session")
def make_release() -> Make:
    return _release


def _release(as_of: str = "2024-06-30", site: dict[str, Any] | None = None, **records: Any) -> Release:
    """一次发布；没有给的各类记录都是空的。"""
    return Release(
        as_of=date.fromisoformat(as_of),
        site=msgspec.structs.replace(_site(), **(site or {})),
        **{kind: tuple(records.get(kind, ())) for kind in KINDS},
    )


@cache
def _site() -> PublicSite:
    """微型政协的站点；凡测试要算的口径都在这里写定。"""
    register, _ = take_in(MINIATURE)
    site = publish(register, date(2024, 6, 30)).site
    return msgspec.structs.replace(
        site, near_days=30, minimum_sample=1, rank_units=False, clocks=(), holidays=()
    )
