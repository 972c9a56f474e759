"""放记忆的三个 SQLite 文件：怎样开、怎样认出坏了的、怎样一次记下或者一样不记。

小的账（哪个文件、哪条记录、哪件产物在哪里）记两份，各在一个文件里，每次问都问两份，不一样就是坏了：
少了一行、找不到一行，校验和看不出来，两份一比就知道。大的内容只记一份，带着校验和，有哪几组看账。

大块的文字（搜索的输入、开放数据写好的行）另放一个文件：占大半，却只有改了的几组才看；与每次要从头
看到尾的放在一起，头一次要把几吉字节都从磁盘上读一遍。

删去的行当场抹成零（secure_delete），转为不公开的记录在里面找不到痕迹。
"""

import errno
import os
import sqlite3
import zlib
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

FORMAT = "14"
PIECES = {"documents": "texts", "lines": "texts", "events": "main", "rows": "main"}
"""一组的几样材料 → 放在哪个文件里。一样一张表：要哪样读哪样，别的一页也不读。"""

CONTENTS = {"thin": "main", "observations": "main", **PIECES}
"""只记一份、带校验和的各样内容 → 放在哪个文件里。"""

ACCOUNTS = """
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
CREATE TABLE cells(cell INTEGER PRIMARY KEY, mark BLOB, holders BLOB, warnings INTEGER);
CREATE INDEX noisy_cells ON cells(cell) WHERE warnings>0;
CREATE TABLE newest(feed INTEGER, day INTEGER, cell INTEGER, PRIMARY KEY(feed, day, cell)) WITHOUT ROWID;
CREATE INDEX newest_by_cell ON newest(cell);
CREATE TABLE spans(first INTEGER PRIMARY KEY, last INTEGER);
CREATE TABLE parcels(name TEXT PRIMARY KEY, key BLOB, note BLOB, outputs BLOB) WITHOUT ROWID;
CREATE TABLE outputs(path TEXT PRIMARY KEY, owner INTEGER, digest BLOB) WITHOUT ROWID;
CREATE INDEX outputs_by_owner ON outputs(owner);
"""
"""记两份的账。"""

SCHEMA = """
CREATE TABLE texts.turn(value INTEGER);
INSERT INTO texts.turn VALUES(0);
""" + "".join(
    f"CREATE TABLE {schema}.{name}(number INTEGER PRIMARY KEY, content BLOB, check_sum INTEGER);\n"
    for name, schema in CONTENTS.items()
)
ARCHIVE_FILE, TEXTS_FILE, TWIN_FILE = "archive.sqlite", "texts.sqlite", "twin.sqlite"
FILES = (ARCHIVE_FILE, TEXTS_FILE, TWIN_FILE)
MOST_AT_ONCE = 500
"""一次查询最多带几个参数：SQLite 有上限。"""

WRITING, READING = 16_384, 1_024
"""给 SQLite 多少千字节记着页。读的多半从头看到尾，几个进程各开一次，记着也用不上。"""

DISK = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
}
"""SQLite 的错误码里，哪些是磁盘的错，不是记忆坏了。

「只读」不在内：文件头坏了也是这样说；真是只读的，从头来时删不掉旧的，自会说。
"""


BROKEN = (sqlite3.DatabaseError, UnicodeDecodeError)
"""读坏了的文件会出的错；SQLite 的说明里引着坏了的字，Python 读不了那句说明，出的是后一种。"""


class Damaged(Exception):  # noqa: N818 - 记忆坏了不是程序错误
    """记忆读不出来，或与写进去的不同。"""


