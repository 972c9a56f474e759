"""手写页面的预检：只放行字面值的宏调用，别的写法一概不许进到没有沙箱的模板里。"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.content.files import CONTENT_SUFFIXES
from generator.content.page import Call
from generator.content.rules import check_content, check_page
from generator.macros import MACROS
from generator.problems import Problem

OPENED = "---\nrender_macros: true\n---\n"

INJECTIONS = (
    "{{ ''.__class__.__mro__ }}",
    "{{ config }}",
    "{{ config.site_name }}",
    "{{ environment }}",
    "{{ cycler.__init__.__globals__.os.popen('id').read() }}",
    "{{ lipsum.__globals__ }}",
    "{{ self }}",
    "{{ macros }}",
    "{{ count }}",
    "{{ count('proposal').name }}",
    "{{ count('proposal')['name'] }}",
    "{{ count('proposal') | safe }}",
    "{{ count('proposal') | length }}",
    "{{ count('proposal') + 1 }}",
    "{{ count('proposal') if true else config }}",
    "{{ count(config.site_name) }}",
    "{{ count(kind=config) }}",
    "{{ count('propo' ~ 'sal') }}",
    "{{ count(*['proposal']) }}",
    "{{ count(**{'kind': 'proposal'}) }}",
    "{{ count(('proposal')|upper) }}",
    "{{ latest_replies(count=[1][0]) }}",
    "{{ latest_replies(range(5)) }}",
    "{{ latest_replies(2 + 3) }}",
    "{{ latest_replies(true) }}",
    "{{ latest_replies(none) }}",
    "{{ latest_replies(5)() }}",
    "{{ figures.__globals__ }}",
    "{{ figures().__class__ }}",
    "{{ (figures)().x }}",
    "{{ 1 }}",
    "{{ 'text' }}",
    "{{ [] }}",
    "{{ now() }}",
    "{{ fix_url('x') }}",
    "{{ include_file('/etc/passwd') }}",
    "{% include 'secret.md' %}",
    "{% import 'os' as os %}",
    "{% set x = 1 %}",
    "{% if true %}{{ config }}{% endif %}",
    "{% for x in [1] %}{{ x }}{% endfor %}",
    "{% raw %}{{ config }}{% endraw %}",
    "{% macro count(x) %}{{ config }}{% endmacro %}",
    "{%- set x = 1 -%}",
    "{# 注释 #}",
    "{{- config -}}",
    "{{ count('proposal') }} {{ config }}",
    "{{\nconfig\n}}",
    "{{ count('proposal'",
    "{{ count('proposal') }",
    "{{ }}",
    "{% endif %}",
    "{{ not count('proposal') }}",
    "{{ count('proposal') and config }}",
    "{{ count('proposal') is defined }}",
    "{{ count('proposal', 'a', 'b', 'c', 'd', 'e') }}",
    "{{ count('proposal', kind='reply') }}",
    "{{ count('proposal', unit=1) }}",
    "{{ record('../../etc') }}",
    "{{ record(1) }}",
)


def problems_of(text: str) -> list[Problem]:
    return [item for item in check_page("content/a.md", "a.md", text) if isinstance(item, Problem)]


def calls_of(text: str) -> list[Call]:
    return [item for item in check_page("content/a.md", "a.md", text) if isinstance(item, Call)]


@pytest.mark.parametrize("injection", INJECTIONS)
def test_any_template_form_but_a_literal_macro_call_is_refused(injection: str) -> None:
    assert problems_of(f"{OPENED}\n前文\n\n{injection}\n\n后文\n") != []


@pytest.mark.parametrize(
    "separator", ["\u2028", "\u2029", "\x85", "\x0b", "\x0c", "\x1c"], ids=lambda mark: f"{ord(mark):x}"
)
def test_odd_line_separators_cannot_hide_the_switch_from_the_check(separator: str) -> None:
    page = f"---\ntitle: 甲{separator}---\nrender_macros: true\n---\n{{{{ config }}}}\n"
    assert problems_of(page) != []


@pytest.mark.parametrize("value", ["1", "1.0", "'true'", "on_", "[true]"])
def test_the_switch_is_true_or_false_and_nothing_that_equals_true(value: str) -> None:
    assert [p.rule for p in problems_of(f"---\nrender_macros: {value}\n---\n文字\n")] == [
        "front-matter-value"
    ]


@given(st.text(alphabet="{}%#-()'\"|._ \nacdefglnorstu0123456789", max_size=60))
def test_whatever_is_written_the_check_answers_and_lets_only_known_macros_pass(text: str) -> None:
    for item in check_page("content/a.md", "a.md", OPENED + text):
        assert isinstance(item, Problem) or item.call.name in MACROS


def test_a_good_page_gives_its_calls_with_line_and_column() -> None:
    page = OPENED + '\n共 {{ count("提案") }} 件。\n\n{{ records("reply", unit="zjw", count=3) }}\n'
    assert problems_of(page) == []
    first, second = calls_of(page)
    assert (first.call.name, first.call.arguments["kind"]) == ("count", "proposal")
    assert (first.mark.line, first.mark.column) == (5, 3)
    assert second.call.arguments == {
        "kind": "reply", "unit": "zjw", "topic": "", "session": "", "body": "", "count": 3,
    }  # fmt: skip
    assert (second.mark.line, second.call.line, second.call.page) == (7, 7, "a.md")


@pytest.mark.parametrize(
    ("text", "message", "cure"),
    [
        ("{{ latest_reply(5) }}", "没有宏「latest_reply」", "是否想写「latest_replies」？"),
        ('共 {{ count("propsal") }} 件', "宏 count：没有「propsal」这一种", "可写：政协、单位、委员"),
        (
            "{{ latest_replies(cuont=5) }}",
            "没有参数「cuont」，是否想写「count」",
            "写法：latest_replies(count=5)",
        ),
        ("{{ latest_replies(0) }}", "条数要在 1 到 200 之间，写的是 0", "写法："),
        ("{{ latest() }}", "缺少参数「kind」", "写法：latest(kind, count=5)"),
        ("{{ chart(3) }}", "参数「name」要是加引号的文字", "写法：chart(name)"),
        ("文字 {{ figures() }}", "宏 figures 占一整块，要独占一行", "前后各空一行，顶格写"),
        ('# 共 {{ count("提案") }} 件', "宏 count 写在了标题里", "移到标题下面"),
        ("```\n{{ figures() }}\n```", "宏 figures 写在了代码里", "移出代码"),
        ('`{{ count("提案") }}`', "宏 count 写在了代码里", "移出代码"),
    ],
)
def test_each_mistake_says_what_is_wrong_and_how_to_mend_it(text: str, message: str, cure: str) -> None:
    (problem,) = problems_of(f"{OPENED}\n{text}\n")
    assert message in problem.message
    assert cure in problem.cure
    assert problem.mark.path == "content/a.md"
    assert problem.mark.line in {5, 6}


def test_a_macro_on_a_page_that_did_not_open_macros_is_reported() -> None:
    (problem,) = problems_of("---\ntitle: 甲\n---\n\n{{ figures() }}\n")
    assert (problem.rule, problem.mark.line) == ("macros-off", 5)


@pytest.mark.parametrize(
    "html",
    [
        "<script>alert(1)</script>", "<SCRIPT src=x>", "< script>", "<style>*{}</style>", "<iframe src=x>",
        '<a href="x" onclick="f()">', "<img src=x\nonerror=f()>", '<p style="color:red">', "<svg/onload=f()>",
        "[x](javascript:alert(1))", "[x](y){ onclick=f() }", '<div data-slot="e30"></div>', "<base href=x>",
        '<meta http-equiv="refresh">', "<form action=x>", "<object data=x>", "<link rel=stylesheet>",
    ],
)  # fmt: skip
def test_scripts_inline_styles_and_foreign_frames_are_refused(html: str) -> None:
    assert {problem.rule for problem in problems_of(f"正文\n\n{html}\n")} == {"raw-html"}


def test_code_may_show_what_prose_may_not_do() -> None:
    assert problems_of("写成 `<script>` 不行。\n\n```html\n<script>alert(1)</script>\n```\n") == []


@pytest.mark.parametrize(
    ("front_matter", "rule", "line"),
    [
        ("title: [", "front-matter", 3),
        ("title: 甲\ntitel: 乙", "front-matter-key", 3),
        ("title: 3", "front-matter-value", 2),
        ("- 甲", "front-matter", 2),
        ("date: 2023-13-45", "front-matter", 1),
        ("title: \x01", "front-matter", 1),
        ("a: " + "[" * 3000, "front-matter", 1),
    ],
)
def test_front_matter_mistakes_are_listed_with_their_line(front_matter: str, rule: str, line: int) -> None:
    (problem,) = problems_of(f"---\n{front_matter}\n---\n文字\n")
    assert (problem.rule, problem.mark.line) == (rule, line)


def test_an_unclosed_front_matter_is_reported() -> None:
    assert [problem.rule for problem in problems_of("---\ntitle: 甲\n\n文字\n")] == ["front-matter"]


def test_all_problems_of_all_pages_come_at_once(tmp_path: Path) -> None:
    content = tmp_path / "content"
    content.mkdir()
    (content / "a.md").write_text(f"{OPENED}\n{{{{ config }}}}\n\n{{{{ nothing() }}}}\n", "utf-8")
    (content / "b.md").write_text("<script>\n", "utf-8")
    (content / "c.md").write_bytes("标题".encode("gb18030"))
    (content / "d.markdown").write_text("文字", "utf-8")
    (content / "e.svg").write_text("<svg><script/></svg>", "utf-8")
    (content / "f.md").symlink_to(content / "a.md")
    found = [(p.mark.path, p.mark.line, p.rule) for p in check_content(content).problems]
    assert found == [
        ("content/a.md", 5, "macro-form"),
        ("content/a.md", 7, "unknown-macro"),
        ("content/b.md", 1, "raw-html"),
        ("content/c.md", 0, "not-utf-8"),
        ("content/d.markdown", 0, "content-file"),
        ("content/e.svg", 1, "raw-html"),
        ("content/f.md", 0, "content-file"),
    ]


def test_every_other_markdown_suffix_mkdocs_knows_is_refused() -> None:
    from mkdocs.utils import markdown_extensions  # noqa: PLC0415 - 只有这一条要用宿主

    assert set(markdown_extensions) & set(CONTENT_SUFFIXES) == {".md"}


def test_the_pages_of_this_site_are_clean() -> None:
    assert check_content(Path(__file__).parents[2] / "content").problems == ()
