"""自动改：只有一种改法的才改，别的一个字不动。"""

from pathlib import Path

import pytest
import yaml

from generator.cli import main
from generator.register.fixing import Names, fix_file
from generator.register.intake import take_in
from tests.miniature_inputs import MINIATURE

ROOT = Path(__file__).parents[3]
PROPOSAL = "proposals/x.yml"
REPLY = "replies/x.yml"


@pytest.fixture(scope="module")
def names() -> Names:
    return Names(take_in(MINIATURE / "data")[0])


def fixed(text: str, names: Names, path: str = PROPOSAL) -> str:
    return fix_file(text, path, names)[0]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("submitted: 2023/5/6", "submitted: 2023-05-06"),
        ("submitted: 2023.5.6", "submitted: 2023-05-06"),
        ("submitted: 2023-5-6", "submitted: 2023-05-06"),
        ("submitted: 2023年5月6号", "submitted: 2023-05-06"),
        ("submitted: 2023 年 5 月", "submitted: 2023-05"),
        ("submitted: ２０２３／５／６", "submitted: 2023-05-06"),
        ("submitted: 20230506", "submitted: 2023-05-06"),
        ("submitted: '2023—05—06。'", "submitted: '2023-05-06'"),
        ("filing: {status: 立案。}", "filing: {status: 立案}"),
        ("filing: {status: “立案”}", "filing: {status: 立案}"),
        ("open: 全文公開", "open: 全文公开"),
        ("open: 全文 公开", "open: 全文公开"),
        ("id: ５-2-0801", "id: 5-2-0801"),
        ("id: '5-2-0801 '", "id: '5-2-0801'"),
        ("id: 5–2–0801", "id: 5-2-0801"),
        ("handling: {lead: [青禾区建设和交通局（虚构）]}", "handling: {lead: [jianshe]}"),
        ("handling: {lead: 区建交局；区民政局}", "handling: {lead: jianshe；minzheng}"),
        ("handling: {lead: [' minzheng']}", "handling: {lead: ['minzheng']}"),
        ("handling: {lead: [JianShe]}", "handling: {lead: [jianshe]}"),
        ("proposer: {kind: 委員, withheld: 是。}", "proposer: {kind: 委员, withheld: 是}"),
        ("original: ' https：//qinghe.example/1。'", "original: 'https://qinghe.example/1'"),
        ("title: 带\u200b进来的", "title: 带进来的"),
        ("案由: 甲", "title: 甲"),
        ("Open-Reason: 甲", "open_reason: 甲"),
        ("案由：甲\nid：5-2-0801", "title: 甲\nid: 5-2-0801"),
    ],
)
def test_what_has_one_cure_is_cured(before: str, after: str, names: Names) -> None:
    assert fixed(before + "  # 注释\n", names) == after + "  # 注释\n"


@pytest.mark.parametrize(
    "text",
    [
        "submitted: 2023526",
        "submitted: 201759日",
        "submitted: 2023.1",
        "submitted: 2023/13/1",
        "submitted: 5月6日",
        "submitted: 23-5-6",
        "submitted: 2023-05-06",
        "filing: {status: 立安}",
        "filing: {status: 已经立案}",
        "open: 公开吧",
        "id: 5_2_0801",
        "id: 5-2-0001。",
        "id: 5-2-０００１",
        "handling: {lead: [某某局]}",
        "handling: {lead: [jianshee]}",
        "titel: 甲",
        "title: 甲\n案由: 乙",
        "title: 甲\u202e乙",
        "original: www.qinghe.example",
        "term: 五",
        "key: {dates: [1,2]}",
        "title: [没写完",
        "? [甲]\n: 乙",
        "- 甲\n- 乙",
        "background: |\n  2023/5/6 提出：甲\n",
    ],
)
def test_what_is_right_or_could_be_cured_in_two_ways_is_left_alone(text: str, names: Names) -> None:
    assert fix_file(text, PROPOSAL, names) == (text, ())


def test_document_numbers_keep_the_brackets_they_were_written_with(names: Names) -> None:
    # 公开时归一成〔〕，原样另存；在数据里改掉，原样就没有了。
    text = "document_number: 青建提【2023】45号\n"
    assert fixed(text, names, REPLY) == text


def test_comments_order_quotes_and_line_ends_stay(names: Names) -> None:
    before = '# 头\r\nopen: "全文公開" # 尾\r\n\r\nid:   ５-2-0801\r\n'
    after = '# 头\r\nopen: "全文公开" # 尾\r\n\r\nid:   5-2-0801\r\n'
    assert fixed(before, names) == after


