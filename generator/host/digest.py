"""一切会影响渲染结果的输入的指纹：没有变，就用上次渲染好的。"""

import hashlib
from pathlib import Path

import msgspec

from generator.frame import SECTIONS
from generator.host.folders import files_of, override_folders
from generator.host.identity import Identity
from generator.installed import versions

_PACKAGES = ("mkdocs", "mkdocs-material", "mkdocs-macros-plugin", "markdown", "pymdown-extensions", "jinja2")
_ROOM = Path(__file__).parent
_CODE = ("frame", "macros", "mkdocs_plugin")
"""这一室之外，排页框的代码。"""


def host_digest(config_file: Path, content: Path, identity: Identity) -> str:
    """一切会影响渲染结果的输入的指纹；记录模板由我们自己填，不在其内。

    文件只按它在各自目录里的名字算：整个项目换一处放，渲染好的照用。
    """
    own = [*sorted(_ROOM.glob("*.py")), *(_ROOM.with_name(f"{name}.py") for name in _CODE)]
    digest = hashlib.sha256(msgspec.json.encode((identity, SECTIONS)))
    for package, version in versions(_PACKAGES).items():
        digest.update(f"{package}={version}\n".encode())
    parts = [
        (config_file.parent, [config_file]),
        (_ROOM.parent, own),
        (content, files_of(content)),
        *((folder, files_of(folder, without="records")) for folder in override_folders(config_file)),
    ]
    for base, files in parts:
        # 写明一处有几个文件：这一处末尾的挪到下一处开头，也是变了。
        digest.update(f"{len(files)}\n".encode())
        for path in files:
            body = path.read_bytes()
            digest.update(f"{path.relative_to(base).as_posix()} {len(body)}\n".encode())
            digest.update(body)
    return digest.hexdigest()
