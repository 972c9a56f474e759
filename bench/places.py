"""语料里的政协、单位、委员与主题：全是编号式的占位，不冒充任何真实的机关和人。"""

from itertools import product

CITY = "shi"
BODIES = {CITY: "示例市", **{f"qu{place}": f"第{place}区" for place in range(1, 10)}}
OFFICES = {
    "jiaoyu": "教育局", "minzheng": "民政局", "zhujian": "住房和建设局", "jiaotong": "交通局",
    "shuiwu": "水务局", "weijian": "卫生健康局", "wenlv": "文化和旅游局", "renshe": "人力资源和社会保障局",
    "caizheng": "财政局", "fagai": "发展和改革局", "keji": "科技局", "gongxin": "工业和信息化局",
    "huanbao": "生态环境局", "nongye": "农业农村局", "shangwu": "商务局", "yingji": "应急管理局",
    "shichang": "市场监督管理局", "tiyu": "体育局", "chengguan": "城市管理局", "gongan": "公安局",
    "guihua": "规划和自然资源局", "yuanlin": "园林局", "shuju": "数据局", "sifa": "司法局",
}  # fmt: skip
SECTORS = (
    "教育",
    "科技",
    "医药卫生",
    "经济",
    "农业",
    "文化艺术",
    "体育",
    "工会",
    "妇联",
    "青联",
    "工商联",
    "科协",
)
CATEGORIES = (
    "经济建设",
    "政治建设",
    "文化建设",
    "社会建设",
    "生态文明",
    "城市建设和管理",
    "教育",
    "医疗卫生",
)
MATTERS = (
    "养老", "托育", "停车", "电梯", "垃圾", "供水", "公交", "慢行", "校园", "食品", "医疗", "就业", "人才",
    "创业", "科研", "文物", "旅游", "体育", "公园", "河道", "防洪", "噪声", "能源", "农田", "粮食", "物流",
    "商圈", "数据",
)  # fmt: skip
ASPECTS = ("服务", "设施", "监管", "规划", "补贴", "改造", "安全", "标准", "协同", "宣传")
TOPICS = tuple(f"{matter}{aspect}" for aspect, matter in product(ASPECTS, MATTERS))
MEMBERS_EACH = 40
PLATFORMS_EACH = 6


def tables() -> dict[str, str]:
    """名册：文件名 → CSV 的文字。"""
    bodies = ["id,name,short_name,level,parent"]
    units, sectors = ["id,name,body,kind"], ["id,name,body"]
    members, platforms = ["id,name,body,sector"], ["id,name,kind,body,level"]
    for body, name in BODIES.items():
        level, parent = ("市级", "") if body == CITY else ("区县级", CITY)
        bodies.append(f"{body},政协{name}委员会,{name}政协,{level},{parent}")
        units += [f"{body}{office},{name}{title},{body},政府部门" for office, title in OFFICES.items()]
        sectors += [f"{body}-{place},{sector}界,{body}" for place, sector in enumerate(SECTORS)]
        members += [
            f"{body}-m{place:02d},{name}委员{place:02d},{body},{body}-{place % len(SECTORS)}"
            for place in range(MEMBERS_EACH)
        ]
        platforms += [
            f"{body}-p{place},{name}第{place}委员工作站,委员工作站,{body},乡镇街道级"
            for place in range(PLATFORMS_EACH)
        ]
    return {
        f"{table}.csv": "\n".join(rows) + "\n"
        for table, rows in (
            ("bodies", bodies),
            ("units", units),
            ("sectors", sectors),
            ("members", members),
            ("platforms", platforms),
        )
    }


SITE = """\
title: 测量用的档案
description: 测量速度与内存用的拼合语料，不是任何真实的提案。
body: shi
base_url: https://bench.example/
organization: 测量
feeds: {authority: "bench.example,2024", limit: 50}
result_scale: 文字
result_scales:
  文字:
    解决或采纳: 解决或采纳
    正在解决: 正在解决
    列入计划拟解决: 列入计划拟解决
    因条件限制暂不能解决: 因条件限制暂不能解决
    留作参考: 留作参考
satisfaction_scale: 三级
satisfaction_scales:
  三级: {满意: 满意, 基本满意: 基本满意, 不满意: 不满意}
clocks:
  - {id: dafu, title: 答复, start: 交办, end: 答复, amount: "3", unit: 个月, extended: "6"}
  - {id: gongkai, title: 公开, subject: 答复, start: 答复, end: 公开, amount: "20", unit: 工作日}
"""