def test_each_change_is_told_with_its_line_and_reason(names: Names) -> None:
    _, told = fix_file("id: 5-2-0801\n\nsubmitted: 2023/5/6\nopen: 全文公開\n", PROPOSAL, names)
    assert [(item.line, item.before, item.after) for item in told] == [
        (3, "2023/5/6", "2023-05-06"),
        (4, "全文公開", "全文公开"),
    ]
    assert all(item.reason for item in told)


def test_a_table_is_cured_cell_by_cell_and_its_chinese_heading_too(names: Names) -> None:
    before = '编号,姓名,sector,platforms,withheld\nm91,"委,员",科技界,,是。\nm92,乙,keji,,否\n'
    after = 'id,name,sector,platforms,withheld\nm91,"委,员",keji,,是\nm92,乙,keji,,否\n'
    assert fixed(before, names, "members.csv") == after


def test_a_name_that_two_records_share_is_not_turned_into_an_id() -> None:
    register, _ = take_in(MINIATURE / "data")
    names = Names(register)
    unit = next(iter(register.units.values()))
    twin = unit.model_copy(update={"id": "another"})
    doubled = type(register)(
        register.site,
        {
            kind: (*register.records(kind), twin)
            if unit in register.records(kind)
            else register.records(kind)
            for kind in register.declared
        },
        register.declared,
    )
    kind = next(kind for kind in register.declared if unit in register.records(kind))
    assert names.id_of(kind, unit.name) == unit.id
    assert Names(doubled).id_of(kind, unit.name) is None


@pytest.mark.parametrize("root", [MINIATURE / "data", ROOT / "data"])
def test_sound_data_is_not_touched(root: Path) -> None:
    register, _ = take_in(root)
    names = Names(register)
    for path in sorted(path for path in root.rglob("*") if path.is_file()):
        text = path.read_bytes().decode()
        inside = path.relative_to(root).as_posix()
        assert fix_file(text, inside, names) == (text, ()), inside


def test_only_the_values_told_change_and_the_rest_parses_the_same(names: Names) -> None:
    text = (MINIATURE / "data/proposals/5-2/0001.yml").read_text("utf-8")
    spoilt = text.replace("open: 全文公开", "open: 全文公開").replace("status: 立案", "status: 立案。")
    assert spoilt != text
    loader = yaml.BaseLoader
    assert yaml.load(fixed(spoilt, names), loader) == yaml.load(text, loader)  # noqa: S506 - 只产生文本
    assert fixed(spoilt, names) == text


def test_command_shows_what_it_changed_and_lists_what_is_left(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in sorted((MINIATURE / "data").rglob("*")):
        if path.is_file():
            target = tmp_path / path.relative_to(MINIATURE / "data")
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
    file = tmp_path / "proposals" / "new.yml"
    file.write_text("id: 5-2-0801\ntitle: 甲\nopen: 全文公開\nsubmitted: 2023526\n", "utf-8")
    before = file.read_bytes()
    assert main(["check", "--data", str(tmp_path), "--fix", "--dry-run"]) == 1
    assert file.read_bytes() == before
    assert "会改 1 处" in capsys.readouterr().err
    assert main(["check", "--data", str(tmp_path), "--fix"]) == 1
    told = capsys.readouterr()
    assert "new.yml:3: 「全文公開」→「全文公开」" in told.err
    assert "改了 1 处" in told.err
    assert "「2023526」丢了年月日的分隔" in told.out
    assert file.read_text("utf-8") == "id: 5-2-0801\ntitle: 甲\nopen: 全文公开\nsubmitted: 2023526\n"
    assert sorted(path.name for path in file.parent.iterdir() if path.name.startswith(".")) == []


def test_dry_run_alone_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--data", str(MINIATURE / "data"), "--dry-run"]) == 2
    assert "--fix" in capsys.readouterr().err


def test_ten_thousand_changes_in_one_file_are_each_told_at_their_line(names: Names) -> None:
    visit = "- {phase: 办前询问, date: 2023/5/6}\r\n\r\n"
    text, told = fix_file("id: 5-2-0099\r\nvisits:\r\n" + visit * 10_000, PROPOSAL, names)
    assert text.count("date: 2023-05-06}\r\n\r\n") == 10_000
    assert [item.line for item in told] == list(range(3, 3 + 20_000, 2))
