"""手册里的例子：一个虚构的小政协，各类记录一份，合起来正好是一个查不出错的数据目录。"""

from generator.register.folder import SITE_FILE
from generator.terms import RecordKind

SITE = """\
title: 青禾区政协提案公开（虚构）
description: 提案、答复与承诺，一件一件公开。
body: qinghe
base_url: https://qinghe.example/
organization: 青禾区政协办公室（虚构）
report: mailto:jiucuo@qinghe.example
feeds: {authority: "qinghe.example,2026"}

# 办理结果的写法各地不同，字母离开对照表没有意义。用得着的留下，用不着的删去。
result_scale: ABC
result_scales:
  ABC: {A: 解决或采纳, B: 列入计划拟解决, C: 留作参考}
  ABCD: {A: 解决或采纳, B: 列入计划拟解决, C: 因条件限制暂不能解决, D: 留作参考}
  文字: {解决或采纳: 解决或采纳, 列入计划拟解决: 列入计划拟解决, 留作参考: 留作参考}

satisfaction_scale: 三级
satisfaction_scales:
  三级: {满意: 满意, 基本满意: 基本满意, 不满意: 不满意}
  四级: {同意: 满意, 理解: 基本满意, 保留: 保留, 不同意: 不满意}

# 期限依本地的规定，规则和依据会写在期限旁边。
clocks:
  - {id: dafu, title: 答复, start: 交办, end: 答复, amount: 3, unit: 个月, extended: 6, source: 某办法}
  - {id: gongkai, title: 公开, subject: 答复, start: 答复, end: 公开, amount: 20, unit: 工作日}

# 闭环：有先后的环节，名称自定；有规定期限的环节写 amount 和 unit，从上一环（或 start 那一环）起算。
chains:
  - id: xieshang
    title: 协商—落实—反馈
    stages:
      - {name: 协商, actor: 政协}
      - {name: 落实, actor: 承办单位, amount: 3, unit: 个月}
      - {name: 反馈, actor: 政协, amount: 20, unit: 工作日}
  - id: suqing
    title: 收到—交办—答复—回访
    stages:
      - {name: 收到, actor: 委员工作站}
      - {name: 交办, actor: 街道, amount: 2, unit: 日}
      - {name: 答复, actor: 承办单位, amount: 1, unit: 周}
      - {name: 回访, actor: 委员, amount: 1, unit: 个月, start: 答复}
"""

BODY = """\
id,name,short_name,level
qinghe,政协青禾区委员会（虚构）,青禾区政协,区县级
"""

UNIT = """\
id,name,short_name,kind
jianshe,青禾区建设和交通局（虚构）,区建交局,政府部门
minzheng,青禾区民政局（虚构）,区民政局,政府部门
"""

SECTOR = """\
id,name
keji,科技界
"""

MEMBER = """\
id,name,sector,platforms,withheld
m01,委员甲,keji,zhan,否
m02,委员乙,keji,,是
"""

PLATFORM = """\
id,name,kind,level,place,sectors,topics,opened
zhan,青禾街道委员工作站（虚构）,委员工作站,乡镇街道级,青禾街道,keji,加装电梯；停车,2022
"""

FIGURE = """\
id,group,label,value,qualifier,unit,as_of,part_of,breakdown,source_title
r-2023-received,五届二次提案,收到,120,,件,2023,,,五届二次会议提案审查报告（虚构）
r-2023-filed,五届二次提案,立案,100,,件,2023,r-2023-received,审查结果,五届二次会议提案审查报告（虚构）
r-2023-other,五届二次提案,未立案,20,,件,2023,r-2023-received,审查结果,五届二次会议提案审查报告（虚构）
r-2023-voices,五届二次提案,走访群众,1900,余,人次,2023,,,五届二次会议提案审查报告（虚构）
"""

