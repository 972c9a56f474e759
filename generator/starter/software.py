"""新网站从哪里装 shai：与现在用的这一份同一个来处。"""

import importlib.metadata
import re
import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

import msgspec

NOTE = """\
# shai 从哪里装，一行。换版本改这一行；办公网里取不到的，把 .whl 文件放在这里，写成 requirements/文件名.whl。
"""
WHERE_ONLY_HERE = "# 下面是这台电脑上的路径，别的电脑和工作流里没有：换成大家都取得到的仓库网址。\n"


class _Editable(msgspec.Struct):
    editable: bool = False


class _Commit(msgspec.Struct):
    vcs: str
    commit_id: str


class _Origin(msgspec.Struct):
    """安装时留下的来处（PEP 610 的 direct_url.json）。"""

    url: str
    dir_info: _Editable | None = None
    vcs_info: _Commit | None = None


def software_line(given: str | None = None) -> str:
    """requirements/shai.txt 的内容。

    Args:
        given: 指定的来源；没有时照现在这一份的来处。
    """
    if given:
        return f"{NOTE}{_requirement(given)}\n"
    distribution = importlib.metadata.distribution("shai")
    text = distribution.read_text("direct_url.json")
    if text is None:
        return f"{NOTE}shai=={distribution.version}\n"
    origin = msgspec.json.decode(text, type=_Origin)
    if origin.vcs_info:
        return f"{NOTE}shai @ {origin.vcs_info.vcs}+{_bare(origin.url)}@{origin.vcs_info.commit_id}\n"
    folder = Path(unquote(urlsplit(origin.url).path))
    remote = _git(folder, "remote", "get-url", "origin")
    if origin.dir_info and re.match(r"(https?|ssh)://", remote):
        return f"{NOTE}shai @ git+{_bare(remote)}@{_git(folder, 'rev-parse', 'HEAD')}\n"
    return f"{NOTE}{WHERE_ONLY_HERE}shai @ {folder.as_uri()}\n"


def _requirement(source: str) -> str:
    """指定的来源写成 pip 认得的一行：.whl 文件、网址、目录，或「名字==版本」。"""
    if source.endswith(".whl") and "://" not in source:
        return source
    if "://" in source:
        return f"shai @ {_bare(source)}"
    return f"shai @ {Path(source).resolve().as_uri()}" if Path(source).is_dir() else source


def _bare(url: str) -> str:
    """去掉网址里的用户名与密码：这一行要写进仓库。"""
    return re.sub(r"(?<=://)[^/@]+@", "", url)


def _git(folder: Path, *words: str) -> str:
    if not folder.is_dir():
        return ""
    try:
        run = subprocess.run(  # noqa: S603 - 固定的几个词
            ["git", "-C", folder, *words],  # noqa: S607 - git 在哪里由机器定
            capture_output=True,
            text=True,
            check=False,
        )
    except OSError:
        return ""
    return run.stdout.strip() if run.returncode == 0 else ""
