"""动词表：名字、做什么、在哪个文件；用到哪个才读哪个，别的动词要的库一概不读。"""

from dataclasses import dataclass
from importlib import import_module
from typing import Any


@dataclass(frozen=True)
class Verb:
    """一个动词。"""

    file: str
    """在本目录的哪个文件；里面有 EXAMPLE、add_options、run。"""
    summary: str
    """做什么，一句话；动词的清单里就列得出来，不用读它的文件。"""

    @property
    def module(self) -> Any:
        """动词的文件，第一次用到时才读。"""
        return import_module(f"generator.cli.{self.file}")


VERBS = {
    "init": Verb("init", "新开一个网站：配置、名册、文字页、工作流、编辑器的设置，写好就能检查和生成"),
    "new": Verb("new", "起草一条新记录：问几句，补全编号，写成文件；从不覆盖已有的"),
    "import": Verb(
        "importing",
        "读来函（.docx、.txt、网页）与表格（.xlsx、.xls、.et、.ods、.csv），写成新的数据文件；"
        "说不准的留空待确认；已有的不动，写明 --update 才逐处问过再改",
    ),
    "export": Verb(
        "exporting", "把数据写成表格：一个 .xlsx，或一个放 .csv 的文件夹；含不公开的字段，只供内部用"
    ),
    "template": Verb(
        "template",
        "每类记录写一份录入模板（.xlsx）：下拉的选项取自名册与词汇表，附说明；填好用 shai import 读",
    ),
    "check": Verb("check", "检查数据与文字页，列出全部问题与改法"),
    "build": Verb("build", "检查数据，生成网站；有错误时什么也不写"),
    "serve": Verb("serve", "在本机看网站，改了自动更新"),
    "form": Verb("form", "用网页表单改数据：在本机打开，或写成一个文件夹放到办公网的服务器"),
    "publish": Verb("publish", "把建好的网站换到对外的目录，一步到位；没有建完的不换"),
    "preview": Verb(
        "preview", "发布之前看：比起已经公开的，新添什么、改哪些字段、撤下什么、什么不公开和为什么"
    ),
    "explain": Verb("explain", "解释一条记录：公开的决定、时限的算式、承诺的状态、计入了哪些数"),
    "mask": Verb("mask", "遮去数据文件里的手机号、身份证号、住址等，并显示改了哪些行"),
    "reference": Verb("reference", "把数据手册与 JSON Schema 写到一个目录，另可写编辑器的设置"),
    "completion": Verb("completion", "写出命令行补全的脚本：按 Tab 补全动词、选项、种类与文件名"),
}
"""名字 → 动词；列出来照这个次序。"""
