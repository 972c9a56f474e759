"""用到才备的：有的库读一遍、有的正则编译一遍要几十毫秒，改一处却用不着它。"""

import re
import sys
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType
from typing import Any, AnyStr, cast

METHODS = ("search", "match", "fullmatch", "finditer", "findall", "split", "sub", "subn")


def lazily(name: str) -> ModuleType:
    """一个库，第一次取它里面的东西时才真正去读。

    Args:
        name: 库的名字。

    Raises:
        ModuleNotFoundError: 没有装。
    """
    if name in sys.modules:
        return sys.modules[name]
    spec = find_spec(name)
    if spec is None or spec.loader is None:
        raise ModuleNotFoundError(f"没有装 {name}", name=name)
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def lazy_pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """一个正则，第一次用时才编译；用法与 `re.compile` 的一样。

    Args:
        text: 正则。
        flags: 同 `re.compile`。写错了的，第一次用时才报 `re.error`。
    """
    return cast("re.Pattern[AnyStr]", _Waiting(text, flags))


class _Waiting:
    """等着编译的正则。"""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self.pattern = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        compiled = re.compile(self.pattern, self._flags)
        # 记在自己身上，往后与编译好的一样快。
        vars(self).update((method, getattr(compiled, method)) for method in METHODS)
        return getattr(compiled, name)
