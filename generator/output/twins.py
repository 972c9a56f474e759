"""JSON 孪生文件：每条公开的记录一份，与网页同名，供程序取用。"""

from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from generator.output.artifact import Artifact
from generator.release import address
from generator.release.model import PublicRecord, Release
from generator.terms import RecordKind

KINDS = tuple(kind for kind in RecordKind if kind is not RecordKind.FIGURE)
"""有自己网页的种类；公布的数字没有，收在 data/figures.json。"""

FOLDERS = frozenset(kind.folder for kind in KINDS)


def twins(
    release: Release, kinds: Iterable[RecordKind] = KINDS
) -> Iterator[tuple[RecordKind, str, Artifact]]:
    """这几类记录的孪生文件：（种类，编号，文件）。撤下的留一份说明，改过编号的指到新址。

    不写 as_of，以免天天全部变动。
    """
    wanted = tuple(kinds)
    for kind in wanted:
        for record in release.records(kind):
            content = written(kind, record, release)
            yield kind, record.id, Artifact(address.data_path(kind, record.id), content)
    for notice in (item for item in release.notices if item.kind in wanted):
        withdrawn = {
            "type": notice.kind.value,
            "url": page_url(notice.kind, notice.id, release),
            "id": notice.id,
            "withdrawn": str(notice.date),
            "reason": notice.reason,
        }
        yield notice.kind, notice.id, _artifact(address.data_path(notice.kind, notice.id), withdrawn)
    for redirect in (item for item in release.redirects if item.kind in wanted):
        moved = {
            "type": redirect.kind.value,
            "url": page_url(redirect.kind, redirect.id, release),
            "id": redirect.former,
            "moved_to": redirect.id,
        }
        path = address.data_path(redirect.kind, redirect.former)
        yield redirect.kind, redirect.former, _artifact(path, moved)


def moved_twins(release: Release) -> Iterator[Artifact]:
    """站点配置里写明去向的旧网址，原来有孪生文件的，也留一份。"""
    for gone in release.moved:
        if gone.address.partition("/")[0] in FOLDERS:
            found = {
                "id": gone.address.partition("/")[2].removesuffix(".html").replace("/", "-"),
                "url": (release.site.base_url or "") + (gone.to or gone.address),
                "moved_to": gone.to,
                "withdrawn": str(gone.date) if gone.date and not gone.to else None,
                "reason": gone.reason,
            }
            kept = {name: value for name, value in found.items() if value is not None}
            yield _artifact(f"{gone.address.removesuffix('.html')}.json", kept)


def written(kind: RecordKind, record: PublicRecord, release: Release) -> bytes:
    """写好的孪生文件；开放数据的表里也是它。"""
    name = f"twins: {kind.value}"
    return release.once_each(name, record, lambda: pretty(twin(kind, record, release)))


def twin(kind: RecordKind, record: PublicRecord, release: Release) -> dict[str, Any]:
    """一条记录的孪生内容：种类、网址，与公开的全部字段；词汇写代号，没有的字段不出现。"""
    fields: dict[str, Any] = msgspec.to_builtins(record, enc_hook=str)
    if kind not in KINDS:
        return {"type": kind.value, **fields}
    return {"type": kind.value, "url": page_url(kind, record.id, release), **fields}


def page_url(kind: RecordKind, identifier: str, release: Release) -> str:
    """网页的网址；没有 base_url 时是相对站点根目录的路径。"""
    return (release.site.base_url or "") + address.page_path(kind, identifier)


def pretty(content: object) -> bytes:
    """缩进两格的 JSON，末尾换行：便于人看，也便于比较两次的不同。"""
    return msgspec.json.format(msgspec.json.encode(content, enc_hook=str), indent=2) + b"\n"


def _artifact(path: str, content: dict[str, Any]) -> Artifact:
    return Artifact(path, pretty(content))
