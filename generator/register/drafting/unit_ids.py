"""给单位拟编号：照办公室的叫法取短的，「青禾区住房和城乡建设局」是 zhujian。"""

import re
from collections.abc import Container

SEGMENT = (
    r"[\u4e00-\u9fff]{0,8}?(?:自治[区州县]|特别行政区|[省市州盟区县旗])"
    r"(?<!城市)(?<!都市)(?<!社区)(?<!园区)(?![场政容域划委])"
)
PLACE = re.compile(
    rf"^(?:{SEGMENT}){{1,2}}(?=[\u4e00-\u9fff]{{3,}})|^[省市州区县]委(?=[\u4e00-\u9fff]{{3,}})"
)
ENDING = re.compile(
    "(?:(?:综合)?(?:行政)?(?:执法)?局|分局|总局|委员会|委|办公室|厅|部|中心|办事处|人民政府|支队|大队|(?:有限|责任)*公司|集团)+$"
)
CALLED = {
    "住建": "住房和城乡建设 住房城乡建设",
    "住保": "住房保障",
    "建交": "建设和交通",
    "发改": "发展和改革 发展改革",
    "卫健": "卫生健康 卫生和健康",
    "人社": "人力资源和社会保障 人力资源社会保障",
    "市监": "市场监督管理 市场监管",
    "农业": "农业农村",
    "文旅": "文化和旅游 文化旅游 文化广电旅游体育 文化广电和旅游 文化体育和旅游",
    "交通": "交通运输",
    "环境": "生态环境",
    "资规": "自然资源和规划 规划和自然资源",
    "资源": "自然资源",
    "城管": "城市管理",
    "退役": "退役军人事务",
    "应急": "应急管理",
    "医保": "医疗保障",
    "机关": "机关事务管理",
    "教体": "教育体育 教育和体育",
    "工信": "工业和信息化",
    "经信": "经济和信息化",
    "科技": "科学技术",
    "科工": "科技和工业信息化",
    "林草": "林业和草原",
    "园林": "园林绿化",
    "绿容": "绿化和市容管理",
    "民宗": "民族宗教事务",
    "国资": "国有资产监督管理",
    "数据": "数据资源管理",
    "政务": "政务服务管理",
    "审批": "行政审批服务",
    "乡振": "乡村振兴",
}
"""办公室里的叫法 → 机关名称的主干，几种写法用空格隔开。"""

SHORT = {core: short for short, cores in CALLED.items() for core in cores.split()}

LONGEST_CORE = 5
"""主干多于五个字的，拼出来太长，取头四个字。"""


def unit_id(name: str, taken: Container[str], prefix: str = "") -> str:
    """给一个单位拟编号；拟不出为空。

    Args:
        name: 全称。
        taken: 已经用了的编号。
        prefix: 不是站点默认的政协的，前面加上政协的编号。
    """
    bare = re.sub(r"[（(].*?[）)]", "", name)
    local = PLACE.sub("", bare, count=1)
    core = ENDING.sub("", local) or local.removeprefix("人民")
    core = SHORT.get(core, core if len(core) <= LONGEST_CORE else core[:4])
    for words in (core, bare):
        made = "-".join(part for part in (prefix, _spelled(words)) if part)
        if made and made != prefix and made not in taken:
            return made
    whole = "-".join(part for part in (prefix, _spelled(bare)) if part)
    if not _spelled(bare):
        return ""
    return next((made for number in range(2, 1000) if (made := f"{whole}-{number}") not in taken), "")


def _spelled(words: str) -> str:
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - 装载要半秒，别的动词用不着

    return "".join(re.sub("[^0-9a-z]", "", part.lower()) for part in lazy_pinyin(words))[:40]
