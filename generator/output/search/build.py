"""搜索索引的全部文件。

次序、分文件、编码只由记录决定；同样的记录，两次生成的字节相同，用几个进程都一样。
索引放在以内容摘要命名的目录里，新旧索引的文件不会被浏览器缓存混在一起用。
"""

import ctypes
import functools
import gc
import importlib
import itertools
import multiprocessing
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import msgspec
import numpy as np
import numpy.typing as npt

from generator.output.artifact import Artifact
from generator.output.search.bits import Integers
from generator.output.search.blocks import Block, Recipe, shape_of, write_block
from generator.output.search.columns import columns
from generator.output.search.digests import ALL_HERE
from generator.output.search.directory import days, dictionary, ledger, overdue
from generator.output.search.drafts import Drafts, Line, drafts
from generator.output.search.files import manifest, pairs_of, script_json, variants
from generator.output.search.folding import traditional_characters
from generator.output.search.gathering import gather
from generator.output.search.hot import Units
from generator.output.search.lists import Layout, family_files
from generator.output.search.model import SearchDocument, SearchField, SearchOptions
from generator.output.search.plan import Plan, base_name, plan_for
from generator.output.search.records import FACET_VALUE, Display, Views, views
from generator.output.search.scripts import packed, script_bytes, scripts
from generator.output.search.texts import encoder_of
from generator.processes import in_pool, obedient

Given = TypeVar("Given")
Made = TypeVar("Made")
Taken = TypeVar("Taken")


class Task(msgspec.Struct):
    """各进程共用的材料：派生进程时连同内存一起带过去，不必传送。

    Attributes:
        drafts: 收到的记录。
        plan: 安排。
        recipe: 各批一样的安排。
        display: 供显示的文字怎样写。
        folder: 临时文件夹。
        base: 索引目录的站内路径。
        take: 收下一件的。
        blocks: 各批的去处，第一轮做完才有。
        layouts: 三族的安排，第一轮做完才有。
    """

    drafts: Drafts
    plan: Plan
    recipe: Recipe
    display: Display
    folder: Path
    base: str
    take: Callable[[Artifact], Any]
    blocks: list[Block]
    layouts: list[Layout]


class Batch(msgspec.Struct, frozen=True):
    """一批记录处理后的样子。

    Attributes:
        taken: 各正文文件收下以后给回来的。
        block: 排好序的键。
        characters: 正文里出现过的字。
    """

    taken: list[Any]
    block: Block
    characters: str


M_TRIM_THRESHOLD, M_MMAP_THRESHOLD = -1, -3
KEPT_BYTES = 1 << 29

_task: list[Task] = []


def delivered(
    documents: Iterable[SearchDocument],
    take: Callable[[Artifact], Taken],
    options: SearchOptions | None = None,
) -> Iterator[Taken]:
    """搜索要的全部文件，做好一件交出一件；在哪个进程做好就在哪个进程交，文件的内容不必传来传去。

    Args:
        documents: 全部公开的记录，次序不限。
        take: 收下一件；多半在派生的进程里调用，给回来的要能传送。清单总在本进程里交。
        options: 索引的尺寸，缺省即可。

    Yields:
        各件收下以后给回来的：以内容摘要命名的目录里的各文件，最后是 `search/manifest.js`。
    """
    chosen = options or SearchOptions()
    with tempfile.TemporaryDirectory(prefix="shai-search-") as folder:
        most = chosen.alone_documents if chosen.processes > 1 else ALL_HERE
        found = drafts(documents, Path(folder) / "drafts", most)
        plan, account = plan_for(found, chosen), ledger(found.lines)
        name = base_name(account, chosen)
        processes = chosen.processes if len(found.lines) > chosen.alone_documents else 1
        display = Display(found, plan.kinds, plan.numbers)
        base = f"search/{name}"
        layouts = enumerate(zip(plan.buckets, plan.groups, strict=True))
        shapes = tuple(shape_of(family, *layout) for family, layout in layouts)
        recipe = Recipe(plan.hot, plan.spelled, shapes, plan.fast)
        task = Task(found, plan, recipe, display, Path(folder), base, take, [], [])
        endless, characters, first = list[int](), set[str](), 0
        for made in _ahead(_batch, range(len(plan.batches)), task, processes):
            yield from made.taken
            task.blocks.append(made.block)
            endless += (first + number for number in made.block.endless)
            first += made.block.records
            characters.update(made.characters)
        # 文字用完了就让出来：几百兆字节的内存，接着正好装写出的文件，不必另要。
        found.path.unlink()
        task.layouts = plan.layouts(max(1, len(found.lines)))
        work = [(layout.family, group) for layout in task.layouts for group in range(layout.groups)]
        for taken in _ahead(_group, work, task, processes):
            yield from taken
        # 几吉字节的临时文件，几个线程一起删快三成。
        with ThreadPoolExecutor(processes) as threads:
            deque(threads.map(Path.unlink, [block.path for block in task.blocks]), 0)
    for place, content in enumerate(columns(found, plan.facets)):
        yield take(script_bytes(f"{base}/facets/{place}.js", content))
    # 分面值也要折叠得一样：名字照折叠以后的样子认。
    values = itertools.chain.from_iterable(facet.values for facet in plan.facets)
    words = dictionary(found, plan, endless) | {"variants": variants((*characters, *values))}
    yield take(overdue(base, found.lines))
    yield take(days(base, found.lines))
    yield take(script_json(f"{base}/folding.js", pairs_of(traditional_characters())))
    yield take(script_json(f"{base}/dictionary.js", words))
    yield take(Artifact(f"{base}/ledger.tsv", account))
    yield take(manifest(name, None))


