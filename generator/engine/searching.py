"""搜索索引：从头建，或者只记一次改动。

改动另成一个小文件，费时不随档案长；可是旧索引里还留着改动之前的字。所以只有添了字的改动才这样记，
少了一句话，就从头建：转为不公开的、抹去的，在网站上找不到痕迹。
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from generator.output.artifact import Artifact
from generator.output.parcel import Parcel
from generator.output.search import (
    SearchDocument,
    SearchUpdate,
    search_artifacts,
    search_update,
    written_base,
)

INDEX, CHANGES = "search/index", "search/changes"
MANIFEST = "search/manifest.js"
FEW = 400
"""索引里不到这么多条记录，从头建也不过半秒，不必另记改动。"""

SENTENCE = re.compile(r"[^。！？；\n]+")


def rebuilt(documents: Iterator[SearchDocument]) -> Iterator[Parcel]:
    """从头建的索引：索引一包，清单一包。"""
    manifests: list[Artifact] = []

    def index() -> Iterator[Artifact]:
        for artifact in search_artifacts(tuple(documents)):
            if artifact.path == MANIFEST:
                manifests.append(artifact)
            else:
                yield artifact

    yield Parcel(INDEX, index)
    yield Parcel(CHANGES, lambda: manifests)


def amended(update: SearchUpdate) -> Iterator[Parcel]:
    """只记一次改动的索引：索引那一包不动。"""
    yield Parcel(INDEX, tuple, holder=INDEX)
    yield Parcel(CHANGES, lambda: update.artifacts)


def update(
    out: Path, before: Sequence[SearchDocument], after: Sequence[SearchDocument], *, may_linger: bool
) -> SearchUpdate | None:
    """记一次改动；要从头建的没有。

    Args:
        out: 输出目录，里面是上次的索引。
        before: 改动之前的记录。
        after: 改动之后的记录。
        may_linger: 改动之前的话可以在索引里多留一会儿：只在本机看的预览。
    """
    if not may_linger and loses_words(before, after):
        return None
    known = {_key(item): item for item in before}
    changed = [item for item in after if known.get(_key(item)) != item]
    gone = known.keys() - {_key(item) for item in after}
    try:
        base = written_base(lambda path: (out / path).read_bytes())
    except (OSError, ValueError):
        return None
    if base.ledger.count(b"\n") < FEW:
        return None
    found = search_update(base, changed, gone)
    return None if found.compact else found


def loses_words(before: Sequence[SearchDocument], after: Sequence[SearchDocument]) -> bool:
    """原来登着的话，是不是有一句不见了。"""
    texts = {_key(item): "\n".join(field.text for field in item.fields) for item in after}
    return any(
        sentence not in texts.get(_key(item), "")
        for item in before
        for field in item.fields
        for sentence in SENTENCE.findall(field.text)
    )


def _key(document: SearchDocument) -> tuple[str, str]:
    return document.kind, document.id
