"""搜索索引的全部文件。

次序、分片、编码只由记录决定；同样的记录，两次生成的字节相同。
索引放在以内容摘要命名的目录里，新旧索引的文件不会被浏览器缓存混在一起用。
"""

import hashlib
import itertools
import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import msgspec
import numpy as np

from generator.output.artifact import Artifact
from generator.output.search.catalogue import Facet, catalogue, value_numbers
from generator.output.search.codec import text_form, varint
from generator.output.search.folding import fold_character, traditional_characters
from generator.output.search.grams import batches, merged, ranges, temporary, write_block
from generator.output.search.model import SearchDocument, SearchOptions
from generator.output.search.postings import Apart, Shard, shards, unfold
from generator.output.search.records import Kinds, displayed, indexed, kinds_of
from generator.output.search.texts import DOCUMENT_SEPARATOR, Encoder, Tokens, choose_tokens

FORMAT = 1
SAMPLE_DOCUMENTS = 600
MERGE_KEYS = 6_000_000


def search_artifacts(
    documents: Sequence[SearchDocument], options: SearchOptions | None = None
) -> Iterator[Artifact]:
    """搜索要的全部文件，都在 `search/` 之下。

    Args:
        documents: 全部公开的记录，次序不限。
        options: 索引的尺寸，缺省即可。

    Yields:
        `search/manifest.js`，以及以内容摘要命名的目录里的各文件。
    """
    chosen = options or SearchOptions()
    ordered = sorted(documents, key=lambda each: (each.kind, each.id))
    ordered.sort(key=lambda each: each.date, reverse=True)
    base = f"search/{digest(ordered)}"
    facets = catalogue(ordered)
    numbers = value_numbers(facets)
    kinds = kinds_of(ordered)
    group = group_size(ordered, chosen)
    lines = _lines(ordered, kinds, numbers)
    tokens = choose_tokens(
        _lines(ordered[:: max(1, len(ordered) // SAMPLE_DOCUMENTS)], kinds, numbers), chosen.token_pairs
    )
    yield from _texts(base, lines, tokens, group)
    firsts: list[int] = []
    for made, apart in _postings(ordered, numbers, chosen):
        for shard in made:
            yield _script(f"{base}/grams/{len(firsts) >> 8}/{len(firsts) & 255}.js", text_form(shard.content))
            firsts.append(shard.first)
        yield from (_positions(base, block) for block in apart)
    yield _overdue(base, ordered)
    yield _json(f"{base}/folding.js", _traditional())
    yield _json(f"{base}/dictionary.js", _dictionary(ordered, facets, kinds, group, tokens, firsts))
    yield _json("search/manifest.js", {"format": FORMAT, "base": base.removeprefix("search/")})


def digest(documents: Sequence[SearchDocument]) -> str:
    """全部记录的内容摘要，十二个十六进制字符。"""
    total = hashlib.blake2b(str(FORMAT).encode(), digest_size=6)
    encoder = msgspec.msgpack.Encoder()
    for document in documents:
        total.update(encoder.encode(document))
    return total.hexdigest()


def group_size(documents: Sequence[SearchDocument], options: SearchOptions) -> int:
    """一个正文文件放几条记录：短记录合并，免得文件太碎。"""
    units = sum(len(field.text) for document in documents for field in document.fields)
    return max(1, round(options.text_units * len(documents) / max(1, units)))


def _lines(
    documents: Sequence[SearchDocument], kinds: Kinds, numbers: dict[tuple[str, str], int]
) -> Iterator[str]:
    return (displayed(document, kinds, numbers) for document in documents)


def _texts(base: str, lines: Iterator[str], tokens: Tokens, group: int) -> Iterator[Artifact]:
    encoder = Encoder(tokens)
    for number, part in enumerate(_groups(lines, group)):
        content = encoder.encode(DOCUMENT_SEPARATOR.join(part))
        yield Artifact(
            f"{base}/texts/{number >> 8}/{number & 255}.js", b'shaiSearchData("' + content + b'")\n'
        )


def _groups(lines: Iterator[str], size: int) -> Iterator[tuple[str, ...]]:
    while part := tuple(itertools.islice(lines, size)):
        yield part


def _postings(
    documents: Sequence[SearchDocument], numbers: dict[tuple[str, str], int], options: SearchOptions
) -> Iterator[tuple[list[Shard], list[Apart]]]:
    title_units = np.zeros(len(documents), dtype=np.int64)
    with temporary() as name, ThreadPoolExecutor(options.threads) as pool:
        waiting = []
        source = (indexed(document, numbers) for document in documents)
        for first, batch in batches(source, options.block_units):
            title_units[first : first + len(batch)] = [each.title_units for each in batch]
            waiting.append(pool.submit(write_block, batch, first, Path(name)))
            if len(waiting) > options.threads:
                waiting[-options.threads - 1].result()
        blocks = [each.result() for each in waiting]

        def encoded(bounds: tuple[int, int]) -> tuple[list[Shard], list[Apart]]:
            table = unfold(merged(blocks, *bounds), bounds[0], title_units)
            return shards(table, len(documents), options)

        yield from pool.map(encoded, list(ranges(blocks, MERGE_KEYS)))


def _script(path: str, content: str) -> Artifact:
    return Artifact(path, f'shaiSearchData("{content}")\n'.encode())


def _json(path: str, content: object) -> Artifact:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("<", "\\u003c")
    return Artifact(path, f"shaiSearchData({safe})\n".encode("utf-8", "replace"))


def _positions(base: str, block: Apart) -> Artifact:
    before, after = divmod(block.pair, 0x10000)
    return _script(f"{base}/places/{before:x}/{after:x}-{block.chunk}.js", text_form(block.content))


def _overdue(base: str, documents: Sequence[SearchDocument]) -> Artifact:
    found = [(each.overdue_days, number) for number, each in enumerate(documents) if each.overdue_days > 0]
    found.sort(key=lambda item: (-item[0], item[1]))
    return _json(f"{base}/overdue.js", [[number for _, number in found], [days for days, _ in found]])


def _traditional() -> dict[str, str]:
    sources = sorted(traditional_characters())
    return {"from": "".join(sources), "to": "".join(fold_character(each) for each in sources)}


def _dictionary(
    documents: Sequence[SearchDocument],
    facets: Sequence[Facet],
    kinds: Kinds,
    group: int,
    tokens: Tokens,
    firsts: Sequence[int],
) -> dict[str, object]:
    months = [
        [len(list(members)), month]
        for month, members in itertools.groupby(each.date[:7] for each in documents)
    ]
    steps = np.diff(np.array([0, *firsts], dtype=np.int64)).tolist() if firsts else []
    return {
        "count": len(documents),
        "group": group,
        "kinds": kinds.documents,
        "fields": kinds.fields,
        "facets": [msgspec.to_builtins(facet) for facet in facets],
        "months": months,
        "tokens": msgspec.to_builtins(tokens),
        "shards": text_form(varint(*steps)),
        "variants": _variants(documents),
    }


def _variants(documents: Sequence[SearchDocument]) -> dict[str, str]:
    """正文里出现过的繁体字，核对与加亮时要用。"""
    present = set().union(*(field.text for document in documents for field in document.fields))
    table = traditional_characters()
    sources = sorted(present & set(table))
    return {"from": "".join(sources), "to": "".join(fold_character(each) for each in sources)}
