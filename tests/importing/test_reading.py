"""来函里看不见的、不该有的，不收；坏文件说清楚，不崩溃。"""

import io
import zipfile
from pathlib import Path

import pytest

from generator.importing.material import Document, Refused
from generator.importing.reading import read

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def docx(path: Path, body: str, **others: bytes) -> Path:
    """手工搭一个 Word 文件；others 是另外的条目，名字里的「__」是「/」。"""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", f"<w:document {W}><w:body>{body}</w:body></w:document>")
        for name, content in others.items():
            archive.writestr(name.replace("__", "/"), content)
    path.write_bytes(buffer.getvalue())
    return path


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r></w:p>"


def rules(path: Path) -> list[str]:
    with pytest.raises(Refused) as refused:
        read(path, path.name)
    return [problem.rule for problem in refused.value.problems]


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def test_plain_word_letter_is_read_paragraph_by_paragraph(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", paragraph("第一段") + paragraph("第二段"))
    assert texts(read(path, "a.docx")) == ["第一段", "第二段"]


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (f"<w:p><w:ins>{paragraph('添的')[5:-6]}</w:ins></w:p>", "tracked-change"),
        ("<w:p><w:del><w:r><w:delText>删的</w:delText></w:r></w:del></w:p>", "tracked-change"),
        (paragraph("藏的", "<w:vanish/>"), "hidden-text"),
        (paragraph("白的", '<w:color w:val="FFFFFF"/>'), "hidden-text"),
        (paragraph("涂黑的", '<w:highlight w:val="black"/>'), "hidden-text"),
        (paragraph("黑底黑字", '<w:color w:val="000000"/><w:shd w:fill="000000"/>'), "hidden-text"),
        ('<w:p><w:r><w:t>甲</w:t><w:commentReference w:id="0"/></w:r></w:p>', "comment"),
    ],
)
def test_what_a_reader_cannot_see_is_refused_with_its_paragraph(tmp_path: Path, body: str, rule: str) -> None:
    path = docx(tmp_path / "a.docx", paragraph("看得见的") + body)
    with pytest.raises(Refused) as refused:
        read(path, "a.docx")
    found = refused.value.problems
    assert [problem.rule for problem in found] == [rule]
    assert found[0].mark.line == 2
    assert found[0].cure


def test_macros_and_embedded_files_are_refused(tmp_path: Path) -> None:
    path = docx(tmp_path / "a.docx", paragraph("甲"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"x")
        archive.writestr("word/embeddings/oleObject1.bin", b"x")
    assert rules(path) == ["macro", "embedded-file"]


def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    assert rules(docx(tmp_path / "a.docx", paragraph("甲"), word__media=b"0" * 70_000_000)) == [
        "archive-too-big"
    ]


def test_xml_entities_are_refused(tmp_path: Path) -> None:
    hostile = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'
    path = docx(tmp_path / "a.docx", paragraph("甲"))
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("word/styles.xml", hostile)
    assert rules(path) == ["unsafe-xml"]


@pytest.mark.parametrize("content", [b"PK\x03\x04" + b"\x00" * 50, b"PK\x03\x04"])
def test_a_broken_word_file_is_said_to_be_broken(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(content)
    assert rules(path) == ["broken-file"]


@pytest.mark.parametrize(
    ("name", "content", "rule"),
    [
        ("a.xls", bytes.fromhex("d0cf11e0a1b11ae1") + b"\x00" * 512, "broken-file"),
        ("a.doc", bytes.fromhex("d0cf11e0a1b11ae1") + "WordDocument".encode("utf-16-le"), "other-format"),
        ("a.pdf", b"%PDF-1.7", "other-format"),
        ("a.txt", b"\x81\x00\xff", "not-text"),
        ("a.txt", b"  \n", "empty-file"),
    ],
)
def test_files_it_cannot_read_are_refused_with_a_cure(
    tmp_path: Path, name: str, content: bytes, rule: str
) -> None:
    path = tmp_path / name
    path.write_bytes(content)
    assert rules(path) == [rule]


@pytest.mark.parametrize("part", ["xl/workbook.xml", "content.xml"])
def test_broken_workbooks_are_said_to_be_broken(tmp_path: Path, part: str) -> None:
    path = tmp_path / "a.et"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr(part, "<a/>")
    assert rules(path) == ["broken-file"]


def test_hidden_words_and_scripts_of_a_page_stay_out_and_hidden_words_are_told(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    body = (
        '<html><body><div id="zoom"><script>甲("脚本里的字")</script><p>看得见的正文，有四十个字以上才算是正文，所以这里'
        "接着写下去，一直写到够了为止，再多写几个字也不要紧。</p>"
        '<p style="display:\nnone">藏起来的文字</p><iframe src="file:///etc/passwd"></iframe></div></body></html>'
    )
    path.write_text(body, "utf-8")
    document = read(path, "a.html")
    whole = "".join(texts(document))
    assert "看得见的正文" in whole
    assert "脚本里的字" not in whole
    assert "passwd" not in whole
    assert "藏起来" not in whole
    assert [problem.rule for problem in document.problems] == ["hidden-text"]


def test_a_page_nested_too_deep_to_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.html"
    path.write_text("<html><body>" + "<div>" * 20_000 + "甲" + "</div>" * 20_000, "utf-8")
    assert rules(path) == ["empty-file"]


@pytest.mark.parametrize(
    ("head", "hidden"),
    [
        ("", '<span style="background:#000;color:#000">王某某</span>'),
        ("", '<span style="background-color: black; color: BLACK">王某某</span>'),
        ("<style>.bar{color:#111;background:#111}</style>", '<b class="bar">王某某</b>'),
        ("<style>#x,.y{display : none !important}</style>", '<b id="x">王某某</b>'),
        ("", '<font color="white">王某某</font>'),
    ],
)
def test_blacked_out_words_of_a_page_stay_out(tmp_path: Path, head: str, hidden: str) -> None:
    path = tmp_path / "a.html"
    page = f"<html><head>{head}</head><body><p>公开的一段文字{hidden}</p><p style='color:#000'>又一段</p></body></html>"
    path.write_text(page, "utf-8")
    document = read(path, "a.html")
    assert texts(document) == ["公开的一段文字", "又一段"]
    assert [problem.rule for problem in document.problems] == ["hidden-text"]
