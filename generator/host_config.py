"""mkdocs.yml：交给 MkDocs 之前先量一量。

它是管网站的人写的配置，里面写得出插件与脚本，等于代码；但合并请求也改得了它，所以明摆着能执行代码的
标签不许，读不了的说清楚，不留给 MkDocs 出错栈。
"""

from pathlib import Path

import yaml

from generator.problems import Mark, Problem

LARGEST = 100_000
MOST_DEEP = 20


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
        return _bad_yaml(content.decode("utf-8-sig"), mark)
    except UnicodeDecodeError:
        return Problem("host-config", mark, "站点配置不是 UTF-8 编码", "另存为 UTF-8。")


def _bad_yaml(text: str, mark: Mark) -> Problem | None:
    """标签、引用、套得太深：逐个事件看，再深也不递归。"""
    depth = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CSafeLoader):
            place = event.start_mark
            here = Mark(mark.path, place.line + 1, place.column + 1) if place else mark
            if getattr(event, "anchor", None) or getattr(event, "tag", None):
                cure = "把内容原样写出来；要执行代码的写法（!!python/…）一律不用。"
                return Problem("host-config", here, "站点配置里用了标签或引用（!、&、*）", cure)
            depth += isinstance(event, yaml.CollectionStartEvent)
            depth -= isinstance(event, yaml.CollectionEndEvent)
            if depth > MOST_DEEP:
                return Problem("host-config", here, f"嵌套超过 {MOST_DEEP} 层", "检查括号是否写错。")
    except yaml.YAMLError as error:
        place = getattr(error, "problem_mark", None)
        here = Mark(mark.path, place.line + 1, place.column + 1) if place else mark
        return Problem("host-config", here, "站点配置不是合法的 YAML", "检查这一行的缩进、冒号、引号。")
    return None
