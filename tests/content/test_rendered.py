"""排好版的文字页再查一遍：脚本、外来的东西、可疑的链接，怎样写都出不去。"""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html as lxml_html

from generator.content.page import Call
from generator.content.rendered import ATTRIBUTES, TAGS, offences
from generator.content.rules import check_page
from generator.host.identity import Identity
from generator.host.rendering import render_host
from generator.problems import Problem, ProblemsError
from tests.hostile.project import a_project

GOOD = (
    '<h1 id="a">题</h1>\n<p>文字<a href="../b.html#c">去</a>，<a href="https://example.org/?a=1&amp;b=2">外</a>。</p>',
    '<table>\n<thead>\n<tr>\n<th align="left">甲</th></tr></thead></table>',
    '<p><img alt="图" src="a.png" /><br /><code class="x">&lt;script&gt;</code></p><hr />',
    '<div data-slot="e30="></div><ul><li><input type="checkbox" disabled checked /></li></ul>',
    '<p><a href="mailto:a@b.example">信</a><a href="tel:010">电话</a><a href="文 件.pdf">文件</a></p>',
)
BAD = (
    "<script>a()</script>", "<SCRIPT>a()</SCRIPT>", '<p onclick="a()">x</p>', '<p style="x">x</p>', '<p\tid="a">x</p>',
    "<p id='a'>x</p>", "<p id=a>x</p>", '<a href="javascript:a()">x</a>', '<a href="java&#115;cript:a()">x</a>',
    '<a href="java&#x09;script:a()">x</a>', '<a href=" javascript:a()">x</a>', '<a href="data:text/html,x">x</a>',
    '<a href="&#1;javascript:a()">x</a>', '<a href="vbscript:a">x</a>', '<a href="blob:a">x</a>', '<a href="file:///etc">x</a>',
    '<a href="//198.51.100.1/">x</a>', '<a href="/\\198.51.100.1/">x</a>', '<img src="http://198.51.100.1/a" />',
    '<img src="data:image/svg+xml,x" />', '<img src="a" srcset="//b" />', "<iframe></iframe>", "<svg></svg>", "<math></math>",
    "<style></style>", '<base href="x" />', "<meta />", "<form></form>", '<input type="text" />', "<textarea></textarea>",
    "<template></template>", "<noscript></noscript>", '<a ping="x">x</a>', '<a href="x" target="_top">x</a>', "<!-- x -->", "<!x>",
    "<?x?>", "< p>", "<p", '<p title=">" onclick="a()">x</p>', "</div></main>", "<div>", "<b><i></b></i>", "<x-y></x-y>", "<p><",
    "<div>" * 100 + "</div>" * 100,
)  # fmt: skip
PAGES = (
    "[x](java&#115;cript:alert(1))", "[x](java\tscript:alert(1))", "[x](data:text/html,<b>)", "[x][y]\n\n[y]: &#x6A;avascript:a()",
    "![x](http://198.51.100.1/a.png)", "```\n没有结束的代码\n<script>alert(1)</script>", "`\n<script>alert(1)</script>\n`",
    "    \n<b onmouseover\n=a()>x</b>", '[a](b.md){: href="javas&#99;ript:a()" }', '[a](b){: onclick="a()" }',
    '<a title=">" onclick=alert(1)>x</a>', '<svg><use href="http://198.51.100.1/a.svg#x"/></svg>', "</main></div>", "<div>",
)  # fmt: skip
PIECES = (
    "<", ">", "</", "/>", '"', "'", "=", " ", "\n", "p", "a", "img", "script", "href", "src", "onerror", "style", "javascript:", "data:",
    "//x", "&#106;", "x", "<p>", "</p>", '<a href="', '">', "<!--", "-->",
)  # fmt: skip


@pytest.mark.parametrize("content", GOOD)
def test_what_markdown_makes_is_let_through(content: str) -> None:
    assert list(offences(content)) == []


@pytest.mark.parametrize("content", BAD)
def test_what_could_run_or_ask_is_refused(content: str) -> None:
    assert list(offences(content)) != []


@settings(max_examples=500, derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=25).map("".join))
def test_what_passes_is_read_by_another_parser_as_nothing_but_plain_tags(content: str) -> None:
    if list(offences(content)):
        return
    for element in lxml_html.fromstring(f"<div>{content}</div>").iter():
        assert element.tag in TAGS
        assert set(element.attrib) <= ATTRIBUTES
        assert not any(
            "script:" in value or value.startswith(("data:", "//")) for value in element.attrib.values()
        )


@pytest.mark.parametrize("markdown", PAGES)
def test_page_that_markdown_reads_otherwise_than_we_do_is_refused_before_anything_is_written(
    markdown: str, tmp_path: Path
) -> None:
    project = a_project(tmp_path / "project")
    (project / "mkdocs.yml").write_text(
        "site_name: 站\ntheme: material\nuse_directory_urls: false\nplugins: [shai]\nmarkdown_extensions: [attr_list]\n",
        "utf-8",
    )
    (project / "content" / "x.md").write_text(f"# 题\n\n{markdown}\n", "utf-8")
    with pytest.raises(ProblemsError) as refused:
        render_host(project / "mkdocs.yml", project / "content", Identity(name="站", description="站"))
    assert {problem.rule for problem in refused.value.problems} == {"raw-html"}
    assert {problem.mark.path for problem in refused.value.problems} == {"content/x.md"}