PROPOSAL = """\
id: 5-2-0001
number: "0001"
title: 关于加快老旧小区加装电梯的建议
term: 5
session: 2
timing: 会间
proposer: {kind: 联名, first: m01, co: [m02], sector: keji}
category: 城市建设和管理
topics: [加装电梯]
submitted: 2023-01-10
filing: {status: 立案, date: 2023-01-18}
handling: {mode: 主会办, lead: [jianshe], co: [minzheng], assigned: 2023-02-15, due: 2023-05-15}
key: {supervisor: 主席会议成员, method: 视察督办, dates: [2023-04-11]}
open: 全文公开
background: |
  没有电梯的老楼里住着许多老人，装得慢，卡在意见难统一、费用难分担。
suggestions:
  - {id: s1, text: 由街道牵头，为每个门洞提供一份费用分摊方案。}
  - {id: s2, text: 年内加装电梯不少于 20 台。}
visits:
  - {phase: 办前询问, date: 2023-03-02, mode: 电话}
  - {phase: 办后回访, waived: 是}
satisfaction: {attitude: 满意, result: 基本满意, date: 2023-06-10}
sources:
  - {title: 提案摘登（虚构）, publisher: 青禾区政协网站, url: "https://qinghe.example/1", date: 2023-06-01}
"""

REPLY = """\
id: 5-2-0001-jianshe
proposals: [5-2-0001]
unit: jianshe
role: 主办
document_number: 青建提〔2023〕45号
date: 2023-05-10
published: 2023-06-01
open: 主动公开
result: B
text: |
  方案已经编好，发到各街道。2023 年 12 月底前加装 12 台，其余 8 台因管线迁移推迟。
responses:
  - suggestion: s1
    decision: 采纳
    quote: 方案已经编好，发到各街道。
  - suggestion: s2
    decision: 部分采纳
    quote: 2023 年 12 月底前加装 12 台，其余 8 台因管线迁移推迟。
    reason: 其余 8 台要先迁移管线。
    commitments:
      - id: c1
        what: 加装电梯 12 台。
        due: 2023-12-31
        updates:
          - {date: 2023-09-30, status: 进行中, note: 装好 5 台}
          - {date: 2023-12-20, status: 已完成, evidence: 验收单第 3 至 14 号}
result_history:
  - {date: 2023-12-25, result: A, note: 12 台全部验收}
sources:
  - {title: 答复公开（虚构）, url: "https://qinghe.example/2"}
"""

BATCH = """\
id: dianti-2023
title: 老旧小区改造
unit: jianshe
date: 2023-04-18
proposals: [5-2-0001]
site_visit: 看了三个小区。
description: 把同一部门办的几件提案放在一起谈。
"""

CONSULTATION = """\
id: 2023-dianti
title: 三号楼加装电梯协商
kind: 微协商
programme: menkou
timing: 事前
topic: 费用怎样分担
date: 2023-03
place: zhan
participants:
  - {group: 居民代表, count: 5}
  - {group: 承办单位}
proposals: [5-2-0001]
opinions: {raised: 12, adopted: 9}
agreements: [一楼不出钱, 六楼出大头]
tasks:
  - id: t1
    what: 公示分摊方案。
    unit: jianshe
    due: 2023-04-30
    updates: [{date: 2023-04-20, status: 已销号}]
chain: xieshang
stages:
  - {stage: 协商, date: 2023-03}
  - {stage: 落实, date: 2023-04-20, actor: 区建交局, note: 分摊方案公示}
  - {stage: 反馈, date: 2023-05-10, note: 在工作站当面反馈}
publications:
  - {channel: 公众号, title: 一部电梯怎样谈成（虚构）, date: 2023-05-12}
sources:
  - {title: 一部电梯怎样谈成（虚构）, file: dianti.txt}
"""

