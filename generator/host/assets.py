"""样式与脚本：合成一份样式，脚本各自一份，文件名都带内容指纹。"""

import hashlib
import re
from pathlib import Path, PurePosixPath

import msgspec

STYLE_ORDER = (
    "tokens", "base", "layout", "verdict", "timeline", "points", "promises", "cards", "tables", "lists",
    "facts", "charts", "follow", "stations", "elder", "print",
)  # fmt: skip
"""合进主样式的部件，后面的盖过前面的；不在此列的样式（如搜索页的）单独成文件。"""

MAIN_STYLE = "shai.css"
_TEXT = {".css", ".js", ".svg"}


class Assets(msgspec.Struct, frozen=True):
    """站点资源。

    Attributes:
        files: 相对站点根目录的路径 → 字节。
        names: 原名（如「js/theme.js」）→ 带指纹的路径。
    """

    files: dict[str, bytes]
    names: dict[str, str]


def collect_assets(folders: tuple[Path, ...]) -> Assets:
    """收集各模板目录下的 assets/。

    Args:
        folders: 模板目录，前面的盖过后面的：站点自己的在前，随包的在后。

    Raises:
        FileNotFoundError: 缺少主样式的某个部件。
    """
    sources = _sources(folders)
    files: dict[str, bytes] = {}
    names: dict[str, str] = {}
    parts = [f"css/{name}.css" for name in STYLE_ORDER]
    if missing := [part for part in parts if part not in sources]:
        raise FileNotFoundError(f"缺少样式 assets/{missing[0]}")
    style = "\n".join(_without_comments(sources[part].decode()) for part in parts)
    others = {
        name: plain_script(content) if name.endswith(".js") else content for name, content in sources.items()
    }
    originals = {MAIN_STYLE: style.encode(), **{n: b for n, b in others.items() if n not in parts}}
    for name, content in sorted(originals.items()):
        names[name] = _hashed_path(name, content)
        files[names[name]] = content
    return Assets(files, names)


def plain_script(content: bytes) -> bytes:
    """脚本去掉整行的注释：读者用不着，压缩以后还占四分之一。跨行的模板字符串里也许有像注释的行，有的就不动。

    Args:
        content: 脚本。
    """
    lines = content.splitlines(keepends=True)
    if any(line.count(b"`") % 2 for line in lines):
        return content
    return b"".join(line for line in lines if not line.lstrip().startswith(b"//"))


def _sources(folders: tuple[Path, ...]) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    for folder in reversed(folders):
        root = folder / "assets"
        for path in sorted(root.rglob("*")):
            if path.is_file() and path.suffix != ".md" and not path.name.startswith("."):
                found[path.relative_to(root).as_posix()] = _bytes(path)
    return found


def _bytes(path: Path) -> bytes:
    content = path.read_bytes()
    # 不同系统检出的换行不同，指纹却要相同。
    return content.replace(b"\r\n", b"\n") if path.suffix in _TEXT else content


def _without_comments(style: str) -> str:
    return re.sub(r"/\*.*?\*/\n?", "", style, flags=re.DOTALL).strip()


def _hashed_path(name: str, content: bytes) -> str:
    path = PurePosixPath(name)
    digest = hashlib.sha256(content).hexdigest()[:10]
    return f"assets/{path.stem}.{digest}{path.suffix}"
