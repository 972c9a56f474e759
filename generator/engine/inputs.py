"""看输入：哪些文件变了；人人要用的输入（名册、模板、配置、代码、日期）变了没有。"""

import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from importlib import metadata
from pathlib import Path

import msgspec

from generator.engine.cells import grouped
from generator.engine.store import Known, Member, Store, fingerprint
from generator.gate import publish
from generator.host import host_digest
from generator.problems import Problem
from generator.register.load import load_site
from generator.register.model import Site
from generator.register.origin import Origin
from generator.register.register import Register
from generator.register.source import SITE_FILE, Locator, RawRecord, kind_at, listing, read_site, records_in
from generator.register.ties import ties
from generator.release.model import Release
from generator.release.portion import HEAVY
from generator.site import Inputs, identity_of, template_folders
from generator.terms import RecordKind
from generator.tree import is_complete

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

CODE = Path(__file__).resolve().parent.parent


class Census(msgspec.Struct, frozen=True):
    """数据目录此刻的样子。

    Attributes:
        paths: 该读的文件，按路径。
        problems: 不该在那里的东西。
        known: 文件名的指纹 → 样子。
        changed: 与记忆不同的文件的路径。
        gone: 记忆里有、现在没有的文件名的指纹。
    """

    paths: tuple[str, ...]
    problems: tuple[Problem, ...]
    known: dict[bytes, Known]
    changed: frozenset[str]
    gone: frozenset[bytes]


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
    """

    census: Census
    site: Site
    commons: tuple[RawRecord, ...]
    figures: tuple[RawRecord, ...]
    everything: bytes
    is_whole: bool
    is_wrong: bool

    @property
    def work(self) -> int:
        """大约有几个文件要读。"""
        paths = self.census.paths if self.is_whole else self.census.changed
        return sum(1 for path in paths if kind_at(path) in HEAVY)


def look(inputs: Inputs, out: Path, store: Store) -> Outlook:
    """看一遍全部输入。"""
    settled = store.settled()
    census = take_census(inputs.data, store.files(), settled)
    problems = list(census.problems)
    locator = Locator(inputs.data)
    fields = read_site(inputs.data, problems) if SITE_FILE in census.paths else {}
    site = load_site(fields, locator, problems)
    commons: list[RawRecord] = []
    figures: list[RawRecord] = []
    for path in census.paths:
        kind = kind_at(path)
        if kind is RecordKind.FIGURE:
            figures += records_in(inputs.data, path, problems)
        elif kind is not None and kind not in HEAVY:
            commons += records_in(inputs.data, path, problems)
    tied = _tied(figures)
    commons += (raw for raw in figures if raw.origin not in tied)
    is_wrong = any(problem.is_error for problem in problems)
    first = publish(Register(site, {}, {}), inputs.as_of)
    everything = b"" if is_wrong else global_digest(inputs, first, (repr(fields), *map(repr, commons)))
    return Outlook(
        census,
        site,
        tuple(commons),
        tuple(raw for raw in figures if raw.origin in tied),
        everything,
        store.everything() != everything or not is_complete(out),
        is_wrong,
    )


def _tied(figures: Sequence[RawRecord]) -> frozenset[Origin]:
    """写明关于量大的记录的数字，连同与它们分合在一起的数字。"""
    members = [
        Member(b"", place, tuple(ties(raw, (*HEAVY, RecordKind.FIGURE)))) for place, raw in enumerate(figures)
    ]
    return frozenset(
        figures[item.place].origin
        for group in grouped(members)
        if any(ties(figures[item.place], HEAVY) for item in group)
        for item in group
    )


def take_census(data: Path, before: Mapping[bytes, Known], settled: int) -> Census:
    """看一遍数据目录。大小与时间都没变的不读；在上次看的那一刻前后写的，时间分不出先后，读一遍。

    Args:
        data: 数据目录。
        before: 记忆里各文件的样子。
        settled: 上次开始看的时刻，文件系统的钟，纳秒。
    """
    paths, problems = listing(data)
    known: dict[bytes, Known] = {}
    changed = set()
    for path in paths:
        name = fingerprint(path.encode())
        found = (data / path).stat()
        stamp = _stamp(found)
        last = before.get(name)
        if last is not None and last.stamp == stamp and max(found.st_mtime_ns, found.st_ctime_ns) < settled:
            known[name] = last
            continue
        digest = _content(data / path)
        known[name] = Known(stamp, digest)
        if last is None or last.digest != digest:
            changed.add(path)
    return Census(paths, tuple(problems), known, frozenset(changed), frozenset(before.keys() - known.keys()))


def _stamp(found: os.stat_result) -> int:
    """大小、改动时间、属性改动时间、节点号，折成一个整数；后两样不能伪造得一样。"""
    text = f"{found.st_size} {found.st_mtime_ns} {found.st_ctime_ns} {found.st_ino}"
    return int.from_bytes(fingerprint(text.encode())[:8], "big", signed=True)


def _content(path: Path) -> bytes:
    try:
        return fingerprint(path.read_bytes())
    except OSError:
        return b""


def moment(folder: Path) -> int:
    """此刻，用文件系统自己的钟，纳秒：写一个临时文件，看它的时间。"""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=folder) as file:
        return os.fstat(file.fileno()).st_mtime_ns


def global_digest(inputs: Inputs, release: Release, shared: Iterable[str]) -> bytes:
    """人人要用的输入的指纹：它变了，整个站点从头建。

    Args:
        inputs: 建站的输入。
        release: 只用其中站点的名分。
        shared: 站点配置的全部字段，名册等人人要用的原始记录，各写成文字。
    """
    parts = [
        inputs.as_of.isoformat().encode(),
        host_digest(inputs.config, inputs.content, identity_of(release)).encode(),
        *(f"{name}={metadata.version(name)}".encode() for name in PACKAGES),
        *(text.encode() for text in shared),
    ]
    files = [*CODE.rglob("*.py"), *CODE.rglob("*.js"), *CODE.rglob("*.css")]
    for folder in template_folders(inputs.root):
        files += (folder / "records").rglob("*.html")
    for path in sorted(set(files)):
        parts += [path.as_posix().encode(), path.read_bytes()]
    return fingerprint(b"".join(len(part).to_bytes(8, "big") + part for part in parts))
