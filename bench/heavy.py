"""列出站点里重的网页：`python -m bench.heavy site`，一行一页，重的在前；一页也没有的只说一句。"""

import sys
from collections.abc import Iterator
from pathlib import Path

LIMIT = 200 * 1024
"""一页至多几个字节：没有压缩的 HTML。"""
EXCEPTIONS = frozenset({"index.html", "statistics/index.html"})
"""首页与统计页：写全站的数，哪里改一处都要变；眼下也都不超过。"""


def heavy(site: Path, limit: int = LIMIT) -> Iterator[tuple[int, str]]:
    """重的网页：（字节，路径），重的在前。

    Args:
        site: 建好的站点。
        limit: 至多几个字节。
    """
    sized = ((path.stat().st_size, path.relative_to(site).as_posix()) for path in site.rglob("*.html"))
    yield from sorted(((size, path) for size, path in sized if size > limit), reverse=True)


def main(arguments: list[str]) -> int:
    """列出来；有例外以外的，退出码是 1。"""
    site, limit = Path(arguments[0]), int(arguments[1]) if len(arguments) > 1 else LIMIT
    found = list(heavy(site, limit))
    for size, path in found:
        sys.stdout.write(f"{size:>9}  {path}{'（例外）' if path in EXCEPTIONS else ''}\n")
    if not found:
        sys.stdout.write(f"没有一页超过 {limit} 字节。\n")
    return int(any(path not in EXCEPTIONS for _, path in found))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
