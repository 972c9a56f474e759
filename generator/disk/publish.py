"""上线：把建好的一棵树换上去，一步到位；换之前是旧的整棵，换之后是新的整棵。

对外的网址根目录是一个符号链接，指向旁边「名字.releases/」里的一版。新的一版先整个写好、落盘，
再改名换上链接；改名是系统的一步，没有中间状态。
"""

import gzip
import hashlib
import os
import re
import shutil
import stat
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec

from generator.disk.failures import explained
from generator.disk.lock import hold
from generator.disk.tree import COMPLETE, MARKER
from generator.output.addresses import PATH, read_addresses
from generator.problems import Mark, Problem, ProblemsError

KEPT = 3
"""留最近几版，供退回，也让正在下载旧版文件的人下完。"""

MOST_LOST = 200
"""最多逐个列出多少个没有了的网址。"""

PACKED = {
    ".html", ".css", ".js", ".json", ".xml", ".svg", ".txt", ".csv", ".tsv", ".ics", ".atom", ".rss", ".opml",
}  # fmt: skip
"""预先压缩的文字；图片与打了包的再压也不会小。"""

LEAST_PACKED = 1024
"""再小的文件压了也省不下一个包，与 deploy/nginx.conf 的 gzip_min_length 相同。"""

RELEASE = re.compile(r"[0-9a-f]{32}")
LEFT_OVER = re.compile(r"\.(part|old)-.*")


class Published(msgspec.Struct, frozen=True):
    """一次上线的结果。

    Attributes:
        release: 现在对外的是哪一版的目录。
        files: 一共几个文件。
        changed: 与原来对外的不同。
        removed: 删去了哪些旧版。
    """

    release: Path
    files: int
    changed: bool
    removed: tuple[str, ...]


def make_live(
    site: Path, target: Path, moment: float, report: Callable[[str], None], *, packed: bool = False
) -> Published:
    """把 site 里建好的网站换到 target。

    Args:
        site: 建好的输出目录。
        target: 对外的目录：还没有，或是上次换上的符号链接。
        moment: 现在，Unix 秒；各版凭它分先后。
        report: 每到一个阶段告诉一声。
        packed: 文字文件旁边各放一份压好的 .gz，服务器直接发它。

    Raises:
        ProblemsError: 网站没有建完、target 不是我们的、别的进程正在换、磁盘不听使唤；对外的照旧。
    """
    with explained(target):
        refuse_unfinished(site)
        # 只解开上一级：对外的目录自己是链接，要换的正是它。
        target = target.parent.resolve() / target.name if target.name not in ("", "..") else target.resolve()
        refuse_foreign_target(site, target)
        with hold(target, "上线"):
            refuse_lost(site, target)
            return _switch(site, target, moment, report, packed=packed)


def refuse_unfinished(site: Path) -> os.stat_result:
    """没有建好的网站不上线。

    Returns:
        标记文件的状态；后来变了，就是途中又有人建站。

    Raises:
        ProblemsError: 没有标记，或标记说还没有写完。
    """
    marker, mark = site / MARKER, Mark(site.as_posix())
    if not marker.is_file():
        cure = "先运行 shai build；输出目录不是 site 时用 --out 指明。"
        raise ProblemsError((Problem("no-site", mark, "这里没有建好的网站", cure),))
    if marker.read_bytes() != COMPLETE:
        cure = "有人正在建站就等它建完；上次中断了就再运行一次 shai build。"
        raise ProblemsError((Problem("unfinished-site", mark, "网站还没有写完，不能上线", cure),))
    return marker.stat()


def refuse_foreign_target(site: Path, target: Path) -> None:
    """对外的目录只能是还没有，或上次换上的链接；也不能在网站自己里面。

    Raises:
        ProblemsError: 不是这样。
    """
    mark, message = Mark(target.as_posix()), ""
    name = re.escape(target.name)
    if target.parent.is_relative_to(site.resolve()):
        message, cure = "对外的目录在网站自己里面", "换到输出目录外面。"
    elif target.is_symlink():
        if not re.fullmatch(rf"{name}\.releases/{RELEASE.pattern}", target.readlink().as_posix()):
            message = "对外的目录是一个链接，但不是 shai publish 换上的"
            cure = "确认后删去这个链接（它指向的文件不受影响），再上线；或换一个名字。"
    elif target.exists():
        message = "对外的目录是一个真的目录或文件，没法一步换掉"
        cure = f"先改名，例如 mv {target.name} {target.name}.before，再上线；或换一个名字。"
    if message:
        raise ProblemsError((Problem("foreign-target", mark, message, cure),))


