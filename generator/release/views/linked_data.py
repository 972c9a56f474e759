"""网页的结构化数据（JSON-LD，schema.org 的词）：这页是什么，在站内哪里。

没有写网址的站点不写：没有永久网址的结构化数据，别处引用不了。
"""

from collections.abc import Iterable
from typing import Any

import msgspec

from generator.release.views.common import Link
from generator.release.views.meta import PageMeta, canonical
from generator.terms import RecordKind

Node = dict[str, Any]

CONTEXT = "https://schema.org"
COLUMN = "CollectionPage"
TYPES = {
    RecordKind.BODY: "GovernmentOrganization",
    RecordKind.UNIT: "GovernmentOrganization",
    RecordKind.MEMBER: "Person",
    RecordKind.SECTOR: "DefinedTerm",
    RecordKind.PLATFORM: "CivicStructure",
    RecordKind.PROPOSAL: "Report",
    RecordKind.REPLY: "Report",
    RecordKind.BATCH: "Event",
    RecordKind.CONSULTATION: "Event",
    RecordKind.PROGRAMME: "Project",
    RecordKind.OPINION: "Report",
    RecordKind.BILL: "Event",
    RecordKind.SERVICE: "GovernmentService",
    RecordKind.DOCUMENT: "DigitalDocument",
}
"""种类 → schema.org 的类；没有列的是一般的作品。"""

WORKS = {"Report", "DigitalDocument", "CreativeWork"}


def schema_type(meta: PageMeta) -> str:
    """一页讲的东西是哪一类。"""
    if meta.schema:
        return meta.schema
    return TYPES.get(meta.kind, "CreativeWork") if meta.kind else COLUMN


def linked_data(meta: PageMeta, base_url: str | None, image: str) -> str:
    """一页的 JSON-LD，可以原样放进 script；没有网址的站点为空。

    Args:
        meta: 网页元数据。
        base_url: 站点的网址，以「/」结尾。
        image: 分享图的完整网址；没有为空。
    """
    if not (base_url and meta.canonical) or meta.refresh:
        return ""
    graph = [_page(meta, image), _trail(meta, base_url)]
    document = {"@context": CONTEXT, "@graph": graph}
    return _inside_script(msgspec.json.encode(document, enc_hook=str).decode())


def dataset(title: str, meaning: str, url: str, files: Iterable[tuple[str, str]], publisher: str) -> Node:
    """一张开放数据的表。

    Args:
        title: 表名。
        meaning: 一行是什么。
        url: 表在数据页上的网址。
        files: 各份文件的（网址，媒体类型）。
        publisher: 谁发布。
    """
    return {
        "@type": "Dataset",
        "@id": url,
        "name": title,
        "description": f"{title}：{meaning}整批下载，CSV 与 JSON 两种，每一列都有说明，只含已经公开的记录。",
        "isAccessibleForFree": True,
        "inLanguage": "zh-CN",
        "creator": _organization(publisher),
        "distribution": [
            {"@type": "DataDownload", "contentUrl": address, "encodingFormat": media_type}
            for address, media_type in files
        ],
    }


def website(title: str, url: str, description: str, publisher: str) -> Node:
    """站点自己，连同站内搜索。"""
    return {
        "@type": "WebSite",
        "@id": url,
        "url": url,
        "name": title,
        "description": description,
        "inLanguage": "zh-CN",
        "publisher": _organization(publisher),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{url}search.html?q={{search_term_string}}"},
        },
    }


def _page(meta: PageMeta, image: str) -> Node:
    kind = schema_type(meta)
    node: Node = {
        "@type": kind,
        "@id": meta.canonical,
        "url": meta.canonical,
        "name": meta.title,
        "description": meta.description,
        "image": image,
    }
    if kind in WORKS:
        node |= _work(meta, kind)
    elif kind == "Event":
        node |= {
            "startDate": meta.created,
            "organizer": _organization(meta.source),
            "keywords": meta.keywords,
            "inLanguage": "zh-CN",
        }
    elif kind == COLUMN:
        node |= {"inLanguage": "zh-CN"}
    elif kind == "GovernmentService":
        node |= {"provider": _organization(meta.source)}
    elif kind == "Project":
        node |= {"foundingDate": meta.created, "parentOrganization": _organization(meta.source)}
    return {name: value for name, value in (node | meta.node).items() if value}


def _work(meta: PageMeta, kind: str) -> Node:
    author_type = "Person" if meta.are_people else "Organization"
    return {
        "inLanguage": "zh-CN",
        "isAccessibleForFree": True,
        "keywords": meta.keywords,
        "dateCreated": meta.created,
        "creativeWorkStatus": meta.status,
        "author": [{"@type": author_type, "name": name} for name in meta.authors],
        "publisher": _organization(meta.source),
        "encoding": {
            "@type": "MediaObject",
            "contentUrl": meta.canonical.removesuffix("html") + "json",
            "encodingFormat": "application/json",
        }
        if meta.twin
        else None,
        "reportNumber": meta.number if kind == "Report" else "",
    }


def _organization(name: str) -> Node | None:
    return {"@type": "Organization", "name": name} if name else None


def _trail(meta: PageMeta, base_url: str) -> Node:
    """位置：从首页到这一页。"""
    above = [link for link in (Link("首页", "index.html"), *meta.crumbs) if link.path]
    steps = [(link.text, canonical(base_url, link.path)) for link in above]
    if meta.canonical != steps[0][1]:
        steps.append((meta.title, meta.canonical))
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": place, "name": name, "item": url}
            for place, (name, url) in enumerate(steps, 1)
        ],
    }


def _inside_script(text: str) -> str:
    """在 script 里不能有「</」，也不能有注释的开头；换成 JSON 自己的写法，读出来一样。"""
    for sign in "<>&\u2028\u2029":
        text = text.replace(sign, f"\\u{ord(sign):04x}")
    return text
