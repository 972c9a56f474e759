"""搜索索引：从头建，或者只记一次改动。

改动另成一个小文件，费时不随档案长；可是旧索引里还留着改动之前的字。少了一句话的，再把少了的字从旧索引里
抹去；少了一条记录、要抹的太多，就从头建：转为不公开的、抹去的，在网站上找不到痕迹。
"""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from generator.engine.workers.crew import available
from generator.output.artifact import Artifact
from generator.output.parcel import Parcel
from generator.output.search import (
    SearchDocument,
    delivered,
    erased,
    search_update,
    written_base,
)

INDEX, CHANGES, ERASED = "search/index", "search/changes", "search/erased"
MANIFEST = "search/manifest.js"
FEW = 400
"""索引里不到这么多条记录，从头建也不过半秒，不必另记改动。"""

SENTENCE = re.compile(r"[^。！？；\n]+")


class Documents(msgspec.Struct, frozen=True):
    """重做的几组记录的搜索材料。

    Attributes:
        before: 改动之前的。
        after: 改动之后的。
        may_linger: 改动之前的话可以在索引里多留一会儿。
    """

    before: tuple[SearchDocument, ...]
    after: tuple[SearchDocument, ...]
    may_linger: bool


def searched(
    out: Path, edited: Documents, whole: Iterator[SearchDocument], is_known: Callable[[str, str], bool]
) -> Iterator[Parcel]:
    """改动写成一小份；记不成一小份的，整个重建。

    Args:
        out: 输出目录，里面是上次的索引。
        edited: 重做的几组记录。
        whole: 全部的搜索材料。
        is_known: 一个分面的值，哪一条记录还有没有。
    """
    # 分面的值写在旧索引的目录里，抹不去：再也没有记录有的，不许留在那里。
    lost = {item for one in edited.before for item in one.facets}
    lost -= {item for one in edited.after for item in one.facets}
    if not edited.may_linger and not all(is_known(*item) for item in lost):
        return rebuilt(whole)
    found = update(out, edited.before, edited.after, may_linger=edited.may_linger)
    return rebuilt(whole) if found is None else amended(found)


def rebuilt(documents: Iterator[SearchDocument]) -> Iterator[Parcel]:
    """从头建的索引：索引一包，清单一包。"""
    manifests: list[Artifact] = []

    def deliver(take: Callable[[Artifact], Any]) -> Iterator[Any]:
        # 清单总在本进程里交；另成一包，只记改动时才不牵动索引。
        def sort_out(artifact: Artifact) -> Any:
            return manifests.append(artifact) if artifact.path == MANIFEST else take(artifact)

        return (taken for taken in delivered(documents, sort_out) if taken is not None)

    def index() -> Iterator[Artifact]:
        return deliver(lambda artifact: artifact)

    yield Parcel(INDEX, index, is_patched=True, deliver=deliver)
    yield Parcel(CHANGES, lambda: manifests)


class Amendment(msgspec.Struct, frozen=True):
    """一次改动。

    Attributes:
        artifacts: 改动文件与清单。
        erased: 旧索引里抹去了字的文件。
    """

    artifacts: tuple[Artifact, ...]
    erased: tuple[Artifact, ...]


def amended(amendment: Amendment) -> Iterator[Parcel]:
    """只记一次改动的索引：索引那一包里只动抹去了字的几件。"""
    yield Parcel(INDEX, tuple, holder=INDEX)
    yield Parcel(ERASED, lambda: amendment.erased, is_patch=True)
    yield Parcel(CHANGES, lambda: amendment.artifacts)


def update(
    out: Path, before: Sequence[SearchDocument], after: Sequence[SearchDocument], *, may_linger: bool
) -> Amendment | None:
    """记一次改动；要从头建的没有。

    Args:
        out: 输出目录，里面是上次的索引。
        before: 改动之前的记录。
        after: 改动之后的记录。
        may_linger: 改动之前的话可以在索引里多留一会儿，改动攒多了也不整个重建：只在本机看的预览。
    """
    known, now = {_key(item): item for item in before}, {_key(item): item for item in after}
    gone = known.keys() - now.keys()
    if gone and not may_linger:
        return None
    changed = [(known.get(key), item) for key, item in now.items() if known.get(key) != item]
    losing = [] if may_linger else [(old, item) for old, item in changed if old and loses_words(old, item)]

    def read(path: str) -> bytes:
        return (out / path).read_bytes()

    try:
        base = written_base(read)
        if base.ledger.count(b"\n") < FEW:
            return None
        found = search_update(base, [item for _, item in changed], gone)
        if found.compact and not may_linger:
            return None
        left = erased(read, base, losing, available()) if losing else ()
    except (OSError, ValueError, LookupError):
        return None
    return None if left is None else Amendment(found.artifacts, left)


def loses_words(before: SearchDocument, after: SearchDocument) -> bool:
    """原来登着的话，是不是有一句不见了。"""
    text = "\n".join(field.text for field in after.fields)
    return any(sentence not in text for field in before.fields for sentence in SENTENCE.findall(field.text))


def _key(document: SearchDocument) -> tuple[str, str]:
    return document.kind, document.id