def refuse_lost(site: Path, target: Path) -> None:
    """正在对外的长久的网址，新的一版里都要有：页面、撤下的说明或转页。

    Raises:
        ProblemsError: 少了；一个一条。
    """
    listing = target / PATH
    if not listing.is_file():
        return
    lost = [path for path in read_addresses(listing.read_text("utf-8")) if not (site / path).is_file()]
    cure = "运行 shai check --against 对外的目录，逐个有改法；改好再建站、上线。对外的网站没有动。"
    problems = [
        Problem("address-lost", Mark(path), "对外的网站有这一页，新的一版没有，也没有交代去向", cure)
        for path in lost[:MOST_LOST]
    ]
    if problems:
        raise ProblemsError(tuple(problems))


def _switch(
    site: Path, target: Path, moment: float, report: Callable[[str], None], *, packed: bool
) -> Published:
    releases = target.with_name(f"{target.name}.releases")
    releases.mkdir(exist_ok=True)
    _clean(releases)
    before = refuse_unfinished(site)
    report("复制并压缩" if packed else "复制")
    part = releases / ".part-new"
    digest, files = _copy(site, part, packed=packed)
    _refuse_changed(site, before)
    release = releases / digest
    if release.is_dir():
        shutil.rmtree(part)
    else:
        report("落盘")
        _flush()
        part.rename(release)
    os.utime(release, (moment, moment))
    report("换上")
    changed = _point(target, Path(releases.name, digest))
    return Published(release, files, changed, _retire(releases, digest))


def _copy(site: Path, part: Path, *, packed: bool) -> tuple[str, int]:
    """整棵复制；摘要由路径与内容算出，同样的网站同样的名字。"""
    whole = hashlib.sha256(b"packed" if packed else b"")
    part.mkdir()
    count = 0
    try:
        for path in _files(site):
            content = (site / path).read_bytes()
            (part / path).parent.mkdir(parents=True, exist_ok=True)
            (part / path).write_bytes(content)
            if packed and len(content) >= LEAST_PACKED and Path(path).suffix in PACKED:
                # 不写时间与文件名：同样的内容，同样的字节。
                (part / f"{path}.gz").write_bytes(gzip.compress(content, mtime=0))
            whole.update(f"{len(path.encode())} {path} {len(content)} ".encode())
            whole.update(content)
            count += 1
    except FileNotFoundError:
        raise ProblemsError((_changed_on_the_way(site),)) from None
    return whole.hexdigest()[:32], count


def _files(site: Path) -> Iterator[str]:
    """网站里的文件，标记不算；链接与别的特殊文件不是我们写的，拒绝。"""
    for folder, names, files in os.walk(site):
        names.sort()
        for name in sorted([*files, *(name for name in names if (Path(folder) / name).is_symlink())]):
            path = Path(folder) / name
            if not stat.S_ISREG(path.lstat().st_mode):
                cure = "再运行一次 shai build，它会删去不是自己写的东西。"
                problem = Problem("foreign-output", Mark(path.as_posix()), "网站里混进了链接或特殊文件", cure)
                raise ProblemsError((problem,))
            if path != site / MARKER:
                yield path.relative_to(site).as_posix()


def _refuse_changed(site: Path, before: os.stat_result) -> None:
    after = refuse_unfinished(site)
    if (before.st_mtime_ns, before.st_ino) != (after.st_mtime_ns, after.st_ino):
        raise ProblemsError((_changed_on_the_way(site),))


def _changed_on_the_way(site: Path) -> Problem:
    cure = "等它建完，再上线一次；对外的网站没有动。"
    return Problem("site-changed", Mark(site.as_posix()), "复制途中又有人在建站", cure)


def _flush() -> None:
    # 一次落盘，不逐个文件 fsync：十万个文件逐个来要几分钟。没有 sync 的系统上由系统自己安排。
    getattr(os, "sync", lambda: None)()


def _point(target: Path, release: Path) -> bool:
    """换上链接；本来就是它时不动。"""
    if target.is_symlink() and target.readlink() == release:
        return False
    fresh = target.with_name(f".{target.name}.next")
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(release, target_is_directory=True)
    fresh.replace(target)
    return True


def _clean(releases: Path) -> None:
    """删去上次中断留下的半成品。"""
    for path in releases.iterdir():
        if LEFT_OVER.fullmatch(path.name):
            shutil.rmtree(path)


def _retire(releases: Path, live: str) -> tuple[str, ...]:
    """只留最近几版；先改名再删，中断也不会留下有名有姓的半版。"""
    found = [path for path in releases.iterdir() if RELEASE.fullmatch(path.name) and path.name != live]
    found.sort(key=lambda path: (-path.stat().st_mtime, path.name))
    for path in found[KEPT - 1 :]:
        shutil.rmtree(path.rename(path.with_name(f".old-{path.name}")))
    return tuple(path.name for path in found[KEPT - 1 :])
