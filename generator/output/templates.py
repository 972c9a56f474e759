"""记录模板：自动转义，缺一个变量就报错；模板只排版，不碰登记间。"""

import sys
from collections.abc import Callable, Hashable, MutableMapping, Sequence
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2 import Environment, FileSystemBytecodeCache, FileSystemLoader, StrictUndefined, Template
from jinja2.bccache import Bucket
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape

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


class _Context(Context):
    """模板里的调用直接调：不必逐次看它要不要上下文，我们的都不要；一页里有几百次。"""

    def call(
        self,
        obj: Callable[..., Any],
        *args: Any,
        _loop_vars: object = None,
        _block_vars: object = None,
        **kwargs: Any,
    ) -> Any:
        return obj(*args, **kwargs)


def _escaped(value: Any) -> Any:
    """转义，同 markupsafe 的 escape；多半没有可转义的字，原样就是，不必包成 Markup：反正要连成一页。"""
    kind = type(value)
    if kind is Markup:
        return value
    if kind is str and not ("&" in value or "<" in value or ">" in value or '"' in value or "'" in value):
        return value
    return escape(value)


class _Macro(Macro):
    """模板里的宏；照次序给参数的直接调，不必逐个核对，一页里有几十次。"""

    def __init__(self, *values: Any) -> None:
        super().__init__(*values)
        self._is_plain = not (self.caller or self.catch_kwargs or self.catch_varargs)
        self._absent = (missing,) * self._argument_count

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        if kwargs or not self._is_plain or len(args) > self._argument_count:
            return super().__call__(*args, **kwargs)
        # 没有给的参数，宏自己补上缺省的；写出的是我们自己的模板，已经转义。
        return str.__new__(Markup, self._func(*args, *self._absent[len(args) :]))


class _Template(Template):
    """编译好的模板，转义与宏用我们的。"""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 - jinja2 的参数名
        uptodate: Callable[[], bool] | None = None,
    ) -> Template:
        """由编译好的代码造一个，见 jinja2。"""
        found = super().from_code(environment, code, globals, uptodate)
        found.root_render_func.__globals__.update(escape=_escaped, Macro=_Macro)
        return found


class DirectEnvironment(Environment):
    """填一页少费些周折；填出的与 jinja2 自己的一样。"""

    context_class = _Context
    template_class = _Template

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._kept: dict[str, Template] = {}

    def get_template(
        self,
        name: str | Template,
        parent: str | None = None,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - jinja2 的参数名
    ) -> Template:
        """取一个模板；取过的记着，建站途中模板不会变。"""
        if not isinstance(name, str) or globals:
            return super().get_template(name, parent, globals)
        if name not in self._kept:
            self._kept[name] = super().get_template(name, parent)
        return self._kept[name]

    def make_globals(self, d: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        """人人可用的值：建好以后不再添，用不着逐层去找。"""
        return {**self.globals, **(d or {})}


class Templates:
    """一套模板。先找站点自己的，再找随软件的。"""

    def __init__(self, folders: Sequence[Path]) -> None:
        self._environment = DirectEnvironment(
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

    def render(self, template: str, /, **context: Any) -> str:
        """填一个模板。

        Args:
            template: 模板文件名。
            context: 视图与共用的值。
        """
        return self._environment.get_template(template).render(context)
