"""mkdocs.yml：交给 MkDocs 之前先量一量。

它是管网站的人写的配置，里面写得出插件与脚本，等于代码；但合并请求也改得了它，所以明摆着能执行代码、
读别处的文件与环境变量的写法不许，读不了的说清楚，不留给 MkDocs 出错栈。
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from generator.problems import Mark, Problem

LARGEST = 40_000
MOST_DEEP = 20
ELSEWHERE = {
    "INHERIT": "另一个文件没有查过，里面写得出代码。全部写在这一个文件里。",
    "hooks": "它运行一个 Python 文件。要加功能，写成插件装进环境。",
}
"""顶层不许写的 → 怎样办。"""

MACROS_OPTIONS = ("modules", "render_by_default", "on_error_fail", "on_undefined", "verbose")
"""别的选项换掉预检认得的记号、读别处的文件、装别的代码。"""

OWN_MODULES = ["generator.macros"]
LOCAL_MODULE = ("main.py", "main")
"""宏插件不必写在配置里，见到配置旁边有它就当代码运行。"""

SNIPPETS = "pymdownx.snippets"


def bad_config(config: Path) -> Problem | None:
    """配置为什么不能用；能用的没有。"""
    mark = Mark(config.as_posix())
    try:
        with config.open("rb") as file:
            content = file.read(LARGEST + 1) if config.is_file() else b""
    except OSError:
        cure = "在网站的目录里运行，或用 --config 指明；新的网站可以照手册建一个。"
        return Problem("host-config", mark, "找不到站点配置，或读不了", cure)
    if not content.strip():
        return Problem("host-config", mark, "站点配置是空的", "照手册写上 site_name、plugins 等。")
    if len(content) > LARGEST:
        return Problem("host-config", mark, f"站点配置超过 {LARGEST // 1000} KB", "检查是否放错了文件。")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return Problem("host-config", mark, "站点配置不是 UTF-8 编码", "另存为 UTF-8。")
    # MkDocs 用纯 Python 的读法，与快的那种有细小的不同：先用快的量过，再照它的认法看一遍。
    return (
        _bad_yaml(text, mark, yaml.CSafeLoader)
        or _bad_yaml(text, mark, yaml.SafeLoader)
        or _running_code(text, config, mark)
    )


def _bad_yaml(text: str, mark: Mark, loader: type[Any]) -> Problem | None:
    """标签、引用、套得太深：逐个事件看，再深也不递归。"""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=loader):
            place = event.start_mark
            here = Mark(mark.path, place.line + 1, place.column + 1) if place else mark
            if getattr(event, "anchor", None) or getattr(event, "tag", None):
                cure = "把内容原样写出来；执行代码（!!python/…）、读环境变量（!ENV）的写法一律不用。"
                return Problem("host-config", here, "站点配置里用了标签或引用（!、&、*）", cure)
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MOST_DEEP:
                return Problem("host-config", here, f"嵌套超过 {MOST_DEEP} 层", "检查括号是否写错。")
    except yaml.YAMLError as error:
        return _not_yaml(error, mark)
    return None


def _not_yaml(error: yaml.YAMLError, mark: Mark) -> Problem:
    place = getattr(error, "problem_mark", None)
    here = Mark(mark.path, place.line + 1, place.column + 1) if place else mark
    cure = "检查这一行的缩进、冒号、引号；缩进不用制表符，一个文件只写一份。"
    return Problem("host-config", here, "站点配置不是合法的 YAML", cure)


def _running_code(text: str, config: Path, mark: Mark) -> Problem | None:
    """写法干净，却叫 MkDocs 去运行代码、读别处文件的。"""
    # 没有标签与引用，只有文字、列表与映射。
    try:
        given = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506 - 它只产生文字，比 SafeLoader 更窄
    except yaml.YAMLError as error:
        return _not_yaml(error, mark)
    if not isinstance(given, dict):
        return Problem(
            "host-config", mark, "站点配置应当是一组「键: 值」", "照手册写上 site_name、plugins 等。"
        )
    for message, cure, word in _calls(given, config.parent):
        line = next((place for place, row in enumerate(text.splitlines(), 1) if word in row), 0)
        return Problem("host-config", Mark(mark.path, line) if line else mark, message, cure)
    return None


def _calls(given: dict[str, Any], folder: Path) -> Iterator[tuple[str, str, str]]:
    """（说明，改法，写在哪个词那一行）。"""
    for key, cure in ELSEWHERE.items():
        if key in given:
            yield f"站点配置里写了 {key}", cure, key
    for name, _ in _named(given.get("markdown_extensions")):
        if name.partition(":")[0] == SNIPPETS:
            yield (
                f"站点配置里开了 {SNIPPETS}",
                "它把别处的文件抄进网页，数据目录也在内；删去这一项。",
                SNIPPETS,
            )
    for name, options in _named(given.get("plugins")):
        # MkDocs 许在前面写一条斜线。
        if name.removeprefix("/") == "macros":
            yield from _macros(options, folder)


def _macros(options: dict[str, Any], folder: Path) -> Iterator[tuple[str, str, str]]:
    for key in sorted(options.keys() - set(MACROS_OPTIONS)):
        yield f"宏插件写了 {key}", f"只写 {'、'.join(MACROS_OPTIONS)}；删去这一项。", key
    if str(options.get("render_by_default")).lower() != "false":
        # 不写就是每一页都执行，没有在页首打开、没有细查过的也在内。
        yield "宏插件没有写 render_by_default: false", "在 macros 下面加上这一行。", "macros"
    if options.get("modules", OWN_MODULES) != OWN_MODULES:
        yield "宏插件装了别的模块", f"modules 只写 {OWN_MODULES[0]}。", "modules"
    for name in LOCAL_MODULE:
        if (folder / name).exists():
            message = f"站点配置旁边有 {name}，宏插件会把它当代码运行"
            yield message, "改个名字，或移到别处。", "macros"


def _named(written: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """插件或扩展与它的选项；列表、映射两种写法都认，写了两遍的两遍都算。"""
    for item in written if isinstance(written, list) else [written]:
        for name, options in item.items() if isinstance(item, dict) else [(item, {})]:
            yield str(name), options if isinstance(options, dict) else {}
