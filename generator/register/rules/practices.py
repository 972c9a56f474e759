"""做法名录的规则：编号不重复；记录里写的编号，名录里都有。"""

from collections.abc import Iterator

from generator.register.register import Register
from generator.register.rules.finding import Finding, error
from generator.register.rules.references import SITE
from generator.terms import RecordKind, nearest


def practice_ids_are_unique(register: Register) -> Iterator[Finding]:
    """做法的编号不能重复。"""
    seen: set[str] = set()
    for position, item in enumerate(register.site.practices):
        if item.id in seen:
            where = ("practices", position, "id")
            yield Finding("duplicate-practice", SITE, where, f"做法的编号「{item.id}」重复", "换一个编号。")
        seen.add(item.id)


def practices_are_listed(register: Register) -> Iterator[Finding]:
    """写了名录的站点，记录里的做法编号都要在名录里。"""
    known = [item.id for item in register.site.practices]
    if not known:
        return
    for kind in RecordKind:
        for record in register.unjudged(kind):
            for place, identifier in enumerate(getattr(record, "practice", ())):
                if identifier not in known:
                    similar = nearest(identifier, known)
                    cure = (
                        f"是否想写「{similar}」？" if similar else ""
                    ) + "或在 site.yml 的 practices 里登记它。"
                    message = f"名录里没有编号为「{identifier}」的做法"
                    yield error("unknown-practice", record, ("practice", place), message, cure)
