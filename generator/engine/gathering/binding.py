"""合订：各组公开的份合成整个档案；成页之前先合起来看一遍，有错就一个字节也不写。"""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from itertools import chain
from pathlib import Path

import msgspec

from generator.engine.gathering.guard import Guard
from generator.engine.memory.store import fingerprint
from generator.frame import Host
from generator.leaks import SEARCH
from generator.output.artifact import Artifact
from generator.output.documents import other_documents
from generator.output.holders import shared
from generator.output.pages import Pages
from generator.output.pages.content import content_pages
from generator.output.templates import Templates
from generator.packing import packed
from generator.problems import ProblemsError, in_order
from generator.release.model import Release
from generator.release.portion import Portion, joined
from generator.release.shares import Kept, supply
from generator.release.views.common import Names


class Binder(msgspec.Struct, frozen=True):
    """把各份与名册等人人要用的记录合成整个发布，好填网页。

    Attributes:
        commons: 只有名册等记录的发布。
        places: commons 里各个数字在数据文件里的次序。
        host: 页框。
        folders: 模板目录。
    """

    commons: Release
    places: tuple[int, ...]
    host: Host
    folders: tuple[Path, ...]

    def bound(self, portions: Iterable[Portion], kept: Kept | None = None) -> Pages:
        """合起来，去掉了长文。

        Args:
            portions: 各份。
            kept: 取各组早已算好的；没有的，用到时从头算。
        """
        release = joined(self.commons, self.places, portions)
        if kept is not None:
            supply(release, kept)
        return Pages(release, Names(release), self.host, Templates(self.folders))


class Foreword(msgspec.Struct, frozen=True):
    """成页之前，合起来看一遍得到的。

    Attributes:
        written: 填好的文字页。
        shared: 其余的记录在各个归口里的样子的指纹。
        others: 其余的记录的搜索材料，msgpack。
    """

    written: tuple[Artifact, ...]
    shared: Mapping[str, bytes]
    others: bytes


class Reader:
    """成页之前合起来看一遍的人。

    Args:
        binder: 合起各份的人。
        portions: 取各份，去掉了长文。
        refuse: 旧网址的去向、文字页里的个人信息不对，就拦下。
        guard: 门卫。
        kept: 取各组早已算好的；没有的没有。
    """

    def __init__(
        self,
        binder: Binder,
        portions: Callable[[], Iterable[Portion]],
        refuse: Callable[[Release], None],
        guard: Guard,
        kept: Kept | None,
    ) -> None:
        self._binder = binder
        self._portions = portions
        self._kept = kept
        self._refuse = refuse
        self._guard = guard

    @cached_property
    def pages(self) -> Pages:
        """合起来的网页。"""
        return self._binder.bound(self._portions(), self._kept)

    def read(self, _: tuple[()] = ()) -> Foreword:
        """看一遍。

        Raises:
            ProblemsError: 拦下了，文字页写错了，或者有没有公开的字句。
        """
        self._refuse(self.pages.release)
        return foreword(self.pages, self._binder.host, self._guard)


def foreword(pages: Pages, host: Host, guard: Guard) -> Foreword:
    """成页之前，合起来看一遍。

    Raises:
        ProblemsError: 文字页写错了，或者有没有公开的字句。
    """
    written = checked_content(pages, host, guard)
    found = {path: fingerprint(kept) for path, kept in shared(pages.release, pages.names).items()}
    others = packed(other_documents(pages.release, pages.names))
    if leaks := guard.leaks(SEARCH, others):
        raise ProblemsError(in_order(leaks))
    return Foreword(written, found, others)


def checked_content(pages: Pages, host: Host, guard: Guard) -> tuple[Artifact, ...]:
    """填好的文字页；里面没有不该公开的字句。

    Raises:
        ProblemsError: 文字页写错了，或者有没有公开的字句。
    """
    written = tuple(content_pages(pages, host))
    leaks = list(chain.from_iterable(guard.leaks(item.path, item.content) for item in written))
    if leaks:
        raise ProblemsError(in_order(leaks))
    return written
