"""结论：一句平白的话，说清一件提案到了哪一步。"""

from collections import Counter
from collections.abc import Sequence

import msgspec

from generator.release.clocks import Clock, answer_of, reply_clock
from generator.release.follow import Promise, promises_of, replies_of
from generator.release.model import PublicProposal, PublicReply, PublicResponse, Release
from generator.release.views.common import Names, State, result_words
from generator.terms import ClockState, CommitmentState, Decision, Disclosure, FilingStatus, ReplyRole

STATES = {
    "open": State("open", "○", "办理中"),
    "unknown": State("unknown", "－", "未公布"),
    "replied": State("replied", "◐", "已答复"),
    "done": State("done", "✓", "已兑现"),
    "overdue": State("overdue", "!", "有逾期"),
    "withheld": State("withheld", "－", "答复未公开"),
    "unfiled": State("unfiled", "－", "未立案"),
    "merged": State("merged", "→", "已并案"),
}


class Piece(msgspec.Struct, frozen=True):
    """结论里的一段；style 为空、strong（要紧的数）或 late（逾期）。"""

    text: str
    style: str = ""


class Verdict(msgspec.Struct, frozen=True):
    """结论：状态、一句短话与逐段的文字。

    Attributes:
        state: 状态，列表与筛选用。
        headline: 几个字说清办到哪一步，页面上最先读到。
        pieces: 逐段的文字。
    """

    state: State
    headline: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """连起来的文字。"""
        return "".join(piece.text for piece in self.pieces)


class Count(msgspec.Struct, frozen=True):
    """结论下的一个数；whole 是它所在的全体，没有全体的为零。"""

    label: str
    value: int
    state: str = ""
    whole: int = 0
    unit: str = ""


def responses_to(
    proposal: PublicProposal, replies: Sequence[PublicReply]
) -> list[tuple[PublicReply, PublicResponse]]:
    """各件答复里对这件提案的回应；笼统的回应也算。"""
    return [
        (reply, response)
        for reply in replies
        for response in reply.responses
        if response.proposal in {proposal.id, None}
    ]


def verdict(proposal: PublicProposal, release: Release) -> Verdict:
    """一件提案的结论；它的网页上与列表的行里都要用。"""
    return release.once_each("verdict", proposal, lambda: _verdict(proposal, release))


def _verdict(proposal: PublicProposal, release: Release) -> Verdict:
    unfiled = _unfiled(proposal, release)
    if unfiled is not None:
        return unfiled
    replies = replies_of(proposal, release)
    if not replies:
        return _without_reply(proposal, release)
    names = Names(release)
    promised = promises_of(proposal, release)
    waiting, late = _waiting(proposal, release, names)
    pieces = [_replied(replies, names), *waiting]
    pieces += _answered(proposal, replies)
    pieces += _promised(promised)
    pieces += _result(replies, names)
    if proposal.disclosure is Disclosure.SUMMARY:
        pieces.append(Piece("按提案者的意愿，只公开摘要。"))
    if proposal.withheld_replies:
        pieces.append(Piece(f"另有 {len(proposal.withheld_replies)} 件答复没有公开。"))
    state = STATES["overdue"] if late else _state(promised)
    return Verdict(state, _headline(state, promised, waiting=bool(waiting), late=late), tuple(pieces))


def _headline(state: State, promised: Sequence[Promise], *, waiting: bool, late: bool) -> str:
    """有答复的提案办到哪一步，几个字。"""
    if late:
        return "有单位逾期未答复"
    if waiting:
        return "部分单位已答复"
    if state.code == "overdue":
        return "已答复，有承诺逾期"
    if state.code == "done":
        return "已答复，承诺已兑现"
    return "已答复，承诺待兑现" if promised else "已答复"


def _unfiled(proposal: PublicProposal, release: Release) -> Verdict | None:
    """没有单独立案的：说明去向。"""
    filing = proposal.filing
    if filing is None or filing.status is FilingStatus.FILED:
        return None
    if filing.status is FilingStatus.MERGED:
        target = release.proposal.get(filing.merged_into or "")
        words = f"并入《{target.title}》一并办理。" if target else "并入另一件提案一并办理。"
        return Verdict(STATES["merged"], "已并入另一件提案", (Piece(words),))
    sentences = {
        FilingStatus.REJECTED: f"没有立案，原因：{filing.reason.label if filing.reason else '未公布'}。",
        FilingStatus.TO_OPINION: "没有作为提案立案，已转为社情民意信息。",
        FilingStatus.RETURNED: "已退回提案者。",
        FilingStatus.WITHDRAWN: "提案者已撤回。",
    }
    return Verdict(STATES["unfiled"], filing.status.label, (Piece(sentences[filing.status]),))


