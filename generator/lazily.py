"""用到才读的库：有的库读一遍要几十毫秒，改一处却用不着它。"""

import sys
from importlib.util import LazyLoader, find_spec, module_from_spec
from types import ModuleType


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
