"""搜索索引的全部文件。

次序、分片、编码只由记录决定；同样的记录，两次生成的字节相同。
索引放在以内容摘要命名的目录里，新旧索引的文件不会被浏览器缓存混在一起用。
"""

import functools
import hashlib
import itertools
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from typing import TypeVar

import msgspec
import numpy as np

from generator.output.artifact import Artifact
from generator.output.search.catalogue import Facet, catalogue, value_numbers
from generator.output.search.codec import Integers
from generator.output.search.delta import ledger
from generator.output.search.files import (
    FORMAT,
    manifest,
    pairs_of,
    script_bytes,
    script_json,
    script_text,
    variants,
)
from generator.output.search.folding import traditional_characters
from generator.output.search.grams import (
    Block,
    Groups,
    gather,
    groups_for,
    special_keys,
    text_keys,
    write_block,
)
from generator.output.search.large import Apart
from generator.output.search.model import SearchDocument, SearchOptions
from generator.output.search.postings import Shard, shards
from generator.output.search.records import Display, Kinds, kinds_of, searchable, specials
from generator.output.search.table import unfold
from generator.output.search.texts import Encoder, Tokens, choose_tokens, printable

Given = TypeVar("Given")
Made = TypeVar("Made")

SAMPLE_DOCUMENTS = 600


class Plan(msgspec.Struct, frozen=True):
    """看过全部记录后定下的安排。

    Attributes:
        facets: 分面目录。
        kinds: 种类的编号。
        numbers: 分面值的编号。
        tokens: 正文编码的符号表。
        groups: 各前字所属的组。
        file_documents: 一个正文文件几条记录。
        variants: 正文里出现过的繁体字与折叠后的字。
    """

    facets: tuple[Facet, ...]
    kinds: Kinds
    numbers: Mapping[tuple[str, str], int]
    tokens: Tokens
    groups: Groups
    file_documents: int
    variants: Mapping[str, str]


class Batch(msgspec.Struct, frozen=True):
    """一批记录处理后的样子。

    Attributes:
        first_file: 第一个正文文件的序号。
        files: 正文文件。
        title_units: 每条记录标题的编码单元个数。
        block: 粗分好的键。
    """

    first_file: int
    files: list[bytes]
    title_units: Integers
    block: Block


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
    ordered = in_order(documents)
    account = ledger(ordered)
    name = base_name(account, chosen)
    base = f"search/{name}"
    plan = plan_for(ordered, chosen)
    firsts: list[int] = []
    with (
        tempfile.TemporaryDirectory(prefix="shai-search-") as folder,
        ThreadPoolExecutor(chosen.threads) as pool,
    ):
        blocks: list[Block] = []
        title_units: list[Integers] = []
        stages = functools.partial(_batch, plan, Path(folder))
        for made in _ahead(pool, stages, _batches(ordered, plan, chosen), chosen.threads):
            for place, content in enumerate(made.files, made.first_file):
                yield script_text(f"{base}/texts/{place >> 8}/{place & 255}.js", content)
            blocks.append(made.block)
            title_units.append(made.title_units)
        titles = np.concatenate([*title_units, np.zeros(0, dtype=np.int64)])
        encode = functools.partial(_group, blocks, titles, chosen)
        for shards_made, apart in _ahead(pool, encode, range(int(plan.groups[-1]) + 1), chosen.threads):
            for shard in shards_made:
                yield script_bytes(f"{base}/grams/{len(firsts) >> 8}/{len(firsts) & 255}.js", shard.content)
                firsts.append(shard.first)
            yield from (_positions(base, block) for block in apart)
    yield _overdue(base, ordered)
    yield script_json(f"{base}/folding.js", pairs_of(traditional_characters()))
    yield script_json(f"{base}/dictionary.js", _dictionary(ordered, plan, firsts))
    yield Artifact(f"{base}/ledger.tsv", account)
    yield manifest(name, None)


def in_order(documents: Sequence[SearchDocument]) -> list[SearchDocument]:
    """记录在索引里的次序：日期从新到旧，同日按种类与编号。"""
    ordered = sorted(documents, key=lambda each: (each.kind, each.id))
    ordered.sort(key=lambda each: each.date, reverse=True)
    return ordered


