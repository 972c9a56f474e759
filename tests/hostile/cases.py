"""敌意的输入：每种输入、每个动词各有一批；模糊测试与试打时找到的也留在这里。

一例是：放哪些文件，跑哪条命令，应当怎样。内容写成函数，用到时才造：有的有一百兆。
"""

import io
import os
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from tests.hostile.project import CONFIG

AS_OF = ("--as-of", "2024-06-30")
CHECK = ("check", *AS_OF)
HEAD = "id: 9-1-0001\ntitle: 题目\nopen: 全文公开\n"
OPENED = "---\nrender_macros: true\n---\n"
BAD, PAGE = "data/proposals/bad.yml", "content/x.md"
HUGE = 100_000_000
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


class Case(NamedTuple):
    """一例。

    Attributes:
        name: 说的是什么。
        argv: 命令。
        prepare: 在项目目录里放好文件。
        refused: 应当拒绝（1 或 2），还是当作文字收下（0）。
        said: 拒绝时说明里应有的字。
    """

    name: str
    argv: tuple[str, ...]
    prepare: Callable[[Path], None]
    refused: bool
    said: str


def _put(path: str, content: Callable[[], str | bytes]) -> Callable[[Path], None]:
    def prepare(project: Path) -> None:
        target = project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        made = content()
        target.write_bytes(made if isinstance(made, bytes) else made.encode("utf-8", "surrogatepass"))

    return prepare


def _huge(path: str) -> Callable[[Path], None]:
    def prepare(project: Path) -> None:
        target = project / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.touch()
        os.truncate(target, HUGE)

    return prepare


def _case(
    name: str,
    content: Callable[[], str | bytes],
    said: str,
    path: str = BAD,
    *,
    argv: tuple[str, ...] = CHECK,
) -> Case:
    return Case(name, argv, _put(path, content), bool(said), said)


def _text(key: str) -> Callable[[Callable[[], str]], Callable[[], str]]:
    return lambda body: lambda: f'{HEAD}{key}: "{body()}"\n'


BACKGROUND = _text("background")
FLOODS: dict[str, tuple[Callable[[], str], str]] = {
    "一串数字": (lambda: "1" * 49_000, ""),
    "满篇数字": (lambda: "1" * 900_000, "too-many-numbers"),
    "不到三十万个数字": (lambda: "1 " * 140_000, "too-many-numbers"),
    "数字与空格": (lambda: "1 " * 49_000, ""),
    "数字与横线": (lambda: "1-" * 49_000, ""),
    "两位一组": (lambda: "12 " * 24_000, ""),
    "长短相间": (lambda: "9 1 1 1 1 22 " * 7_000, ""),
    "零与空格": (lambda: "00 " * 24_000, ""),
    "手机号连着写": (lambda: "13800138000 " * 4_500, "personal-data"),
    "邮箱连着写": (lambda: "a@b.cn " * 49_000, "personal-data"),
    "满篇邮箱": (lambda: "a@b.cn " * 120_000, "too-many-numbers"),
    "路名门牌": (lambda: "路1号" * 49_000, "personal-data"),
    "小区门牌": (lambda: "小区1" * 49_000, ""),
    "汉字数字": (lambda: "一" * 49_000, ""),
    "汉字数字与顿号": (lambda: "一、" * 49_000, ""),
    "带圈的数字": (lambda: "①" * 290_000, ""),
    "数字实体": (lambda: "&#49;" * 24_000, ""),
    "数字与星号": (lambda: "1*" * 49_000, ""),
    "像数字的字母": (lambda: "1O" * 49_000, ""),
    "零宽字符": (lambda: "1\u200b" * 49_000, "invisible-character"),
    "车牌": (lambda: "京A" * 240_000, ""),
    "邮箱的记号": (lambda: "a@" * 49_000, ""),
    "英文的 at": (lambda: "a at " * 190_000, ""),
    "网址": (lambda: "http://" * 140_000, ""),
    "尖括号": (lambda: "<" * 990_000, ""),
    "反引号": (lambda: "`a" * 490_000, ""),
    "方括号": (lambda: "[" * 990_000, ""),
    "图的记号": (lambda: "![" * 490_000, ""),
    "加重": (lambda: "*a " * 320_000, ""),
    "引用的记号": (lambda: "> " * 490_000, ""),
    "表格的竖线": (lambda: "|" * 900_000, ""),
}
"""一个字段写满一样东西，多的刚到限度：有的收下，有的拒绝，都不能拖时间。"""

