"""宿主渲染：与数据无关，可缓存，装成包也能用。"""

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest

from generator.frame import DEEPEST, SECTIONS, Host, Section
from generator.host import rendering
from generator.host.assets import collect_assets
from generator.host.digest import host_digest
from generator.host.folders import packaged_overrides
from generator.host.identity import Identity
from generator.host.rendering import render_host
from generator.problems import ProblemsError

ROOT = Path(__file__).parents[2]
ELSEWHERE = Identity(name="晒谷镇政协", description="另一级政协")
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "font-src 'self'; base-uri 'none'; form-action 'self'"
)


def render(site: Path, cache: Path | None = None) -> Host:
    return render_host(site / "mkdocs.yml", site / "content", ELSEWHERE, cache)


def filled(host: Host, section: str, depth: int) -> str:
    return host.frame(section, depth).fill(title="甲", body="<p>正文</p>").decode()


def test_there_is_one_frame_for_each_section_and_depth(host: Host) -> None:
    places = [(frame.section, frame.depth) for frame in host.frames]
    expected = {(section.key, depth) for section in SECTIONS for depth in range(DEEPEST + 1)}
    assert len(places) == len(set(places))
    assert set(places) == expected
    with pytest.raises(KeyError, match="没有栏目「nowhere」第 0 层"):
        host.frame("nowhere", 0)


@pytest.mark.parametrize("depth", range(DEEPEST + 1))
def test_every_local_address_of_a_frame_starts_at_its_own_depth(host: Host, depth: int) -> None:
    addresses = re.findall(r'(?:href|src|action)="([^"#]+)"', filled(host, "proposals", depth))
    known = set(host.assets) | {section.path for section in SECTIONS}
    known |= {page.path for page in host.pages} | {"statistics/withheld.html", "statistics/corrections.html"}
    assert len(addresses) > 20
    assert {address.removeprefix("../" * depth) for address in addresses} <= known


@pytest.mark.parametrize("section", [s.key for s in SECTIONS if s.place != "none"])
def test_the_navigation_marks_where_one_is(host: Host, section: str) -> None:
    (current,) = re.findall(r'<a href="([^"]+)" aria-current="true">', filled(host, section, 1))
    assert current == f"../{section}/index.html"


def test_no_page_carries_inline_script_or_style_and_each_states_the_policy(host: Host) -> None:
    pages = [filled(host, "proposals", 2), *(p.fill(("",) * len(p.slots)).decode() for p in host.pages)]
    for page in pages:
        assert f'http-equiv="Content-Security-Policy" content="{POLICY}"' in page
        assert re.findall(r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+=", page) == []


def test_every_page_is_valid_html5(host: Host) -> None:
    catalogue = (Path(__file__).parent / "catalogue.html").read_text("utf-8")
    pages = [host.frame("proposals", 2).fill(title="甲", body=catalogue)]
    pages += [page.fill(tuple("" for _ in page.slots)) for page in host.pages]
    for page in pages:
        parser = html5lib.HTMLParser(namespaceHTMLElements=False)
        parser.parse(page.decode())
        assert [(place, kind) for place, kind, _ in parser.errors] == []
        names = re.findall(r'\sid="([^"]+)"', page.decode())
        assert len(names) == len(set(names))


def test_nothing_in_pages_or_assets_points_outside(host: Host) -> None:
    texts = [
        filled(host, "home", 0),
        *(body.decode() for path, body in host.assets.items() if path[-3:] != "png"),
    ]
    allowed = {"http://www.w3.org/2000/svg"}
    assert {url for text in texts for url in re.findall(r"https?://[\w./-]+", text)} <= allowed


def test_none_of_the_themes_own_files_are_published(host: Host) -> None:
    assert set(host.assets) == set(host.asset_names.values())
    assert "sitemap.xml" not in host.assets


def test_a_page_has_its_title_its_slots_and_their_lines(host: Host) -> None:
    (home,) = [page for page in host.pages if page.path == "index.html"]
    lines = [call.line for call in home.slots]
    assert [call.name for call in home.slots][:2] == ["figures", "latest_replies"]
    assert all(0 < first <= second for first, second in pairwise(lines))
    assert [page.title for page in host.pages if page.path == "about/method.html"] == ["计算方法"]


def test_a_site_without_templates_of_its_own_uses_the_packaged_ones(elsewhere: Path) -> None:
    host = render(elsewhere)
    assert "晒谷镇政协" in filled(host, "proposals", 2)
    assert host.assets == collect_assets((packaged_overrides(),)).files
    assert [call.name for page in host.pages for call in page.slots] == ["count", "figures"]


def test_a_site_may_put_its_own_templates_and_styles_on_top(elsewhere: Path) -> None:
    config = elsewhere / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("  name: material\n", "  name: material\n  custom_dir: own\n")
    )
    (elsewhere / "own" / "partials").mkdir(parents=True)
    (elsewhere / "own" / "partials" / "footer.html").write_text("<footer>本站页脚</footer>", "utf-8")
    (elsewhere / "own" / "assets" / "css").mkdir(parents=True)
    (elsewhere / "own" / "assets" / "css" / "facts.css").write_text(".facts { color: teal }", "utf-8")
    before = host_digest(config, elsewhere / "content", ELSEWHERE)
    host = render(elsewhere)
    assert "本站页脚" in filled(host, "proposals", 0)
    assert ".facts { color: teal }" in host.assets[host.asset_names["shai.css"]].decode()
    (elsewhere / "own" / "partials" / "footer.html").write_text("<footer>改了</footer>", "utf-8")
    assert host_digest(config, elsewhere / "content", ELSEWHERE) != before