def plan_for(documents: Sequence[SearchDocument], options: SearchOptions) -> Plan:
    """看过全部记录后定下的安排。

    Args:
        documents: 排好次序的记录。
        options: 索引的尺寸。

    Returns:
        分面、种类、符号表、前字分组。
    """
    facets = catalogue(documents)
    display = Display(kinds_of(documents), value_numbers(facets))
    sample = documents[:: max(1, len(documents) // SAMPLE_DOCUMENTS)]
    lines = [display.line(document) for document in sample]
    units = searchable(sample)
    total = len(units) * len(documents) // max(1, len(sample))
    return Plan(
        facets=facets,
        kinds=kinds_of(documents),
        numbers=value_numbers(facets),
        tokens=choose_tokens(lines, options.token_pairs),
        groups=groups_for(units, total, options.group_keys),
        file_documents=group_size(documents, options),
        variants=variants(field.text for each in documents for field in each.fields),
    )


def base_name(account: bytes, options: SearchOptions) -> str:
    """索引目录的名字：账与尺寸的摘要，有一点不同就不同。"""
    sizes = msgspec.structs.replace(options, threads=0)
    content = account + msgspec.msgpack.encode((FORMAT, sizes))
    return hashlib.blake2b(content, digest_size=6).hexdigest()


def group_size(documents: Sequence[SearchDocument], options: SearchOptions) -> int:
    """一个正文文件放几条记录：短记录合并，免得文件太碎。"""
    units = sum(len(field.text) for document in documents for field in document.fields)
    return max(1, round(options.text_units * len(documents) / max(1, units)))


def _batches(
    documents: Sequence[SearchDocument], plan: Plan, options: SearchOptions
) -> Iterator[tuple[int, Sequence[SearchDocument]]]:
    """切成批；每批从一个正文文件的开头起。"""
    size = max(1, options.batch_documents // plan.file_documents) * plan.file_documents
    return ((first, documents[first : first + size]) for first in range(0, len(documents), size))


def _batch(plan: Plan, folder: Path, part: tuple[int, Sequence[SearchDocument]]) -> Batch:
    first, documents = part
    display = Display(plan.kinds, plan.numbers)
    files = Encoder(plan.tokens).encode(display.files(documents, plan.file_documents))
    keys, title_units = text_keys(searchable(documents))
    extra = special_keys([specials(document, plan.numbers) for document in documents])
    block = write_block(np.concatenate([extra, keys]), first, plan.groups, folder / str(first))
    return Batch(first // plan.file_documents, files, title_units, block)


def _group(
    blocks: Sequence[Block], title_units: Integers, options: SearchOptions, group: int
) -> tuple[list[Shard], list[Apart]]:
    grouped = gather(blocks, group)
    if grouped is None:
        return [], []
    return shards(unfold(grouped, title_units), len(title_units), options)


def _ahead(
    pool: ThreadPoolExecutor, work: Callable[[Given], Made], items: Iterable[Given], threads: int
) -> Iterator[Made]:
    """按次序给出结果；同时在做的不超过线程数加一，内存才有上限。"""
    waiting: deque[Future[Made]] = deque()
    for item in items:
        waiting.append(pool.submit(work, item))
        if len(waiting) > threads:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _positions(base: str, block: Apart) -> Artifact:
    before, after = divmod(block.pair, 0x10000)
    return script_bytes(f"{base}/places/{before:x}/{after:x}-{block.chunk}.js", block.content)


def _overdue(base: str, documents: Sequence[SearchDocument]) -> Artifact:
    found = [(each.overdue_days, number) for number, each in enumerate(documents) if each.overdue_days > 0]
    found.sort(key=lambda item: (-item[0], item[1]))
    return script_json(f"{base}/overdue.js", [[number for _, number in found], [days for days, _ in found]])


def _dictionary(documents: Sequence[SearchDocument], plan: Plan, firsts: Sequence[int]) -> dict[str, object]:
    months = [
        [len(list(members)), month]
        for month, members in itertools.groupby(each.date[:7] for each in documents)
    ]
    return {
        "count": len(documents),
        "group": plan.file_documents,
        "kinds": plan.kinds.documents,
        "fields": plan.kinds.fields,
        "facets": [{"name": each.name, "first": each.first, "values": each.values} for each in plan.facets],
        "months": months,
        "tokens": {
            "short": plan.tokens.short,
            "characters": plan.tokens.characters,
            "pairs": plan.tokens.grouped(),
        },
        "shards": _boundaries(firsts),
        "variants": plan.variants,
    }


def _boundaries(firsts: Sequence[int]) -> list[str]:
    """各分片起点：末尾有几个零位，以及以那个精度数，比前一个起点多几步。"""
    zeros = [(first & -first).bit_length() - 1 if first else 0 for first in firsts]
    before = [0, *firsts]
    steps = [
        (first >> zero) - (last >> zero) for first, last, zero in zip(firsts, before, zeros, strict=False)
    ]
    return ["".join(map(printable, zeros)), "".join(map(printable, steps))]