PAGES: dict[str, tuple[Callable[[], str | bytes], str]] = {
    "尖括号": (lambda: "<" * 90_000, "tangled-markdown"),
    "标签没写完": (lambda: "<a " * 20_000, "tangled-markdown"),
    "注释没写完": (lambda: "<!--" * 20_000, "tangled-markdown"),
    "方括号": (lambda: "[" * 10_000 + "]" * 10_000, "tangled-markdown"),
    "方括号里套方括号": (lambda: "[a" * 30 + "](b)" * 30, "tangled-markdown"),
    "引用套引用": (lambda: "> " * 300 + "a", "tangled-markdown"),
    "列表套列表": (lambda: "".join("  " * n + "- a\n" for n in range(60)), "tangled-markdown"),
    "标题": (lambda: "# a\n" * 20_000, "tangled-markdown"),
    "定义": (lambda: "a\n:   " * 10_000, "tangled-markdown"),
    "脚注": (lambda: "[^1] " * 3000, "tangled-markdown"),
    "表格": (lambda: "|" * 20_000 + "\n" + "-|" * 20_000, "tangled-markdown"),
    "星号": (lambda: "*" * 20_000, "tangled-markdown"),
    "宏的括号": (lambda: OPENED + "{{ " + "(" * 10_000 + " }}", "macro-syntax"),
    "宏的短括号": (lambda: OPENED + "{{ count(" + "(" * 400 + ")" * 400 + ") }}", "macro-syntax"),
    "宏的列表": (lambda: OPENED + "{{ " + "[" * 10_000, "macro-syntax"),
    "几千个宏": (lambda: OPENED + "{{ as_of() }}\n\n" * 5000, "macro-syntax"),
    "页首的引用炸弹": (
        lambda: (
            "---\na: &a {x: y}\n" + "".join(f"b{n}: &b{n} {{<<: [*a, *a]}}\n" for n in range(50)) + "---\n"
        ),
        "front-matter",
    ),
    "页首的深括号": (lambda: "---\ntitle: " + "[" * 3000 + "\n---\n", "front-matter"),
    "页首太长": (lambda: "---\n" + "k: v\n" * 9000 + "---\n", "front-matter"),
    "页首造对象": (lambda: "---\ntitle: !!python/object/apply:os.system [id]\n---\n", "front-matter"),
    "页首标题里的模板": (lambda: f"{OPENED[:-4]}title: '{{{{ cycler }}}}'\n---\n", "front-matter-value"),
    "页首标题里编码的模板": (
        lambda: OPENED[:-4] + 'title: "\\x7b\\x7b cycler }}"\n---\n',
        "front-matter-value",
    ),
    "页首日期里的模板": (lambda: OPENED[:-4] + "date: {'{{ x }}': [a]}\n---\n", "front-matter-value"),
    "页首重复的键": (lambda: "---\ntitle: a\ntitle: b\n---\n", "front-matter-key"),
    "页首换模板": (lambda: "---\ntemplate: ../../etc/passwd\n---\n", "front-matter-key"),
    "不写横线的页首": (lambda: "template: main.html\nframe: true\n\n文字\n", "front-matter"),
    "GBK": (lambda: "# 标题\n".encode("gb18030"), "not-utf-8"),
    "UTF-16": (lambda: "# 标题\n".encode("utf-16"), "not-utf-8"),
    "空字节": (lambda: b"# a\0b\n", "invisible-character"),
    "终端控制符": (lambda: "# a\x1b[31m\n", "invisible-character"),
    "改变方向": (lambda: "# a\u202eb\n", "invisible-character"),
    "工作流命令": (lambda: "::error::x\n::set-output name=a::b\n", ""),
    "字节序标记": (lambda: b"\xef\xbb\xbf# hi\n", ""),
    "空的": (lambda: "", ""),
}
DRAWINGS = (
    '<svg onload="a()"/>', "<svg><script>a()</script></svg>", '<svg><x:script xmlns:x="y">a()</x:script></svg>',
    '<!DOCTYPE svg [<!ENTITY a "b">]><svg>&a;</svg>', '<?xml-stylesheet href="http://198.51.100.1/a"?><svg/>',
    '<svg><image href="http://198.51.100.1/a.png"/></svg>', "<svg><foreignObject/></svg>",
    '<svg><a href="java&#115;cript:a()"/></svg>', '<svg><use href="http://198.51.100.1/a.svg#x"/></svg>',
    '<svg><set attributeName="href" to="javascript:a()"/></svg>', '<svg><rect fill="url(http://198.51.100.1/)"/></svg>',
)  # fmt: skip
COMMANDS: dict[str, tuple[tuple[str, ...], str]] = {
    "截至公元元年": (("check", "--as-of", "0001-01-01"), "不在"),
    "截至历法的末日": (("check", "--as-of", "9999-12-31"), "不在"),
    "截至终端控制符": (("check", "--as-of", "\x1b[31m"), "不是日期"),
    "没有这样的数据目录": (("check", "--data", "/dev/null"), "no-data"),
    "同无底的设备比": (("check", "--against", "/dev/zero"), "bad-against"),
    "同一个选项比": (("check", "--against=--upload-pack=x"), "bad-against"),
    "同很长的名字比": (("check", "--against", "a" * 5000), "bad-against"),
    "很长的路径": (("check", "a" * 5000), "没有这个文件"),
    "解释网页标签": (("explain", "<script>"), "没有编号"),
    "解释终端控制符": (("explain", "\x1b[31m\u202e"), "没有编号"),
    "解释工作流命令": (("explain", "x\n::error::y"), "没有编号"),
    "解释上一级": (("explain", "../../etc/passwd"), "没有编号"),
    "配置是文件夹": (("build", *AS_OF, "--config", "data"), "host-config"),
    "没有配置": (("build", *AS_OF, "--config", "nope.yml"), "host-config"),
    "输出到磁盘的根": (("build", *AS_OF, "--out", "/"), "foreign-target"),
    "输出到数据目录": (("build", *AS_OF, "--out", "data"), "foreign-output"),
    "遮去系统文件": (("mask", "/etc/passwd"), "不是数据目录"),
    "遮去文件夹": (("mask", "data"), "data"),
    "上线到项目目录": (("publish", "."), "no-site"),
    "导入系统文件": (("import", "/etc/hostname"), "not-a-reply"),
    "导入无底的设备": (("import", "/dev/zero"), "no-such-file"),
    "不认识的动词": (("\x1b[31mfoo",), "没有"),
}
MACROS = f"{CONFIG.replace('plugins: [shai]', 'plugins:')}  - shai\n  - macros:\n"
SOUND_MACROS = f"{MACROS}      render_by_default: false\n"
CONFIGURATIONS: dict[str, tuple[Callable[[], str | bytes], str]] = {
    "空的": (lambda: "", "host-config"),
    "列表": (lambda: "- a\n", "host-"),
    "深括号": (lambda: "[" * 10_000, "host-config"),
    "不是文字": (lambda: b"site_name: \xff", "host-config"),
    "引用": (lambda: "a: &a [x]\nb: *a\n", "host-config"),
    "造对象": (lambda: "site_name: !!python/object/apply:os.system [id]\n", "host-config"),
    "每页一个文件夹": (
        lambda: "site_name: 站\ntheme: material\nuse_directory_urls: true\nplugins: [shai]\n",
        "host-config",
    ),
    "取名字": (lambda: "site_name: !!python/name:os.system\n", "host-config"),
    "读环境变量": (lambda: f"{CONFIG}copyright: !ENV [TOKEN, x]\n", "host-config"),
    "抄另一个文件": (lambda: f"{CONFIG}INHERIT: other.yml\n", "INHERIT"),
    "带引号的键": (lambda: f'{CONFIG}"INH\\u0045RIT": other.yml\n', "INHERIT"),
    "钩子": (lambda: f"{CONFIG}hooks: [a.py]\n", "hooks"),
    "抄文件的扩展": (lambda: f"{CONFIG}markdown_extensions: [pymdownx.snippets]\n", "snippets"),
    "抄文件的扩展带选项": (
        lambda: f"{CONFIG}markdown_extensions: {{pymdownx.snippets: {{base_path: /}}}}\n",
        "snippets",
    ),
    "宏的模块": (lambda: f"{MACROS}      modules: [os]\n", "宏插件"),
    "宏换了记号": (lambda: f"{MACROS}      j2_variable_start_string: '[['\n", "j2_variable"),
    "宏每页都执行": (lambda: f"{CONFIG.replace('[shai]', '[macros, shai]')}", "render_by_default"),
    "宏写了两遍": (lambda: f"{MACROS}      modules: [os]\n  - macros\n", "宏插件"),
    "宏带斜线": (lambda: f"{MACROS.replace('macros', '/macros')}      modules: [os]\n", "宏插件"),
    "宏的文件": (lambda: f"{MACROS}      module_name: ../x\n", "module_name"),
    "宏读别的目录": (lambda: f"{MACROS}      include_dir: /\n", "include_dir"),
    "宏读别的文件": (lambda: f"{MACROS}      include_yaml: [/etc/x.yml]\n", "include_yaml"),
}


