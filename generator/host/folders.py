"""模板放在哪里：随软件的，与站点自己的。"""

import re
from pathlib import Path


def packaged_overrides() -> Path:
    """随本软件的模板目录：装成包时在包内，克隆的仓库里在顶层。"""
    package = Path(__file__).resolve().parents[1]
    inside = package / "overrides"
    return inside if inside.is_dir() else package.parent / "overrides"


def override_folders(config_file: Path) -> tuple[Path, ...]:
    """模板目录，前面的盖过后面的：站点自己的，随软件的。"""
    written = re.search(r"^\s*custom_dir:\s*[\"']?([^\"'#\n]+)", config_file.read_text("utf-8"), re.MULTILINE)
    own = [config_file.resolve().parent / written[1].strip()] if written else []
    return tuple(dict.fromkeys((*own, packaged_overrides())))


def files_of(folder: Path, without: str = "") -> list[Path]:
    """目录下的全部文件，按路径；没有名叫 without 的那一支。"""
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return [path for path in found if not without or path.relative_to(folder).parts[0] != without]
