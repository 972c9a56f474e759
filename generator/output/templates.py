"""记录模板：自动转义，缺一个变量就报错；模板只排版，不碰登记间。"""

from collections.abc import Callable, Hashable, Sequence
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from generator.output import markdown, typography

MOST_REMEMBERED = 20_000
"""最多记着多少个填好的片段：一个约一千字节，再多就不值这些内存。"""


def _call(macro: Callable[..., Markup], *values: Hashable) -> Markup:
    return macro(*values)


class Templates:
    """一套模板。先找站点自己的，再找随软件的。"""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._environment = Environment(
            loader=FileSystemLoader([folder / "records" for folder in folders]),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            auto_reload=False,
        )
        self._environment.filters["markdown"] = markdown.render
        self._environment.filters["markdown_line"] = markdown.render_line
        self._environment.filters["typeset"] = typography.typeset
        # 同一行要出现在许多页上，填一次就记着；不可变的视图相等，填出的字就相等。
        self._environment.globals["once"] = lru_cache(MOST_REMEMBERED)(_call)
        self._get = cache(self._environment.get_template)

    def render(self, template: str, /, **context: Any) -> str:
        """填一个模板。

        Args:
            template: 模板文件名。
            context: 视图与共用的值。
        """
        return self._get(template).render(context)
