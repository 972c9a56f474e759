"""JSON 孪生文件：每条公开的记录一份，与网页同名，供程序取用。"""

from collections.abc import Iterator
from typing import Any

import msgspec

from generator.output.artifact import Artifact
from generator.release import address
from generator.release.model import PublicRecord, Release
from generator.terms import RecordKind

KINDS = tuple(kind for kind in RecordKind if kind is not RecordKind.FIGURE)
"""有自己网页的种类；公布的数字没有，收在 data/figures.json。"""


def twins(release: Release) -> Iterator[Artifact]:
    """全部孪生文件；撤下的留一份说明，改过编号的指到新址。不写 as_of，以免天天全部变动。"""
    for kind in KINDS:
        for record in release.records(kind):
            yield _artifact(address.data_path(kind, record.id), twin(kind, record, release))
    for notice in release.notices:
        withdrawn = {
            "type": notice.kind.value,
            "url": page_url(notice.kind, notice.id, release),
            "id": notice.id,
            "withdrawn": str(notice.date),
            "reason": notice.reason,
        }
        yield _artifact(address.data_path(notice.kind, notice.id), withdrawn)
    for redirect in release.redirects:
        moved = {
            "type": redirect.kind.value,
            "url": page_url(redirect.kind, redirect.id, release),
            "id": redirect.former,
            "moved_to": redirect.id,
        }
        yield _artifact(address.data_path(redirect.kind, redirect.former), moved)


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
