"""模板编译一次记着：记着的与现编的填出来一样；坏了、写不进去都只是重新编译。"""

import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup

from generator.output import templates
from generator.output.templates import Templates


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    monkeypatch.setattr(templates, "COMPILED", tmp_path / "compiled")
    (tmp_path / "records").mkdir()
    write(tmp_path, "你好，{{ name }}")
    return tmp_path


def write(folder: Path, text: str) -> None:
    (folder / "records" / "page.html").write_text(text, "utf-8")


def filled(folder: Path) -> str:
    return Templates([folder]).render("page.html", name="<晒>")


def test_a_template_is_compiled_once_and_fills_the_same(folder: Path) -> None:
    assert filled(folder) == "你好，&lt;晒&gt;"
    (kept,) = (folder / "compiled").iterdir()
    before = kept.stat().st_mtime_ns
    assert filled(folder) == "你好，&lt;晒&gt;"
    assert kept.stat().st_mtime_ns == before


def test_a_changed_template_is_compiled_anew(folder: Path) -> None:
    filled(folder)
    write(folder, "再见，{{ name }}")
    assert filled(folder) == "再见，&lt;晒&gt;"


@pytest.mark.parametrize("damage", [b"", b"x", b"j2", b"\x80\x04." * 20])
def test_a_damaged_compiled_template_costs_only_time(folder: Path, damage: bytes) -> None:
    filled(folder)
    (kept,) = (folder / "compiled").iterdir()
    whole = kept.read_bytes()
    for content in (damage, whole[: len(whole) // 2], whole[:30]):
        kept.write_bytes(content)
        assert filled(folder) == "你好，&lt;晒&gt;"


def test_a_folder_that_cannot_be_written_is_done_without(folder: Path) -> None:
    (folder / "compiled").write_text("挡路", "utf-8")
    assert filled(folder) == "你好，&lt;晒&gt;"


def test_nothing_is_kept_where_python_keeps_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    filled(folder)
    assert not (folder / "compiled").exists()


class Named:
    """看起来像字、其实要转义的东西。"""

    def __str__(self) -> str:
        return "<b>&"


class Bold:
    """自己说得出 HTML 的东西。"""

    def __html__(self) -> str:
        return "<b>粗</b>"


PAGE = """{% import "parts.html" as parts %}
{% for item in items %}{{ parts.line(item, mark=loop.index) }}|{{ parts.line(item) }}{{ parts.line(item, 2) }}|{{ item }}|{{ item ~ "<" }}|
{% endfor %}{{ once(parts.line, items[0]) }}{{ items | length }}{{ known | safe }}"""
PARTS = '{% macro line(item, mark="<无>") %}<i title="{{ item }}">{{ mark }}{{ item }}</i>{% endmacro %}'


@given(
    st.lists(st.text() | st.integers() | st.none() | st.booleans() | st.builds(Markup, st.text()), min_size=1)
)
def test_what_is_filled_is_what_jinja_fills(items: list[object]) -> None:
    sources = {"page.html": PAGE, "parts.html": PARTS}
    ours, theirs = (
        kind(loader=DictLoader(sources), autoescape=True, undefined=StrictUndefined, trim_blocks=True)
        for kind in (templates.DirectEnvironment, Environment)
    )
    for environment in (ours, theirs):
        environment.globals["once"] = lambda macro, *values: macro(*values)
    context = {"items": [*items, Named(), Bold()], "known": "<b>"}
    page = ours.get_template("page.html").render(context)
    assert page == theirs.get_template("page.html").render(context)
    assert page.count("&lt;b&gt;&amp;") >= 4


SHORT = ("{% macro m(x) %}{{ x }}{% endmacro %}{{ m() }}",)
"""宏少给了参数。"""


def test_a_macro_takes_no_more_than_it_says_and_any_extra_it_asks_for(folder: Path) -> None:
    write(folder, "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(1, 2) }}")
    with pytest.raises(TypeError):
        filled(folder)
    write(
        folder,
        "{% macro m(x) %}{{ x }}{{ varargs }}{{ caller() }}{% endmacro %}{% call m(1, '<') %}&{% endcall %}",
    )
    assert filled(folder) == "1(&#39;&lt;&#39;,)&"


def test_a_missing_variable_is_still_an_error(folder: Path) -> None:
    for text in (
        "{{ nobody }}",
        "{% for x in [1] %}{{ nobody(x) }}{% endfor %}",
        "{{ name.nothing }}",
        *SHORT,
    ):
        write(folder, text)
        with pytest.raises(UndefinedError):
            filled(folder)
