"""更正的事：公布以后改了哪一项。"""

from collections.abc import Iterator

import msgspec

from generator.release.corrections import correction_anchor, correction_words
from generator.release.events.model import Event, EventType
from generator.release.events.naming import Subject, sentences
from generator.release.model import PublicCorrection


def corrected(items: tuple[PublicCorrection, ...], name: str, subject: Subject) -> Iterator[Event]:
    """一条记录的各次更正；永久编号按写在记录里的次序。

    Args:
        items: 各次更正。
        name: 这条记录的称呼。
        subject: 这条记录。
    """
    for place, item in enumerate(items, 1):
        anchored = msgspec.structs.replace(subject, anchor=correction_anchor(place))
        words = (f"更正{name}的{item.field}", sentences(correction_words(item), _why(item)))
        yield anchored.event(EventType.CORRECTED, f"corrected-{place}", item.date, words)


def _why(item: PublicCorrection) -> str | None:
    return f"原因：{item.reason}" if item.reason else None
