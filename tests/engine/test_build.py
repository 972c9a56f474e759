"""引擎：几个进程写出同样的字节；中途断了、记忆坏了只是多做一些；问题与整个查的一样。"""

import random
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from pathlib import Path
from textwrap import indent

import pandas as pd
import pytest

from generator.disk.tree import MARKER
from generator.engine import build
from generator.engine.build import memory_of
from generator.engine.gathering.archive import Archive
from generator.engine.memory.store import Store, fingerprint
from generator.engine.planning import inputs as looking
from generator.output.artifact import Artifact
from generator.output.parcel import Parcel, made
from generator.problems import ProblemsError
from generator.progress import Listener
from generator.register import folder, rules
from generator.register.intake import take_in
from generator.register.register import Register
from generator.register.rules.finding import Finding, warning
from generator.register.rules.references import FAR_REACHING
from generator.shelves import Survey, is_ignored
from generator.terms import RecordKind
from tests.engine.trees import tree
from tests.miniature_inputs import miniature_inputs


def reword(copy: Path) -> None:
    path = copy / "data" / "replies" / "5-2" / "0002.yml"
    text = path.read_text("utf-8")
    assert "五点半" in text
    path.write_text(text.replace("五点半", "六点"), "utf-8")


def test_two_processes_write_what_one_writes(copy: Path, tmp_path: Path) -> None:
    build(miniature_inputs(copy), tmp_path / "one", processes=1)
    build(miniature_inputs(copy), tmp_path / "two", processes=2)
    assert tree(tmp_path / "one") == tree(tmp_path / "two")