def search_artifacts(
    documents: Iterable[SearchDocument], options: SearchOptions | None = None
) -> Iterator[Artifact]:
    """搜索要的全部文件，都在 `search/` 之下。

    Args:
        documents: 全部公开的记录，次序不限。
        options: 索引的尺寸，缺省即可。

    Yields:
        `search/manifest.js`，以及以内容摘要命名的目录里的各文件。
    """
    return delivered(documents, _itself, options)


def _itself(artifact: Artifact) -> Artifact:
    return artifact


def _ahead(
    work: Callable[[Given], Made], items: Iterable[Given], task: Task, processes: int
) -> Iterator[Made]:
    """按次序给出结果；同时在做的不超过进程数加一，内存才有上限。"""
    alone = processes < 2 or "fork" not in multiprocessing.get_all_start_methods()
    if task.plan.fast and not alone:
        prepare()
    _task[:] = [task]
    if alone:
        yield from map(work, items)
        return
    with ProcessPoolExecutor(processes, multiprocessing.get_context("fork"), _begin) as pool:
        waiting: deque[Future[Made]] = deque()
        for item in items:
            waiting.append(pool.submit(in_pool, work, item))
            if len(waiting) > processes:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


@functools.cache
def prepare() -> None:
    """派生之前先把循环编译好，各进程就不必各编一遍：拿一条记录走一趟，用到的就都编了。"""
    text = "".join(map(chr, range(0x4E00, 0x4E20)))
    fields = (SearchField("title", "标题", text), SearchField("text", "正文", text * 40))
    one = SearchDocument("0", "0", "0", text, "", fields)
    for _ in search_artifacts([one], SearchOptions(processes=1, compiled_units=0, hot_occurrences=20)):
        pass


def _begin() -> None:
    obedient()
    _keep_memory()


def _keep_memory() -> None:
    """用过的大块内存留着再用，不还给系统：反复要新页，比算的时间还长。只在 glibc 上有。

    循环垃圾也不收：收一遍要改每个对象的头，与父进程共用的内存就都多出一份。
    """
    gc.disable()
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):
        library.mallopt(M_MMAP_THRESHOLD, KEPT_BYTES)
        library.mallopt(M_TRIM_THRESHOLD, KEPT_BYTES)


def _batch(number: int) -> Batch:
    task = _task[0]
    plan = task.plan
    first, end = plan.batches[number]
    lines = task.drafts.lines[first:end]
    made = _views(lines, task)
    texts = _texts(made.shown, plan) if lines else []
    taken = [
        task.take(packed(f"{task.base}/texts/{place >> 8}/{place & 255}.js", content))
        for place, content in enumerate(texts, first // plan.file_documents)
    ]
    marks = np.concatenate([made.codes, _values(lines, task.display)])
    block = write_block(made.folded, marks, task.recipe, task.folder / str(number))
    return Batch(taken, block, "".join(map(chr, np.flatnonzero(_present(made.shown, plan)).tolist())))


def _values(lines: Sequence[Line], display: Display) -> Integers:
    """各条记录的分面值的键，记录在高 32 位。"""
    counts = [len(line.facets) for line in lines]
    facets = np.fromiter(itertools.chain.from_iterable(line.facets for line in lines), np.int64, sum(counts))
    values = np.array([FACET_VALUE | value for value in display.values], dtype=np.int64)
    return np.repeat(np.arange(len(lines), dtype=np.int64) << 32, counts) | values[facets]


def _present(units: Units, plan: Plan) -> npt.NDArray[np.bool_]:
    """哪些单元出现过。"""
    found = np.zeros(1 << 16, dtype=np.bool_)
    if plan.fast:
        importlib.import_module("generator.output.search.loops_texts").mark_present(units, found)
    else:
        found[units] = True
    return found


def _views(lines: Sequence[Line], task: Task) -> Views:
    """供显示的与供查找的两种样子。"""
    given = task.drafts, lines, task.display, task.plan.file_documents
    if task.plan.fast:
        found: Views | None = importlib.import_module("generator.output.search.fast").views(*given)
        if found:
            return found
    return views(*given)


def _texts(units: Units, plan: Plan) -> list[bytes]:
    encoder = encoder_of(plan.tokens)
    if plan.fast:
        made: list[bytes] = importlib.import_module("generator.output.search.fast").texts(units, encoder)
        return made
    return list(scripts(encoder.encode(units)))


def _group(item: tuple[int, int]) -> list[Any]:
    task = _task[0]
    family, group = item
    gathered = gather(task.blocks, family, group, task.recipe.shapes[family], fast=task.recipe.fast)
    files = family_files(gathered, task.plan.hot, task.layouts[family], group)
    return [task.take(packed(f"{task.base}/{path}", content)) for path, content in files]
