"""文字页说的与程序做的一致，链接都通。"""

import re
from datetime import date
from html import unescape
from pathlib import Path

import pytest

from generator.engine import build
from generator.glossary import glossary
from generator.release.stats.measures import MEASURES
from generator.site import Inputs
from generator.terms import ConsultationTiming, FilingStatus, ReplyRole, UpdateStatus

ROOT = Path(__file__).parents[2]
PAGES = ("index", "about/index", "about/method", "about/glossary", "about/corrections")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """本仓库自己的数据与文字页建成的网站。"""
    out = tmp_path_factory.mktemp("default") / "site"
    inputs = Inputs(ROOT / "mkdocs.yml", ROOT / "data", ROOT / "content", date(2026, 11, 21), "data")
    build(inputs, out)
    return out


def text_of(site: Path, name: str) -> str:
    return unescape((site / f"{name}.html").read_text("utf-8"))


def test_method_page_shows_the_formula_of_every_rate(site: Path) -> None:
    page = text_of(site, "about/method")
    missing = [
        measure.name for measure in MEASURES if measure.name not in page or measure.formula not in page
    ]
    assert missing == []


def test_method_page_says_what_is_not_counted_in_the_words_of_the_statistics(site: Path) -> None:
    reason = r"没有计入：审查结果没有公布 \d+ 件"
    assert re.search(reason, text_of(site, "about/method"))


def test_glossary_shows_every_word_and_every_explanation(site: Path) -> None:
    page = text_of(site, "about/glossary")
    groups = glossary()
    assert [word.label for group in groups for word in group.words if word.label not in page] == []
    assert [word.label for group in groups for word in group.words if word.explanation not in page] == []


@pytest.mark.parametrize(
    "term",
    [
        FilingStatus.MERGED,
        FilingStatus.TO_OPINION,
        ReplyRole.CO,
        UpdateStatus.CLOSED,
        ConsultationTiming.BEFORE,
    ],
)
def test_words_that_do_not_explain_themselves_are_explained(term: str) -> None:
    explained = {word.label for group in glossary() for word in group.explained}
    assert str(term) in explained


def test_home_says_what_is_due_what_is_new_and_how_to_follow(site: Path) -> None:
    page = text_of(site, "index")
    assert 'class="promises"' in page
    assert "<svg" in page
    assert 'href="feeds/index.html"' in page.replace('href="./', 'href="')


@pytest.mark.parametrize("name", PAGES)
def test_every_link_of_a_hand_written_page_leads_somewhere(site: Path, name: str) -> None:
    page = site / f"{name}.html"
    broken = []
    for href in re.findall(r'<a [^>]*?href="([^"]+)"', page.read_text("utf-8")):
        path, _, anchor = unescape(href).partition("#")
        if re.match(r"[a-z]+:", path):
            continue
        target = (page.parent / path).resolve() if path else page
        target = target / "index.html" if target.is_dir() else target
        if not target.is_file() or (anchor and f'id="{anchor}"' not in target.read_text("utf-8")):
            broken.append(href)
    assert broken == []