def _without_reply(proposal: PublicProposal, release: Release) -> Verdict:
    if proposal.withheld_replies:
        reason = "；".join(
            dict.fromkeys(
                f"{item.openness.label if item.openness else '尚未决定公开'}"
                + (f"，{item.reason}" if item.reason else "")
                for item in proposal.withheld_replies
            )
        )
        words = (Piece(f"已答复，答复没有公开（{reason}）。"),)
        return Verdict(STATES["withheld"], "已答复，答复未公开", words)
    clock = reply_clock(proposal, release)
    if clock is not None and clock.due is not None:
        late = clock.state is ClockState.OVERDUE
        headline = "逾期未答复" if late else "办理中，等待答复"
        return Verdict(STATES["overdue" if late else "open"], headline, _running(proposal, clock))
    if proposal.filing is not None or proposal.handling is not None:
        return Verdict(STATES["open"], "办理中，等待答复", (Piece("已立案，还没有公布答复。"),))
    outcomes = (Piece(f"公布的成效有 {len(proposal.outcomes)} 项。"),) if proposal.outcomes else ()
    words = (Piece("已提出；审查与办理情况没有公布。"), *outcomes)
    return Verdict(STATES["unknown"], "办理情况未公布", words)


def _running(proposal: PublicProposal, clock: Clock) -> tuple[Piece, ...]:
    """还没有答复：期限是哪天，过了几天。写明的期限照写明的说，没有写明的照规则推算。"""
    due = (proposal.handling.due if proposal.handling else None) or str(clock.due)
    if clock.state is ClockState.OVERDUE:
        late = Piece(f"超过答复期限 {-(clock.days or 0)} 天", "late")
        return (Piece("还没有公布答复，"), late, Piece(f"（期限 {due}）。"))
    if clock.state is ClockState.EXTENDED:
        past = f"还没有公布答复，过了一般期限 {due} 已 {-(clock.days or 0)} 天，"
        return (Piece(past), Piece(f"说明理由最长可到 {clock.extended_due}。"))
    return (Piece("正在办理，应在 "), Piece(due, "strong"), Piece(" 前答复。"))


def _waiting(proposal: PublicProposal, release: Release, names: Names) -> tuple[list[Piece], bool]:
    """分办的还有哪家没有答复，是否已经逾期。"""
    answer = answer_of(proposal, release)
    if not answer.waiting:
        return [], False
    units = "、".join(names.unit(unit) for unit in answer.waiting)
    clock = reply_clock(proposal, release, answer)
    if clock is None or clock.state is not ClockState.OVERDUE:
        return [Piece(f"{units}还没有公布答复。")], False
    late = Piece(f"超过答复期限 {-(clock.days or 0)} 天", "late")
    return [Piece(f"{units}还没有公布答复，"), late, Piece("。")], True


def _replied(replies: Sequence[PublicReply], names: Names) -> Piece:
    units = "、".join(dict.fromkeys(names.unit(reply.unit) for reply in replies))
    date = max((reply.date for reply in replies if reply.date), default=None)
    separate = len(replies) > 1 and any(reply.role is ReplyRole.SEPARATE for reply in replies)
    how = "分别答复" if separate else "答复"
    if date is None:
        return Piece(f"{units}已{how}。")
    return Piece(f"{units}于 {date} {how}。" if len(replies) == 1 else f"{units}已{how}，最近一件在 {date}。")


def _answered(proposal: PublicProposal, replies: Sequence[PublicReply]) -> list[Piece]:
    """几条建议中怎样处理。"""
    total = proposal.suggestions_total or len(proposal.suggestions)
    decisions = decisions_of(proposal, replies)
    if not total or not decisions:
        return []
    counted = Counter(decisions.values())
    parts = [f"{decision.label} {counted[decision]} 条" for decision in Decision if counted[decision]]
    lead = Piece(f"{total} 条建议", "strong")
    if len(counted) == 1 and len(decisions) == total:
        only = next(iter(counted))
        how = "都" if total > 1 else "已" if only.is_adopted else ""
        return [lead, Piece(f"{how}{only.label}。")]
    return [lead, Piece(f"中{'、'.join(parts)}。")]


