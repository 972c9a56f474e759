"""编译的循环与数组运算写出同样的字节。"""

import subprocess
import sys
from pathlib import Path

import msgspec
import numpy as np
import pytest
from search_samples import samples
from test_exactness import EXTREMES, TINY

from generator.output.search import SearchDocument, SearchField, SearchOptions, fast, search_artifacts
from generator.output.search.compiled import can_compile
from generator.output.search.drafts import drafts
from generator.output.search.numbers import number_hash
from generator.output.search.records import Display, kinds_of, views
from generator.output.search.scripts import BLOCK, BLOCKS, ESCAPED, SURROGATE, TOP, scripts

HERE = Path(__file__).parent
NEVER = 1 << 62


def written(documents: list[SearchDocument], options: SearchOptions, units: int) -> dict[str, bytes]:
    chosen = msgspec.structs.replace(options, compiled_units=units)
    return {each.path: each.content for each in search_artifacts(documents, chosen)}


def odd(place: int, text: str) -> SearchDocument:
    fields = (SearchField("title", "标题", f"怪{text[:3]}"), SearchField("text", "正文", text))
    return SearchDocument(f"x-{place}", "proposal", f"x/{place}.html", f"怪{text[:3]}", "2024", fields)


@pytest.mark.parametrize("options", [SearchOptions(processes=1), TINY], ids=["usual", "tiny"])
def test_the_compiled_loops_write_the_same_bytes(options: SearchOptions) -> None:
    assert can_compile()
    texts = [*EXTREMES, "㎡…㍿ﷺ" * 900, "一\n二\t三" * 50, ""]
    documents = [*samples(120), *(odd(place, text) for place, text in enumerate(texts))]
    assert written(documents, options, -1) == written(documents, options, NEVER)


PLAIN = ("㎡…㍿ﷺ" * 9, "一\n二\t三\x00\x01\x85", "", "〔2023〕①Ａ｢｣〇\u3000é", "繁體字：臺灣", "\ufffe\uffff")
STRANGE = ("𠮷", "e\u0301", "ｶﾞ", "ㄱㅏ", "\uf900", "\ud800", "ᄀ\u1161", "㍿" * 9_000)
CODES = ("第12号", " 第 ３ 号 ", "号", "第", "第第1号号", "\u3000", "", "沪㎡〔2023〕5号")


@pytest.mark.parametrize(("texts", "quick"), [(PLAIN, True), *(((text,), False) for text in STRANGE)])
def test_both_views_of_the_records_are_the_same_in_one_pass(
    texts: tuple[str, ...], quick: bool, tmp_path: Path
) -> None:
    documents = [odd(place, text) for place, text in enumerate(texts)]
    found = drafts(documents, tmp_path / "drafts")
    display = Display(found, kinds_of(found), {})
    made = fast.views(found, found.lines, display, 2)
    assert (made is not None) == quick
    if made:
        slow = views(found, found.lines, display, 2)
        assert made.shown.tolist() == slow.shown.tolist()
        assert made.folded.tolist() == slow.folded.tolist()
        assert made.codes.tolist() == slow.codes.tolist()


def test_any_content_is_written_as_the_same_script() -> None:
    chance = np.random.default_rng(7)
    # 最高五位样样都有的一段，异或什么都有代理码元；不能直接出现的，在段首、段末、一段之内。
    every = np.arange(1 << 16, dtype=np.uint16)[:: 1 << TOP]
    contents = [np.resize(every, size) for size in (0, 1, BLOCK - 1, BLOCK, BLOCK * BLOCKS + 1, 1_000)]
    contents += [
        np.where(chance.random(700) < share, chance.choice(ESCAPED, 700), chance.integers(0, 1 << 16, 700))
        for share in (0, 0.01, 0.5, 1)
    ]
    contents += [np.full(200, unit) for unit in (*ESCAPED[:6], SURROGATE << TOP, 0, 0xFFFF)]
    units = [content.astype(np.uint16) for content in contents]
    made = fast.scripts(np.concatenate(units), np.cumsum([len(content) for content in units]))
    assert made == list(scripts([content.tobytes() for content in units]))


def test_numbers_typed_in_any_way_have_the_same_key_in_one_pass(tmp_path: Path) -> None:
    title = SearchField("title", "标题", "案号")
    codes = tuple(SearchField("number", "案号", text) for text in CODES)
    document = SearchDocument("５-Ａ", "proposal", "x/1.html", "案号", "2024", (title, *codes))
    found = drafts([document], tmp_path / "drafts")
    made = fast.views(found, found.lines, Display(found, kinds_of(found), {}), 1)
    assert made is not None
    assert made.codes.tolist() == [number_hash(code) for code in ("5-a", *CODES)]


def test_without_a_compiler_the_loops_still_run_and_write_the_same() -> None:
    code = (
        "import sys, numpy; sys.path.insert(0, sys.argv[1]); numpy.seterr(over='ignore');"
        "from search_samples import samples; from test_compiled import NEVER, written;"
        "from generator.output.search import SearchOptions;"
        "chosen = SearchOptions(processes=1, hot_occurrences=40, alone_occurrences=20);"
        "assert written(samples(3), chosen, -1) == written(samples(3), chosen, NEVER)"
    )
    environment = {"NUMBA_DISABLE_JIT": "1", "PATH": "", "PYTHONPATH": str(HERE.parents[2])}
    done = subprocess.run(
        [sys.executable, "-c", code, str(HERE)], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_few_records_need_no_compiler() -> None:
    code = (
        "import sys; sys.path.insert(0, sys.argv[1]); from search_samples import samples;"
        "from generator.output.search import search_artifacts; list(search_artifacts(samples(20)));"
        "assert 'numba' not in sys.modules"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, str(HERE)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


def test_where_no_cache_can_be_written_the_loops_are_compiled_anew() -> None:
    code = (
        "import generator.output.search.compiled as made; made._cache_folder = lambda: None;"
        "twice = made.compiled(lambda value: value * 2); assert twice(21) == 42 and twice.py_func(4) == 8"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