def test_one_changed_reply_is_all_that_is_read_and_rendered(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    build(miniature_inputs(copy), out)
    reword(copy)
    read: list[str] = []
    from generator.engine import reading  # noqa: PLC0415 - 换掉其中的函数

    original = reading.records_in
    monkeypatch.setattr(
        reading,
        "records_in",
        lambda *given: read.append(given[1]) or original(*given),
    )
    built = build(miniature_inputs(copy), out)
    records = {path for path in built.written if re.match("(feeds/)?(proposals|replies)/5-2", path)}
    assert "replies/5-2/0002.yml" in read
    assert "replies/5-2/0011.yml" not in read
    assert records
    assert all("0002" in path for path in records)


def test_a_body_no_longer_tells_of_a_withheld_proposal_that_is_gone(copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    held = copy / "data" / "proposals" / "5-2" / "0004.yml"
    assert "open:" not in held.read_text("utf-8")
    build(miniature_inputs(copy), out)
    page = out / "bodies" / "qinghe.html"
    assert "提案没有公开（尚未决定）" in page.read_text("utf-8")
    held.unlink()
    assert "bodies/qinghe.html" in build(miniature_inputs(copy), out).written
    assert "提案没有公开（尚未决定）" not in page.read_text("utf-8")


def listed(paths: Sequence[Path]) -> str:
    """几个文件的记录写在一个文件里。"""
    texts = [path.read_text("utf-8") for path in paths]
    return "".join(text if text.startswith("-") else f"-\n{indent(text, '  ')}" for text in texts)


def test_in_a_file_of_many_records_only_the_changed_one_is_rendered(
    copy: Path, tmp_path: Path, rendered: list[int]
) -> None:
    folder = copy / "data" / "replies" / "5-2"
    paths = sorted(folder.glob("*.yml"))
    content = listed(paths)
    for path in paths:
        path.unlink()
    (folder / "all.yml").write_text(content, "utf-8")
    build(miniature_inputs(copy), tmp_path / "site")
    rendered.clear()
    (folder / "all.yml").write_text(f"# 五点半的改成六点\n{content.replace('五点半', '六点')}", "utf-8")
    built = build(miniature_inputs(copy), tmp_path / "site")
    assert rendered == [1]
    assert any("replies/5-2-0002" in path for path in built.written)


def test_a_remark_in_a_file_of_records_renders_nothing(
    copy: Path, tmp_path: Path, rendered: list[int]
) -> None:
    path = copy / "data" / "replies" / "5-2" / "0002.yml"
    build(miniature_inputs(copy), tmp_path / "site")
    assert rendered
    rendered.clear()
    path.write_text(f"# 已与承办单位核对\n{path.read_text('utf-8')}", "utf-8")
    built = build(miniature_inputs(copy), tmp_path / "site")
    assert (rendered, built.written, built.removed) == ([], (), ())


@pytest.mark.parametrize("processes", [1, 2])
def test_the_mark_of_every_file_read_is_remembered(copy: Path, tmp_path: Path, processes: int) -> None:
    data, out = copy / "data", tmp_path / "site"
    build(miniature_inputs(copy), out, processes=processes)
    files = [path for path in data.rglob("*") if path.is_file() and not is_ignored(path.name)]
    expected = {
        fingerprint(path.relative_to(data).as_posix().encode()): fingerprint(path.read_bytes())
        for path in files
    }
    for _ in range(2):
        with closing(Store(memory_of(out))) as store:
            kept = store.files(store.shelves())
        assert {name: known.digest for name, known in kept.items()} == expected
        for path in files:
            path.touch()
        assert build(miniature_inputs(copy), out, processes=processes).written == ()


def test_software_that_looks_the_same_is_not_read_again_and_a_change_of_it_is_seen(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    code, out = tmp_path / "code", tmp_path / "site"
    code.mkdir()
    (code / "part.py").write_text("VALUE = 1\n", "utf-8")
    monkeypatch.setattr(looking, "CODE", code)
    inputs = miniature_inputs(copy)
    build(inputs, out)
    with closing(Store(memory_of(out))) as store:
        known = looking.software_look(inputs, store)
        with monkeypatch.context() as unread:
            unread.setattr(Path, "read_bytes", lambda path: pytest.fail(f"又读了 {path}"))
            assert looking.software_look(inputs, store) == known
    assert build(inputs, out).written == ()
    # 大小不变，只换一个字。
    (code / "part.py").write_text("VALUE = 2\n", "utf-8")
    with closing(Store(memory_of(out))) as store:
        assert looking.software_look(inputs, store).digest != known.digest
        assert looking.look(inputs, out, store, Survey.started(inputs.data, tmp_path, 0)).is_whole


def test_a_register_found_sound_is_not_judged_again_until_something_it_tells_of_changes(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    judged: list[str] = []
    doubted: set[str] = set()

    def units_are_looked_at(register: Register) -> Iterator[Finding]:
        for unit in register.unjudged(RecordKind.UNIT):
            judged.append(unit.id)
            if unit.id in doubted:
                yield warning("doubted", unit, ("id",), "说不准", "再看看。")

    monkeypatch.setattr(rules, "RULES", (units_are_looked_at,))
    inputs = miniature_inputs(copy)
    # 要数个数的数字会问到每一组；没有这样的数字，才有没人提到的组。
    figures = pd.read_csv(copy / "data" / "figures.csv", dtype=str, keep_default_na=False)
    figures.drop(columns="counts").to_csv(copy / "data" / "figures.csv", index=False)
    build(inputs, tmp_path / "sound", processes=1)
    assert judged
    every, judged[:] = list(judged), []
    assert build(inputs, tmp_path / "sound").warnings == ()
    reword(copy)
    assert build(inputs, tmp_path / "sound").written
    assert judged == []
    # 计划与品牌提到这一次协商。
    meeting = copy / "data" / "consultations" / "2023" / "dianti.yml"
    meeting.write_text(meeting.read_text("utf-8").replace("画出管线图", "画好管线图"), "utf-8")
    assert build(inputs, tmp_path / "sound").written
    assert judged == every
    # 有提醒的，每次都再查、再说一遍。
    doubted.add(every[0])
    first = build(inputs, tmp_path / "doubted", processes=1)
    judged.clear()
    assert build(inputs, tmp_path / "doubted").warnings == first.warnings != ()
    assert judged == every
    # 站点配置变了，从头查。
    site = copy / "data" / "site.yml"
    site.write_text(site.read_text("utf-8").replace("title: ", "title: 新", 1), "utf-8")
    assert [item.rule for item in build(inputs, tmp_path / "sound").warnings] == ["doubted"]


class Killed(BaseException):
    """有人按了 Ctrl+C，或者进程被杀。"""


class Killer(Listener):
    """第几次听到进度就杀掉。"""

    def __init__(self, at: int) -> None:
        self.left = at

    def stage(self, name: str) -> None:  # noqa: ARG002 - 只数次数
        self._tick()

    def advance(self, done: int, total: int) -> None:  # noqa: ARG002 - 只数次数
        self._tick()

    def _tick(self) -> None:
        self.left -= 1
        if self.left == 0:
            raise Killed


@pytest.mark.parametrize("at", range(1, 9))
def test_a_build_killed_anywhere_is_made_good_by_the_next(copy: Path, tmp_path: Path, at: int) -> None:
    out, clean = tmp_path / "site", tmp_path / "clean"
    build(miniature_inputs(copy), out)
    reword(copy)
    with suppress(Killed):
        build(miniature_inputs(copy), out, Killer(at))
    build(miniature_inputs(copy), out)
    build(miniature_inputs(copy), clean)
    assert tree(out) == tree(clean)


@pytest.mark.parametrize("is_renamed", [False, True])
def test_of_a_first_build_killed_after_its_records_nothing_is_left(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rendered: list[int], *, is_renamed: bool
) -> None:
    out, clean = tmp_path / "site", tmp_path / "clean"

    def killed(*_: object) -> None:
        raise Killed

    with monkeypatch.context() as patched:
        patched.setattr(Archive, "write", killed)
        with pytest.raises(Killed):
            build(miniature_inputs(copy), out)
    (copy / "data" / "replies" / "5-2" / "0011.yml").unlink()
    if is_renamed:
        for path in sorted(copy.glob("data/*/**/*.yml")):
            path.rename(path.with_name(f"x{path.name}"))
    rendered.clear()
    build(miniature_inputs(copy), out)
    first = list(rendered)
    rendered.clear()
    build(miniature_inputs(copy), clean)
    assert tree(out) == tree(clean)
    # 只成页一遍：不是做到一半才看出记忆不对。
    assert first == rendered


def edit_twice(copy: Path) -> None:
    """改一句正文，删一件答复：忘掉的、重做的、归拢的都用到记忆。"""
    reword(copy)
    (copy / "data" / "replies" / "5-2" / "0011.yml").unlink()


def test_a_memory_damaged_anywhere_only_costs_time(copy: Path, tmp_path: Path) -> None:
    first, out, clean = (tmp_path / name for name in ("first", "site", "clean"))
    build(miniature_inputs(copy), first)
    edit_twice(copy)
    build(miniature_inputs(copy), clean)
    expected = tree(clean)
    for seed, flips in ((0, 1), (0, 6), (5, 6), (0, 25), (1, 300)):
        for before, after in ((first, out), (memory_of(first), memory_of(out))):
            shutil.rmtree(after, ignore_errors=True)
            shutil.copytree(before, after)
        damage(memory_of(out), flips, random.Random(seed))  # noqa: S311 - 不是密码
        build(miniature_inputs(copy), out)
        assert tree(out) == expected, (seed, flips)


def damage(memory: Path, flips: int, chance: random.Random) -> None:
    """每个文件里坏几处；空着的地方全是零，坏了也看不出来，不坏那里。"""
    for file in sorted(memory.iterdir()):
        content = bytearray(file.read_bytes())
        used = [place for place, byte in enumerate(content) if byte]
        for place in chance.sample(used, flips):
            content[place] ^= 1 << chance.randrange(8)
        file.write_bytes(content)


MISTAKES = {
    "unknown field": ("proposals/5-2/0003.yml", r"\Z", "nonsense: 1\n"),
    "no yaml": ("proposals/5-2/0003.yml", r"(?m)^title: ", "title "),
    "wrong date": ("replies/5-2/0002.yml", r"(?m)^  date: .*$", "  date: 2024-02-31"),
    "dates turned round": ("proposals/5-2/0001.yml", r"(?m)^submitted: .*$", "submitted: 2023-01-20"),
    "unlike kind": ("replies/5-2/0002.yml", r"(?m)^  result: .*$", "  result: 好"),
    "quote not in the text": ("replies/5-2/0001.yml", "年 12 月底前加装", "年 10 月底前加装"),
    "twice": ("proposals/5-2/0003.yml", r"(?m)^id: .*$", 'id: "5-2-0001"'),
    "unknown reference": ("replies/5-2/0002.yml", r"(?m)^  proposals: .*$", "  proposals: [9-9-0001]"),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_problems_are_those_of_a_full_check(
    mistake: str, copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "site"
    build(miniature_inputs(copy), out)
    before = tree(out)
    name, said, says = MISTAKES[mistake]
    path = copy / "data" / name
    changed, count = re.subn(said, says, path.read_text("utf-8"), count=1)
    assert count, path.read_text("utf-8")
    path.write_text(changed, "utf-8")
    expected = take_in(copy / "data")[1]
    assert any(problem.is_error for problem in expected)
    checked: list[Path] = []

    def counted(data: Path, shown_as: str) -> object:
        checked.append(data)
        return take_in(data, shown_as)

    monkeypatch.setattr(sys.modules[build.__module__], "take_in", counted)
    with pytest.raises(ProblemsError) as refused:
        build(miniature_inputs(copy), out)
    assert tuple(refused.value.problems) == expected
    assert tree(out) == before
    # 改法里要说相近的编号，才把全部编号读一遍。
    assert bool(checked) == any(problem.rule in FAR_REACHING for problem in expected)


def test_an_empty_output_folder_stays_when_the_data_is_wrong(copy: Path, tmp_path: Path) -> None:
    out = tmp_path / "site"
    out.mkdir()
    path = copy / "data" / "proposals" / "5-2" / "0003.yml"
    path.write_text(path.read_text("utf-8") + "nonsense: 1\n", "utf-8")
    with pytest.raises(ProblemsError):
        build(miniature_inputs(copy), out)
    assert list(out.iterdir()) == []


def test_a_leak_in_a_gathered_artifact_is_refused_and_the_site_is_not_called_complete(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def leaking(_: Archive) -> Iterator[Parcel]:
        yield made(Artifact("feeds/leak.xml", "还没有决定公开与否的提案，不公开".encode()))

    out = tmp_path / "site"
    build(miniature_inputs(copy), out)
    reword(copy)
    with closing(Store(memory_of(out))) as store:
        store.doubt()
    monkeypatch.setattr(Archive, "_feeds", leaking)
    with pytest.raises(ProblemsError) as refused:
        build(miniature_inputs(copy), out)
    assert {problem.rule for problem in refused.value.problems} == {"leak"}
    assert not (out / "feeds" / "leak.xml").exists()
    assert (out / MARKER).read_bytes() == b"updating\n"


def test_a_rule_grown_stricter_since_the_last_build_is_applied_to_files_that_did_not_change(
    copy: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(miniature_inputs(copy), tmp_path / "site")
    before = tree(tmp_path / "site")
    monkeypatch.setattr(folder, "is_bad_name", lambda name: name == "0002.yml")
    monkeypatch.setattr(looking, "PACKAGES", ())
    with pytest.raises(ProblemsError) as caught:
        build(miniature_inputs(copy), tmp_path / "site")
    assert {problem.rule for problem in caught.value.problems} >= {"bad-file-name"}
    assert tree(tmp_path / "site") == before