PROGRAMME = """\
id: menkou
title: 门口协商（虚构）
kind: 品牌
venues: [楼道口, 工作站]
fields: [加装电梯, 停车]
lead: 区政协社会委
groups: [电梯小组, 停车小组]
rota:
  - {period: 2023 年上半年, who: 科技界, what: 电梯, record: 协商/2023-dianti}
  - {period: 2023 年下半年, start: 2023-07-01, end: 2023-12-31, body: qinghe, what: 停车}
outcomes:
  - {what: 三号楼的电梯投入使用。, level: 一件诉求, date: 2023-11}
sources:
  - {title: 门口的事门口谈（虚构）, file: menkou.txt}
"""

OPINION = """\
id: 2023-dianti
title: 加装电梯的补贴申请要跑四个窗口
number: 第 12 期
date: 2023-02-08
channel: 征集点
provider: 居民代表
platform: zhan
sectors: [keji]
units: [jianshe]
topics: [加装电梯]
description: 补贴、规划、质监、燃气各在一处，一位老人来回跑了六趟。
suggestions: [四个窗口并成一个, 材料网上交一次]
adoptions:
  - {kind: 报送, level: 区县级, by: 区政协信息专报, date: 2023-02-10}
  - {kind: 批示, level: 区县级, by: 区政府分管领导, date: 2023-02-15}
  - {kind: 转化, by: 区建交局, date: 2023-05}
outcomes:
  - {what: 补贴申请改为一个窗口办。, level: 一项机制, date: 2023-05}
related: [提案/5-2-0001]
"""

BILL = """\
id: 2023-dianti-banfa
title: 青禾区加装电梯管理办法（草案）
kind: 政府规章
drafter: 区司法局
date: 2023-03-01
topics: [加装电梯]
rounds:
  - {id: r1, name: 起草阶段座谈, date: 2023-03-10, form: 座谈会, participants: 18, comments: 24, accepted: 9}
  - {id: r2, name: 审议前书面征求, date: 2023-06, form: 书面, comments: 6, accepted: 4}
comments:
  - {id: c1, round: r1, article: 第十二条, text: 写明一楼住户可以不出资。, decision: 采纳}
  - {id: c2, round: r1, text: 由街道统一采购。, decision: 未采纳, reason: 应由业主自行选择。}
enacted: 2023-09-01
effective: 2023-10-01
"""

SUPERVISION = """\
id: 2024-dianti-jiandu
title: 加装电梯进度监督
kind: 专题监督
topic: 年内二十台能不能装完
date: 2024-04-10
units: [jianshe]
observers:
  - {group: 特约监督员, count: 3}
problems:
  - {id: w1, what: 八台卡在管线迁移, advice: 先迁后装, unit: jianshe, status: 已完成, done: 2024-06-20}
related: [提案/5-2-0001]
"""

SURVEY = """\
id: 2023-dianti-pingyi
title: 加装电梯办理情况群众评议
kind: 群众评议
question: 对加装电梯的办理满意不满意
date: 2023-12-01
closed: 2023-12-20
topics: [加装电梯]
audiences:
  - {group: 已装门洞的居民, sent: 300, returned: 280, valid: 276}
  - {group: 未装门洞的居民, sent: 200, returned: 120}
scale: [满意, 基本满意, 不满意]
results:
  - {question: 办理速度, group: 已装门洞的居民, choice: 满意, count: 200}
  - {question: 办理速度, group: 已装门洞的居民, choice: 基本满意, count: 60}
  - {question: 办理速度, group: 已装门洞的居民, choice: 不满意, count: 16}
findings: [管线迁移最慢]
related: [提案/5-2-0001]
"""

PLAN = """\
id: 2023-xieshang
title: 2023 年度协商工作计划
area: 协商
year: 2023
date: 2023-02-20
issuers: [区委办公室, 区政府办公室, 区政协办公室]
document: gongzuo-guicheng
items:
  - id: x1
    what: 老旧小区加装电梯
    form: 微协商
    source: 征题
    proposed_by: 青禾街道居民代表
    lead: 社会委
    units: [jianshe]
    due: 2023-03
    records: [协商/2023-dianti]
    fate: 已开展
  - {id: x2, what: 停车难, form: 专题协商, source: 点题, due: 2023-10, fate: 已调整, note: 改到下一年}
  - {id: x3, what: 主席会议成员接待群众, source: 报题, planned: 12, held: 11}
items_total: 5
"""

