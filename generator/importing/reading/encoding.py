"""字节 → 文字：UTF-8、带字节序标记的 UTF-8、UTF-16、GB18030；分不清的不猜。"""

import codecs
import re

from generator.importing.material import refuse
from generator.problems import Mark

HAN = re.compile("[\u4e00-\u9fff]")
BEYOND = re.compile("[^\x00-\x7f]")
UNUSUAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ue000-\uf8ff\ufffd\ufffe\uffff]")
COMMON = 0.9
"""按 GB18030 读出的非西文字符里，至少有这么多是 GB 2312 里的常用字，才敢说就是它。"""

CURE = "用记事本或表格软件打开，看清没有乱码，另存为 UTF-8。"


def text_of(content: bytes, path: str) -> str:
    """认出编码并读成文字。

    Raises:
        Refused: 不是文字，或分不清是哪种编码。
    """
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if content.startswith(mark):
            return _strict(content, encoding, path)
    if b"\x00" in content[:4096]:
        raise refuse("not-text", Mark(path), "这不是文字文件", "检查是否放错了文件，或扩展名写错了。")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return _as_gb(content, path)
    if BEYOND.search(text) and not HAN.search(text) and _is_common(_gb(content)):
        raise refuse("encoding-ambiguous", Mark(path), "分不清是 UTF-8 还是 GB18030，两种都读得通", CURE)
    return text


def _strict(content: bytes, encoding: str, path: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise refuse("encoding", Mark(path), "文件里有坏掉的字节", CURE) from None


def _gb(content: bytes) -> str:
    try:
        return content.decode("gb18030")
    except UnicodeDecodeError:
        return ""


def _as_gb(content: bytes, path: str) -> str:
    text = _gb(content)
    if not _is_common(text):
        raise refuse("encoding", Mark(path), "认不出文件的编码，读出来像是乱码", CURE)
    return text


def _is_common(text: str) -> bool:
    """读出来的是不是平常的中文。"""
    beyond = BEYOND.findall(text)
    if not beyond or UNUSUAL.search(text):
        return False
    usual = sum(_in_gb2312(character) for character in beyond)
    return usual >= COMMON * len(beyond)


def _in_gb2312(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
