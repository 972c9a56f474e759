"""默认网站的做法名录：编号齐全，每个都有说得出是哪一类、写了哪一项的记录，网站上一点就到。"""

import re
from datetime import date
from pathlib import Path

import pytest

from generator.engine import build
from generator.register.intake import take_in
from generator.register.register import Register
from generator.release.address import practice_path
from generator.site import Inputs
from generator.terms import RecordKind

ROOT = Path(__file__).parents[2]
DATA = ROOT / "data"
EXPECTED = {"T": 19, "X": 28, "Z": 14, "M": 4, "L": 10}
SHAPES = {
    "T01": "batch.count figure.value",
    "T02": "programme.chain figure.value",
    "T03": "figure.value",
    "T04": "batch.site_visit batch.briefing",
    "T05": "proposal.publications",
    "T06": "proposal.outcomes issue.level",
    "T07": "programme.chain",
    "T08": "programme.lead",
    "T09": "proposal.proposer opinion.sectors",
    "T10": "issue.raised_by",
    "T11": "issue.passages",
    "T12": "issue.level programme.chain",
    "T13": "survey.audiences",
    "T14": "issue.passages",
    "T15": "document.kind",
    "T16": "consultation.kind issue.level",
    "T17": "survey.kind",
    "T18": "consultation.topic",
    "T19": "platform.kind",
    "X01": "consultation.kind programme.fields",
    "X02": "consultation.issues consultation.participants consultation.timing",
    "X03": "consultation.participants document.points",
    "X04": "figure.qualifier programme.venues",
    "X05": "consultation.tasks_total",
    "X06": "issue.level issue.place",
    "X07": "programme.kind",
    "X08": "consultation.series_number",
    "X09": "platform.roles supervision.kind",
    "X10": "plan.structure supervision.outcomes",
    "X11": "programme.chain",
    "X12": "programme.chain",
    "X13": "document.points figure.value",
    "X14": "programme.chain platform.kind",
    "X15": "supervision.chain survey.kind",
    "X16": "programme.chain",
    "X17": "programme.chain",
    "X18": "plan.chain programme.chain",
    "X19": "survey.findings",
    "X20": "consultation.opinions",
    "X21": "survey.audiences",
    "X22": "issue.passages figure.value",
    "X23": "issue.passages",
    "X24": "issue.passages issue.outcomes",
    "X25": "programme.chain",
    "X26": "supervision.observers plan.items",
    "X27": "consultation.date",
    "X28": "programme.kind issue.outcomes",
    "Z01": "platform.feature figure.counts",
    "Z02": "platform.kind",
    "Z03": "document.points figure.value service.items",
    "Z04": "platform.teams figure.counts",
    "Z05": "platform.count figure.rate_of",
    "Z06": "platform.count document.kind",
    "Z07": "figure.counts service.items",
    "Z08": "programme.rota platform.tier",
    "Z09": "issue.level",
    "Z10": "issue.channel issue.platform",
    "Z11": "service.items figure.counts",
    "Z12": "service.items",
    "Z13": "programme.bodies programme.rota",
    "Z14": "plan.items_total plan.items",
    "M01": "opinion.adoptions opinion.chain",
    "M02": "opinion.outcomes",
    "M03": "platform.group opinion.chain",
    "M04": "bill.rounds bill.enacted",
    "L01": "plan.items document.document_number",
    "L02": "plan.area plan.issuers",
    "L03": "document.kind figure.value",
    "L04": "issue.passages consultation.date",
    "L05": "figure.value programme.date",
    "L06": "programme.publications",
    "L07": "consultation.participants programme.bodies",
    "L08": "programme.lead",
    "L09": "service.items plan.items supervision.partners",
    "L10": "document.issuers document.points",
}
"""编号 → 哪几类记录的哪一项必须有人写了；只写在品牌的一段文字里不算。"""


@pytest.fixture(scope="module")
def register() -> Register:
    return take_in(DATA)[0]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("default") / "site"
    build(Inputs(ROOT / "mkdocs.yml", DATA, ROOT / "content", date(2026, 6, 30)), out)
    return out


@pytest.fixture(scope="module")
def entries(site: Path) -> dict[str, str]:
    page = (site / "practices/index.html").read_text("utf-8")
    found = re.findall(
        r'<article class="card practice" id="[^"]+">\s*<p class="kind">(\w+)</p>(.*?)</article>',
        page,
        re.DOTALL,
    )
    return dict(found)


def test_the_list_has_every_practice_once_and_in_order(register: Register) -> None:
    expected = [
        f"{letter}{number:02d}" for letter, count in EXPECTED.items() for number in range(1, count + 1)
    ]
    assert [item.id for item in register.site.practices] == expected
    assert list(SHAPES) == expected


def test_every_practice_says_something_of_its_own_and_names_its_source(register: Register) -> None:
    texts = [item.says for item in register.site.practices]
    assert len(set(texts)) == len(texts)
    assert [item.id for item in register.site.practices if not item.source] == []


@pytest.mark.parametrize("practice", SHAPES)
def test_every_practice_has_typed_records_of_the_right_kinds(register: Register, practice: str) -> None:
    for shape in SHAPES[practice].split():
        kind, field = shape.split(".")
        records = [
            record
            for record in register.records(RecordKind(kind))
            if practice in getattr(record, "practice", ())
        ]
        assert any(getattr(record, field) not in {None, (), ""} for record in records), shape


@pytest.mark.parametrize("practice", SHAPES)
def test_every_practice_leads_to_pages_that_exist(site: Path, entries: dict[str, str], practice: str) -> None:
    anchor = practice_path(practice).partition("#")[2]
    assert f'id="{anchor}"' in (site / "practices/index.html").read_text("utf-8")
    links = re.findall(r'href="\.\./([^"#?]+)"', entries[practice])
    assert links, "名录里没有一条链接"
    assert [link for link in links if not (site / link).is_file()] == []


def test_the_pages_of_activities_lead_back_to_the_practices_they_show(
    site: Path, entries: dict[str, str]
) -> None:
    own = (
        "plans/",
        "issues/",
        "documents/",
        "supervisions/",
        "surveys/",
        "services/",
        "opinions/",
        "bills/",
        "consultations/",
    )
    for practice, entry in entries.items():
        for link in re.findall(r'href="\.\./([^"#]+)"', entry):
            if link.startswith(own):
                text = (site / link).read_text("utf-8")
                assert practice_path(practice) in text, (practice, link)


def test_the_site_names_no_member_and_scores_no_one(register: Register) -> None:
    assert len(register.members) == 0
