"""看输入：哪些文件变了；人人要用的输入（名册、模板、配置、代码、日期）变了没有。"""

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

import msgspec

from generator.disk.tree import is_complete
from generator.engine.memory.store import Known, Member, Store, Ties, content_mark, fingerprint
from generator.engine.planning.cells import grouped
from generator.gate import publish
from generator.host.digest import host_digest
from generator.installed import versions
from generator.problems import Problem
from generator.register.folder import SITE_FILE, kind_at, listing
from generator.register.load import load_site, prepare_models
from generator.register.locator import Locator
from generator.register.model import Site
from generator.register.origin import Origin
from generator.register.register import Register
from generator.register.source import RawRecord, read_site, records_in
from generator.register.ties import ties
from generator.release.model import Release
from generator.release.portion import HEAVY, LIGHT
from generator.shelves import Shelf, Survey, shelf_of
from generator.site import Inputs, identity_of, template_folders
from generator.terms import RecordKind

PACKAGES = (
    "feedgen",
    "lxml",
    "icalendar",
    "jinja2",
    "msgspec",
    "numpy",
    "pandas",
    "pydantic",
    "pyromark",
    "segno",
)
"""写得出产物的库：换了版本，写出的可能不同。"""


CODE = Path(__file__).resolve().parents[2]
"""软件自己的目录 generator。"""

RECORD_BYTES = 4096
"""一条记录大约几个字节；只用来估计活有多少。"""