class Database:
    """一个目录里的三个文件，当作一个用。用完要 close。

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
        except (*BROKEN, Damaged):
            fresh = True
        if fresh:
            self.clear()

    def _connect(self, room: int) -> None:
        if self._path.is_file():
            self._path.unlink()
        self._path.mkdir(parents=True, exist_ok=True)
        archive, twin = (
            sqlite3.connect(self._path / name, isolation_level=None) for name in (ARCHIVE_FILE, TWIN_FILE)
        )
        self._both = (archive, twin)
        archive.execute("ATTACH ? AS texts", (str(self._path / TEXTS_FILE),))
        for pragma in ("secure_delete=ON", "journal_mode=MEMORY", "synchronous=OFF", f"cache_size=-{room}"):
            for base, schema in self._schemas():
                base.execute(f"PRAGMA {schema}.{pragma}")

    def _schemas(self) -> Iterator[tuple[sqlite3.Connection, str]]:
        archive, twin = self._both
        return iter(((archive, "main"), (archive, "texts"), (twin, "main")))

    def clear(self) -> None:
        """全忘掉。"""
        with suppress(AttributeError, sqlite3.Error):
            self.close()
        for name in FILES:
            (self._path / name).unlink(missing_ok=True)
        with self._translated():
            self._connect(WRITING)
            for base in self._both:
                base.executescript(ACCOUNTS)
            self._both[0].executescript(SCHEMA)
        self.remember("format", FORMAT.encode())

    def _is_in_step(self) -> bool:
        """几个文件是不是同一次记下的；提交到一半断了，有的新有的旧。"""
        found = self._both[0].execute("SELECT value FROM texts.turn").fetchall()
        return bool(found == [(self._turn(),)])

    def _turn(self) -> int:
        return int(self.meta("turn") or 0)

    def close(self) -> None:
        """合上。"""
        for base in self._both:
            base.close()

    def begin(self) -> None:
        """开始一次改动；commit 之前断了，就当没有改过。"""
        self.rows("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """记下这次的全部改动。"""
        turn = self._turn() + 1
        self.remember("turn", str(turn).encode())
        self._alone("UPDATE texts.turn SET value=?", ((turn,),))
        self.rows("COMMIT")

    def compact(self) -> None:
        """几个文件都重新抄一遍。

        忘掉的一行，SQLite 照 secure_delete 抹成零；可是它为了腾地方挪动过的行，原处的碎屑不抹。
        十万条要一两分钟，有记录撤下时才做。
        """
        with self._translated():
            for base, schema in self._schemas():
                # 抄到一半断了，输出目录还没有记作写完，下次从头建；不必留着原样。
                base.execute(f"PRAGMA {schema}.journal_mode=OFF")
                base.execute(f"VACUUM {schema}")
                base.execute(f"PRAGMA {schema}.journal_mode=MEMORY")

    def rollback(self) -> None:
        """放弃这次的改动。"""
        for base in self._both:
            with suppress(sqlite3.Error):
                base.execute("ROLLBACK")

    def meta(self, name: str) -> bytes | None:
        """记着的一样东西；没有的没有。"""
        found = self.rows("SELECT value FROM meta WHERE name=?", (name,))
        return found[0][0] if found else None

    def remember(self, name: str, value: bytes) -> None:
        """记下一样东西。"""
        self.rows("INSERT OR REPLACE INTO meta VALUES(?,?)", (name, value))

    def rows(self, query: str, values: Sequence[Any] = ()) -> list[Any]:
        """对账做一句，返回全部结果。

        Raises:
            Damaged: 两份账的结果不一样。
        """
        with self._translated():
            found, again = (base.execute(query, values).fetchall() for base in self._both)
        if found != again:
            raise Damaged("两份账不一样")
        return found

    def stream(self, query: str, values: Sequence[Any] = ()) -> Iterator[Any]:
        """一句对账的查询的结果，逐行取；别的改动之前取完。

        Raises:
            Damaged: 两份账的结果不一样。
        """
        with self._translated():
            for found, again in zip_longest(*(base.execute(query, values) for base in self._both)):
                if found != again:
                    raise Damaged("两份账不一样")
                yield found

    def chosen(self, query: str, values: Iterable[Any]) -> Iterator[Any]:
        """一句「在这几样里」的查询的结果；几样太多就分几次问。"""
        for part in _parts(values):
            yield from self.rows(query.format(_marks(part)), part)

    def many(self, query: str, values: Iterable[Sequence[Any]]) -> int:
        """一句对账的改动对每一行做一遍；返回一共动了几行。

        Raises:
            Damaged: 两份账动了的不一样多。
        """
        count = 0
        for part in _parts(values):
            with self._translated():
                found, again = (base.executemany(query, part).rowcount for base in self._both)
            if found != again:
                raise Damaged("两份账动了的不一样多")
            count += found
        return count

    def contents(self, name: str, numbers: Iterable[int]) -> Generator[tuple[int, bytes], None, None]:
        """一样内容，按号逐个取。

        Args:
            name: 哪一样，见 CONTENTS。
            numbers: 账上有的哪几个号。

        Raises:
            Damaged: 少了，或与写进去的不同。
        """
        for part in _parts(sorted(set(numbers))):
            query = f"SELECT number,content,check_sum FROM {name} WHERE number IN ({_marks(part)}) ORDER BY number"  # noqa: S608, E501 - 表名写在代码里
            with self._translated():
                found = self._both[0].execute(query, part)
                for number, row in zip_longest(part, found):
                    if row is None or row != (number, row[1], _check_sum(name, number, row[1])):
                        raise Damaged("内容与写进去的不同")
                    yield number, row[1]

    def keep(self, name: str, number: int, content: bytes) -> None:
        """记下一样内容。"""
        check = _check_sum(name, number, content)
        self._alone(f"INSERT OR REPLACE INTO {name} VALUES(?,?,?)", ((number, content, check),))

    def forget(self, name: str, numbers: Iterable[int]) -> None:
        """忘掉一样内容的这几个号。"""
        self._alone(f"DELETE FROM {name} WHERE number=?", ((number,) for number in numbers))  # noqa: S608 - 同上

    def _alone(self, query: str, values: Iterable[Sequence[Any]]) -> None:
        """只记一份的，一句改动对每一行做一遍。"""
        with self._translated():
            self._both[0].executemany(query, values)

    @contextmanager
    def _translated(self) -> Iterator[None]:
        """SQLite 的错：磁盘的错照样上抛，其余是记忆坏了。"""
        try:
            yield
        except BROKEN as error:
            found = DISK.get(getattr(error, "sqlite_errorcode", 0) & 0xFF)
            if found is not None:
                raise OSError(found, os.strerror(found), str(self._path)) from error
            raise Damaged(str(error)) from error


def _parts(values: Iterable[Any]) -> Iterator[list[Any]]:
    """分成一段段，每段够一次查询带着。"""
    left = iter(values)
    while part := list(islice(left, MOST_AT_ONCE)):
        yield part


def _marks(part: Sequence[Any]) -> str:
    return ",".join("?" * len(part))


def _check_sum(name: str, number: int, content: object) -> int:
    """一样内容的校验和；连名字与号一起算，张冠李戴的也对不上。"""
    head = zlib.crc32(f"{name} {number} ".encode())
    return zlib.crc32(content, head) if isinstance(content, bytes) else -1
