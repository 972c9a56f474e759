"""比较的原来一方：版本库里某个版本的数据目录，或另一个文件夹。"""

import io
import subprocess
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from generator.register.folder import SITE_FILE

DEFAULT_REFERENCES = ("origin/main", "origin/master", "main", "master", "HEAD")
"""没有写与什么比时，取头一个有的：公开的多半是主分支上的。"""

NOTHING = "空的版本库"
"""刚建、一次也没有提交过的版本库：与什么都没有比，全是新添的。"""


class NoSuchSideError(LookupError):
    """找不到要比的那一方；说明是中文。"""


@contextmanager
def before_of(against: str | None, data: Path) -> Iterator[tuple[Path | None, str]]:
    """原来的数据目录与它的叫法；那个版本里还没有数据时为 None。

    Args:
        against: 文件夹、版本（分支、标签、提交），或 None：自己找主分支。
        data: 现在的数据目录；由它知道是哪个版本库。

    Raises:
        NoSuchSideError: 没有这个文件夹或版本，或不在版本库里。
    """
    if against is not None and Path(against).is_dir():
        yield _data_in(Path(against)), against
        return
    reference = _reference(against, data)
    if reference is None:
        yield None, NOTHING
        return
    with TemporaryDirectory(prefix="shai-preview-") as folder:
        found = _unpack(reference, data, Path(folder))
        yield found, reference


def _data_in(folder: Path) -> Path:
    """文件夹自己是数据目录，或里面有 data/。"""
    inside = folder / "data"
    return inside if not (folder / SITE_FILE).is_file() and inside.is_dir() else folder


def _reference(against: str | None, data: Path) -> str | None:
    """与哪个版本比；刚建的版本库一次也没有提交过，没有可比的，为 None。"""
    if which("git") is None:
        raise NoSuchSideError("没有 git；用 --against 文件夹 指明原来的数据目录")
    if _git(data, "rev-parse", "--git-dir").returncode:
        raise NoSuchSideError(f"{data} 不在 git 版本库里；用 --against 文件夹 指明原来的数据目录")
    tried: Sequence[str] = DEFAULT_REFERENCES if against is None else (against,)
    for name in tried:
        if not name.startswith("-") and _exists(data, name):
            return name
    if against is None:
        return None
    raise NoSuchSideError(f"没有「{against}」这个文件夹，也没有这个分支、标签或提交")


def _exists(data: Path, name: str) -> bool:
    return _git(data, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").returncode == 0


def _unpack(reference: str, data: Path, target: Path) -> Path | None:
    """取出那个版本里的数据目录；那时还没有为 None。"""
    prefix = _git(data, "rev-parse", "--show-prefix").stdout.decode().strip()
    top = Path(_git(data, "rev-parse", "--show-toplevel").stdout.decode().strip())
    tree = f"{reference}:{prefix}".rstrip("/")
    if _git(top, "cat-file", "-e", tree).returncode:
        return None
    archive = _git(top, "archive", "--format=tar", tree)
    if archive.returncode:
        raise NoSuchSideError(f"读不了 {reference} 里的数据：{archive.stderr.decode().strip()}")
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as opened:
        opened.extractall(target, filter="data")
    return target


def _git(data: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    # core.quotepath 等个人设置不影响这几条命令；不读标准输入，免得等密码。
    return subprocess.run(  # noqa: S603 - 参数逐个给出，不经 shell；以「-」开头的名字已拒绝
        ["git", "-C", str(data), *arguments],  # noqa: S607 - 用 PATH 里的 git，与编辑自己用的同一个
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
