"""展示间测试共用：手搭一次发布，每个数都看得见。"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from generator.release.model import PublicSite, Release

Make = Callable[..., Release]


@pytest.fixture(scope="session")
def make_release() -> Make:
    return _release


def _release(as_of: str = "2024-06-30", site: dict[str, Any] | None = None, **records: Any) -> Release:
    """一次发布；没有给的各类记录都是空的。"""
    settings: dict[str, Any] = {
        "title": "虚构",
        "description": "虚构",
        "organization": "虚构",
        "base_url": None,
        "report": None,
        "footer": {},
        "feed_authority": "qinghe.example,2024",
        "feed_limit": 50,
        "near_days": 30,
        "minimum_sample": 1,
        "rank_units": False,
        "result_scales": {},
    }
    kinds = (
        "bodies", "units", "members", "sectors", "platforms", "proposals", "replies", "batches",
        "consultations", "programmes", "figures", "withheld", "notices", "redirects",
    )  # fmt: skip
    return Release(
        as_of=date.fromisoformat(as_of),
        site=PublicSite(**{**settings, **(site or {})}),
        **{kind: tuple(records.get(kind, ())) for kind in kinds},
    )
