"""Word 文件（.docx）→ 文书。有修订、批注、隐藏文字、宏、嵌入文件的不收：看不见的东西会跟着公开。"""

from collections.abc import Iterator

from lxml import etree

from generator.importing.material import Document, Refused, to_confirm
from generator.importing.reading.archive import Archive
from generator.importing.reading.lines import lines_of
from generator.importing.reading.word_colours import Hidden, Styles
from generator.problems import Mark, Problem

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
BODY = "word/document.xml"
TRACKED = {"ins": "插入", "del": "删除", "moveFrom": "移走", "moveTo": "移来"}
ACCEPT = "在「审阅」里接受或拒绝全部修订，再保存。"
OTHER_TEXT = (("word/footnotes.xml", "脚注"), ("word/endnotes.xml", "尾注"))


def read_docx(archive: Archive) -> Document:
    """读一个 Word 文件。

    Raises:
        Refused: 有看不见或没有定稿的内容；每一处都说明在第几段。
    """
    body = archive.xml(BODY)
    if body is None:
        raise archive.broken()
    styles = Styles(archive.xml("word/styles.xml"))
    reader = _Reader(archive.path, styles)
    texts = list(reader.paragraphs(body))
    found = [*reader.problems, *_package_problems(archive)]
    if found:
        raise Refused(tuple(found))
    lines = lines_of("\n".join(texts))
    return Document(archive.path, lines, problems=tuple(_left_out(archive, body)))


class _Reader:
    """走一遍正文：取看得见的字，记下看不见的。"""

    def __init__(self, path: str, styles: Styles) -> None:
        self._path, self._styles = path, styles
        self._count = 0
        self._told: set[tuple[str, int]] = set()
        self.problems: list[Problem] = []

    def paragraphs(self, root: etree._Element) -> Iterator[str]:
        """各段的文字；文本框里的段落排在它所在的段落之前，表格一行一段。"""
        for child in root:
            name = _name(child)
            if name == "p":
                boxes = [box for box in child.iter(f"{W}txbxContent") if not _inside_fallback(box)]
                for box in boxes:
                    yield from self.paragraphs(box)
                self._count += 1
                yield self._paragraph(child)
            elif name == "tr":
                cells = [" ".join(self.paragraphs(cell)) for cell in child.iter(f"{W}tc")]
                yield "\t".join(cells)
            elif name not in {"txbxContent", "sectPr", "pPr", "rPr"}:
                if name in TRACKED:
                    self._tracked(child, name)
                yield from self.paragraphs(child)

    def _paragraph(self, paragraph: etree._Element) -> str:
        pieces: list[str] = []
        for run in paragraph.iter(f"{W}r", *(W + name for name in TRACKED), f"{W}commentReference"):
            name = _name(run)
            if _in_text_box(run, paragraph):
                continue
            if name in TRACKED:
                self._tracked(run, name)
            elif name == "r":
                pieces.append(self._run(run, paragraph))
        return "".join(pieces)

    def _run(self, run: etree._Element, paragraph: etree._Element) -> str:
        text = "".join(_characters(run))
        if run.find(f"{W}commentReference") is not None:
            self._tell("comment", "有批注", "在「审阅」里删去全部批注，再保存。", text)
        hidden = self._styles.hidden(run, paragraph) if text.strip() else Hidden.NO
        if hidden is not Hidden.NO:
            cure = "要公开的改成平常的黑字，不要的删去，再保存。"
            self._tell("hidden-text", f"有{hidden.value}：「{text.strip()[:30]}」", cure, text)
        return text

    def _tracked(self, element: etree._Element, name: str) -> None:
        text = "".join(element.itertext()).strip()
        self._tell("tracked-change", f"有没有定下来的修订（{TRACKED[name]}）：「{text[:30]}」", ACCEPT, text)

    def _tell(self, rule: str, message: str, cure: str, text: str) -> None:
        place = max(1, self._count)
        if (rule, place) not in self._told:
            self._told.add((rule, place))
            self.problems.append(
                Problem(rule, Mark(self._path, place, 1, text), f"第 {place} 段{message}", cure)
            )


def _name(element: etree._Element) -> str:
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def _inside_fallback(element: etree._Element) -> bool:
    """新旧两种写法并存时，旧的那份是重复。"""
    return any(parent.tag == f"{MC}Fallback" for parent in element.iterancestors())


def _in_text_box(element: etree._Element, paragraph: etree._Element) -> bool:
    for parent in element.iterancestors():
        if parent is paragraph:
            return False
        if _name(parent) == "txbxContent":
            return True
    return False


def _characters(run: etree._Element) -> Iterator[str]:
    for part in run:
        name = _name(part)
        if name == "t":
            yield part.text or ""
        elif name in {"br", "cr"}:
            yield "\n"
        elif name in {"tab", "ptab"}:
            yield " "
        elif name == "noBreakHyphen":
            yield "-"


def _package_problems(archive: Archive) -> Iterator[Problem]:
    """整个文件层面的：宏、嵌入的文件、批注。"""
    mark = Mark(archive.path)
    names = archive.names
    if any(name.endswith("vbaProject.bin") for name in names) or b"macroEnabled" in archive.bytes_of(
        "[Content_Types].xml"
    ):
        yield Problem("macro", mark, "文件里有宏", "另存为不带宏的 .docx。")
    embedded = [
        name for name in names if "/embeddings/" in name or "/activeX/" in name or "afchunk" in name.lower()
    ]
    for name in embedded:
        yield Problem(
            "embedded-file", mark, f"嵌入了别的文件（{name}）", "在 Word 里删去嵌入的对象，再保存。"
        )
    comments = archive.xml("word/comments.xml")
    if comments is not None:
        for comment in comments.iter(f"{W}comment"):
            text = "".join(comment.itertext()).strip()
            message = f"有批注：「{text[:30]}」"
            yield Problem(
                "comment", Mark(archive.path, 0, 0, text), message, "在「审阅」里删去全部批注，再保存。"
            )


def _left_out(archive: Archive, body: etree._Element) -> Iterator[Problem]:
    """看得见、却没有收进文字的：脚注、自动编号。"""
    for name, what in OTHER_TEXT:
        notes = archive.xml(name)
        text = "".join(notes.itertext()).strip() if notes is not None else ""
        if text:
            cure = "需要公开的写进正文。"
            yield to_confirm("left-out", Mark(archive.path), f"{what}没有收入：「{text[:40]}」", cure)
    numbered = [
        paragraph for paragraph in body.iter(f"{W}p") if paragraph.find(f"{W}pPr/{W}numPr") is not None
    ]
    if numbered:
        first = "".join(numbered[0].itertext()).strip()[:30]
        message = f"有 {len(numbered)} 段用了自动编号，编号不在文字里，没有收入（例如「{first}」）"
        yield to_confirm("left-out", Mark(archive.path), message, "对照原件，在正文里补上编号。")