def test_a_cached_host_is_used_without_importing_mkdocs(elsewhere: Path) -> None:
    cache = elsewhere / "cache" / "host"
    expected = render(elsewhere, cache)
    code = (
        "import sys; from pathlib import Path; from generator.host.identity import Identity;"
        "from generator.host.rendering import render_host;"
        "site, cache = map(Path, sys.argv[1:]);"
        "identity = Identity(name='晒谷镇政协', description='另一级政协');"
        "host = render_host(site / 'mkdocs.yml', site / 'content', identity, cache);"
        "print(len(host.frames), sorted({'mkdocs', 'material'} & set(sys.modules)))"
    )
    run = [sys.executable, "-c", code, str(elsewhere), str(cache)]
    done = subprocess.run(run, cwd=ROOT, check=True, capture_output=True, text=True)
    assert done.stdout.strip() == f"{len(expected.frames)} []"


@pytest.mark.parametrize("damage", [b"", b"x", b"0\n\x00", None])
def test_a_damaged_cache_only_costs_time(elsewhere: Path, damage: bytes | None) -> None:
    cache = elsewhere / "host"
    expected = render(elsewhere, cache)
    sound = cache.read_bytes()
    cache.write_bytes(sound[:-20] if damage is None else damage)
    assert render(elsewhere, cache) == expected
    assert cache.read_bytes() == sound


def test_changing_a_page_outdates_the_cache(elsewhere: Path) -> None:
    cache = elsewhere / "host"
    before = render(elsewhere, cache)
    (elsewhere / "content" / "new.md").write_text("# 新页\n", "utf-8")
    assert [page.path for page in render(elsewhere, cache).pages if page not in before.pages] == ["new.html"]


