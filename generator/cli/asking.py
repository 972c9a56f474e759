"""在终端上一句一句地问；写错了说清楚，再问一遍；空着就是不写。"""

import sys
from collections.abc import Iterable
from typing import Any

from generator.register.drafting import Question, choices_of, placed, read_answer
from generator.register.drafting.choices import FEW
from generator.register.drafting.questions import ONLY_IF
from generator.register.model.fields import IDENTIFIER
from generator.register.register import Register


class Asker:
    """问的人。"""

    def __init__(self, register: Register) -> None:
        self._register = register

    def fill(self, questions: Iterable[Question], fields: dict[str, Any]) -> None:
        """逐个问还没有给的字段，把回答放进 fields。"""
        sys.stdout.write("不知道的直接回车，以后再补；Ctrl+C 不写了。\n\n")
        for question in questions:
            if _value_at(fields, question.path) is None and _wanted(question, fields):
                answer = self._answer(question)
                if answer is not None:
                    placed(fields, question.path, answer)

    def identifier(self, suggested: str) -> str:
        """编号：补得出的给人确认，补不出的请人写。"""
        sys.stdout.write("  网址由它决定，定了不改；只用小写字母、数字，中间用「-」连接。\n")
        words = f"编号 [{suggested}]：" if suggested else "编号："
        while True:
            answer = input(words).strip() or suggested
            if IDENTIFIER.fullmatch(answer):
                return answer
            told = f"「{answer}」不能用" if answer else "编号必填"
            sys.stdout.write(f"  {told}；例如 14-2-0123、jianshe。\n")

    def _answer(self, question: Question) -> Any:
        sys.stdout.write(self._explained(question))
        while True:
            answer = input(f"{question.field.title}：").strip()
            if not answer and not question.is_required:
                return None
            if not answer:
                sys.stdout.write("  这一项必填。\n")
                continue
            if answer.isdigit() and question.words and 1 <= int(answer) <= len(question.words):
                answer = question.words[int(answer) - 1]
            try:
                return read_answer(question, answer, self._register)
            except ValueError as error:
                sys.stdout.write(f"  {error}\n")

    def _explained(self, question: Question) -> str:
        """问之前的一行说明：意思，可选的词或名册里的候选。"""
        hint = f"  {question.field.description}"
        if question.words:
            words = "　".join(f"{number} {word}" for number, word in enumerate(question.words, 1))
            return f"{hint}\n  写词或写号：{words}\n"
        if question.reference is not None:
            found = choices_of(question.reference, self._register)
            listed = "　".join(f"{item.id}（{item.name}）" for item in found[:FEW])
            more = f"　等 {len(found)} 个；写名称里的几个字即可" if len(found) > FEW else ""
            several = "；几个用分号隔开" if question.is_list else ""
            return f"{hint}写编号或名称{several}。\n  {listed}{more}\n" if found else f"{hint}\n"
        if question.is_list:
            return f"{hint}几条用分号隔开。\n"
        example = f"例如 {question.field.example}" if question.field.example else ""
        return f"{hint}{example}\n"


def _wanted(question: Question, fields: dict[str, Any]) -> bool:
    if question.path not in ONLY_IF:
        return True
    place, words = ONLY_IF[question.path]
    value = _value_at(fields, place)
    return value is not None and (not words or value in words)


def _value_at(fields: dict[str, Any], path: str) -> Any:
    value: Any = fields
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value
