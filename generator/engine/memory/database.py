"""放记忆的两个 SQLite 文件：怎样开、怎样认出坏了的、怎样一次记下或者一样不记。

大块的文字（搜索的输入、开放数据写好的行）另放一个文件：占大半，却只有改了的几组才看；与每次要从头
看到尾的放在一起，头一次要把几吉字节都从磁盘上读一遍。

删去的行当场抹成零（secure_delete），转为不公开的记录在里面找不到痕迹。
"""

import errno
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

FORMAT = "13"
PIECES = {"documents": "texts", "lines": "texts", "events": "main", "rows": "main"}
"""一组的几样材料 → 放在哪个文件里。一样一张表：要哪样读哪样，别的一页也不读。"""

SCHEMA = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE shelves(shelf TEXT PRIMARY KEY, digest BLOB) WITHOUT ROWID;
CREATE TABLE files(name BLOB PRIMARY KEY, shelf TEXT, stamp INTEGER, digest BLOB) WITHOUT ROWID;
CREATE INDEX files_by_shelf ON files(shelf);
CREATE TABLE records(
  file BLOB, place INTEGER, cell INTEGER, ties BLOB, mark BLOB, PRIMARY KEY(file, place)
) WITHOUT ROWID;
CREATE INDEX records_by_cell ON records(cell);
CREATE TABLE ties(tie INTEGER, cell INTEGER, PRIMARY KEY(tie, cell)) WITHOUT ROWID;
CREATE INDEX ties_by_cell ON ties(cell);
CREATE TABLE wanted(tie INTEGER, cell INTEGER, PRIMARY KEY(tie, cell)) WITHOUT ROWID;
CREATE INDEX wanted_by_cell ON wanted(cell);
CREATE TABLE listed(tie INTEGER, cell INTEGER, PRIMARY KEY(tie, cell)) WITHOUT ROWID;
CREATE INDEX listed_by_cell ON listed(cell);
CREATE TABLE cells(
  cell INTEGER PRIMARY KEY, thin BLOB, mark BLOB, holders BLOB, warnings INTEGER, check_sum INTEGER
);
CREATE INDEX noisy_cells ON cells(cell) WHERE warnings>0;
CREATE TABLE newest(feed INTEGER, day INTEGER, cell INTEGER, PRIMARY KEY(feed, day, cell)) WITHOUT ROWID;
CREATE INDEX newest_by_cell ON newest(cell);
CREATE TABLE spans(first INTEGER PRIMARY KEY, last INTEGER, content BLOB, check_sum INTEGER);
CREATE TABLE parcels(name TEXT PRIMARY KEY, key BLOB, note BLOB, outputs BLOB) WITHOUT ROWID;
CREATE TABLE outputs(path TEXT PRIMARY KEY, owner INTEGER, digest BLOB) WITHOUT ROWID;
CREATE INDEX outputs_by_owner ON outputs(owner);
CREATE TABLE texts.turn(value INTEGER);
INSERT INTO texts.turn VALUES(0);
""" + "".join(
    f"CREATE TABLE {schema}.{piece}(cell INTEGER PRIMARY KEY, content BLOB, check_sum INTEGER);\n"
    for piece, schema in PIECES.items()
)
ARCHIVE_FILE, TEXTS_FILE = "archive.sqlite", "texts.sqlite"
MOST_AT_ONCE = 500
"""一次查询最多带几个参数：SQLite 有上限。"""

WRITING, READING = 16_384, 1_024
"""给 SQLite 多少千字节记着页。读的多半从头看到尾，几个进程各开一次，记着也用不上。"""

DISK = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
}
"""SQLite 的错误码里，哪些是磁盘的错，不是记忆坏了。"""


class Damaged(Exception):  # noqa: N818 - 记忆坏了不是程序错误
    """记忆读不出来，或与写进去的不同。"""


class Database:
    """一个目录里的两个文件，当作一个用。用完要 close。

    Args:
        path: 目录；没有就新建，看不懂就重新开始。
        is_begun: 已经有人开着：看不懂也不重新开始。

    Raises:
        Damaged: 已经有人开着，却读不出来。
    """

    def __init__(self, path: Path, *, is_begun: bool = False) -> None:
        self._path = path
        if is_begun:
            with self._translated():
                self._connect(READING)
            return
        try:
            self._connect(WRITING)
            fresh = self.meta("format") != FORMAT.encode() or not self._is_in_step()
        except (sqlite3.DatabaseError, Damaged):
            fresh = True
        if fresh:
            self.clear()

    def _connect(self, room: int) -> None:
        if self._path.is_file():
            self._path.unlink()
        self._path.mkdir(parents=True, exist_ok=True)
        self._base = sqlite3.connect(self._path / ARCHIVE_FILE, isolation_level=None)
        self._base.execute("ATTACH ? AS texts", (str(self._path / TEXTS_FILE),))
        for pragma in ("secure_delete=ON", "journal_mode=MEMORY", "synchronous=OFF", f"cache_size=-{room}"):
            for schema in ("main", "texts"):
                self._base.execute(f"PRAGMA {schema}.{pragma}")

    def clear(self) -> None:
        """全忘掉。"""
        with suppress(AttributeError, sqlite3.Error):
            self._base.close()
        for name in (ARCHIVE_FILE, TEXTS_FILE):
            (self._path / name).unlink(missing_ok=True)
        with self._translated():
            self._connect(WRITING)
            self._base.executescript(SCHEMA)
        self.remember("format", FORMAT.encode())

    def _is_in_step(self) -> bool:
        """两个文件是不是同一次记下的；提交到一半断了，一个新一个旧。"""
        return self.rows("SELECT value FROM texts.turn") == [(self._turn(),)]

    def _turn(self) -> int:
        return int(self.meta("turn") or 0)

    def close(self) -> None:
        """合上。"""
        self._base.close()

    def begin(self) -> None:
        """开始一次改动；commit 之前断了，就当没有改过。"""
        self.rows("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """记下这次的全部改动。"""
        turn = self._turn() + 1
        self.remember("turn", str(turn).encode())
        self.rows("UPDATE texts.turn SET value=?", (turn,))
        self.rows("COMMIT")

    def compact(self) -> None:
        """两个文件都重新抄一遍。

        忘掉的一行，SQLite 照 secure_delete 抹成零；可是它为了腾地方挪动过的行，原处的碎屑不抹。
        十万条要一两分钟，有记录撤下时才做。
        """
        for schema in ("main", "texts"):
            # 抄到一半断了，输出目录还没有记作写完，下次从头建；不必留着原样。
            self.rows(f"PRAGMA {schema}.journal_mode=OFF")
            self.rows(f"VACUUM {schema}")
            self.rows(f"PRAGMA {schema}.journal_mode=MEMORY")

    def rollback(self) -> None:
        """放弃这次的改动。"""
        with suppress(sqlite3.Error):
            self._base.execute("ROLLBACK")

    def meta(self, name: str) -> bytes | None:
        """记着的一样东西；没有的没有。"""
        try:
            found = self._base.execute("SELECT value FROM meta WHERE name=?", (name,)).fetchone()
        except sqlite3.OperationalError:
            return None
        return found[0] if found else None

    def remember(self, name: str, value: bytes) -> None:
        """记下一样东西。"""
        self.rows("INSERT OR REPLACE INTO meta VALUES(?,?)", (name, value))

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Any]:
        """一句查询的全部结果。"""
        with self._translated():
            return self._base.execute(query, values).fetchall()

    def stream(self, query: str, values: Sequence[Any] = ()) -> Iterator[Any]:
        """一句查询的结果，逐行取；别的改动之前取完。"""
        with self._translated():
            yield from self._base.execute(query, values)

    def chosen(self, query: str, values: Iterable[Any]) -> Iterator[Any]:
        """一句「在这几样里」的查询的结果；几样太多就分几次问。"""
        wanted = list(values)
        for start in range(0, len(wanted), MOST_AT_ONCE):
            part = wanted[start : start + MOST_AT_ONCE]
            yield from self.rows(query.format(",".join("?" * len(part))), part)

    def many(self, query: str, values: Iterable[Sequence[Any]]) -> int:
        """一句改动对每一行做一遍；返回一共动了几行。"""
        with self._translated():
            return max(0, self._base.executemany(query, values).rowcount)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """SQLite 的错：磁盘的错照样上抛，其余是记忆坏了。"""
        try:
            yield
        except sqlite3.DatabaseError as error:
            found = DISK.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
            if found is not None:
                raise OSError(found, os.strerror(found), str(self._path)) from error
            raise Damaged(str(error)) from error


def check_sum(*parts: bytes) -> int:
    """几段内容的校验和。"""
    found = 0
    for part in parts:
        found = zlib.crc32(part, found)
    return found


def verify(check: int, *parts: bytes) -> None:
    """校验和对不对。

    Raises:
        Damaged: 不对。
    """
    if not all(isinstance(part, bytes) for part in parts) or check_sum(*parts) != check:
        raise Damaged("校验和不对")