def test_a_project_moved_elsewhere_keeps_its_cache_and_looks_the_same(
    elsewhere: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = elsewhere / "host"
    expected = render(elsewhere, cache)
    moved = tmp_path / "moved"
    moved.mkdir()
    for name in ("mkdocs.yml", "content"):
        (elsewhere / name).rename(moved / name)
    assert render(moved) == expected
    monkeypatch.setattr(rendering, "_run", lambda *_: pytest.fail("又请 MkDocs 排了一遍"))
    assert render(moved, cache) == expected


def test_a_page_renamed_or_moved_to_another_folder_outdates_the_cache(elsewhere: Path) -> None:
    config, content = elsewhere / "mkdocs.yml", elsewhere / "content"
    (content / "one.md").write_text("# 一\n", "utf-8")
    digests = [host_digest(config, content, ELSEWHERE)]
    for name in ("two.md", "deeper/two.md"):
        (content / "deeper").mkdir(exist_ok=True)
        next(content.rglob("[ot][nw][eo].md")).rename(content / name)
        digests.append(host_digest(config, content, ELSEWHERE))
    assert len(set(digests)) == 3


def test_the_same_input_gives_the_same_host(elsewhere: Path) -> None:
    assert render(elsewhere) == render(elsewhere)


def test_a_wrong_page_stops_before_mkdocs_runs(elsewhere: Path) -> None:
    (elsewhere / "content" / "bad.md").write_text("---\nrender_macros: true\n---\n{{ config }}\n", "utf-8")
    with pytest.raises(ProblemsError) as raised:
        render(elsewhere)
    assert [(p.rule, p.mark.path, p.mark.line) for p in raised.value.problems] == [
        ("macro-form", "content/bad.md", 4)
    ]


def test_a_configuration_without_the_plugin_says_so(elsewhere: Path) -> None:
    config = elsewhere / "mkdocs.yml"
    config.write_text(config.read_text("utf-8").replace("  - shai\n", ""), "utf-8")
    with pytest.raises(ProblemsError) as raised:
        render(elsewhere)
    assert raised.value.problems[0].rule == "host-plugin"


def test_a_template_that_lost_a_slot_is_named(elsewhere: Path) -> None:
    config = elsewhere / "mkdocs.yml"
    config.write_text(
        config.read_text("utf-8").replace("  name: material\n", "  name: material\n  custom_dir: own\n")
    )
    (elsewhere / "own").mkdir()
    (elsewhere / "own" / "main.html").write_text("<title><!--slot:title--></title><!--slot:head-->", "utf-8")
    with pytest.raises(ProblemsError) as raised:
        render(elsewhere)
    assert "main.html 里槽「body」出现 0 次" in raised.value.problems[0].message


@pytest.mark.parametrize("wrong", ["site_name: [\n", "theme: {name: nowhere}\n", "plugins: [nowhere]\n"])
def test_a_wrong_configuration_is_a_problem_and_not_a_traceback(elsewhere: Path, wrong: str) -> None:
    (elsewhere / "mkdocs.yml").write_text(wrong, "utf-8")
    with pytest.raises(ProblemsError) as raised:
        render(elsewhere)
    assert raised.value.problems[0].rule in {"host-config", "host-failed"}
    assert raised.value.problems[0].cure


def test_a_broken_template_is_a_problem_with_its_line(elsewhere: Path) -> None:
    config = elsewhere / "mkdocs.yml"
    text = config.read_text("utf-8").replace("  name: material\n", "  name: material\n  custom_dir: own\n")
    config.write_text(text, "utf-8")
    (elsewhere / "own").mkdir()
    (elsewhere / "own" / "main.html").write_text("<title>\n{% if %}", "utf-8")
    with pytest.raises(ProblemsError) as raised:
        render(elsewhere)
    (problem,) = raised.value.problems
    assert (problem.rule, Path(problem.mark.path).name, problem.mark.line) == (
        "host-template",
        "main.html",
        2,
    )


def test_the_name_and_the_footer_ids_come_from_the_identity_not_from_mkdocs_yml(elsewhere: Path) -> None:
    identity = Identity(
        name="另名政协",
        description="x",
        report="mailto:a@b.example",
        icp="示备 1 号",
        site_id_code="0000000000",
    )
    host = render_host(elsewhere / "mkdocs.yml", elsewhere / "content", identity)
    page = filled(host, "proposals", 1)
    assert "<title>甲 · 另名政协</title>" in page
    assert "示备 1 号" in page
    assert "网站标识码 0000000000" in page
    assert 'href="mailto:a@b.example"' in page


def test_a_new_section_needs_new_frames(elsewhere: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    config, content = elsewhere / "mkdocs.yml", elsewhere / "content"
    before = host_digest(config, content, ELSEWHERE)
    added = Section("added", "新栏目", "added/index.html", "more")
    monkeypatch.setattr("generator.host.digest.SECTIONS", (*SECTIONS, added))
    assert host_digest(config, content, ELSEWHERE) != before
