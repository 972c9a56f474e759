"""记忆：上次建站时各个文件、各组记录、各件产物的样子，存在一个目录里的两个 SQLite 文件里。

大块的文字（搜索的输入、开放数据写好的行）另放一个文件：占大半，却只有改了的几组才看；与每次要从头
看到尾的放在一起，头一次要把几吉字节都从磁盘上读一遍。

只存公开的内容与指纹：编号、文件名都折成指纹，没有公开的字句一个也不留；删去的行当场抹成零
（secure_delete），转为不公开的记录在里面找不到痕迹。文件坏了、被删了，只是从头再建一次。
"""

import errno
import os
import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec

FORMAT = "8"
PIECES = {"documents": "texts", "lines": "texts", "events": "main", "rows": "main"}
"""一组的几样材料 → 放在哪个文件里。一样一张表：要哪样读哪样，别的一页也不读。"""

SCHEMA = """
CREATE TABLE meta(name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
CREATE TABLE shelves(shelf TEXT PRIMARY KEY, digest BLOB) WITHOUT ROWID;
CREATE TABLE files(name BLOB PRIMARY KEY, shelf TEXT, stamp INTEGER, digest BLOB) WITHOUT ROWID;
CREATE INDEX files_by_shelf ON files(shelf);
CREATE TABLE records(
  file BLOB, place INTEGER, cell INTEGER, ties BLOB, PRIMARY KEY(file, place)
) WITHOUT ROWID;
CREATE INDEX records_by_cell ON records(cell);
CREATE TABLE ties(tie INTEGER, cell INTEGER, PRIMARY KEY(tie, cell)) WITHOUT ROWID;
CREATE INDEX ties_by_cell ON ties(cell);
CREATE TABLE cells(
  cell INTEGER PRIMARY KEY, thin BLOB, mark BLOB, holders BLOB, warnings INTEGER, check_sum INTEGER
);
CREATE INDEX noisy_cells ON cells(cell) WHERE warnings>0;
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
MARK = 16
"""一个指纹几个字节。"""

MOST_AT_ONCE = 500
"""一次查询最多带几个参数：SQLite 有上限。"""

WRITING, READING = 16_384, 1_024
"""给 SQLite 多少千字节记着页。读的多半从头看到尾，几个进程各开一次，记着也用不上。"""

ARCHIVE = 0
"""归拢整个档案的产物归在这个号下；各组从 1 起。"""


DISK = {
    sqlite3.SQLITE_FULL: errno.ENOSPC,
    sqlite3.SQLITE_IOERR: errno.EIO,
    sqlite3.SQLITE_READONLY: errno.EROFS,
    sqlite3.SQLITE_CANTOPEN: errno.EACCES,
}
"""SQLite 的错误码里，哪些是磁盘的错，不是记忆坏了。"""


class Damaged(Exception):  # noqa: N818 - 记忆坏了不是程序错误
    """记忆读不出来，或与写进去的不同。"""


class Cell(msgspec.Struct, frozen=True):
    """一组记录的记忆。

    Attributes:
        number: 组号。
        thin: 去掉长文的份，msgpack。
        mark: 印记：没有去掉长文的份的指纹。
        holders: 归口。
        warnings: 这一组有几个警告。
    """

    number: int
    thin: bytes
    mark: bytes
    holders: tuple[str, ...]
    warnings: int


class Kept(msgspec.Struct, frozen=True):
    """一包归拢的产物的记忆。

    Attributes:
        key: 材料的指纹；没有写明材料的为空。
        note: 另外记着的一句，msgpack；没有的为空。
    """

    key: bytes
    note: bytes


Parceled = tuple[str, Kept, bytes]
"""一包：名字，记忆，各件的路径与指纹（msgpack）。"""


class Known(msgspec.Struct, frozen=True):
    """一个数据文件上次的样子：在哪一格，大小与时间折成的整数，内容的指纹。"""

    shelf: str
    stamp: int
    digest: bytes


class Member(msgspec.Struct, frozen=True):
    """一组里的一条记录：出自哪个文件（指纹）的第几条，有哪些牵连。"""

    file: bytes
    place: int
    ties: tuple[int, ...]


def fingerprint(content: bytes) -> bytes:
    """十六字节的指纹。"""
    return blake2b(content, digest_size=MARK).digest()


def content_mark(path: Path) -> bytes:
    """一个文件内容的指纹；读不了的为空。"""
    try:
        return fingerprint(path.read_bytes())
    except OSError:
        return b""


class Store:
    """一份记忆。用完要 close。

    Args:
        path: 放记忆的目录。
        is_begun: 已经有人开着：看不懂也不重新开始。

    Raises:
        Damaged: 已经有人开着，却读不出来。
    """

    def __init__(self, path: Path, *, is_begun: bool = False) -> None:
        self._path = path
        # 记着的件数之外，commit 之前又多了几件。
        self._more = 0
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
        self._more = 0
        with self._translated():
            self._connect(WRITING)
            self._base.executescript(SCHEMA)
        self.remember("format", FORMAT.encode())

    def _is_in_step(self) -> bool:
        """两个文件是不是同一次记下的；提交到一半断了，一个新一个旧。"""
        return self._rows("SELECT value FROM texts.turn") == [(self._turn(),)]

    def _turn(self) -> int:
        return int(self.meta("turn") or 0)

    def close(self) -> None:
        """合上。"""
        self._base.close()

    def reopened(self) -> "Store":
        """同一份记忆另开一次，供分出的进程读；已经记下的看得到，看不懂的不动它。"""
        return Store(self._path, is_begun=True)

    def begin(self) -> None:
        """开始一次改动；commit 之前断了，就当没有改过。"""
        self._rows("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """记下这次的全部改动。"""
        self.remember("outputs", str(self.count_outputs()).encode())
        turn = self._turn() + 1
        self.remember("turn", str(turn).encode())
        self._rows("UPDATE texts.turn SET value=?", (turn,))
        self._rows("COMMIT")
        self._more = 0

    def rollback(self) -> None:
        """放弃这次的改动。"""
        self._more = 0
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
        self._rows("INSERT OR REPLACE INTO meta VALUES(?,?)", (name, value))

    def everything(self) -> bytes:
        """上次建站时人人要用的输入的指纹；没有建成过为空。"""
        return self.meta("everything") or b""

    def settled(self) -> int:
        """上次建站开始看输入的时刻，纳秒；没有建成过为零。"""
        return int(self.meta("settled") or 0)

    def doubt(self) -> None:
        """从现在起到全部写完之前，这份记忆不算数：中途断了，下次从头建。"""
        self.remember("everything", b"")

    def remember_outlook(self, everything: bytes, settled: int) -> None:
        """记下这次的输入的指纹，与开始看的时刻。"""
        self.remember("everything", everything)
        self.remember("settled", str(settled).encode())

    def software(self) -> tuple[bytes, bytes] | None:
        """上次软件与模板的样子、内容的指纹。"""
        kept = self.meta("software")
        return (kept[:MARK], kept[MARK:]) if kept else None

    def remember_software(self, looks: bytes, digest: bytes) -> None:
        """记下软件与模板的样子、内容的指纹。"""
        self.remember("software", looks + digest)

    def shelves(self) -> dict[str, bytes]:
        """各格上次的样子的指纹。"""
        return dict(self._rows("SELECT shelf,digest FROM shelves"))

    def set_shelves(self, found: Iterable[tuple[str, bytes]], gone: Iterable[str]) -> None:
        """记下变了的格，忘掉没了的。"""
        self._many("DELETE FROM shelves WHERE shelf=?", ((name,) for name in gone))
        self._many("INSERT OR REPLACE INTO shelves VALUES(?,?)", found)

    def shelves_of_files(self, names: Iterable[bytes]) -> set[str]:
        """这些文件在哪几格。"""
        return {shelf for (shelf,) in self._chosen("SELECT shelf FROM files WHERE name IN ({})", names)}

    def files(self, shelves: Iterable[str]) -> dict[bytes, Known]:
        """这几格里的数据文件上次的样子。"""
        query = "SELECT name,shelf,stamp,digest FROM files WHERE shelf IN ({})"
        return {name: Known(*rest) for name, *rest in self._chosen(query, shelves)}

    def set_files(self, found: Iterable[tuple[bytes, Known]], gone: Iterable[bytes]) -> None:
        """记下改了的文件，忘掉没了的。"""
        self._many("DELETE FROM files WHERE name=?", ((name,) for name in gone))
        self._many(
            "INSERT OR REPLACE INTO files VALUES(?,?,?,?)",
            ((name, known.shelf, known.stamp, known.digest) for name, known in found),
        )

    def cells_of_files(self, names: Iterable[bytes]) -> set[int]:
        """这些文件里的记录属于哪几组。"""
        return self._cells("SELECT DISTINCT cell FROM records WHERE file IN ({})", names)

    def cells_of_ties(self, ties: Iterable[int]) -> set[int]:
        """有这些牵连的组。"""
        return self._cells("SELECT DISTINCT cell FROM ties WHERE tie IN ({})", ties)

    def members(self, cells: Iterable[int]) -> list[Member]:
        """这几组的全部记录。"""
        query = "SELECT file,place,ties FROM records WHERE cell IN ({})"
        return [
            Member(file, place, tuple(msgspec.msgpack.decode(ties)))
            for file, place, ties in self._chosen(query, cells)
        ]

    def noisy(self) -> tuple[int, ...]:
        """有警告的组。"""
        return tuple(number for (number,) in self._rows("SELECT cell FROM cells WHERE warnings>0"))

    def warnings_in(self, cells: Iterable[int]) -> int:
        """这几组一共几个警告。"""
        return sum(count for (count,) in self._chosen("SELECT warnings FROM cells WHERE cell IN ({})", cells))

    def last_cell(self) -> int:
        """用过的最大的组号。"""
        return int(self._rows("SELECT COALESCE(MAX(cell),0) FROM cells")[0][0])

    def drop(self, cells: Iterable[int]) -> dict[str, bytes]:
        """忘掉这几组；返回它们上次写出的产物与指纹。"""
        numbers = [(number,) for number in cells]
        gone: dict[str, bytes] = {}
        for (number,) in numbers:
            gone.update(self._rows("SELECT path,digest FROM outputs WHERE owner=?", (number,)))
        for place in ("records", "ties", "cells", *PIECES):
            self._many(f"DELETE FROM {place} WHERE cell=?", numbers)  # noqa: S608 - 表名写在代码里
        self._more -= self._many("DELETE FROM outputs WHERE owner=?", numbers)
        return gone

    def add_cell(self, cell: Cell, pieces: Mapping[str, bytes], members: Sequence[Member]) -> None:
        """记下一组。

        Args:
            cell: 这一组。
            pieces: 它的各样材料，见 PIECES。
            members: 它的各条记录。
        """
        number, holders = cell.number, msgspec.msgpack.encode(cell.holders)
        self._rows(
            "INSERT INTO cells VALUES(?,?,?,?,?,?)",
            (number, cell.thin, cell.mark, holders, cell.warnings, _sum(cell.thin, cell.mark, holders)),
        )
        for piece in PIECES:
            content = pieces[piece]
            self._rows(f"INSERT INTO {piece} VALUES(?,?,?)", (number, content, _sum(content)))
        self._many(
            "INSERT INTO records VALUES(?,?,?,?)",
            ((item.file, item.place, number, msgspec.msgpack.encode(item.ties)) for item in members),
        )
        every = {tie for item in members for tie in item.ties}
        self._many("INSERT INTO ties VALUES(?,?)", ((tie, number) for tie in every))

    def add_outputs(self, owner: int, outputs: Iterable[tuple[str, bytes]]) -> None:
        """记下一组写出的产物。"""
        found = [(path, owner, digest) for path, digest in outputs]
        fresh = self._many("INSERT OR IGNORE INTO outputs VALUES(?,?,?)", found)
        self._more += fresh
        if fresh < len(found):
            self._many("INSERT OR REPLACE INTO outputs VALUES(?,?,?)", found)

    def count_outputs(self) -> int:
        """一共几件产物；随时记着数，几十万件逐件数一遍要一百毫秒。"""
        return int(self.meta("outputs") or 0) + self._more

    def paths(self) -> set[str]:
        """全部产物的路径。"""
        return {path for (path,) in self._rows("SELECT path FROM outputs")}

    def has_output(self, path: str) -> bool:
        """有没有这件产物。"""
        return bool(self._rows("SELECT 1 FROM outputs WHERE path=?", (path,)))

    def forget_outputs(self, owner: int, paths: Iterable[str]) -> None:
        """忘掉这些产物，若还是它的。"""
        lost = ((path, owner) for path in paths)
        self._more -= self._many("DELETE FROM outputs WHERE path=? AND owner=?", lost)

    def cells(self, cells: Iterable[int] | None = None) -> Iterator[Cell]:
        """逐组取出：全部的按组号，或只取这几组的；归口不在内，另用 holders 取。"""
        query = "SELECT cell,thin,mark,holders,warnings,check_sum FROM cells"
        for number, thin, mark, holders, warnings, check in self._found(query, cells):
            _verify(check, thin, mark, holders)
            yield Cell(number, thin, mark, (), warnings)

    def holders(self, cells: Iterable[int]) -> set[str]:
        """这几组的归口。"""
        found = self._chosen("SELECT holders FROM cells WHERE cell IN ({})", cells)
        return {name for (packed,) in found for name in msgspec.msgpack.decode(packed)}

    def parcels(self) -> dict[str, Kept]:
        """各包归拢的产物；里面有哪几件不在内，另用 parcel_outputs 取：搜索索引一包就有十几万件。"""
        return {name: Kept(*rest) for name, *rest in self._rows("SELECT name,key,note FROM parcels")}

    def parcel_outputs(self, names: Iterable[str]) -> dict[str, bytes]:
        """这几包里各件产物的路径与指纹。"""
        packed = self._chosen("SELECT outputs FROM parcels WHERE name IN ({})", names)
        return {path: digest for (content,) in packed for path, digest in msgspec.msgpack.decode(content)}

    def set_parcels(self, found: Iterable[Parceled], gone: Iterable[str]) -> None:
        """记下做了的各包，忘掉没了的。"""
        self._many("DELETE FROM parcels WHERE name=?", ((name,) for name in gone))
        self._many(
            "INSERT OR REPLACE INTO parcels VALUES(?,?,?,?)",
            ((name, kept.key, kept.note, outputs) for name, kept, outputs in found),
        )

    def pieces(self, piece: str, cells: Iterable[int] | None = None) -> Iterator[tuple[int, bytes]]:
        """逐组取出一样材料：全部的按组号，或只取这几组的。

        Args:
            piece: 哪一样，见 PIECES。
            cells: 哪几组；不给就是全部。
        """
        query = f"SELECT cell,content,check_sum FROM {piece}"  # noqa: S608 - 同上
        for number, content, check in self._found(query, cells):
            _verify(check, content)
            yield number, content

    def spans(self) -> Iterator[bytes]:
        """各段观察，按组号。"""
        yield from (content for _, _, content in self._spans("", ()))

    def spans_around(self, cells: Iterable[int]) -> list[tuple[int, int, bytes]]:
        """这几组所在的各段观察：（从第几组，到第几组，内容）。"""
        query = "WHERE first=(SELECT MAX(first) FROM spans WHERE first<=?) AND last>=?"
        return list({item[0]: item for cell in cells for item in self._spans(query, (cell, cell))}.values())

    def _spans(self, condition: str, values: Sequence[int]) -> Iterator[tuple[int, int, bytes]]:
        query = f"SELECT first,last,content,check_sum FROM spans {condition} ORDER BY first"  # noqa: S608 - 同上
        for first, last, content, check in self._stream(query, values):
            _verify(check, content)
            yield first, last, content

    def set_span(self, first: int, last: int, content: bytes | None) -> None:
        """记下一段观察；空的就忘掉。"""
        self._rows("DELETE FROM spans WHERE first=?", (first,))
        if content is not None:
            self._rows("INSERT INTO spans VALUES(?,?,?,?)", (first, last, content, _sum(content)))

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

    def _rows(self, query: str, values: Sequence[Any] = ()) -> list[Any]:
        with self._translated():
            return self._base.execute(query, values).fetchall()

    def _stream(self, query: str, values: Sequence[Any] = ()) -> Iterator[Any]:
        with self._translated():
            yield from self._base.execute(query, values)

    def _found(self, query: str, cells: Iterable[int] | None) -> Iterator[Any]:
        if cells is None:
            return self._stream(f"{query} ORDER BY cell")
        return self._chosen(f"{query} WHERE cell IN ({{}})", cells)

    def _chosen(self, query: str, values: Iterable[Any]) -> Iterator[Any]:
        wanted = list(values)
        for start in range(0, len(wanted), MOST_AT_ONCE):
            part = wanted[start : start + MOST_AT_ONCE]
            yield from self._rows(query.format(",".join("?" * len(part))), part)

    def _cells(self, query: str, values: Iterable[Any]) -> set[int]:
        return {number for (number,) in self._chosen(query, values)}

    def _many(self, query: str, values: Iterable[Sequence[Any]]) -> int:
        """逐行做；返回一共动了几行。"""
        with self._translated():
            return max(0, self._base.executemany(query, values).rowcount)


def _sum(*parts: bytes) -> int:
    found = 0
    for part in parts:
        found = zlib.crc32(part, found)
    return found


def _verify(check: int, *parts: bytes) -> None:
    if not all(isinstance(part, bytes) for part in parts) or _sum(*parts) != check:
        raise Damaged("校验和不对")
