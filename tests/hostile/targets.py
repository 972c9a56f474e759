"""模糊测试的目标：每个入口一个普通函数，收一段字节，断言的是性质。

`make fuzz` 用 atheris 变着花样喂；找到的输入存进 found/，平常的测试把它们重放一遍。
"""

import re
import tempfile
from collections.abc import Callable
from pathlib import Path

import html5lib
import yaml
from mkdocs.utils.meta import get_data

from generator.content.front import TEMPLATE_MARKS
from generator.content.page import read_page
from generator.content.rules import check_page
from generator.gate import publish
from generator.host.configuration import bad_config
from generator.importing.gather import gathered
from generator.output.markdown import render
from generator.problems import Problem
from generator.register import yaml_text
from generator.register.intake import take_in
from generator.register.personal import find
from generator.register.personal.files import mask_file
from generator.register.personal.rewriting import masked
from generator.report import FORMATS
from tests.gate.registers import AS_OF, register_of
from tests.hostile.project import SITE

FOUND = Path(__file__).with_name("found")
PLACES = (
    "proposals/a.yml", "replies/a.yml", "consultations/a.yml", "plans/a.yml", "site.yml",
    "units.csv", "members.csv", "figures.csv", "platforms.csv", "supervisions/a.yml",
)  # fmt: skip
LETTERS = ("a.txt", "a.html", "a.csv", "a.docx", "a.xlsx", "a.xls")
TAGS = {
    *("a", "p", "em", "strong", "del", "code", "pre", "ul", "ol", "li", "blockquote", "hr", "br", "div"),
    *("table", "thead", "tbody", "tr", "th", "td", "html", "head", "body", *(f"h{n}" for n in range(1, 7))),
}
ATTRIBUTES = {"href", "rel", "class", "role", "aria-label", "tabindex", "start"}
SAFE_LINK = re.compile(r"(?:https?|mailto|tel):", re.IGNORECASE)
SPECIAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")


def fuzz_data(content: bytes) -> None:
    """一个数据文件：头一个字节选放在哪里。读得下、说得清；没有错误的过得了门。"""
    if not content:
        return
    with tempfile.TemporaryDirectory() as place:
        data = Path(place)
        (data / "site.yml").write_text(SITE, encoding="utf-8")
        path = data / PLACES[content[0] % len(PLACES)]
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content[1:])
        register, problems = take_in(data)
        told_well(problems)
        if not any(problem.is_error for problem in problems):
            publish(register, AS_OF)


def fuzz_page(content: bytes) -> None:
    """一页文字：页首与 MkDocs 读得一样，放行的标题里没有模板。"""
    text = _text(content)
    problems = [item for item in check_page("content/a.md", "a.md", text) if isinstance(item, Problem)]
    told_well(problems)
    unified = text.replace("\r\n", "\n").replace("\r", "\n")
    if any(problem.is_error for problem in problems) or not unified.strip():
        return
    page = read_page("content/a.md", "a.md", text)
    body, meta = get_data(unified)
    ours = yaml.safe_load(page.front_matter) if page.front_matter else {}
    assert meta == (ours or {}), "页首读得不一样"
    assert body.strip("\n") == page.body.strip("\n") or not meta, "正文从哪里起，认得不一样"
    assert not any(sign in str(value) for value in meta.values() for sign in TEMPLATE_MARKS)


def fuzz_personal(content: bytes) -> None:
    """一段文字：找得到的遮得掉，遮过的再遮不变；位置对得上原文。"""
    text = _text(content)
    for item in find(text):
        assert text[item.start : item.end] == item.text
    hidden = masked(text, lambda _: False)
    assert masked(hidden, lambda _: False) == hidden


def fuzz_mask(content: bytes) -> None:
    """遮一个数据文件：读得通的，遮过仍读得通，键一个不变。"""
    text = _text(content)
    try:
        before = yaml_text.parse(text, "a.yml")
        after = mask_file(text, "replies/a.yml")
    except (yaml_text.YamlProblem, RecursionError):
        return
    if before is not None and after != text:
        assert _keys(yaml_text.parse(after, "a.yml")) == _keys(before)


def fuzz_text(content: bytes) -> None:
    """一段正文排成 HTML：别的解析器读来，也只有见惯的标签与四种链接。"""
    tree = html5lib.parse(str(render(_text(content))), treebuilder="etree", namespaceHTMLElements=False)
    for element in tree.iter():
        assert element.tag in TAGS, element.tag
        assert set(element.attrib) <= ATTRIBUTES, element.attrib
        assert SAFE_LINK.match(element.attrib.get("href", "https:")), element.attrib


def fuzz_letter(content: bytes) -> None:
    """一件来函：头一个字节选叫什么名字。读不了的说得清。"""
    if not content:
        return
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / LETTERS[content[0] % len(LETTERS)]
        path.write_bytes(content[1:])
        told_well([problem for item in gathered([path], REGISTER).found for problem in item.problems])


def fuzz_config(content: bytes) -> None:
    """站点配置：放行的不造对象、不引别的文件。"""
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "mkdocs.yml"
        path.write_bytes(content)
        problem = bad_config(path)
    if problem is None:
        given = yaml.safe_load(content.decode("utf-8-sig"))
        assert isinstance(given, dict)
        assert not {"INHERIT", "hooks"} & given.keys()
    else:
        told_well([problem])


REGISTER = register_of({})
TARGETS: dict[str, Callable[[bytes], None]] = {
    "data": fuzz_data,
    "page": fuzz_page,
    "personal": fuzz_personal,
    "mask": fuzz_mask,
    "text": fuzz_text,
    "letter": fuzz_letter,
    "config": fuzz_config,
}
"""名字 → 目标。"""


def told_well(problems: "tuple[Problem, ...] | list[Problem]") -> None:
    """每条问题都有改法，列号落在原文里，说明里没有能指挥终端的字。"""
    for problem in problems:
        assert problem.cure or not problem.is_error, problem
        assert problem.mark.column <= len(problem.mark.excerpt) + 1 or not problem.mark.excerpt, problem
    for form in FORMATS.values():
        assert SPECIAL.search(form(tuple(problems))) is None


def _text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def _keys(node: object) -> list[str]:
    if isinstance(node, yaml.MappingNode):
        return [f"{key.value}:{inner}" for key, value in node.value for inner in (_keys(value) or [""])]
    if isinstance(node, yaml.SequenceNode):
        return [inner for item in node.value for inner in _keys(item)]
    return []
