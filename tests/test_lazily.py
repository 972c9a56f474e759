"""用到才备的：与先备好的用起来一样，写错了的也瞒不住。"""

import pkgutil
import re
from importlib import import_module

import pytest

import generator
from generator.lazily import lazily, lazy_pattern


def test_a_pattern_is_compiled_when_first_used_and_then_finds_the_same() -> None:
    pattern, same = lazy_pattern(r"(\d+)号", re.ASCII), re.compile(r"(\d+)号", re.ASCII)
    assert not any(isinstance(value, re.Pattern) for value in vars(pattern).values())
    for _ in range(2):
        assert pattern.findall("3号、12号") == same.findall("3号、12号")
        assert pattern.sub(r"\1", "3号") == same.sub(r"\1", "3号")
        assert (pattern.pattern, pattern.flags, pattern.groups) == (same.pattern, same.flags, same.groups)
    assert lazy_pattern(rb"\d").search(b"a1") is not None


def test_a_wrong_pattern_says_so_when_used() -> None:
    with pytest.raises(re.error):
        lazy_pattern("(").search("")


def test_every_pattern_of_ours_compiles() -> None:
    waiting = type(lazy_pattern(""))
    for module in pkgutil.walk_packages(generator.__path__, "generator."):
        if not module.name.endswith("__main__"):
            for value in vars(import_module(module.name)).values():
                if isinstance(value, waiting):
                    assert re.compile(value.pattern), module.name


def test_a_library_that_is_not_installed_is_named() -> None:
    with pytest.raises(ModuleNotFoundError, match="没有装"):
        lazily("no_such_library_here")
