"""小改动不重建索引：改过的记录另成一个小文件，旧索引里的同一条作废。

改动攒到一定数目就不再这样做，整个重建一次，等于压实。
"""

import hashlib
import json
from collections.abc import Iterator, Sequence

import msgspec

from generator.output.artifact import Artifact
from generator.output.search.files import FORMAT, manifest, script_json, variants
from generator.output.search.model import SearchDocument
from generator.output.search.records import clean

FEWEST = 50
SHARE = 100


class SearchBase(msgspec.Struct, frozen=True):
    """已经发布的索引里有哪些记录。

    Attributes:
        name: 索引目录的名字，在 `search/` 之下。
        marks: 按索引次序，每条记录的种类、编号与内容摘要。
    """

    name: str
    marks: tuple[tuple[str, str, str], ...]


def mark(document: SearchDocument) -> tuple[str, str, str]:
    """一条记录的种类、编号与内容摘要。"""
    facets = [part for facet in sorted(set(document.facets)) for part in facet]
    fields = [
        part for field in document.fields for part in (field.kind, field.label, field.anchor, field.text)
    ]
    head = (str(FORMAT), document.path, document.date, str(document.overdue_days), str(len(facets)))
    content = "\x1f".join([*head, *facets, *fields])
    # 不用消息编码器：它会让每个字符串各留一份 UTF-8 副本，十万条就是一个吉字节。
    digest = hashlib.blake2b(content.encode("utf-8", "surrogatepass"), digest_size=6)
    return document.kind, document.id, digest.hexdigest()


def ledger(documents: Sequence[SearchDocument]) -> bytes:
    """索引的账：下次生成时凭它知道哪些记录变了。

    Args:
        documents: 按索引次序的记录。

    Returns:
        每条记录一行的文本。
    """
    return "".join("\t".join(mark(document)) + "\n" for document in documents).encode()


def read_base(name: str, content: bytes) -> SearchBase:
    """读回索引的账。

    Args:
        name: 索引目录的名字。
        content: `ledger.tsv` 的字节。

    Returns:
        索引里的记录。

    Raises:
        ValueError: 账的格式不对。
    """
    rows = [tuple(line.split("\t")) for line in content.decode().splitlines()]
    if any(len(row) != 3 for row in rows):
        raise ValueError("索引的账已损坏，请重建索引")
    return SearchBase(name, tuple((row[0], row[1], row[2]) for row in rows))


def search_update(documents: Sequence[SearchDocument], base: SearchBase) -> Iterator[Artifact] | None:
    """只写改动的部分。

    Args:
        documents: 现在全部公开的记录。
        base: 已经发布的索引；它的目录要原样留着。

    Returns:
        清单与改动文件；改动超过百分之一（至少五十条）时为空，应当重建。
    """
    now = {mark(document): document for document in documents}
    before = set(base.marks)
    removed = [number for number, each in enumerate(base.marks) if each not in now]
    added = [now[each] for each in sorted(now.keys() - before)]
    if len(removed) + len(added) > max(FEWEST, len(base.marks) // SHARE):
        return None
    return _written(base, removed, added)


def _written(base: SearchBase, removed: list[int], added: list[SearchDocument]) -> Iterator[Artifact]:
    if not removed and not added:
        yield manifest(base.name, None)
        return
    added.sort(key=lambda each: (each.kind, each.id))
    added.sort(key=lambda each: each.date, reverse=True)
    content = {
        "removed": removed,
        "records": [_record(document) for document in added],
        "variants": variants(added),
    }
    name = f"changes-{hashlib.blake2b(json.dumps(content).encode(), digest_size=6).hexdigest()}.js"
    yield script_json(f"search/{name}", content)
    yield manifest(base.name, name)


def _record(document: SearchDocument) -> dict[str, object]:
    return {
        "id": document.id,
        "kind": document.kind,
        "path": document.path,
        "date": document.date,
        "overdue": document.overdue_days,
        "facets": sorted(set(document.facets)),
        "fields": [[field.kind, field.label, field.anchor, clean(field.text)] for field in document.fields],
    }
