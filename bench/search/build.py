"""建索引的时间、内存、磁盘。

用法：python bench/search/build.py 条数 目录 [进程数]

时间只算 `delivered`：逐条读进记录、建索引、由各进程写盘，不算造语料；内存是各进程合计（共用的只算一次）
的峰值。写出的索引留在目录里，供 exactness.py 与 queries.py 用；上次的先移开，量完才删：没有日志的 ext4 上，
刚删过许多文件，几分钟里每新建一个要多费十倍时间。
"""
# ruff: noqa: INP001  # 测量脚本不是包

import json
import os
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import BinaryIO

import msgspec

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE)]

from corpus import corpus  # noqa: E402  # 先有上面的路径

from generator.disk.tree import write_if_changed  # noqa: E402  # 同上
from generator.output.artifact import Artifact  # noqa: E402  # 同上
from generator.output.search import SearchDocument, SearchOptions, delivered  # noqa: E402  # 同上
from generator.output.search.build import prepare  # noqa: E402  # 同上

BLOCK = 4096


def family(pid: int) -> list[int]:
    """一个进程与它的全部子进程。"""
    found = [pid]
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text().split():
            found += family(int(child))
    return found


def held_memory(pid: int) -> int:
    """各进程合计占用的字节，几个进程共用的内存只算一次。"""
    total = 0
    for each in family(pid):
        try:
            lines = Path(f"/proc/{each}/smaps_rollup").read_text().splitlines()
        except (FileNotFoundError, ProcessLookupError, PermissionError):
            continue
        total += sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))
    return total


class Watch(threading.Thread):
    """隔一会儿看一次内存，记下最大的。"""

    def __init__(self) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self.done = threading.Event()

    def run(self) -> None:
        """看到叫停为止。"""
        while not self.done.wait(1):
            try:
                self.peak = max(self.peak, held_memory(os.getpid()))
            except (FileNotFoundError, ProcessLookupError):
                continue


def build(documents: Iterable[SearchDocument], folder: Path, options: SearchOptions) -> dict[str, object]:
    """建一次，写进目录。"""
    sizes, files, blocks = Counter[str](), Counter[str](), 0
    watch = Watch()
    watch.start()
    start, before = time.perf_counter(), os.times()

    def take(artifact: Artifact) -> tuple[str, int]:
        write_if_changed(folder / artifact.path, artifact.content)
        return artifact.path, len(artifact.content)

    for path, size in delivered(documents, take, options):
        part = "/".join(path.split("/")[2:4])
        part = part if "alone" in part or "chained" in part else part.split("/")[0]
        sizes[part] += size
        files[part] += 1
        blocks += -(-size // BLOCK) * BLOCK
    seconds, after = time.perf_counter() - start, os.times()
    watch.done.set()
    watch.join()
    return {
        "seconds": round(seconds, 1),
        "processor_seconds": round(sum(after[:4]) - sum(before[:4]), 1),
        "of_which_system": round(after.system + after.children_system - before.system, 1),
        "peak_megabytes": watch.peak // 1_000_000,
        "index_megabytes": round(sum(sizes.values()) / 1e6, 1),
        "on_disk_megabytes": round(blocks / 1e6, 1),
        "files": sum(files.values()),
        "parts": {name: [round(size / 1e6, 1), files[name]] for name, size in sizes.most_common(12)},
    }


def stored(count: int, path: Path) -> int:
    """语料写进文件，好逐条读进来；返回原文几个字节。"""
    encode, size = msgspec.msgpack.Encoder().encode, 0
    with path.open("wb") as file:
        for each in corpus(count):
            content = encode(each)
            file.write(len(content).to_bytes(4, "little") + content)
            size += sum(len(field.text.encode()) for field in each.fields)
    return size


def streamed(file: BinaryIO) -> Iterator[SearchDocument]:
    """逐条读进来，读过不留。"""
    decode = msgspec.msgpack.Decoder(SearchDocument).decode
    while head := file.read(4):
        yield decode(file.read(int.from_bytes(head, "little")))


def compiling() -> float:
    """编好循环要几秒；编好的存在代码旁边，装好以后只有头一次要编，所以另报，不算在建索引里。"""
    start = time.perf_counter()
    prepare()
    return time.perf_counter() - start


def main(count: int, folder: Path, processes: int) -> None:
    """打印一行 JSON。"""
    with tempfile.NamedTemporaryFile() as file:
        # 造语料用的词表有几百兆字节，不是建索引的：另开一个进程来造。
        with ProcessPoolExecutor(1) as pool:
            texts = pool.submit(stored, count, Path(file.name)).result()
            compiled = pool.submit(compiling).result()
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent) as aside:
            if folder.exists():
                folder.rename(Path(aside) / "former")
            report = build(streamed(file), folder, SearchOptions(processes=processes))
    sizes = {
        "records": count,
        "texts_megabytes": round(texts / 1e6, 1),
        "compile_seconds": round(compiled, 1),
    }
    print(json.dumps(sizes | report))  # noqa: T201  # 测量的结果就是打印


if __name__ == "__main__":
    main(int(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3]) if len(sys.argv) > 3 else 2)
