"""量一量表格：对照先写好的答案，逐个字段数对的、空的、错的。"""

from collections import Counter
from pathlib import Path
from typing import Any

import yaml

from generator.importing.gather import gathered
from generator.importing.tables.mapping import Mapping
from generator.register.intake import take_in
from generator.register.register import Register
from tests.importing.building import built

HERE = Path(__file__).parent
OFFICE = HERE / "office"
FIXTURES = HERE / "tables"


def cases(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = yaml.load(
        (HERE / "corpus_tables" / name).read_text("utf-8"),
        Loader=yaml.BaseLoader,  # noqa: S506 - 自己写的答案，都按文字读
    )
    everyone = {case["file"]: case for case in (found if name == "tuned.yml" else [])}
    if name == "fixtures.yml":
        everyone = {case["file"]: case for case in cases("tuned.yml")}
    return [{**everyone[case["like"]], **case} if "like" in case else case for case in found]


def read_case(
    case: dict[str, Any], folder: Path, register: Register
) -> tuple[dict[str, Any], list[str], list[str]]:
    """读一件：（摊平的字段，问题的规则，问题的说明）。"""
    path = FIXTURES / case["fixture"] if "fixture" in case else built(case, folder)
    whole = gathered([path], register, Mapping())
    problems = [problem for item in whole.found for problem in item.problems]
    names = {unit.id: unit.name.removeprefix("青禾") for unit in register.units.values()}
    drafts = [draft for item in whole.found for draft in item.drafts]
    names |= {str(d.fields["id"]): str(d.fields["name"]) for d in drafts if d.kind == "unit"}
    found: dict[str, Any] = {}
    for place, item in enumerate(whole.found):
        name = str(place)
        for draft in item.drafts:
            flat = _flat(draft.fields, names)
            if draft.kind == "proposal":
                name = str(draft.fields.get("number") or draft.fields.get("title") or place)
                found |= {
                    f"{name}.{key}": value for key, value in flat.items() if key not in {"body", "number"}
                }
            elif draft.kind == "reply":
                unit = names.get(str(draft.fields.get("unit", "")), "?")
                left = {"id", "proposals", "unit"}
                found |= {f"{name}>{unit}.{key}": value for key, value in flat.items() if key not in left}
    return found, [problem.rule for problem in problems], [problem.message for problem in problems]


def _flat(fields: dict[str, Any], names: dict[str, str], above: str = "") -> dict[str, str]:
    found: dict[str, str] = {}
    for key, value in fields.items():
        if isinstance(value, dict) and value:
            found |= _flat(value, names, f"{above}{key}.")
        elif isinstance(value, list):
            found[f"{above}{key}"] = "、".join(names.get(str(item), _item(item)) for item in value)
        else:
            found[f"{above}{key}"] = str(value)
    return found


def _item(item: Any) -> str:
    return " ".join(str(part) for part in item.values()) if isinstance(item, dict) else str(item)


def expected(case: dict[str, Any]) -> dict[str, str]:
    """答案摊平：案号 → 字段；replies 下面是单位 → 字段。"""
    found: dict[str, str] = {}
    everyone = case.get("every", {})
    for number, fields in case.get("expect", {}).items():
        own = {**everyone, **fields}
        replies = own.pop("replies", {})
        found |= {f"{number}.{key}": str(value) for key, value in own.items() if value != "-"}
        tail = str(number)
        for unit, reply in replies.items():
            found |= {f"{tail}>{unit}.{key}": str(value) for key, value in reply.items()}
    return found


def marks_of(case: dict[str, Any], got: dict[str, Any]) -> dict[str, str]:
    want = expected(case)
    # 编号由届次案号而来，另有测试；这里只看读出的字段。
    have = {key: value for key, value in got.items() if not key.endswith(".id")}
    return {
        key: "right" if want.get(key) == have.get(key) else "empty" if key not in have else "wrong"
        for key in dict.fromkeys([*want, *have])
    }


def measured(names: tuple[str, ...], folder: Path) -> tuple[Counter[str], list[str]]:
    """全部数目，与错的、空的各是哪里。"""
    total: Counter[str] = Counter()
    notes: list[str] = []
    register = take_in(OFFICE)[0]
    for name in names:
        for case in cases(name):
            got, rules, messages = read_case(case, folder, register)
            if "refused" in case:
                right = case["refused"] in rules and not got
                total["right" if right else "wrong"] += 1
                notes += (
                    []
                    if right
                    else [f"{case['name']}: 应当不收（{case['refused']}），却是 {rules} {list(got)[:3]}"]
                )
                continue
            marks = marks_of(case, got)
            total.update(marks.values())
            want = expected(case)
            notes += [
                f"{case['name']}: {mark} {key} 应当「{want.get(key)}」，读出「{got.get(key)}」"
                for key, mark in marks.items()
                if mark != "right"
            ]
            said = " ".join(messages)
            for phrase in case.get("confirm", []):
                if phrase not in said:
                    total["silent"] += 1
                    notes.append(f"{case['name']}: 没有说「{phrase}」 {messages}")
    return total, notes


if __name__ == "__main__":
    import sys
    import tempfile

    with tempfile.TemporaryDirectory() as work:
        counts, lines = measured(tuple(sys.argv[1:]), Path(work))
    print("\n".join([*lines, str(dict(counts))]))  # noqa: T201 - 给人看的数目