SERVICE = """\
id: 2023-qinghe
title: 青禾街道委员服务清单
date: 2023
platform: zhan
provider: 科技界委员小组
items:
  - {id: z1, kind: 需求, what: 教老人用手机, audience: 社区老人}
  - {id: z2, kind: 项目, what: 手机课堂, provider: 科技界, times: 6, served: 180}
orders:
  - {item: z2, date: 2023-04-03, by: 青禾居委会, status: 已完成, done: 2023-04-15, note: 来了 32 人}
  - {item: z2, date: 2023-11-20, by: 河西居委会, status: 已接单}
"""

DOCUMENT = """\
id: gongzuo-guicheng
title: 委员工作站工作规程（试行）
document_number: 青协办〔2022〕5号
kind: 规程
issuers: [区政协办公室]
status: 试行
date: 2022-06-30
effective: 2022-07-01
points: [每站每季度至少活动一次, 每次协商请界别群众代表参加]
publications:
  - {channel: 网站, url: "https://qinghe.example/guicheng", date: 2022-07-01}
"""

ISSUE = """\
id: dianti
title: 一部电梯，一条规矩
kind: 案例
question: 老楼装电梯，意见难统一、费用难分担
channel: 征集点
level: 一项机制
place: 青禾街道
platform: zhan
units: [jianshe]
topics: [加装电梯]
passages:
  - {channel: 提案, date: 2023-01-10, record: 提案/5-2-0001}
  - {channel: 社情民意, date: 2023-02-08, what: 居民说办补贴要跑四个窗口, record: 社情民意/2023-dianti}
  - {channel: 协商, date: 2023-03, record: 协商/2023-dianti}
  - {channel: 立法, date: 2023-09-01, what: 办法通过, record: 立法协商/2023-dianti-banfa}
outcomes:
  - {what: 三号楼的电梯投入使用。, level: 一件诉求, date: 2023-11}
  - {what: 补贴申请一个窗口办。, level: 一项机制, date: 2023-05}
"""

EXAMPLES: dict[RecordKind, tuple[str, str]] = {
    RecordKind.BODY: ("bodies.csv", BODY),
    RecordKind.UNIT: ("units.csv", UNIT),
    RecordKind.MEMBER: ("members.csv", MEMBER),
    RecordKind.SECTOR: ("sectors.csv", SECTOR),
    RecordKind.PLATFORM: ("platforms.csv", PLATFORM),
    RecordKind.PROPOSAL: ("proposals/5-2/0001.yml", PROPOSAL),
    RecordKind.REPLY: ("replies/5-2/0001-jianshe.yml", REPLY),
    RecordKind.BATCH: ("batches/2023.yml", BATCH),
    RecordKind.CONSULTATION: ("consultations/2023/dianti.yml", CONSULTATION),
    RecordKind.PROGRAMME: ("programmes/menkou.yml", PROGRAMME),
    RecordKind.OPINION: ("opinions/2023.yml", OPINION),
    RecordKind.BILL: ("bills/2023.yml", BILL),
    RecordKind.SUPERVISION: ("supervisions/2024.yml", SUPERVISION),
    RecordKind.SURVEY: ("surveys/2023.yml", SURVEY),
    RecordKind.PLAN: ("plans/2023.yml", PLAN),
    RecordKind.SERVICE: ("services/2023.yml", SERVICE),
    RecordKind.DOCUMENT: ("documents/guicheng.yml", DOCUMENT),
    RecordKind.ISSUE: ("issues/dianti.yml", ISSUE),
    RecordKind.FIGURE: ("figures.csv", FIGURE),
}
"""种类 →（在数据目录里的路径，文件内容）。"""

FILES: dict[str, str] = {SITE_FILE: SITE, **dict(EXAMPLES.values())}
"""整个例子：路径 → 内容。"""
