"""一段字节里里外外的全部内容：压缩的解开，编码的译出，不论藏在哪一层、从第几个字节起。"""

import base64
import re
import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO

ENCODED_TEXT = re.compile(rb"[A-Za-z0-9+/_-]{24,}={0,2}")
STREAM = re.compile(rb"\x1f\x8b\x08|\x78[\x01\x5e\x9c\xda]")
"""gzip 与 zlib 的开头：SQLite、图片、打包的文件里都可能有一段。"""

ZIPPED = b"PK\x03\x04"
DEEPEST = 3


def layers(content: bytes, depth: int = DEEPEST) -> Iterator[bytes]:
    """一段字节，与从里面解得开的压缩、编码的内容。"""
    yield content
    if depth == 0:
        return
    for inner in (*_streams(content), *_archived(content), *_decoded(content)):
        yield from layers(inner, depth - 1)


def _streams(content: bytes) -> Iterator[bytes]:
    for found in STREAM.finditer(content):
        try:
            yield zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(content[found.start() :])
        except zlib.error:
            continue
    try:
        yield zlib.decompressobj(-zlib.MAX_WBITS).decompress(content)
    except zlib.error:
        return


def _archived(content: bytes) -> Iterator[bytes]:
    if not content.startswith(ZIPPED):
        return
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            for item in archive.infolist():
                yield item.filename.encode() + b"\n" + archive.read(item)
    except zipfile.BadZipFile:
        return


def _decoded(content: bytes) -> Iterator[bytes]:
    for found in ENCODED_TEXT.findall(content):
        text = found.translate(bytes.maketrans(b"-_", b"+/")).rstrip(b"=")
        yield base64.b64decode(text[: len(text) // 4 * 4])


def holds(content: bytes, marker: str) -> bool:
    """一段字节里有没有记号，不论怎样编码、转义。"""
    forms = (
        marker.encode("utf-8"),
        marker.encode("utf-16-le"),
        marker.encode("utf-16-be"),
        marker.encode("gb18030"),
        "".join(f"\\u{ord(letter):04x}" for letter in marker).encode(),
        "".join(f"&#{ord(letter)};" for letter in marker).encode(),
        "".join(f"&#x{ord(letter):x};" for letter in marker).encode(),
        "".join(f"%{byte:02X}" for byte in marker.encode()).encode(),
    )
    lowered = content.lower()
    return any(form in content or form.lower() in lowered for form in forms)