def _zipped(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def _word(before: str, body: str) -> bytes:
    text = f'{before}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>'
    return _zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": text.encode()})


LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
LETTERS: dict[str, tuple[str, Callable[[], str | bytes]]] = {
    "解压炸弹": ("in.docx", lambda: _zipped({"word/document.xml": b" " * 200_000_000})),
    "实体炸弹": ("in.docx", lambda: _word(f'<!DOCTYPE x [<!ENTITY a0 "b">{LAUGHS}]>', "<w:p>&a9;</w:p>")),
    "外部实体": ("in.docx", lambda: _word('<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', "<w:p>&e;</w:p>")),
    "深套的段落": ("in.docx", lambda: _word("", "<w:p>" * 50_000 + "</w:p>" * 50_000)),
    "写到外面的压缩包": ("in.docx", lambda: _zipped({"../../evil": b"x", "word/document.xml": b"<x/>"})),
    "不是压缩包": ("in.docx", lambda: b"PK\x03\x04 hello"),
    "深套的网页": ("in.html", lambda: "<html>" + "<div>" * 100_000),
    "网页的尖括号": ("in.html", lambda: "<html>" + "<" * 900_000),
    "网页的注释": ("in.html", lambda: "<html>" + "<!--" * 200_000),
    "网页的实体": ("in.html", lambda: "<html>" + "&" * 500_000),
    "长行": ("in.txt", lambda: "字" * 300_000),
    "数字": ("in.txt", lambda: "1" * 900_000),
    "括号": ("in.txt", lambda: "〔" * 300_000),
    "随便的字节": ("in.txt", lambda: bytes(range(256)) * 100),
    "终端控制符": ("in.txt", lambda: "关于\x1b[31m\u202e的提案\n::error::x"),
}  # fmt: skip
NAMES = (
    "con.yml", "AUX.yml", "lpt1.foo.yml", "com¹.yml", "CONIN$.yml", "a\n::error::x.yml", "a\u202elmy.yml",
    'a"b.yml', "a:b.yml", "a\\b.yml",
)  # fmt: skip
PAGE_NAMES = (
    "con.md",
    "aux.png",
    "a\nb.md",
    "a\u202edm.md",
    'a"b.md',
    "a:b.md",
    "字" * 60 + "a" * 60 + ".md",
    "x.py",
    "x.markdown",
)


def _link(path: str, target: str) -> Callable[[Path], None]:
    return lambda project: (project / path).symlink_to(target)


def _folder(path: str) -> Callable[[Path], None]:
    return lambda project: (project / path).mkdir()


def _pipe(path: str) -> Callable[[Path], None]:
    return lambda project: os.mkfifo(project / path)


def _together(*each: Callable[[Path], None]) -> Callable[[Path], None]:
    def prepare(project: Path) -> None:
        for one in each:
            one(project)

    return prepare


def _named(folder: str, name: str) -> Callable[[Path], None]:
    return _put(f"{folder}/{name}", lambda: HEAD)


def cases() -> Iterator[Case]:
    """全部。"""
    yield from _written_full()
    yield from _pages_and_letters()
    yield from _configurations()
    yield from _hundred_megabytes()
    yield from _names()
    yield from _not_files()


def _written_full() -> Iterator[Case]:
    for name, (body, said) in FLOODS.items():
        yield _case(f"正文写满{name}", BACKGROUND(body), said)
        flood = said if said == "too-many-numbers" else ""
        yield Case(f"遮去写满{name}的正文", ("mask", BAD), _put(BAD, BACKGROUND(body)), bool(flood), flood)
    table = "id,name,telephone,memo\nju,局," + "9 1 1 1 1 22 " * 9_000 + ",\n"
    yield _case("表格的一格写满数字", lambda: table, "too-many-numbers", "data/units.csv")


def _pages_and_letters() -> Iterator[Case]:
    for name, (body, said) in PAGES.items():
        yield _case(f"文字页：{name}", body, said, PAGE)
    for place, drawing in enumerate(DRAWINGS):
        yield _case(f"图：第 {place + 1} 种", lambda drawing=drawing: drawing, "raw-html", "content/x.svg")  # type: ignore[misc]
    for name, (path, content) in LETTERS.items():
        yield Case(f"来函：{name}", ("import", path), _put(path, content), refused=True, said="改法")


def _configurations() -> Iterator[Case]:
    for name, (argv, said) in COMMANDS.items():
        yield Case(f"命令行：{name}", argv, lambda _: None, refused=True, said=said)
    for name, (body, said) in CONFIGURATIONS.items():
        yield _case(f"站点配置：{name}", body, said, "mkdocs.yml", argv=("build", *AS_OF))
    for name in ("main.py", "main/__init__.py"):
        prepare = _together(
            _put(name, lambda: "raise SystemExit(0)\n"), _put("mkdocs.yml", lambda: SOUND_MACROS)
        )
        yield Case(f"宏插件的 {name}", ("build", *AS_OF), prepare, refused=True, said="当代码运行")


def _hundred_megabytes() -> Iterator[Case]:
    for path in (BAD, "data/units.csv", "data/site.yml", PAGE, "content/x.png", "content/x.svg"):
        yield Case(f"一百兆：{path}", CHECK, _huge(path), refused=True, said="too-big")
    yield Case("一百兆：遮去", ("mask", BAD), _huge(BAD), refused=True, said="超过")
    yield Case("一百兆：来函", ("import", "in.txt"), _huge("in.txt"), refused=True, said="file-too-big")
    yield Case("一百兆：站点配置", ("build", *AS_OF), _huge("mkdocs.yml"), refused=True, said="host-config")


def _names() -> Iterator[Case]:
    for name in NAMES:
        put = _named("data/proposals", name)
        yield Case(f"数据的文件名 {name!r}", CHECK, put, refused=True, said="bad-file-name")
    for name in PAGE_NAMES:
        put = _named("content", name)
        yield Case(f"文字页的文件名 {name[:20]!r}", CHECK, put, refused=True, said="content/")


def _not_files() -> Iterator[Case]:
    yield Case("数据里的链接", CHECK, _link(BAD, "/etc/passwd"), refused=True, said="symbolic-link")
    yield Case("文字页的链接", CHECK, _link(PAGE, "/etc/passwd"), refused=True, said="content-file")
    yield Case("文字页里的目录链接", CHECK, _link("content/etc", "/etc"), refused=True, said="content-file")
    yield Case("文字页的链接绕成圈", CHECK, _link("content/loop", ".."), refused=True, said="content-file")
    yield Case("像文件的文件夹", CHECK, _folder(PAGE), refused=True, said="content-file")
    yield Case("数据里像文件的文件夹", CHECK, _folder(BAD), refused=True, said="not-a-file")
    yield Case("文字页里的管道", CHECK, _pipe(PAGE), refused=True, said="content-file")
    yield Case("数据里的管道", CHECK, _pipe(BAD), refused=True, said="not-a-file")