def decisions_of(proposal: PublicProposal, replies: Sequence[PublicReply]) -> dict[str, Decision]:
    """每条建议怎样处理；几件答复都说到的，取最肯定的一个（词汇表的次序）。没有说的没有。"""
    order = list(Decision)
    found: dict[str, Decision] = {}
    for _, response in responses_to(proposal, replies):
        if response.suggestion and response.decision:
            known = found.get(response.suggestion, response.decision)
            found[response.suggestion] = min(known, response.decision, key=order.index)
    return found


def _promised(promised: Sequence[Promise]) -> list[Piece]:
    if not promised:
        return []
    states = Counter(promise.progress.state for promise in promised)
    finished = states[CommitmentState.DONE] + states[CommitmentState.CLOSED]
    pieces = [Piece(f"承诺 {len(promised)} 项，")]
    if finished == len(promised):
        return [*pieces, Piece("都已办结" if finished > 1 else "已办结", "strong"), Piece("。")]
    pieces.append(Piece(f"办结 {finished} 项", "strong") if finished else Piece("还没有办结的"))
    late = [
        promise.progress.overdue_days
        for promise in promised
        if promise.progress.state is CommitmentState.OVERDUE
    ]
    waiting = len(promised) - finished - len(late) - states[CommitmentState.UNDATED]
    if waiting:
        pieces.append(Piece(f"，{waiting} 项未到期"))
    if states[CommitmentState.UNDATED]:
        pieces.append(Piece(f"，{states[CommitmentState.UNDATED]} 项未给期限"))
    if late:
        longest = f"最长 {max(late)} 天" if len(late) > 1 else f"{late[0]} 天"
        pieces += [
            Piece("，"),
            Piece(
                f"{len(late)} 项逾期 {longest}" if len(late) == 1 else f"{len(late)} 项逾期，{longest}",
                "late",
            ),
        ]
    return [*pieces, Piece("。")]


def _result(replies: Sequence[PublicReply], names: Names) -> list[Piece]:
    """办理结果；变化过的说从什么变成什么，几家不同的说是哪一家的。"""
    found: dict[str, list[str]] = {}
    for reply in replies:
        now = reply.present_result
        if now is None:
            continue
        before = (
            reply.result.words
            if reply.result and reply.result_history and reply.result.words != now.words
            else ""
        )
        words = result_words(now)
        sentence = f"办理结果由「{before}」变为「{words}」。" if before else f"办理结果：{words}。"
        found.setdefault(sentence, []).append(names.unit(reply.unit))
    if len(found) == 1:
        return [Piece(sentence) for sentence in found]
    return [Piece(f"{'、'.join(dict.fromkeys(units))}的{sentence}") for sentence, units in found.items()]


def _state(promised: Sequence[Promise]) -> State:
    if any(promise.progress.state is CommitmentState.OVERDUE for promise in promised):
        return STATES["overdue"]
    if promised and all(not promise.progress.state.is_open for promise in promised):
        return STATES["done"]
    return STATES["replied"]


def tally(proposal: PublicProposal, release: Release) -> tuple[Count, ...]:
    """结论下的一排数：建议有几条得到回应、几条采纳，承诺办结几项、逾期几项；无从数起的不列。"""
    replies = replies_of(proposal, release)
    promised = promises_of(proposal, release)
    decisions = decisions_of(proposal, replies)
    answered = {item.suggestion for _, item in responses_to(proposal, replies) if item.suggestion}
    total = max(proposal.suggestions_total or 0, len(proposal.suggestions), len(answered))
    adopted = sum(decision.is_adopted for decision in decisions.values())
    finished = sum(not promise.progress.state.is_open for promise in promised)
    late = sum(promise.progress.state is CommitmentState.OVERDUE for promise in promised)
    counts = [Count("建议回应", len(answered), "", total, "条") if answered else Count("条建议", total)]
    counts += [Count("建议采纳", adopted, "", total, "条")] if decisions else []
    counts += [Count("承诺办结", finished, "done", len(promised), "项")] if promised else []
    counts += [Count("承诺逾期", late, "overdue", len(promised), "项")] if late else []
    return tuple(count for count in counts if count.value or count.whole)
