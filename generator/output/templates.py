"""记录模板：自动转义，缺一个变量就报错；模板只排版，不碰登记间。"""

import sys
from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined
from jinja2.bccache import Bucket
from markupsafe import Markup

from generator.output import markdown, typography

MOST_REMEMBERED = 20_000
"""最多记着多少个填好的片段：一个约一千字节，再多就不值这些内存。"""


COMPILED = Path(__file__).parent / "__pycache__" / f"templates-jinja2-{jinja2.__version__}"
"""编译好的模板：与本软件自己的 .pyc 放在一处，能往这里写的人本来就改得了代码；别处的缓存信不过。"""


def _call(macro: Callable[..., Markup], *values: Hashable) -> Markup:
    return macro(*values)


class Compiled(FileSystemBytecodeCache):
    """编译好的模板，下次不必再编译，改一处快三分之一秒；写不进去就算了。"""

    def load_bytecode(self, bucket: Bucket) -> None:
        """取一个；坏了的当作没有。"""
        try:
            super().load_bytecode(bucket)
        except Exception:  # noqa: BLE001 - 坏的文件什么错都可能报，重新编译就是
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        """存一个；说过不写字节码的不写。"""
        if sys.dont_write_bytecode:
            return
        with suppress(OSError):
            COMPILED.mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)


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
            bytecode_cache=Compiled(str(COMPILED)),
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
