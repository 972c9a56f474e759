"""用词的规则：办理结果、满意度、协商形式与平台种类，须是对照表里有的。"""

from collections.abc import Iterator, Sequence

from generator.register.register import Register
from generator.register.rules.finding import Finding, Steps, error
from generator.terms import (
    CONSULTATION_KINDS,
    PLATFORM_KINDS,
    Result,
    Satisfaction,
    nearest,
)


def results_are_known(register: Register) -> Iterator[Finding]:
    """办理结果的写法必须在所用的对照表里。"""
    for reply in register.replies.values():
        body = next(
            (register.proposals[item].body for item in reply.proposals if item in register.proposals),
            register.site.body,
        )
        places: list[tuple[Steps, str | None]] = [(("result",), reply.result)]
        places += [
            (("result_history", index, "result"), change.result)
            for index, change in enumerate(reply.result_history)
        ]
        for steps, word in places:
            if word is not None and register.result_of(word, body) is None:
                known = [*register.result_scale(body), *Result.words()]
                yield error(
                    "unknown-result",
                    reply,
                    steps,
                    f"办理结果「{word}」不在对照表里",
                    _known_words(word, known, "result_scales"),
                )


def satisfaction_is_known(register: Register) -> Iterator[Finding]:
    """满意度的写法必须在所用的分级里。"""
    for proposal in register.proposals.values():
        marks = proposal.satisfaction
        if marks is None:
            continue
        for field, word in (("attitude", marks.attitude), ("result", marks.result)):
            if word is not None and register.satisfaction_of(word, proposal.body) is None:
                known = [*register.satisfaction_scale(proposal.body), *Satisfaction.words()]
                cure = _known_words(word, known, "satisfaction_scales")
                yield error(
                    "unknown-satisfaction",
                    proposal,
                    ("satisfaction", field),
                    f"满意度「{word}」不在分级里",
                    cure,
                )


def _known_words(word: str, known: Sequence[str], setting: str) -> str:
    similar = nearest(word, known)
    hint = f"是否想写「{similar}」？" if similar else ""
    return f"{hint}可用的词：{'、'.join(dict.fromkeys(known))}；新的叫法加进 site.yml 的 {setting}。"


def scales_exist(register: Register) -> Iterator[Finding]:
    """政协指定的对照表与分级，必须在站点配置里。"""
    for body in register.bodies.values():
        for field, name, scales in (
            ("result_scale", body.result_scale, register.site.result_scales),
            ("satisfaction_scale", body.satisfaction_scale, register.site.satisfaction_scales),
        ):
            if name is not None and name not in scales:
                similar = nearest(name, scales)
                hint = f"是否想写「{similar}」？" if similar else ""
                yield error(
                    "unknown-scale",
                    body,
                    (field,),
                    f"site.yml 里没有「{name}」",
                    f"{hint}已有：{'、'.join(scales)}。",
                )


def kinds_are_known(register: Register) -> Iterator[Finding]:
    """协商形式与平台种类，须是常见叫法，或在站点配置里增补过。"""
    forms = (*CONSULTATION_KINDS, *register.site.consultation_kinds)
    kinds = (*PLATFORM_KINDS, *register.site.platform_kinds)
    for record, word, known, setting in (
        *((item, item.kind, forms, "consultation_kinds") for item in register.consultations.values()),
        *((item, item.kind, kinds, "platform_kinds") for item in register.platforms.values()),
    ):
        if word not in known:
            yield error(
                "unknown-word",
                record,
                ("kind",),
                f"「{word}」不在词汇表里",
                _known_words(word, known, setting),
            )
