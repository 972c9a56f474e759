"""站点地图与 robots.txt：让搜索引擎找得到每一页。"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from urllib.parse import quote

from generator.output.artifact import Artifact

LIMIT = 50_000
"""一份站点地图最多几个网址，是站点地图协议的规定。"""

NAMESPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
INDEX = "sitemap.xml"


def sitemap(
    pages: Iterable[tuple[str, str | None]], base_url: str | None, limit: int = LIMIT
) -> Iterator[Artifact]:
    """站点地图与 robots.txt。

    超过 limit 页的分成几份，sitemap.xml 是它们的目录。没有 base_url 时只有 robots.txt：
    站点地图里的网址须是绝对的。

    Args:
        pages: 各页相对站点根目录的路径，与最近一次变动的日期（2023、2023-05 或 2023-05-10）；
            不知道的为 None，宁可不写也不用建站的日子冒充。
        base_url: 以「/」结尾的网址；没有的为 None。
        limit: 一份最多几个网址。
    """
    yield Artifact("robots.txt", robots(base_url))
    if base_url is None:
        return
    parts = _parts(sorted(pages, key=lambda page: page[0]), limit)
    if len(parts) == 1:
        yield Artifact(INDEX, _urls(parts[0], base_url))
        return
    paths = [f"sitemap-{place}.xml" for place in range(1, len(parts) + 1)]
    for path, part in zip(paths, parts, strict=True):
        yield Artifact(path, _urls(part, base_url))
    yield Artifact(INDEX, _index(paths, base_url))


def robots(base_url: str | None) -> bytes:
    """robots.txt：全部可以收录，并指出站点地图。只有网站在域名的根目录时，搜索引擎才读它。"""
    lines = ["User-agent: *", "Allow: /"]
    if base_url is not None:
        lines += ["", f"Sitemap: {base_url}{INDEX}"]
    return ("\n".join(lines) + "\n").encode()


def _parts(pages: list[tuple[str, str | None]], limit: int) -> Sequence[list[tuple[str, str | None]]]:
    return [pages[start : start + limit] for start in range(0, len(pages), limit)] or [[]]


def _urls(pages: Iterable[tuple[str, str | None]], base_url: str) -> bytes:
    lines = [f"<url>{_location(base_url, path)}{_modified(day)}</url>" for path, day in pages]
    return _document("urlset", lines)


def _index(paths: Iterable[str], base_url: str) -> bytes:
    return _document("sitemapindex", [f"<sitemap>{_location(base_url, path)}</sitemap>" for path in paths])


def _location(base_url: str, path: str) -> str:
    return f"<loc>{escape(base_url + quote(path), quote=False)}</loc>"


def _modified(day: str | None) -> str:
    return f"<lastmod>{day}</lastmod>" if day else ""


def _document(root: str, lines: Iterable[str]) -> bytes:
    body = "\n".join(lines)
    return f'{HEAD}<{root} xmlns="{NAMESPACE}">\n{body}\n</{root}>\n'.encode()
