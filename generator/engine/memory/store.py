"""记忆：上次建站时各个文件、各组记录、各件产物的样子。

只存公开的内容与指纹：编号、文件名都折成指纹，没有公开的字句一个也不留。文件坏了、被删了，只是从头再建一次。
"""

from collections.abc import Generator, Iterable, Iterator, Mapping, Sequence
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec

from generator.engine.memory.database import PIECES, Database

MARK = 16
"""一个指纹几个字节。"""

ARCHIVE = 0
"""归拢整个档案的产物归在这个号下；各组从 1 起。"""


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


class Ties(msgspec.Struct, frozen=True, array_like=True):
    """一条记录与哪些记录有关，各是编号折成的整数，见 register.ties。

    Attributes:
        every: 全部牵连。
        own: 其中它自己的编号，连同改号以前的。
        wanted: 要登其题目的别的记录。
        listed: 与它们互登一行的别的记录。
    """

    every: tuple[int, ...] = ()
    own: tuple[int, ...] = ()
    wanted: tuple[int, ...] = ()
    listed: tuple[int, ...] = ()


class Member(msgspec.Struct, frozen=True):
    """一组里的一条记录。

    Attributes:
        file: 出自哪个文件（指纹）。
        place: 那个文件里的第几条。
        ties: 与哪些记录有关。
        mark: 内容的指纹。
    """

    file: bytes
    place: int
    ties: Ties
    mark: bytes = b""


_TIES = msgspec.msgpack.Decoder(Ties)


def fingerprint(content: bytes) -> bytes:
    """十六字节的指纹。"""
    return blake2b(content, digest_size=MARK).digest()


def content_mark(path: Path) -> bytes:
    """一个文件内容的指纹；读不了的为空。"""
    try:
        return fingerprint(path.read_bytes())
    except OSError:
        return b""


@cache
def _feed(path: str) -> int:
    """一个订阅源的路径折成的整数。"""
    return int.from_bytes(fingerprint(path.encode())[:8], "big", signed=True)


