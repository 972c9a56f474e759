"""小改动不重建索引：改过的记录另成一个小文件，旧索引里的同一条作废。

索引目录的名字与其中的文件都不动，一次改动只写改动文件与清单，费时只随改动多少，
不随档案大小。改动攒到一定数目就该整个重建一次，等于压实；重建出来的与从头生成的
逐字节相同。
"""

import hashlib
import json
from bisect import bisect_left
from collections.abc import Callable, Collection, Sequence
from typing import Any

import msgspec

from generator.output.artifact import Artifact
from generator.output.search.drafts import day_of
from generator.output.search.files import FORMAT, manifest, script_json, script_value, variants
from generator.output.search.folding import clean
from generator.output.search.model import SearchDocument

MOST_BYTES, MORE_BYTES = 300_000, 5
MOST_CHANGED, MORE_CHANGED = 100, 500
"""改动文件攒到这么大就压实：打开搜索页要先取它，压缩后约四成半。索引里每条记录另准许几个字节、每这么多条另准许一处：
档案越长，压实越费时，就攒得越久。"""

FOLDER = "search/"


class SearchBase(msgspec.Struct, frozen=True):
    """已经写出的索引。

    Attributes:
        name: 索引目录的名字，在 `search/` 之下。
        ledger: 该目录里 `ledger.tsv` 的内容，第几行就是第几条记录。
        path: 现用的改动文件，没有时为空串。
        removed: 已经作废的记录序号，升序。
        changed: 改动文件里的记录，键是种类与编号。
    """

    name: str
    ledger: bytes
    path: str
    removed: tuple[int, ...]
    changed: dict[str, dict[str, Any]]


class SearchUpdate(msgspec.Struct, frozen=True):
    """一次改动要写的与要删的。

    Attributes:
        artifacts: 要写的文件：清单，有改动时还有改动文件。
        obsolete: 不再用的文件，站内路径。
        compact: 改动攒多了，应当整个重建；这时不写也行，重建会盖过。
        base: 写完之后的索引，下一次改动从它算起。
    """

    artifacts: tuple[Artifact, ...]
    obsolete: tuple[str, ...]
    compact: bool
    base: SearchBase


def places_of(content: bytes) -> tuple[str, str]:
    """从清单读出现用的索引在哪里。

    Args:
        content: `search/manifest.js` 的字节。

    Returns:
        账的站内路径，改动文件的站内路径（没有时为空串）。

    Raises:
        ValueError: 清单读不懂，应当重建索引。
    """
    found = script_value(content)
    if found.get("format") != FORMAT:
        raise ValueError("搜索的清单与本版不符，请重建索引")
    changes = found.get("changes")
    return f"{FOLDER}{found['base']}/ledger.tsv", f"{FOLDER}{changes}" if changes else ""


def read_base(path: str, account: bytes, changes_path: str = "", changes: bytes = b"") -> SearchBase:
    """读回已经写出的索引；只读账与改动文件，不读索引本身。

    Args:
        path: 账的站内路径。
        account: 账的字节。
        changes_path: 改动文件的站内路径，没有时为空串。
        changes: 改动文件的字节。

    Returns:
        可以接着改的索引。

    Raises:
        ValueError: 改动文件读不懂，应当重建索引。
    """
    content = script_value(changes) if changes_path else {"removed": [], "records": []}
    listed = {f"{each['kind']}\t{each['id']}": each for each in content["records"]}
    return SearchBase(path.split("/")[-2], account, changes_path, tuple(content["removed"]), listed)


def written_base(read: Callable[[str], bytes]) -> SearchBase:
    """上次写出的索引；只读清单、账与改动文件，不读索引本身。

    Args:
        read: 按站内路径读上次写出的文件。

    Raises:
        ValueError: 清单或改动文件读不懂，应当重建索引。
        OSError: 上次的文件不在了，`read` 读不到；也应当重建。
    """
    account, changes = places_of(read(f"{FOLDER}manifest.js"))
    return read_base(account, read(account), changes, read(changes) if changes else b"")


def search_changes(
    read: Callable[[str], bytes], changed: Sequence[SearchDocument], removed: Collection[tuple[str, str]]
) -> SearchUpdate:
    """给定上次写出的索引与一批改动，要写哪些、删哪些。只读清单、账与改动文件，不读索引本身。

    Args:
        read: 按站内路径读上次写出的文件。
        changed: 新增与改过的记录，按现在的样子。
        removed: 不再公开的记录的种类与编号。

    Returns:
        要写的文件；`compact` 为真时应当整个重建。

    Raises:
        ValueError: 清单或改动文件读不懂，应当重建索引。
        OSError: 上次的文件不在了，`read` 读不到；也应当重建。
    """
    return search_update(written_base(read), changed, removed)


