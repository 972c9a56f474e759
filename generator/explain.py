"""解释：一条记录为什么显示成这样——公开的决定、每只钟的算式、每项承诺的状态、计入了哪些数。

只给编辑在自己的机器上看，所以同时看登记簿与发布；不产生任何公开的东西。
"""

from collections import Counter
from collections.abc import Iterator

from generator.gate.decisions import Decisions
from generator.register.model import Activity, Platform, Proposal, Record, Reply
from generator.register.register import Register
from generator.release import address
from generator.release.chains import Step, steps
from generator.release.clocks import Clock, clocks_of, clocks_of_reply
from generator.release.follow import Promise, of_consultation, of_reply, promises_of
from generator.release.model import PublicActivity, PublicProposal, Release
from generator.release.stats import MEASURES, record_observations
from generator.release.stats.observe import COUNTED, EXCLUDED, UNCOUNTED
from generator.release.views.common import Names
from generator.terms import Disclosure, RecordKind, nearest

PAGED = tuple(kind for kind in RecordKind if kind is not RecordKind.FIGURE)
UNWRITTEN = "还没有写（open）"
VERDICTS = {COUNTED: "计入分子", UNCOUNTED: "只计入分母", EXCLUDED: "不计入"}


def explain(identifier: str, register: Register, release: Release) -> tuple[str, ...]:
    """逐行的解释；同一编号在几类里都有的，逐类解释。

    Args:
        identifier: 记录的编号。
        register: 登记簿。
        release: 由它生成的发布。

    Raises:
        LookupError: 没有这个编号；说明里带最像的一个。
    """
    found = [(kind, record) for kind in PAGED for record in register.records(kind) if record.id == identifier]
    if not found:
        similar = nearest(identifier, [record.id for kind in PAGED for record in register.records(kind)])
        hint = f"；是否想写「{similar}」？" if similar else "。"
        raise LookupError(f"没有编号为「{identifier}」的记录{hint}")
    decisions = Decisions(register)
    return tuple(line for kind, record in found for line in _lines(kind, record, decisions, release))


def _lines(kind: RecordKind, record: Record, decisions: Decisions, release: Release) -> Iterator[str]:
    origin = record.origin
    yield f"{kind.label} {record.id}　{_title(record, release)}"
    yield f"  出自 {origin.path} 第 {origin.index + 1} 条"
    yield from (f"  {line}" for line in _openness(kind, record, decisions))
    if not decisions.is_public(kind, record.id):
        return
    yield f"  网址 {address.page_path(kind, record.id)}"
    for step in _steps(kind, record.id, release):
        yield from (f"  {line}" for line in _step(step))
    for clock in _clocks(kind, record.id, release):
        yield from (f"  {line}" for line in _clock(clock))
    for promise in _promises(kind, record.id, release):
        what = "任务" if promise.kind is RecordKind.CONSULTATION else "承诺"
        yield f"  {what} {promise.anchor}：{_promise(promise)}"
    yield from (f"  {line}" for line in _figures(kind, record.id, release))


def _title(record: Record, release: Release) -> str:
    """题目；答复没有题目，用单位与所答的提案，没有公开的用单位的编号。"""
    if isinstance(record, Reply):
        shown = release.reply.get(record.id)
        return Names(release).reply_title(shown) if shown else f"{record.unit} 的答复"
    return str(getattr(record, "title", None) or getattr(record, "name", ""))