class Store(Database):
    """一份记忆，见 Database。"""

    def __init__(self, path: Path, *, is_begun: bool = False) -> None:
        # 记着的件数之外，commit 之前又多了几件。
        self._more = 0
        super().__init__(path, is_begun=is_begun)

    def clear(self) -> None:
        """全忘掉。"""
        self._more = 0
        super().clear()

    def commit(self) -> None:
        """记下这次的全部改动。"""
        self.remember("outputs", str(self.count_outputs()).encode())
        super().commit()
        self._more = 0

    def rollback(self) -> None:
        """放弃这次的改动。"""
        self._more = 0
        super().rollback()

    def reopened(self) -> "Store":
        """同一份记忆另开一次，供分出的进程读；已经记下的看得到，看不懂的不动它。"""
        return Store(self._path, is_begun=True)

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
        return dict(self.rows("SELECT shelf,digest FROM shelves"))

    def set_shelves(self, found: Iterable[tuple[str, bytes]], gone: Iterable[str]) -> None:
        """记下变了的格，忘掉没了的。"""
        self.many("DELETE FROM shelves WHERE shelf=?", ((name,) for name in gone))
        self.many("INSERT OR REPLACE INTO shelves VALUES(?,?)", found)

    def shelves_of_files(self, names: Iterable[bytes]) -> set[str]:
        """这些文件在哪几格。"""
        return {shelf for (shelf,) in self.chosen("SELECT shelf FROM files WHERE name IN ({})", names)}

    def files(self, shelves: Iterable[str]) -> dict[bytes, Known]:
        """这几格里的数据文件上次的样子。"""
        query = "SELECT name,shelf,stamp,digest FROM files WHERE shelf IN ({})"
        return {name: Known(*rest) for name, *rest in self.chosen(query, shelves)}

    def set_files(self, found: Iterable[tuple[bytes, Known]], gone: Iterable[bytes]) -> None:
        """记下改了的文件，忘掉没了的。"""
        self.many("DELETE FROM files WHERE name=?", ((name,) for name in gone))
        self.many(
            "INSERT OR REPLACE INTO files VALUES(?,?,?,?)",
            ((name, known.shelf, known.stamp, known.digest) for name, known in found),
        )

    def cells_of_files(self, names: Iterable[bytes]) -> set[int]:
        """这些文件里的记录属于哪几组。"""
        return self._cells("SELECT DISTINCT cell FROM records WHERE file IN ({})", names)

    def records_of_files(self, names: Iterable[bytes]) -> list[tuple[tuple[bytes, int], bytes, int]]:
        """这些文件里的各条记录：（文件，第几条），内容的指纹，属于哪一组。"""
        query = "SELECT file,place,mark,cell FROM records WHERE file IN ({})"
        return [((file, place), mark, cell) for file, place, mark, cell in self.chosen(query, names)]

    def cells_of_ties(self, ties: Iterable[int]) -> set[int]:
        """有这些牵连的组。"""
        return self._cells("SELECT DISTINCT cell FROM ties WHERE tie IN ({})", ties)

    def cells_wanting(self, ties: Iterable[int]) -> set[int]:
        """要登这些记录的题目的组。"""
        return self._cells("SELECT DISTINCT cell FROM wanted WHERE tie IN ({})", ties)

    def cells_listing(self, ties: Iterable[int]) -> set[int]:
        """写着与这些记录互登一行的组。"""
        return self._cells("SELECT DISTINCT cell FROM listed WHERE tie IN ({})", ties)

    def members(self, cells: Iterable[int]) -> list[Member]:
        """这几组的全部记录。"""
        query = "SELECT file,place,ties,mark FROM records WHERE cell IN ({})"
        return [
            Member(file, place, _TIES.decode(packed), mark)
            for file, place, packed, mark in self.chosen(query, cells)
        ]

    def noisy(self) -> tuple[int, ...]:
        """有警告的组。"""
        return tuple(number for (number,) in self.rows("SELECT cell FROM cells WHERE warnings>0"))

    def warnings_in(self, cells: Iterable[int]) -> int:
        """这几组一共几个警告。"""
        return sum(count for (count,) in self.chosen("SELECT warnings FROM cells WHERE cell IN ({})", cells))

    def last_cell(self) -> int:
        """用过的最大的组号。"""
        return int(self.rows("SELECT COALESCE(MAX(cell),0) FROM cells")[0][0])

    def drop(self, cells: Iterable[int]) -> dict[str, bytes]:
        """忘掉这几组；返回它们上次写出的产物与指纹。"""
        numbers = [(number,) for number in cells]
        gone: dict[str, bytes] = {}
        for (number,) in numbers:
            gone.update(self.rows("SELECT path,digest FROM outputs WHERE owner=?", (number,)))
        for place in ("records", "ties", "wanted", "listed", "newest", "cells"):
            self.many(f"DELETE FROM {place} WHERE cell=?", numbers)  # noqa: S608 - 表名写在代码里
        for name in ("thin", *PIECES):
            self.forget(name, (number for (number,) in numbers))
        self._more -= self.many("DELETE FROM outputs WHERE owner=?", numbers)
        return gone

    def add_cell(
        self,
        cell: Cell,
        pieces: Mapping[str, bytes],
        members: Sequence[Member],
        newest: Iterable[tuple[str, int]],
    ) -> None:
        """记下一组。

        Args:
            cell: 这一组。
            pieces: 它的各样材料，见 PIECES。
            members: 它的各条记录。
            newest: 它的事情进哪些订阅源，最近的一件是哪一天（公元第几天）。
        """
        number, holders = cell.number, msgspec.msgpack.encode(cell.holders)
        self.rows("INSERT INTO cells VALUES(?,?,?,?)", (number, cell.mark, holders, cell.warnings))
        self.keep("thin", number, cell.thin)
        for piece in PIECES:
            self.keep(piece, number, pieces[piece])
        self.many(
            "INSERT INTO records VALUES(?,?,?,?,?)",
            (
                (item.file, item.place, number, msgspec.msgpack.encode(item.ties), item.mark)
                for item in members
            ),
        )
        for table, chosen in (("ties", "every"), ("wanted", "wanted"), ("listed", "listed")):
            found = {tie for item in members for tie in getattr(item.ties, chosen)}
            self.many(f"INSERT INTO {table} VALUES(?,?)", ((tie, number) for tie in found))
        self.many("INSERT INTO newest VALUES(?,?,?)", ((_feed(path), day, number) for path, day in newest))

    def add_outputs(self, owner: int, outputs: Iterable[tuple[str, bytes]]) -> None:
        """记下一组写出的产物。"""
        found = [(path, owner, digest) for path, digest in outputs]
        fresh = self.many("INSERT OR IGNORE INTO outputs VALUES(?,?,?)", found)
        self._more += fresh
        if fresh < len(found):
            self.many("INSERT OR REPLACE INTO outputs VALUES(?,?,?)", found)

    def count_outputs(self) -> int:
        """一共几件产物；随时记着数，几十万件逐件数一遍要一百毫秒。"""
        return int(self.meta("outputs") or 0) + self._more

    def paths(self) -> set[str]:
        """全部产物的路径。"""
        return {path for (path,) in self.rows("SELECT path FROM outputs")}

    def has_output(self, path: str) -> bool:
        """有没有这件产物。"""
        return bool(self.rows("SELECT 1 FROM outputs WHERE path=?", (path,)))

    def forget_outputs(self, owner: int, paths: Iterable[str]) -> None:
        """忘掉这些产物，若还是它的。"""
        lost = ((path, owner) for path in paths)
        self._more -= self.many("DELETE FROM outputs WHERE path=? AND owner=?", lost)

    def cells(self, cells: Iterable[int] | None = None) -> Iterator[Cell]:
        """逐组取出：全部的按组号，或只取这几组的；归口不在内，另用 holders 取。"""
        facts = {number: rest for number, *rest in self._kept("cell,mark,warnings", cells)}
        for number, thin in self.contents("thin", facts):
            mark, warnings = facts[number]
            yield Cell(number, thin, mark, (), warnings)

    def holders(self, cells: Iterable[int]) -> set[str]:
        """这几组的归口。"""
        found = self.chosen("SELECT holders FROM cells WHERE cell IN ({})", cells)
        return {name for (packed,) in found for name in msgspec.msgpack.decode(packed)}

    def parcels(self) -> dict[str, Kept]:
        """各包归拢的产物；里面有哪几件不在内，另用 parcel_outputs 取：搜索索引一包就有十几万件。"""
        return {name: Kept(*rest) for name, *rest in self.rows("SELECT name,key,note FROM parcels")}

    def parcel_outputs(self, names: Iterable[str]) -> dict[str, bytes]:
        """这几包里各件产物的路径与指纹。"""
        packed = self.chosen("SELECT outputs FROM parcels WHERE name IN ({})", names)
        return {path: digest for (content,) in packed for path, digest in msgspec.msgpack.decode(content)}

    def set_parcels(self, found: Iterable[Parceled], gone: Iterable[str]) -> None:
        """记下做了的各包，忘掉没了的。"""
        self.many("DELETE FROM parcels WHERE name=?", ((name,) for name in gone))
        self.many(
            "INSERT OR REPLACE INTO parcels VALUES(?,?,?,?)",
            ((name, kept.key, kept.note, outputs) for name, kept, outputs in found),
        )

    def pieces(
        self, piece: str, cells: Iterable[int] | None = None
    ) -> Generator[tuple[int, bytes], None, None]:
        """逐组取出一样材料：全部的按组号，或只取这几组的。

        Args:
            piece: 哪一样，见 PIECES。
            cells: 哪几组；不给就是全部。
        """
        return self.contents(piece, (number for (number,) in self._kept("cell", cells)))

    def newest(self, path: str) -> Iterator[tuple[int, int]]:
        """有事情进这个订阅源的各组：（最近的一件是公元第几天，组号），近的在前；取完以前不要改动。"""
        yield from self.stream("SELECT day,cell FROM newest WHERE feed=? ORDER BY day DESC", (_feed(path),))

    def spans(self) -> Iterator[bytes]:
        """各段观察，按组号。"""
        firsts = (first for (first,) in self.rows("SELECT first FROM spans"))
        yield from (content for _, content in self.contents("observations", firsts))

    def spans_around(self, cells: Iterable[int]) -> list[tuple[int, int, bytes]]:
        """这几组所在的各段观察：（从第几组，到第几组，内容）。"""
        query = (
            "SELECT first,last FROM spans "
            "WHERE first=(SELECT MAX(first) FROM spans WHERE first<=?) AND last>=?"
        )
        lasts = dict(item for cell in cells for item in self.rows(query, (cell, cell)))
        return [(first, lasts[first], content) for first, content in self.contents("observations", lasts)]

    def set_span(self, first: int, last: int, content: bytes | None) -> None:
        """记下一段观察；空的就忘掉。"""
        self.rows("DELETE FROM spans WHERE first=?", (first,))
        self.forget("observations", (first,))
        if content is not None:
            self.rows("INSERT INTO spans VALUES(?,?)", (first, last))
            self.keep("observations", first, content)

    def _kept(self, columns: str, cells: Iterable[int] | None) -> Iterable[Any]:
        """各组的账上的几列：全部的，或只要这几组的。"""
        query = f"SELECT {columns} FROM cells"  # noqa: S608 - 同上
        return self.rows(query) if cells is None else self.chosen(f"{query} WHERE cell IN ({{}})", cells)

    def _cells(self, query: str, values: Iterable[Any]) -> set[int]:
        return {number for (number,) in self.chosen(query, values)}
