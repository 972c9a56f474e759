"""打开压缩在一起的文档（xlsx、docx、ods）：先看清大小与内容，再解开。"""

import io
import zipfile
import zlib

from lxml import etree

from generator.importing.material import Refused, refuse
from generator.problems import Mark

MOST_MEMBERS, MOST_BYTES, MOST_RATIO = 5_000, 60_000_000, 200
OLE = bytes.fromhex("d0cf11e0a1b11ae1")
ZIP = b"PK\x03\x04"
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
UNLOCK = "用原来的软件打开，去掉打开密码，另存一份。"


class Archive:
    """一个看过了的压缩包；大小已经核对，XML 里不会有实体。"""

    def __init__(self, content: bytes, path: str) -> None:
        """打开。

        Args:
            content: 文件的全部字节。
            path: 给人看的路径。

        Raises:
            Refused: 不是压缩包、坏了、解开太大、加了密、条目重名。
        """
        self.path = path
        self.content = content
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            self._check()
        except (zipfile.BadZipFile, NotImplementedError, ValueError, EOFError):
            raise self.broken() from None

    def _check(self) -> None:
        members = self._zip.infolist()
        size = sum(member.file_size for member in members)
        names = [member.filename for member in members]
        if any(member.flag_bits & 1 for member in members):
            raise refuse("password", Mark(self.path), "文件加了密码", UNLOCK)
        if (
            len(members) > MOST_MEMBERS
            or size > MOST_BYTES
            or size > MOST_RATIO * max(len(self.content), 50_000)
        ):
            message = "文件解开后大得不正常"
            raise refuse(
                "archive-too-big", Mark(self.path), message, "检查文件的来历；只留需要的内容另存一份。"
            )
        if len(set(names)) < len(names):
            raise self.broken()

    def broken(self) -> Refused:
        """文件坏了的说法。"""
        return refuse("broken-file", Mark(self.path), "文件坏了，打不开", "用原来的软件打开，另存一份再试。")

    @property
    def names(self) -> tuple[str, ...]:
        """各条目的名字。"""
        return tuple(self._zip.namelist())

    def bytes_of(self, name: str) -> bytes:
        """一个条目的字节；没有时为空。"""
        if name not in self.names:
            return b""
        try:
            with self._zip.open(name) as member:
                found = member.read(MOST_BYTES + 1)
        except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError):
            raise self.broken() from None
        if len(found) > MOST_BYTES:
            raise self.broken()
        return found

    def xml(self, name: str) -> etree._Element | None:
        """一个条目读成 XML；没有这个条目时为 None。"""
        content = self.bytes_of(name)
        return self._parsed(content) if content else None

    def refuse_entities(self) -> None:
        """把每个 XML 都先看一遍：有文档类型声明（实体从那里来）的不收。"""
        for name in self.names:
            if name.endswith((".xml", ".rels", ".vml")):
                content = self.bytes_of(name)
                if b"\x00" in content or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
                    raise self._unsafe()

    def _parsed(self, content: bytes) -> etree._Element:
        if b"\x00" in content or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
            raise self._unsafe()
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError:
            raise self.broken() from None

    def _unsafe(self) -> Refused:
        message = "文件里有正常软件不会写的声明（XML 实体）"
        return refuse("unsafe-xml", Mark(self.path), message, "检查文件的来历；用表格或文字软件另存一份。")


def is_encrypted(content: bytes) -> bool:
    """是不是加了打开密码的新格式文档：它们外面套着一层旧格式。"""
    return content.startswith(OLE) and ENCRYPTED in content
