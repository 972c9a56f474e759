"""名册与公布数字的表。"""

from generator.output.opendata.columns import BODIES, ID, PRACTICE, TOPICS, sector_name, url, whole
from generator.output.opendata.model import DATE, LIST, TEXT, Row, Table, column, term
from generator.release.model import Release
from generator.terms import Level, Qualifier, RecordKind

NAME = column("name", "名称", "全名。")
SHORT_NAME = column("short_name", "简称", "列表里用的短名。")
WEBSITE = column("website", "网站", "官方网站的网址。")


def bodies(release: Release) -> Table:
    """各级政协。"""
    columns = (
        ID,
        url(RecordKind.BODY),
        NAME,
        SHORT_NAME,
        column("level", "层级", "哪一级。", term(Level)),
        column("parent", "上级编号", "上一级政协的编号。"),
        WEBSITE,
    )
    rows = whole(RecordKind.BODY, release)
    return Table("bodies", "政协", "一行一级政协。", columns, rows, RecordKind.BODY)


def units(release: Release) -> Table:
    """承办单位。"""
    columns = (
        ID,
        url(RecordKind.UNIT),
        NAME,
        SHORT_NAME,
        *BODIES,
        column("kind", "种类", "部门、街镇、企业等。"),
        column("telephone", "公开电话", "单位公布的电话。"),
        WEBSITE,
    )
    rows = whole(RecordKind.UNIT, release)
    return Table("units", "承办单位", "一行一个承办单位。", columns, rows, RecordKind.UNIT)


def members(release: Release) -> Table:
    """委员。"""
    columns = (
        ID,
        url(RecordKind.MEMBER),
        column("name", "姓名", "委员的姓名；从略的委员不在表里。"),
        *BODIES,
        column("sector", "界别编号", "对应 sectors 表。"),
        column("sector_name", "界别", "界别的名称。", TEXT, sector_name),
        column("party", "党派", "公布的党派。"),
        column("platforms", "平台编号", "所在的站、室、点，对应 platforms 表。", LIST),
    )
    rows = whole(RecordKind.MEMBER, release)
    return Table("members", "委员", "一行一位姓名公开的委员。", columns, rows, RecordKind.MEMBER)


def sectors(release: Release) -> Table:
    """界别。"""
    columns = (ID, url(RecordKind.SECTOR), NAME, *BODIES)
    rows = whole(RecordKind.SECTOR, release)
    return Table("sectors", "界别", "一行一个界别。", columns, rows, RecordKind.SECTOR)


def platforms(release: Release) -> Table:
    """站、室、点。"""
    columns = (
        ID,
        url(RecordKind.PLATFORM),
        NAME,
        column("kind", "种类", "委员工作站、联系点、协商议事厅等。"),
        *BODIES,
        column("level", "层级", "设在哪一级。", term(Level)),
        column("parent", "上级平台编号", "上一级平台的编号。"),
        column("host", "主办", "由谁设立。"),
        column("place", "地点", "在哪里。"),
        column("sectors", "界别编号", "有关的界别，对应 sectors 表。", LIST),
        TOPICS,
        column("opened", "启用日期", "启用的日期。", DATE),
        column("description", "说明", "一段说明。"),
        PRACTICE,
    )
    rows = whole(RecordKind.PLATFORM, release)
    return Table("platforms", "平台", "一行一个站、室或点。", columns, rows, RecordKind.PLATFORM)


def _shown(row: Row) -> object:
    return row.record.shown


def figures(release: Release) -> Table:
    """公布的数字。"""
    columns = (
        ID,
        column("group", "组", "同一次公布的数字同组。"),
        column("label", "名称", "数的是什么。"),
        column("value", "数值", "原样的数字，没有千分位。"),
        column("qualifier", "限定词", "近似数字的限定词，原样保留。", term(Qualifier)),
        column("unit", "单位", "件、个、%等。"),
        column("shown", "写法", "带限定词与单位的写法：1900余个。", TEXT, _shown),
        *BODIES,
        column("as_of", "截至", "数字截至哪一天。", DATE),
        column("part_of", "总数编号", "是哪个总数的一部分。"),
        column("breakdown", "分法", "按什么分的。"),
        column("about_kind", "有关记录种类", "关于哪一类记录。", term(RecordKind)),
        column("about", "有关记录编号", "关于哪一条记录。"),
        column("note", "说明", "对这个数字的说明。"),
        column("source_title", "来源", "来源的标题。", TEXT, "source.title"),
        column("source_url", "来源网址", "来源的网址。", TEXT, "source.url"),
        PRACTICE,
    )
    rows = whole(RecordKind.FIGURE, release)
    return Table("figures", "公布数字", "一行一个公布的数字。", columns, rows, RecordKind.FIGURE)
