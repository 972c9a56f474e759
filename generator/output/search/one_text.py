"""一个正文文件读出来、编回去：抹去一条只动一个文件，不必备好编几万个文件用的大表。"""

from functools import lru_cache

from generator.output.search.reading import Codes
from generator.output.search.texts import ESCAPE, FILE_SEPARATOR, PAIR, RAW_BITS, Tokens, tokens_in
from generator.output.search.units import units_of


@lru_cache(maxsize=1)
def _known(tokens: Tokens) -> dict[str, str]:
    """各码（写成零一）的符号；几个正文文件用的是同一份。"""
    found, code = {}, 0
    for length, text in enumerate(tokens.lengths, start=1):
        code <<= 1
        for token in tokens_in(text):
            found[f"{code:0{length}b}"] = token
            code += 1
    return found


def decoded(content: bytes, tokens: Tokens) -> str:
    """一个正文文件的文字，到文件结束的符号为止。"""
    codes = Codes(content, _known(tokens))
    parts = []
    while (token := codes.next()) != FILE_SEPARATOR:
        parts.append(chr(codes.raw(16)) if token == ESCAPE else token)
    return "".join(parts)


def encoded(text: str, tokens: Tokens) -> bytes:
    """一个正文文件的编码，与 `texts.Encoder` 的一样；只有几千字，不必备好几张大表。"""
    codes = {token: code for code, token in _known(tokens).items()}
    letters = "".join(map(chr, units_of(text).tolist()))
    # 从后往前，各处起最省要几位，头一个符号是几个字。
    costs, sizes = [0] * (len(letters) + 2), [1] * len(letters)
    for at in range(len(letters) - 1, -1, -1):
        costs[at] = (
            costs[at + 1]
            + len(codes.get(letters[at]) or codes[ESCAPE])
            + RAW_BITS * (letters[at] not in codes)
        )
        double = codes.get(letters[at : at + PAIR])
        if at + 1 < len(letters) and double and len(double) + costs[at + PAIR] <= costs[at]:
            costs[at], sizes[at] = len(double) + costs[at + PAIR], PAIR
    parts, at = [], 0
    while at < len(letters):
        token = letters[at : at + sizes[at]]
        at += sizes[at]
        parts.append(codes.get(token) or codes[ESCAPE] + f"{ord(token):016b}"[::-1])
    bits = "".join(parts)
    return int(bits[::-1], 2).to_bytes((len(bits) + 7) >> 3, "little")