def _openness(kind: RecordKind, record: Record, decisions: Decisions) -> Iterator[str]:
    """公开的决定，与每一条根据。"""
    if isinstance(record, Proposal):
        shown = decisions.proposal(record.id)
        yield f"公开：{shown.label}。提案者的意愿：{record.open.label if record.open else UNWRITTEN}。"
    elif isinstance(record, Reply):
        shown = decisions.reply(record.id)
        yield f"公开：{shown.label}。单位的属性：{record.open.label if record.open else UNWRITTEN}。"
        for identifier in record.proposals:
            yield f"  所答提案 {identifier}：{decisions.proposal(identifier).label}"
        if shown is Disclosure.SUMMARY:
            yield "  几件提案中以最严的为准：有一件不是全文公开，正文与逐条回应就不公开。"
    else:
        shown = Disclosure.FULL if decisions.is_public(kind, record.id) else Disclosure.WITHHELD
        yield f"公开：{shown.label}。"
    reason = getattr(record, "open_reason", None)
    if shown is Disclosure.WITHHELD and reason:
        yield f"原因：{reason}（随件数公布）"
    retired = record.retired if isinstance(record, Proposal | Reply | Activity) else None
    if retired:
        yield f"已于 {retired.date} 撤下：{retired.reason}"
    if isinstance(record, Platform) and shown is Disclosure.WITHHELD:
        yield "站、室、点写了不公开。"


def _steps(kind: RecordKind, identifier: str, release: Release) -> tuple[Step, ...]:
    """闭环的各步；没有写闭环的没有。"""
    found = release.find(kind, identifier)
    return steps(found, release) if isinstance(found, PublicActivity | PublicProposal) else ()


def _step(step: Step) -> Iterator[str]:
    when = step.passed.date if step.passed else None
    yield f"环节「{step.stage.name}」：{step.state.label}" + (f"，{when}" if when else "")
    if step.clock is not None:
        yield from (f"  {line}" for line in _clock(step.clock))


def _clocks(kind: RecordKind, identifier: str, release: Release) -> tuple[Clock, ...]:
    if kind is RecordKind.PROPOSAL:
        return clocks_of(release.proposal[identifier], release)
    if kind is RecordKind.REPLY:
        return clocks_of_reply(release.reply[identifier], release)
    return ()


def _clock(clock: Clock) -> Iterator[str]:
    yield f"时限「{clock.title}」：{clock.phrase}" + (f"　{clock.arithmetic}" if clock.arithmetic else "")
    yield f"  规则：{clock.rule}" + (f"（{clock.source}）" if clock.source else "")
    if clock.note:
        yield f"  {clock.note}"


def _promises(kind: RecordKind, identifier: str, release: Release) -> tuple[Promise, ...]:
    if kind is RecordKind.PROPOSAL:
        return promises_of(release.proposal[identifier], release)
    if kind is RecordKind.REPLY:
        return of_reply(release.reply[identifier], release)
    if kind is RecordKind.CONSULTATION:
        return tuple(of_consultation(release.consultation[identifier], release))
    return ()


def _promise(promise: Promise) -> str:
    progress = promise.progress
    parts = [progress.state.label]
    if progress.due is not None:
        parts.append(f"期限 {progress.due}")
    if progress.days is not None:
        parts.append(f"还有 {progress.days} 天" if progress.days >= 0 else f"已过 {-progress.days} 天")
    if progress.earlier_dues:
        parts.append(f"曾定于 {'、'.join(progress.earlier_dues)}")
    if progress.latest is not None:
        parts.append(f"最近一次进展 {progress.latest.date} {progress.latest.status.label}")
    return "，".join(parts)


def _figures(kind: RecordKind, identifier: str, release: Release) -> Iterator[str]:
    """计入了哪些比率；没有计入的说为什么。"""
    measures = {measure.id: measure for measure in MEASURES}
    counted: Counter[tuple[str, str, str]] = Counter()
    for item in record_observations(release, kind, identifier):
        if item.measure in measures and item.verdict in VERDICTS:
            place = f"（{item.evidence.anchor}）" if item.evidence and item.evidence.anchor else ""
            why = f"：{item.reason}" if item.reason else ""
            counted[item.measure, place, f"{VERDICTS[item.verdict]}{why}"] += item.weight
    for (measure, place, verdict), count in counted.items():
        several = f"，{count} {measures[measure].unit}" if count > 1 else ""
        yield f"{measures[measure].name}{place}：{verdict}{several}"