MACROS_CONFIG = (
    "site_name: 站\ntheme: material\nuse_directory_urls: false\nplugins:\n"
    "  - macros: {modules: [generator.macros], render_by_default: false, on_error_fail: true}\n  - shai\n"
)
PUBLIC_INJECTIONS = (
    "{{7*7}}", "${7*7}", "{{7*'7'}}", "{{config.items()}}", "{{request.application.__globals__}}", "{{''.__class__.__base__.__subclasses__()}}",
    "{{[].__class__.__mro__[1].__subclasses__()[40]('/etc/passwd').read()}}", "{{self.__init__.__globals__.__builtins__}}",
    "{{self._TemplateReference__context.cycler.__init__.__globals__.os.popen('id').read()}}", "{{lipsum.__globals__['os'].popen('id').read()}}",
    "{{cycler.__init__.__globals__.os}}", "{{joiner.__init__.__globals__.os}}", "{{namespace.__init__.__globals__.os}}",
    "{{url_for.__globals__}}", "{{get_flashed_messages.__globals__}}", "{{dict.__base__.__subclasses__()}}", "{{x|attr('__class__')}}",
    "{{''|attr('\\x5f\\x5fclass\\x5f\\x5f')}}", "{{''['\\x5f\\x5fclass\\x5f\\x5f']}}", "{{()|attr('__class__')|attr('__base__')}}",
    "{{request|attr(['_'*2,'class','_'*2]|join)}}", "{% for x in ().__class__.__base__.__subclasses__() %}{{x}}{% endfor %}",
    "{% if ''.__class__ %}x{% endif %}", "{% with a = config %}{{a}}{% endwith %}", "{% include '/etc/passwd' %}", "{% extends 'x' %}",
    "{% import 'os' as o %}{{o}}", "{% from 'x' import y %}", "{% set x = cycler %}{{x}}", "{% print(cycler) %}", "{% debug %}", "{% call x() %}{% endcall %}",
    "{% filter upper %}x{% endfilter %}", "{% block x %}{% endblock %}", "{% macro a() %}{% endmacro %}", "{% raw %}{% endraw %}{{cycler}}",
    "{{ count.__globals__ }}", "{{ count('提案').__class__ }}", "{{ count(cycler) }}", "{{ count('提案') ~ cycler }}", "{{ environment.loader }}",
    "{{ files }}", "{{ page.file.abs_src_path }}", "{{ plugin }}", "{{ git }}", "{{ extra }}", "{{ macros_info() }}", "{{ context() }}",
    "{{ fix_url('/etc') }}", "{{ pretty(config) }}", "{{ now().__class__ }}", "{{ 'a'.format_map(x) }}", "{{ '%s' % cycler }}", "{{ (lambda: 1)() }}",
    "{{ {}.__class__ }}", "{{ range(999999999)|list }}", "{{ 'x' * 999999999 }}", "{{ 9**9**9 }}",
)  # fmt: skip


@pytest.mark.parametrize("injection", PUBLIC_INJECTIONS)
def test_injections_from_public_lists_are_refused_or_stay_text(injection: str) -> None:
    opened = check_page("content/a.md", "a.md", f"---\nrender_macros: true\n---\n\n{injection}\n")
    is_text = "{{" not in injection and "{%" not in injection
    assert is_text or [item for item in opened if not isinstance(item, Call)] != []
    assert [item for item in opened if isinstance(item, Call)] == []


@pytest.mark.parametrize("injection", PUBLIC_INJECTIONS)
@pytest.mark.parametrize("key", ["title", "description", "keywords", "section", "source", "date"])
def test_injections_from_public_lists_in_the_front_matter_are_refused_or_stay_text(
    key: str, injection: str
) -> None:
    head = f"render_macros: true\n{key}: {json.dumps(injection)}\n"
    found = check_page("content/a.md", "a.md", f"---\n{head}---\n\n文字\n")
    is_text = not any(sign in injection for sign in ("{{", "{%", "{#"))
    assert [item.rule for item in found if isinstance(item, Problem)] == (
        [] if is_text else ["front-matter-value"]
    )


@pytest.mark.parametrize(
    ("name", "nav"),
    [
        ("x.md", "nav: [{'{{ cycler.__init__.__globals__.os.mkdir(\"PWNED\") }}': x.md}]\n"),
        ("{{ cycler }}.md", ""),
    ],
)
def test_template_in_a_title_from_elsewhere_is_refused_before_it_runs(
    name: str, nav: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = a_project(tmp_path / "project")
    monkeypatch.chdir(project)
    (project / "mkdocs.yml").write_text(MACROS_CONFIG + nav, "utf-8")
    (project / "content" / name).write_text("---\nrender_macros: true\n---\n\n文字\n", "utf-8")
    with pytest.raises(ProblemsError) as refused:
        render_host(project / "mkdocs.yml", project / "content", Identity(name="站", description="站"))
    assert {problem.rule for problem in refused.value.problems} == {"raw-html"}
    assert not (project / "PWNED").exists()
