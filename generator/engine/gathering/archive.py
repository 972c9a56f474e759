"""整个档案：把各组公开的份合起来，写列表、统计、订阅、开放数据、搜索这些人人有份的产物。"""

from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path

from generator.engine.gathering.binding import Binder, Foreword
from generator.engine.gathering.desk import Desk
from generator.engine.gathering.guard import Guard
from generator.engine.gathering.kept import (
    OTHERS,
    kept_documents,
    kept_lines,
    kept_others,
    kept_portions,
    kept_shares,
    other_documents_in,
)
from generator.engine.gathering.newest import NewestFeeds
from generator.engine.gathering.searching import Documents, rebuilt, searched
from generator.engine.memory.store import Store
from generator.engine.workers.crew import Crew
from generator.output.opendata import Written, long_tables
from generator.output.pages import Pages
from generator.output.parcel import Holdings, Parcel
from generator.products import of_feeds, of_opendata, of_pages, of_reports
from generator.release.follow import promises
from generator.release.views.words import categories, topics
from generator.terms import RecordKind


class Archive:
    """合起来的档案，去掉了长文；写人人有份的产物。

    档案大，各部分都在分出的进程里做，做完就散：父进程手里不留合起来的档案，搜索索引与它也不同时在手。

    Args:
        store: 记忆。
        binder: 合起各份的人。
        pages: 已经合好的；没有的，哪一部分要用，在自己的进程里由记忆合起来。
        foreword: 成页之前看过的。
        guard: 门卫。
        out: 输出目录。
        dirty: 变了的归口；从头建的没有，全部都做。
        documents: 重做的几组记录的搜索材料。
        holdings: 量大的每条记录归在哪一组、那一组的印记；几个部分都要用，分工之前就有。
    """

    def __init__(  # noqa: PLR0913, PLR0917 - 各项来处不同，只在一处造
        self,
        store: Store,
        binder: Binder,
        pages: Pages | None,
        foreword: Foreword,
        guard: Guard,
        out: Path,
        dirty: frozenset[str] | None,
        documents: Documents,
        holdings: Holdings,
    ) -> None:
        self._store = store
        self._binder = binder
        self._bound = pages
        if pages is not None:
            # 几个部分都要用，十万项要推算两秒：分工之前推算一次，分出的进程都有。
            promises(pages.release)
        self._holdings = holdings
        self._foreword = foreword
        self._out = out
        self._dirty = dirty
        self._documents = documents
        self._others_before = kept_others(store)
        self._desk = Desk(
            store,
            guard,
            out,
            dirty,
            (
                # 搜索要全部正文在手，自己又分出进程，独占一轮。
                {"search": self._search},
                {
                    "reports": self._reports,
                    "pages": self._all_pages,
                    "texts": self._texts,
                    "feeds": self._feeds,
                    "opendata": self._opendata,
                },
            ),
        )

    def write(self, crew: Crew) -> tuple[list[str], set[str]]:
        """写出人人有份的产物，见 Desk.write。"""
        found = self._desk.write(crew, is_everything=True)
        self._store.remember(OTHERS, self._foreword.others)
        return found

    @property
    def _pages(self) -> Pages:
        return self._bound or self._binder.bound(kept_portions(self._store), kept_shares(self._store))

    def _reports(self) -> Iterator[Parcel]:
        """报告与它们的目录，统计。"""
        return of_reports(self._pages, self._desk.notes)

    def _all_pages(self) -> Iterator[Parcel]:
        """列表、总账、文字页等其余网页。"""
        return of_pages(self._pages, self._binder.host, self._foreword.written, self._holdings)

    def _feeds(self) -> Iterator[Parcel]:
        """订阅与日历。"""
        release = self._pages.release
        # 从头建的，各个订阅源都要做：全部事情看一遍，比一个个去取便宜。
        return of_feeds(release, None if self._dirty is None else NewestFeeds(self._store, release).feed)

    def _opendata(self) -> Iterator[Parcel]:
        """不带长文的开放数据，与说明各表的网页。"""
        return of_opendata(self._pages, self._holdings)

    def _texts(self) -> Iterator[Parcel]:
        """带长文的开放数据。"""

        def lines(owners: Iterable[tuple[RecordKind, str]]) -> Written:
            return kept_lines(self._store, {self._holdings[owner][0] for owner in owners})

        return long_tables(self._binder.commons, self._holdings, lines, self._desk.notes)

    def _search(self) -> Iterator[Parcel]:
        """搜索索引。"""
        others = other_documents_in(self._foreword.others)
        whole = chain(kept_documents(self._store), others)
        if self._dirty is None:
            return rebuilt(whole)
        edited = Documents(
            (*self._documents.before, *self._others_before),
            (*self._documents.after, *others),
            may_linger=self._documents.may_linger,
        )
        return searched(self._out, edited, whole, self._is_known)

    def _is_known(self, facet: str, value: str) -> bool:
        """主题、类别是记录自己写的，别的出自词汇与名册。"""
        release = self._pages.release
        words = {"主题": topics, "类别": categories}.get(facet)
        return words is None or value in words(release)
