"""索引文件的外形：一律是脚本，打开就把内容交给页面上登记好的一个函数。"""

import base64
import json
import re
from collections.abc import Iterable

from generator.output.artifact import Artifact
from generator.output.search.folding import fold_character, traditional_characters

FORMAT = 1


def script_text(path: str, content: bytes) -> Artifact:
    """一个只含可打印字符的文件。"""
    return Artifact(path, b'shaiSearchData("' + content + b'")\n')


def script_bytes(path: str, content: bytes) -> Artifact:
    """一个二进制内容的文件。"""
    return script_text(path, base64.b64encode(content))


def script_json(path: str, content: object) -> Artifact:
    """一个 JSON 内容的文件；个别会被当作脚本语法的字符改用转义。"""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    safe = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029").replace("<", "\\u003c")
    return Artifact(path, f"shaiSearchData({safe})\n".encode("utf-8", "replace"))


def manifest(base: str, changes: str | None) -> Artifact:
    """清单：页面先取它，由它得知索引在哪个目录、有没有改动文件。"""
    return script_json("search/manifest.js", {"format": FORMAT, "base": base, "changes": changes})


def variants(texts: Iterable[str]) -> dict[str, str]:
    """正文里出现过的繁体字，核对与加亮时要用。"""
    pattern = re.compile(f"[{''.join(sorted(traditional_characters()))}]")
    return pairs_of({found for text in texts for found in pattern.findall(text)})


def pairs_of(sources: Iterable[str]) -> dict[str, str]:
    """若干繁体字与折叠后的字，排成两个等长的串。"""
    ordered = sorted(sources)
    return {"from": "".join(ordered), "to": "".join(fold_character(each) for each in ordered)}
