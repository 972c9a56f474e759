"""名册（平台、单位、界别、委员）写成搜索的输入。"""

from generator.output.documents.writing import document, practised, prose
from generator.output.search import SearchDocument
from generator.release.model import PublicMember, PublicPlatform, PublicSector, PublicUnit
from generator.release.views.common import Names
from generator.terms import RecordKind


def platform_document(item: PublicPlatform, names: Names) -> SearchDocument:
    """一个站、室、点。"""
    return document(
        RecordKind.PLATFORM,
        item,
        item.name,
        names,
        date=str(item.opened or ""),
        fields=(
            ("text", "种类", item.kind, "facts"),
            ("text", "依托", item.host, "facts"),
            ("text", "地点", item.place, "facts"),
            ("text", "简介", prose(item.description), ""),
            *(("text", "上级平台", link.text, "facts") for link in names.platform_links((item.parent,))),
            *practised(item.practice, names.release),
        ),
        facets=(
            *(("主题", word) for word in item.topics),
            *(("界别", link.text) for link in names.sector_links(item.sectors)),
        ),
    )


def named_document(
    kind: RecordKind, item: PublicUnit | PublicSector | PublicMember, names: Names
) -> SearchDocument:
    """名册里只凭名称查的一条。"""
    short = item.short_name if isinstance(item, PublicUnit) else None
    return document(kind, item, item.name, names, date="", fields=(("unit", "简称", short, ""),), facets=())
