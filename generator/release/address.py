"""网址：一条记录的网址只由种类与编号决定，永不改变。"""

import hashlib
import unicodedata
from functools import lru_cache
from urllib.parse import quote

from generator.terms import RecordKind

CORRECTIONS = "statistics/corrections.html"
"""更正页。"""


@lru_cache(maxsize=20_000)
def page_path(kind: RecordKind, identifier: str) -> str:
    """记录页相对站点根目录的路径：编号在最后一个「-」处分成目录与文件名。"""
    return f"{_stem(kind.folder, identifier)}.html"


def list_path(kind: RecordKind, identifier: str, name: str) -> str:
    """一条记录页上列不完的一张表的网址；编号的末一段里没有「-」，不会与别的记录同址。"""
    return f"{_stem(kind.folder, identifier)}-{name}.html"


def data_path(kind: RecordKind, identifier: str) -> str:
    """记录的 JSON 孪生文件的路径。"""
    return f"{_stem(kind.folder, identifier)}.json"


def _stem(folder: str, identifier: str) -> str:
    group, _, name = identifier.rpartition("-")
    return f"{folder}/{group}/{name}" if group else f"{folder}/{name}"


def card_path(identifier: str) -> str:
    """一个平台的二维码卡。"""
    return f"{_stem('cards', identifier)}.html"


def stations_path(body: str | None) -> str:
    """一级政协的站、室、点一览；没有写政协的是总的那一页。"""
    return f"stations/{body or 'index'}.html"


def practice_path(identifier: str) -> str:
    """一个做法在名录里的网址。"""
    return f"practices/index.html#{practice_anchor(identifier)}"


def practice_anchor(identifier: str) -> str:
    """一个做法在名录里的锚点：T01 是 practice-t01。"""
    return f"practice-{slug(identifier.lower())}"


def session_id(body: str | None, term: int | None, session: int | None) -> str | None:
    """一次会议的编号：政协-届-次；届次不全的没有。"""
    if term is None or session is None:
        return None
    return f"{body}-{term}-{session}" if body else f"{term}-{session}"


def session_path(identifier: str) -> str:
    """一次会议的页面。"""
    return f"{_stem('sessions', identifier)}.html"


def topic_path(word: str) -> str:
    """一个主题词的页面。"""
    return f"topics/{slug(word)}.html"


def category_path(word: str) -> str:
    """一个类别的页面。"""
    return f"categories/{slug(word)}.html"


LONGEST, KEPT = 240, 60
"""文件名至多 255 个字节，连同后缀；一个词长过这么多字节的，只留开头几个字。"""


@lru_cache(maxsize=10_000)
def slug(word: str) -> str:
    """一个词做文件名：汉字、小写字母、数字原样，其余换成「-」；换过的加上原词的指纹，使不同的词不会同名。"""
    folded = unicodedata.normalize("NFKC", word)
    kept = "".join(c if c.isalnum() and c == c.lower() else "-" for c in folded).strip("-")
    is_short = len(kept.encode()) <= LONGEST
    if kept == word and kept != "index" and is_short:
        return kept
    kept = kept if is_short else kept[:KEPT]
    return f"{kept}-{hashlib.sha256(word.encode()).hexdigest()[:8]}".strip("-")


@lru_cache(maxsize=10_000)
def quoted(path: str) -> str:
    """写进网址的路径：汉字等换成百分号写法，「/」与「#」原样。"""
    return quote(path, safe="/#")


def relative(path: str, root: str) -> str:
    """从某页看去的相对网址；root 是回到站点根目录的前缀：「.」「..」「../..」。"""
    return path if root == "." else f"{root}/{path}"


def depth(path: str) -> int:
    """一页在站点根目录下几层，0 是根。"""
    return path.count("/")


def root(path: str) -> str:
    """由一页回到站点根目录的相对路径：../..；根目录里的页是一点。"""
    return "/".join([".."] * depth(path)) or "."
