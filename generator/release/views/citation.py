"""引用格式：GB/T 7714—2015 的电子资源与 BibTeX 各一份，网址是永久网址。

只写数据里有的：没有日期就不写日期，不写出版地。引用日期用数据截至的那天，读者照抄也不会错。
"""

import re
from collections.abc import Sequence
from datetime import date

import msgspec

NAMED = 3
"""责任者最多写几个，再多写「等」。出处：GB/T 7714—2015 第 8.1.2 条。"""

SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
"""TeX 里不能只加反斜线的几个字。"""


class Citation(msgspec.Struct, frozen=True):
    """一页的引用格式。

    Attributes:
        national: GB/T 7714—2015 的一行。
        bibtex: BibTeX 的一条。
    """

    national: str
    bibtex: str


class Cited(msgspec.Struct, frozen=True, kw_only=True):
    """引用一页要用到的。

    Attributes:
        key: BibTeX 的代号，由种类与编号组成。
        authors: 责任者。
        title: 题名。
        number: 案号、文号等；没有为空。
        issued: 发布或成文的日期，可以只到年；没有为空。
        url: 永久网址；站点没有写网址时为空。
        as_of: 引用日期。
    """

    key: str
    authors: Sequence[str]
    title: str
    number: str = ""
    issued: str = ""
    url: str = ""
    as_of: date


def citation(cited: Cited) -> Citation:
    """写成两种格式。"""
    return Citation(_national(cited), _bibtex(cited))


def _national(cited: Cited) -> str:
    named = [*cited.authors[:NAMED], *(["等"] if len(cited.authors) > NAMED else [])]
    title = f"{cited.title}: {cited.number}" if cited.number else cited.title
    issued = f"({cited.issued})" if cited.issued else ""
    where = f" {cited.url}." if cited.url else ""
    return f"{', '.join(named)}. {title}[EB/OL]. {issued}[{cited.as_of}].{where}"


def _bibtex(cited: Cited) -> str:
    fields = {
        "author": " and ".join(f"{{{_escaped(name)}}}" for name in cited.authors),
        "title": f"{{{_escaped(cited.title)}}}",
        "year": cited.issued[:4],
        "note": _escaped(cited.number),
        "url": cited.url,
        "urldate": cited.as_of.isoformat(),
        "language": "chinese",
    }
    lines = [f"  {name} = {{{value}}}" for name, value in fields.items() if value]
    return "\n".join([f"@misc{{{cited.key},", ",\n".join(lines), "}"])


def _escaped(text: str) -> str:
    return re.sub(r"[&%$#_{}~^\\]", lambda found: SPECIAL.get(found[0], f"\\{found[0]}"), text)
