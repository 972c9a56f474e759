"""手册里的例子：一个虚构的小政协，各类记录一份，合起来正好是一个查不出错的数据目录。

放在 `example/` 里；加一种记录，在那里放一个文件就够了。
"""

from pathlib import Path

from generator.register.folder import SITE_FILE, kind_at, listing
from generator.terms import RecordKind

FOLDER = Path(__file__).with_name("example")

FILES: dict[str, str] = {path: (FOLDER / path).read_text("utf-8") for path in listing(FOLDER)[0]}
"""整个例子：在数据目录里的路径 → 内容。"""

SITE = FILES[SITE_FILE]
EXAMPLES: dict[RecordKind, tuple[str, str]] = {
    kind: (path, text) for path, text in FILES.items() if (kind := kind_at(path)) is not None
}
"""种类 →（路径，内容）。"""
