"""给别家工具的页：只写公开的记录，同样的字段与正文，互相的引用已经替它们连好。"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from bench.places import BODIES, OFFICES
from bench.records import Record
from bench.yaml_text import document

UNITS = {
    f"{body}{office}": f"{name}{title}" for body, name in BODIES.items() for office, title in OFFICES.items()
}


class Page(NamedTuple):
    """一页的输入。

    Attributes:
        path: 相对路径，不带后缀。
        front: 页首数据。
        text: 正文，Markdown。
        attached: 附在页上的别的页（提案页附各件答复的全文）。
    """

    path: str
    front: dict[str, Any]
    text: str
    attached: tuple[str, ...]


def path_of(folder: str, identifier: str) -> str:
    """记录的网址，不带后缀；与晒的相同。"""
    parent, _, name = identifier.rpartition("-")
    return f"{folder}/{parent}/{name}"


def pages(made: Sequence[Record]) -> Iterator[Page]:
    """公开的记录各一页。"""
    shown = {record.data["id"]: record for record in made if record.shown != "none"}
    answers = defaultdict(list)
    for record in shown.values():
        if record.folder == "replies":
            for proposal in record.data["proposals"]:
                answers[proposal].append(record)
    for record in shown.values():
        yield _page(record, shown, answers[record.data["id"]])


def _page(record: Record, shown: dict[str, Record], answers: list[Record]) -> Page:
    data = record.data
    asked = [shown[one] for one in data.get("proposals", ()) if one in shown]
    front = {
        "title": data.get("title") or f"{UNITS[data['unit']]}对“{asked[0].data['title']}”的答复",
        "genre": {"proposals": "提案", "replies": "答复", "consultations": "协商"}[record.folder],
        "date": data.get("submitted") or data["date"],
        "body": BODIES[data.get("body") or asked[0].data["body"]] + "政协",
        "keywords": data.get("topics", []),
        "abstract": data.get("summary", ""),
        "facts": list(_facts(data)),
        "steps": list(_steps(data)),
        "points": list(_points(record, asked, answers)) if record.shown == "full" else [],
        "related": [
            {
                "path": f"{path_of(one.folder, one.data['id'])}.html",
                "title": one.data.get("title") or "答复全文",
            }
            for one in (*asked, *answers)
        ],
    }
    text = data.get("background") or data.get("text") or data.get("description", "")
    full = record.shown == "full"
    return Page(
        path_of(record.folder, data["id"]),
        {key: value for key, value in front.items() if value},
        text if full else "",
        tuple(path_of("replies", one.data["id"]) for one in answers) if full else (),
    )


def _facts(data: dict[str, Any]) -> Iterator[dict[str, str]]:
    handling = data.get("handling", {})
    opinions = data.get("opinions", {})
    for label, value in (
        ("案号", data.get("number")),
        ("类别", data.get("category")),
        ("提出时间", data.get("timing")),
        ("审查", data.get("filing", {}).get("status")),
        ("主办单位", "、".join(UNITS[unit] for unit in handling.get("lead", ()))),
        ("会办单位", "、".join(UNITS[unit] for unit in handling.get("co", ()))),
        ("期限", handling.get("due")),
        ("文号", data.get("document_number")),
        ("公开日期", data.get("published")),
        ("办理结果", data.get("result")),
        ("满意度", "、".join(data.get("satisfaction", {}).values())),
        ("议题", data.get("topic")),
        ("提出意见", opinions.get("raised")),
        ("采纳意见", opinions.get("adopted")),
        ("问题", "；".join(data.get("issues", ()))),
        ("共识", "；".join(data.get("agreements", ()))),
    ):
        if value:
            yield {"label": label, "value": value}


def _steps(data: dict[str, Any]) -> Iterator[dict[str, str]]:
    for label, day in (
        ("提", data.get("submitted")),
        ("立", data.get("filing", {}).get("date")),
        ("办", data.get("handling", {}).get("assigned")),
    ):
        if day:
            yield {"day": day, "text": label}
    for visit in data.get("visits", ()):
        yield {"day": visit["date"], "text": f"{visit['phase']}（{visit['mode']}）"}
    for change in data.get("result_history", ()):
        yield {"day": change["date"], "text": f"{change['result']}：{change['note']}"}


def _points(record: Record, asked: list[Record], answers: list[Record]) -> Iterator[dict[str, Any]]:
    """逐条对照：建议与各件答复对它的回应；协商是任务。"""
    if record.folder == "consultations":
        promises = [_promise(task) for task in record.data["tasks"]]
        yield {"label": "任务", "promises": promises}
        return
    owners = asked if record.folder == "replies" else [record]
    replies = [record] if record.folder == "replies" else answers
    for owner in owners:
        for suggestion in owner.data.get("suggestions", ()):
            found = [
                response
                for reply in replies
                for response in reply.data.get("responses", ())
                if (response["proposal"], response["suggestion"]) == (owner.data["id"], suggestion["id"])
            ]
            yield {
                "label": f"建议{suggestion['id'][1:]}",
                "ask": suggestion["text"],
                "answers": [
                    {key: response[key] for key in ("decision", "quote", "reason") if key in response}
                    for response in found
                ],
                "promises": [_promise(one) for response in found for one in response.get("commitments", ())],
            }


def _promise(promise: dict[str, Any]) -> dict[str, str]:
    updates = promise.get("updates")
    state = f"{updates[-1]['status']}：{updates[-1]['note']}" if updates else "未完成"
    return {"what": promise["what"], "due": promise.get("due", "未给期限"), "state": state}


def with_front(page: Page) -> str:
    """一页的 Markdown：页首数据是 YAML，附页只写路径。Hugo 与 Eleventy 用。"""
    front = page.front | ({"attached": list(page.attached)} if page.attached else {})
    return f"---\n{document(front)}---\n\n{page.text}\n"


def spelled_out(page: Page, texts: dict[str, str]) -> str:
    """一页的 Markdown：全部字段写进正文，附页的文字也写进来。不带模板数据的 MkDocs 用。"""
    front = page.front
    blocks = [f"# {front['title']}", f"{front['genre']} · {front['body']} · {front['date']}"]
    blocks += [front["abstract"]] if "abstract" in front else []
    for point in front.get("points", ()):
        blocks.append(f"## {point['label']}")
        blocks += [point["ask"]] if "ask" in point else []
        for answer in point.get("answers", ()):
            blocks += [f"**{answer['decision']}**"] + [
                f"> {answer[key]}" for key in ("quote", "reason") if key in answer
            ]
        blocks.append("\n".join(f"- {one['what']} {one['due']} {one['state']}" for one in point["promises"]))
    blocks += ["## 正文", page.text]
    for path in page.attached:
        blocks += ["## 答复全文", texts[path]]
    blocks.append("\n".join(f"- {step['day']} {step['text']}" for step in front.get("steps", ())))
    rows = [f"| {fact['label']} | {fact['value']} |" for fact in front.get("facts", ())]
    blocks.append("\n".join(["| 名目 | 内容 |", "|---|---|", *rows]))
    up = "../" * page.path.count("/")
    blocks.append(
        "\n".join(f"- [{one['title']}]({up}{one['path'][:-5]}.md)" for one in front.get("related", ()))
    )
    return "\n\n".join(blocks) + "\n"
