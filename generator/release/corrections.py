"""更正的写法：公布以后改了哪一项，怎样改的；网页与订阅源用同一句话。"""

from generator.release.model import PublicCorrection
from generator.terms import CorrectionKind


def correction_anchor(place: int) -> str:
    """一条记录的第几次更正在它的网页上的锚点；从 1 起。"""
    return f"correction-{place}"


def correction_words(item: PublicCorrection) -> str:
    """一句话：改了哪一项，由什么改成什么；不带句号。没有写前后的字的，只说改了。"""
    place = f"{item.item} 的{item.field}" if item.item else item.field
    match item.change:
        case CorrectionKind.ADDED:
            return f"补充{place}" + _quoted(item.now)
        case CorrectionKind.REMOVED:
            return f"删去{place}" + _quoted(item.was)
        case CorrectionKind.MASKED:
            return f"遮去{place}里不该公开的字"
        case _:
            return _changed(place, item)


def _changed(place: str, item: PublicCorrection) -> str:
    if item.was and item.now:
        return f"{place}由{_quoted(item.was)}改为{_quoted(item.now)}"
    if item.now:
        return f"{place}改为{_quoted(item.now)}"
    return f"改正{place}" + (f"，原来是{_quoted(item.was)}" if item.was else "")


def _quoted(text: str | None) -> str:
    return f"「{text}」" if text else ""
