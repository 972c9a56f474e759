"""量一量：对照先写好的答案，数一数对的、空的、错的。"""

from pathlib import Path
from typing import Any

import yaml

from generator.importing.letters.letter import read_letter
from generator.importing.material import Found, Refused
from generator.importing.reading import read
from generator.importing.registry import Registry

CORPUS = Path(__file__).parent / "corpus"
MINIATURE = Path(__file__).parents[1] / "miniature" / "data"
COMPARED = (
    "numbers",
    "titles",
    "term",
    "session",
    "proposer",
    "unit",
    "document_number",
    "date",
    "published",
    "open",
    "result",
)


def cases() -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    for path in sorted(CORPUS.glob("*.yml")):
        found += yaml.load(path.read_text("utf-8"), Loader=yaml.SafeLoader)
    return found


def imported(case: dict[str, Any], folder: Path, registry: Registry) -> Found:
    path = folder / case["file"]
    content = case["source"].encode(case.get("encoding", "utf-8"))
    path.write_bytes(content)
    try:
        return read_letter(read(path, path.name), registry)
    except Refused as refused:
        return Found(problems=refused.problems)


def flat(found: Found) -> dict[str, Any]:
    """读出的记录摊平，便于与答案比。"""
    proposals = [draft.fields for draft in found.drafts if draft.kind == "proposal"]
    replies = [draft for draft in found.drafts if draft.kind == "reply"]
    if not replies:
        return {"kind": "none"}
    reply = replies[0].fields
    units = {draft.fields["id"]: draft.fields["name"] for draft in found.drafts if draft.kind == "unit"}
    values = {
        "kind": "co" if reply.get("role") == "会办" else "reply",
        "numbers": [p["number"] for p in proposals if "number" in p],
        "titles": [p["title"] for p in proposals if "title" in p],
        "term": proposals[0].get("term"),
        "session": proposals[0].get("session"),
        "proposer": proposals[0].get("proposer"),
        "unit": units.get(reply.get("unit"), reply.get("unit")),
        "text": reply.get("text", ""),
        "points": len(replies[0].to_confirm.get("responses", [])),
        **{name: reply.get(name) for name in ("document_number", "date", "published", "open", "result")},
    }
    return {name: value for name, value in values.items() if value not in (None, [], "")}


def marked(expected: dict[str, Any], got: dict[str, Any]) -> dict[str, str]:
    """各字段：right、empty（该有却空着）、wrong（写了不该写的）。"""
    if expected["kind"] != got["kind"]:
        return {"kind": "wrong"}
    marks = {"kind": "right"}
    for name in COMPARED:
        want, have = expected.get(name), got.get(name)
        want = str(want) if name in {"date", "published"} and want else want
        if want is None and have is None:
            continue
        marks[name] = "right" if want == have else "empty" if have is None else "wrong"
    for phrase in expected.get("text_has", []):
        marks[f"text+{phrase}"] = "right" if phrase in got["text"] else "empty"
    for phrase in expected.get("text_lacks", []):
        marks[f"text-{phrase}"] = "wrong" if phrase in got["text"] else "right"
    return marks
