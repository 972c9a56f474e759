"""委员名单、承办单位名录、协商活动一览的列名，与凭什么认定是这一种表。"""

import re

import msgspec

from generator.importing.tables.headings import folded

NOT_ROSTERS = re.compile("人大|人民代表|工作人员|候选|推荐|建议人选|拟任|考察|退休|代表名单|党员|参会|签到")
"""不是委员名单的各种名单。"""


class Roster(msgspec.Struct, frozen=True):
    """一种表。

    Attributes:
        kind: 读成哪一类记录。
        key: 少不了的一列。
        columns: 列名 → 字段。
        signs: 有这些列名之一的才算。
        said: 或者标题、表名、文件名里这样说的。
        private: 从不读的列。
        unless: 标题、表名、文件名里这样说的不算。
    """

    kind: str
    key: str
    columns: dict[str, str]
    signs: frozenset[str]
    said: str
    private: frozenset[str] = frozenset()
    unless: str = "$^"

    def is_told(self, names: set[str], said: str) -> bool:
        """凭列名或标题认定是这一种表；有案号案由的是台账。"""
        is_ledger = names & {"案号", "案由", "提案号", "提案编号"}
        is_other = is_ledger or re.search(self.unless, said)
        return not is_other and bool(names & self.signs or re.search(self.said, said))


def _roster(  # noqa: PLR0913 - 一种表的各样说法，逐样写明
    kind: str, columns: dict[str, str], *, signs: str, said: str, private: str = "", unless: str = "$^"
) -> Roster:
    """列名写成空格隔开的一串；第一个字段是少不了的一列。"""
    return Roster(
        kind=kind,
        key=next(iter(columns)),
        columns={folded(name): field for field, names in columns.items() for name in names.split()},
        signs=frozenset(signs.split()),
        said=said,
        private=frozenset(private.split()),
        unless=unless,
    )


MEMBERS = _roster(
    "member",
    {
        "name": "姓名 委员姓名 委员 政协委员 政协委员姓名",
        "sector": "界别 所属界别 所在界别 委员界别 界别名称",
        "party": "党派 所属党派 所在党派 党派名称",
    },
    signs="委员姓名 政协委员姓名 界别 所属界别 所在界别 委员界别",
    said="委员(?:名单|名册|花名册|一览|信息|通讯录|基本情况)",
    private="籍贯 学历 年龄 出生日期 单位职务 单位及职务 照片 身份证",
)
UNITS = _roster(
    "unit",
    {
        "name": "单位名称 单位全称 承办单位 承办单位名称 承办单位全称 部门名称 全称 名称 单位",
        "short_name": "简称 单位简称 承办单位简称 规范简称",
        "kind": "性质 单位性质 单位类别 单位类型 类别",
        "telephone": "公开电话 对外电话 公开联系电话 单位公开电话 对外联系电话",
        "website": "网站 网址 官方网站 门户网站",
    },
    signs="简称 单位简称 承办单位简称 规范简称",
    said="(?:承办单位|办理单位|单位)(?:名单|名录|名册|一览|目录)",
)
CONSULTATIONS = _roster(
    "consultation",
    {
        "topic": "协商议题 议题 协商主题 协商题目 协商课题 协商内容 主题",
        "kind": "协商形式 协商类型 协商方式 协商种类",
        "date": "协商时间 协商日期 活动日期 活动时间 时间 日期 举办时间 召开时间",
        "place": "地点 协商地点 活动地点 举办地点",
        "hosts": "召集人 主持人 承办专委会 承办单位 组织单位 牵头单位 主办单位 责任专委会",
    },
    signs="协商形式 协商类型 协商方式 协商种类",
    unless="计划|安排|方案|预告|拟定|征集",
    said="协商(?:活动|议事)?.{0,6}(?:一览|台账|统计|清单|情况表|汇总|登记)",
)
KINDS = (MEMBERS, UNITS, CONSULTATIONS)
