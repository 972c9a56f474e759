"""小政协的全部产物与范本逐字相同：改了什么，diff 里看得见。"""

import re
from pathlib import Path

from tests.conftest import Golden

MAIN = re.compile(r"<main[^>]*>(.*)</main>", re.DOTALL)
ASSET = re.compile(r"assets/([\w-]+)\.[0-9a-f]{10}\.")


def _shown(path: Path) -> bytes:
    """网页只比正文：页框由别的测试管；资源的指纹不比，改样式不必重写全部范本。"""
    content = path.read_bytes()
    if path.suffix != ".html":
        return content
    found = MAIN.search(content.decode())
    assert found, path
    return ASSET.sub(r"assets/\1.", found[1]).strip().encode() + b"\n"


def _is_compared(path: str) -> bool:
    """样式、脚本与搜索索引是编出来的二进制，各有自己的测试。"""
    return not path.startswith(("assets/", "search/", ".shai"))


def test_every_page_feed_and_table_of_the_miniature_body_is_as_blessed(
    miniature_site: Path, golden: Golden
) -> None:
    files = {
        path.relative_to(miniature_site).as_posix(): path
        for path in miniature_site.rglob("*")
        if path.is_file()
    }
    golden.tree(
        "golden/site", {name: _shown(path) for name, path in sorted(files.items()) if _is_compared(name)}
    )


def test_the_list_of_all_addresses_is_as_blessed(miniature_site: Path, golden: Golden) -> None:
    names = (
        path.relative_to(miniature_site).as_posix() for path in miniature_site.rglob("*") if path.is_file()
    )
    pages = sorted(name for name in names if _is_compared(name))
    golden("golden/addresses.txt", "\n".join(pages) + "\n")