def search_update(
    base: SearchBase, changed: Sequence[SearchDocument], removed: Collection[tuple[str, str]]
) -> SearchUpdate:
    """把一批改动记进索引；费时只随这一批与以前未压实的改动。

    Args:
        base: 已经写出的索引。
        changed: 新增与改过的记录，按现在的样子。
        removed: 不再公开的记录的种类与编号。

    Returns:
        要写的文件。同样的索引与同样的改动总和，不论分几次来，写出的一样。
    """
    keys = {f"{each.kind}\t{each.id}" for each in changed}
    gone = {f"{kind}\t{identifier}" for kind, identifier in removed} - keys
    spots = [line_of(base.ledger, key) for key in keys | gone]
    numbers = tuple(sorted({*base.removed, *(spot for spot in spots if spot >= 0)}))
    records = {key: each for key, each in base.changed.items() if key not in gone}
    rows = base.ledger.decode().split("\n")[:-1] if changed else []
    records |= {f"{each.kind}\t{each.id}": _record(each, rows) for each in changed}
    now = dict(sorted(records.items(), key=lambda item: _record_spot(item[1])))
    if not numbers and not now:
        return _finished(base, SearchBase(base.name, base.ledger, "", (), {}), None)
    content = {"removed": numbers, "records": list(now.values()), "variants": variants(_texts(now))}
    name = f"changes-{hashlib.blake2b(json.dumps(content).encode(), digest_size=6).hexdigest()}.js"
    artifact = script_json(f"{FOLDER}{name}", content)
    return _finished(base, SearchBase(base.name, base.ledger, artifact.path, numbers, now), artifact)


def _finished(before: SearchBase, after: SearchBase, artifact: Artifact | None) -> SearchUpdate:
    name = after.path.removeprefix(FOLDER) or None
    written = (artifact,) if artifact else ()
    records, size = before.ledger.count(b"\n"), len(artifact.content) if artifact else 0
    heavy = size > MOST_BYTES + MORE_BYTES * records
    many = len(after.changed) + len(after.removed) > MOST_CHANGED + records // MORE_CHANGED
    return SearchUpdate(
        artifacts=(*written, manifest(after.name, name)),
        obsolete=(before.path,) if before.path and before.path != after.path else (),
        compact=heavy or many,
        base=after,
    )


def line_of(account: bytes, key: str) -> int:
    """一条记录是账里的第几行；没有这条时是负一。

    Args:
        account: 账。
        key: 种类与编号，以制表符隔开。
    """
    wanted = f"{key}\t".encode()
    if account.startswith(wanted):
        return 0
    found = account.find(b"\n" + wanted)
    return account.count(b"\n", 0, found) + 1 if found >= 0 else -1


Spot = tuple[tuple[int, ...], str, str]


def _spot(kind: str, identifier: str, date: str) -> Spot:
    """与 `drafts.in_order` 一样的次序。"""
    return tuple(-ord(each) for each in day_of(date)) or (1,), kind, identifier


def _record_spot(record: dict[str, Any]) -> Spot:
    return _spot(record["kind"], record["id"], record["date"])


def _row_spot(row: str) -> Spot:
    kind, identifier, _, date = row.split("\t")
    return _spot(kind, identifier, date)


def _texts(records: dict[str, dict[str, Any]]) -> list[str]:
    return [field[3] for each in records.values() for field in each["fields"]]


def _record(document: SearchDocument, rows: Sequence[str]) -> dict[str, Any]:
    """改动文件里的一条；`at` 是排在索引的第几条之前，改了一条的与重建的次序才一样。"""
    spot = _spot(document.kind, document.id, document.date)
    return {
        "at": bisect_left(rows, spot, key=_row_spot),
        "day": day_of(document.date),
        "id": document.id,
        "kind": document.kind,
        "path": document.path,
        "date": document.date,
        "overdue": document.overdue_days,
        "facets": [list(facet) for facet in sorted(set(document.facets))],
        "fields": [[field.kind, field.label, field.anchor, clean(field.text)] for field in document.fields],
    }