class Census(msgspec.Struct, frozen=True):
    """数据目录此刻的样子。

    Attributes:
        shelves: 各格的样子。
        looked: 其中逐个文件看过的格。
        problems: 不该在那里的东西。
        known: 文件名的指纹 → 样子；只有与记忆不同的。
        changed: 内容变了的文件的路径。
        gone: 记忆里有、现在没有的文件名的指纹。
    """

    shelves: Mapping[str, Shelf]
    looked: frozenset[str]
    problems: tuple[Problem, ...]
    known: Mapping[bytes, Known]
    changed: frozenset[str]
    gone: frozenset[bytes]

    @property
    def size(self) -> int:
        """大约几条记录：一个文件至少一条；写着许多条的文件，按 RECORD_BYTES 一条算。"""
        shelves = self.shelves.values()
        files = sum(shelf.files.count("\n") + 1 for shelf in shelves if shelf.files)
        return max(files, sum(shelf.size for shelf in shelves) // RECORD_BYTES)

    def paths(self, kinds: Collection[RecordKind]) -> list[str]:
        """这几类的文件，按路径。"""
        folders = {kind.folder for kind in kinds}
        shelves = (shelf for name, shelf in self.shelves.items() if not name or _top(name) in folders)
        return sorted(path for shelf in shelves for path in shelf.paths if kind_at(path) in kinds)

    def named(self, names: Collection[bytes], shelves: Iterable[str]) -> dict[bytes, str]:
        """由文件名的指纹找路径。

        Args:
            names: 文件名的指纹。
            shelves: 它们在哪几格。
        """
        found = {
            fingerprint(path.encode()): path
            for shelf in shelves
            if shelf in self.shelves
            for path in self.shelves[shelf].paths
        }
        return {name: found[name] for name in names if name in found}


def _top(shelf: str) -> str:
    return shelf.partition("/")[0]


class Software(msgspec.Struct, frozen=True):
    """软件与记录的模板。

    Attributes:
        looks: 各个文件的样子的指纹：大小、时间、节点号。
        digest: 各个文件的名字与内容的指纹。
    """

    looks: bytes
    digest: bytes


class Outlook(msgspec.Struct, frozen=True):
    """看过输入之后知道的。

    Attributes:
        census: 数据目录此刻的样子。
        site: 站点配置。
        commons: 名册等人人要用的原始记录。
        figures: 写明关于提案、答复等量大的记录的数字，与它们一组。
        everything: 人人要用的输入的指纹。
        is_whole: 要从头建。
        is_wrong: 有挡发布的问题。
        software: 软件与记录的模板。
    """

    census: Census
    site: Site
    commons: tuple[RawRecord, ...]
    figures: tuple[RawRecord, ...]
    everything: bytes
    is_whole: bool
    is_wrong: bool
    software: Software


def look(inputs: Inputs, out: Path, store: Store, survey: Survey) -> Outlook:
    """看一遍全部输入。

    Args:
        inputs: 建站的输入。
        out: 输出目录。
        store: 记忆。
        survey: 已经开始的对数据目录的察看。
    """
    # 另开的进程还在看数据目录，用不着它的先做好：十万个文件要等半秒。
    software = software_look(inputs, store)
    prepare_models()
    shelves = survey.shelves()
    census = take_census(inputs.data, shelves, store, is_reading_all=not store.shelves())
    problems = list(census.problems)
    locator = Locator(inputs.data)
    top = shelves[""].paths if "" in shelves else ()
    fields = read_site(inputs.data, problems) if SITE_FILE in top else {}
    site = load_site(fields, locator, problems)
    commons: list[RawRecord] = []
    figures: list[RawRecord] = []
    for path in census.paths(LIGHT):
        found = records_in(inputs.data, path, problems)
        if kind_at(path) is RecordKind.FIGURE:
            figures += found
        else:
            commons += found
    tied = _tied(figures)
    commons += (raw for raw in figures if raw.origin not in tied)
    is_wrong = any(problem.is_error for problem in problems)
    first = publish(Register(site, {}, {}), inputs.as_of)
    everything = (
        b""
        if is_wrong
        else global_digest(
            inputs,
            first,
            (
                *_stated(inputs),
                software.digest,
                repr(fields).encode(),
                *(repr(raw).encode() for raw in commons),
            ),
        )
    )
    return Outlook(
        census,
        site,
        tuple(commons),
        tuple(raw for raw in figures if raw.origin in tied),
        everything,
        store.everything() != everything or not is_complete(out),
        is_wrong,
        software,
    )


def _tied(figures: Sequence[RawRecord]) -> frozenset[Origin]:
    """写明关于量大的记录的数字，连同与它们分合在一起的数字。"""
    members = [
        Member(b"", place, Ties(tuple(ties(raw, (*HEAVY, RecordKind.FIGURE)))))
        for place, raw in enumerate(figures)
    ]
    return frozenset(
        figures[item.place].origin
        for group in grouped(members)
        if any(ties(figures[item.place], HEAVY) for item in group)
        for item in group
    )


def take_census(
    data: Path, shelves: Mapping[str, Shelf], store: Store, *, is_reading_all: bool = False
) -> Census:
    """看哪些文件变了。

    样子没变的格不看；变了的格里，大小与时间都没变的文件不读。在上次看的那一刻前后写的，时间分不出
    先后，读一遍。

    Args:
        data: 数据目录。
        shelves: 各格此刻的样子。
        store: 记忆。
        is_reading_all: 随后反正要把量大的几类全部读一遍：内容的指纹那时才有，此刻空着，不必读两遍。
    """
    settled, before = store.settled(), store.shelves()
    looked = frozenset(
        name for name, shelf in shelves.items() if before.get(name) != shelf.digest or shelf.newest >= settled
    )
    paths, problems = listing(data, looked)
    last = store.files({*looked, *(before.keys() - shelves.keys())})
    known: dict[bytes, Known] = {}
    changed, seen = set(), set()
    for path in paths:
        name = fingerprint(path.encode())
        seen.add(name)
        found = (data / path).stat()
        stamp, old = _stamp(found), last.get(name)
        if old is not None and old.stamp == stamp and max(found.st_mtime_ns, found.st_ctime_ns) < settled:
            continue
        digest = b"" if is_reading_all and kind_at(path) in HEAVY else content_mark(data / path)
        known[name] = Known(shelf_of(path), stamp, digest)
        if old is None or old.digest != digest:
            changed.add(path)
    return Census(shelves, looked, tuple(problems), known, frozenset(changed), frozenset(last.keys() - seen))


def _stamp(found: os.stat_result) -> int:
    """大小、改动时间、属性改动时间、节点号，折成一个整数；后两样不能伪造得一样。"""
    text = f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"
    return int.from_bytes(fingerprint(text.encode())[:8], "big", signed=True)


def _stated(inputs: Inputs) -> Iterator[bytes]:
    """数据截至日期，公开的还是草稿，各个库的版本。"""
    yield inputs.as_of.isoformat().encode()
    yield b"draft" if inputs.is_draft else b"public"
    yield from (f"{name}={version}".encode() for name, version in versions(PACKAGES).items())


def software_look(inputs: Inputs, store: Store) -> Software:
    """看软件与记录的模板；几百个文件的样子都与上次一样，内容就不必再读。"""
    folders = (folder / "records" for folder in template_folders(inputs.root))
    templates = chain.from_iterable(_files(folder, (".html",)) for folder in folders)
    files = sorted({*_files(CODE, (".py", ".js", ".css")), *templates})
    found = [(path, os.stat(path)) for path in files]  # noqa: PTH116 - 几百个文件，成 Path 比读还慢
    looks = fingerprint(b"".join(f"{path} {_stamp(one)}\n".encode() for path, one in found))
    newest = max(max(one.st_mtime_ns, one.st_ctime_ns) for _, one in found)
    # 在上次看的那一刻前后写的，时间分不出先后，读一遍；与数据文件一样。
    if newest < store.settled() and (kept := store.software()) and kept[0] == looks:
        return Software(*kept)
    contents = ((path.encode(), Path(path).read_bytes()) for path in files)
    return Software(looks, _together(chain.from_iterable(contents)))


def _files(folder: Path, endings: tuple[str, ...]) -> Iterator[str]:
    for inside, _, names in os.walk(folder):
        yield from (f"{inside}{os.sep}{name}" for name in names if name.endswith(endings))


def global_digest(inputs: Inputs, release: Release, shared: Iterable[bytes]) -> bytes:
    """人人要用的输入的指纹：它变了，整个站点从头建。

    Args:
        inputs: 建站的输入。
        release: 只用其中站点的名分。
        shared: 软件的指纹，站点配置的全部字段，名册等人人要用的原始记录。
    """
    return _together([host_digest(inputs.config, inputs.content, identity_of(release)).encode(), *shared])


def _together(parts: Iterable[bytes]) -> bytes:
    return fingerprint(b"".join(len(part).to_bytes(8, "big") + part for part in parts))
