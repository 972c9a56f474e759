"""建站：只重做改动牵连到的几组记录，再把整个档案归拢一遍；写出的与从头建的一字不差。

先后：看哪些文件变了 → 变了的读一遍 → 找出牵连到的组 → 检查、决定公开 → 没有错，才成页、写出 →
归拢列表、统计、订阅、开放数据、搜索。记忆只在全部写完之后才更新，任何时候断了都只是下次多做一些。
"""

import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing, suppress
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import NoReturn

import msgspec

from generator.disk import CACHE
from generator.disk.failures import explained
from generator.disk.lock import hold
from generator.disk.tree import mark_complete, refuse_foreign
from generator.engine.memory.database import Damaged
from generator.engine.memory.store import Store, fingerprint
from generator.engine.planning.inputs import Outlook, look, take_census
from generator.engine.planning.plan import Plan, Planner, Seen
from generator.engine.printing import Decided
from generator.engine.publishing import Publisher, same_numbers
from generator.engine.reading import Contents
from generator.engine.settling import Commons, Registrar, Settled, Wrong, references_to_heavy
from generator.engine.work import Work
from generator.engine.workers.crew import WORTH, Crew, available, undisturbed
from generator.packing import unpacked
from generator.problems import Mark, Problem, ProblemsError, Severity, in_order
from generator.progress import SILENT, Listener
from generator.register.folder import kind_at
from generator.register.intake import listed, take_in
from generator.register.rules.references import FAR_REACHING
from generator.release.portion import HEAVY, Portion
from generator.shelves import Survey
from generator.site import Built, Inputs, build_whole
from generator.terms import RecordKind

SOUND = "sound commons"
"""记忆里放查过、没有问题的名册等记录的指纹的地方。"""


def build(
    inputs: Inputs,
    out: Path,
    progress: Listener = SILENT,
    processes: int | None = None,
    survey: Survey | None = None,
) -> Built:
    """检查、决定、生成、写出一个站点。

    Args:
        inputs: 输入。
        out: 输出目录；只写改了的文件，删去不再有的。
        progress: 进度说给谁听。
        processes: 用几个进程；不给时看活有多少、处理器有几个。不影响写出的字节。
        survey: 已经开始的对数据目录的察看；不给就现在看。

    Raises:
        ProblemsError: 数据或文字页有错误级问题、别的进程正在建、磁盘不听使唤；
            数据有错时输出目录一个字节也不动。
    """
    with explained(out), hold(out.resolve(), "建站"), undisturbed():
        refuse_foreign(out)
        begun = survey or Survey.started(inputs.data, inputs.root / CACHE, 0)
        with closing(Store(memory_of(out))) as store:
            try:
                return _remembering(inputs, out, progress, store, processes, begun)
            except _DisagreementError:
                store.clear()
        return build_whole(inputs, out, progress)


def memory_of(out: Path) -> Path:
    """一个输出目录的记忆：在它旁边，与它同生死；里面只有它那里也公开着的内容。"""
    folder = out.resolve()
    return folder.with_name(f".{folder.name}.memory")


class _DisagreementError(Exception):
    """一组组查出了错，整个查却没有：宁可慢，按整个查的来。"""


def _remembering(  # noqa: PLR0913, PLR0917 - 与 build 的参数一一对应
    inputs: Inputs, out: Path, progress: Listener, store: Store, processes: int | None, survey: Survey
) -> Built:
    """用着记忆建一次；记忆坏了，忘掉它，从头建。"""
    with suppress(Damaged):
        return _once(inputs, out, progress, store, processes, survey)
    # 不在 except 里从头建：那里还拿着半途而废的一次读进来的全部，十万条要多占近一吉字节。
    store.clear()
    return _once(inputs, out, progress, store, processes, survey)


def _once(  # noqa: PLR0913, PLR0917 - 与 build 的参数一一对应
    inputs: Inputs, out: Path, progress: Listener, store: Store, processes: int | None, survey: Survey
) -> Built:
    progress.stage("看哪些文件变了")
    outlook = _looked(inputs, out, store, survey)
    crew = Crew(processes or (available() if outlook.census.size >= WORTH else 1))
    is_new = not out.exists()
    try:
        store.begin()
        once = _Build(inputs, out, progress, store, outlook, crew)
        built = once.run()
        _remember(store, outlook, once.marks, survey.moment)
        store.commit()
        if not outlook.is_whole and any(map(_is_withdrawn, built.removed)):
            store.compact()
    except BaseException as error:
        store.rollback()
        if is_new and isinstance(error, ProblemsError):
            shutil.rmtree(out, ignore_errors=True)
        raise
    finally:
        crew.close()
    mark_complete(out)
    return built


def _is_withdrawn(path: str) -> bool:
    """删去的一件是不是网页、数据等：搜索的改动文件每次都换名字，不算。"""
    return not path.startswith("search/")


def _looked(inputs: Inputs, out: Path, store: Store, survey: Survey) -> Outlook:
    """看清了的输入；要从头建的，全忘掉，每个文件都再看一遍：记忆里没事的格，新的一版也许另有规矩。"""
    # 上一次建到一半断了，格还没有记，已经写好的几组却记下了：也要忘掉。
    is_blank = not store.shelves() and not store.last_cell()
    outlook = look(inputs, out, store, survey)
    if outlook.is_whole and not outlook.is_wrong and not is_blank:
        store.clear()
        census = take_census(inputs.data, outlook.census.shelves, store, is_reading_all=True)
        is_wrong = any(problem.is_error for problem in census.problems)
        outlook = msgspec.structs.replace(outlook, census=census, is_wrong=is_wrong)
    if outlook.is_wrong:
        _refuse(inputs)
    return outlook


def _remember(store: Store, outlook: Outlook, marks: Mapping[bytes, bytes], moment: int) -> None:
    """记下这次看到的输入；marks 是读过的文件内容的指纹。"""
    census = outlook.census
    known = (
        (name, msgspec.structs.replace(found, digest=found.digest or marks.get(name, b"")))
        for name, found in census.known.items()
    )
    store.set_files(known, census.gone)
    shelves = [(name, census.shelves[name].digest) for name in sorted(census.looked)]
    store.set_shelves(shelves, store.shelves().keys() - census.shelves.keys())
    store.remember_outlook(outlook.everything, moment)
    store.remember_software(outlook.software.looks, outlook.software.digest)


def _refuse(inputs: Inputs) -> NoReturn:
    """有挡发布的问题：从头检查一遍，把全部问题一次说完。"""
    _refuse_for(take_in(inputs.data, inputs.shown_as)[1])


def _refuse_for(problems: tuple[Problem, ...]) -> NoReturn:
    if any(problem.is_error for problem in problems):
        raise ProblemsError(problems)
    raise _DisagreementError


class _Build:
    """看清了输入之后的一次建站。

    Attributes:
        marks: 读过的文件：文件名的指纹 → 内容的指纹。
    """

    def __init__(  # noqa: PLR0913, PLR0917 - 各项来处不同，只在一处造
        self, inputs: Inputs, out: Path, progress: Listener, store: Store, outlook: Outlook, crew: Crew
    ) -> None:
        self._inputs = inputs
        self._progress = progress
        self._store = store
        self._outlook = outlook
        self._crew = crew
        registrar = Registrar(
            inputs.data, inputs.shown_as, outlook.site, outlook.commons, inputs.as_of, crew.spool
        )
        self.marks: Mapping[bytes, bytes] = {}
        self._work = Work(crew, registrar, progress)
        self._publisher = Publisher(inputs, out, progress, store, outlook, crew, self._work)

    def run(self) -> Built:
        """盘算、决定、写出。"""
        self._progress.stage("读数据")
        plan, settled = self._planned()
        if plan.is_wrong:
            self._refuse(plan)
        others = self._work.settle(plan.noisy)
        mentioned = self._mentioned(plan)
        places = chain.from_iterable(contents.own for contents in mentioned)
        marks = sorted(fingerprint(self._crew.spool.take(place)) for place in places)
        sound = fingerprint(b"".join((self._outlook.everything, *marks)))
        are_sound = self._store.meta(SOUND) == sound
        is_same = not self._outlook.is_whole and not plan.groups and not plan.stale
        if is_same and are_sound and not others:
            # 名册等记录也查过、没有问题：什么也不必再做。
            return Built((), (), self._store.count_outputs(), tuple(_unlisted(plan)))
        try:
            commons = self._work.registrar.commons(mentioned, are_sound=are_sound)
        except Wrong:
            self._refuse(plan)
        if any(item.is_wrong for item in (*settled, *others)):
            self._refuse(plan)
        # 问题里引着原文，不记；没有问题的才记。
        self._store.remember(SOUND, b"" if commons.problems else sound)
        warnings = _warnings(plan, commons, [*settled, *others])
        if is_same:
            return Built((), (), self._store.count_outputs(), warnings)
        found = self._publisher.publish(Decided(plan, tuple(settled), commons, warnings))
        return Built(*found, self._store.count_outputs(), warnings)

    def _refuse(self, plan: Plan) -> NoReturn:
        """有挡发布的问题：没有改动、也没有牵连到的记录上次没有错，只查其余的；从头建的全部都查。"""
        if self._outlook.is_whole:
            _refuse(self._inputs)
        paths = sorted(path for path in self._outlook.census.changed if kind_at(path) in HEAVY)
        groups = [group.contents for group in (*plan.groups, *plan.noisy)]
        mentioned = self._mentioned(plan)
        found = [*self._work.registrar.problems(paths, groups, mentioned), *_unlisted(plan)]
        if any(problem.rule in FAR_REACHING for problem in found):
            _refuse(self._inputs)
        _refuse_for(listed(found))

    @cached_property
    def _referred(self) -> frozenset[int]:
        """名册等记录提到的量大的记录，各是编号折成的整数。"""
        return frozenset(chain.from_iterable(map(references_to_heavy, self._outlook.commons)))

    def _mentioned(self, plan: Plan) -> list[Contents]:
        """名册等记录提到的、要数的记录所在的组；它们自己登谁的题目，此时用不着。"""
        return [
            Contents(group.contents.own)
            for group in (*plan.groups, *plan.looked_up)
            if group.counts
            or not self._referred.isdisjoint(chain.from_iterable(item.ties.every for item in group.members))
        ]

    def _planned(self) -> tuple[Plan, list[Settled]]:
        """盘算要重做哪些组，检查、决定；读不了的不往下查。"""
        planner = self._planner()
        is_whole = self._outlook.is_whole
        plan = planner.whole() if is_whole else planner.changed(self._store, self._referred)
        self._progress.stage("检查数据，决定公开")
        settled = self._settled(plan)
        seen = Seen.HERE if is_whole else self._seen(plan, settled)
        if seen is Seen.HERE:
            return plan, settled
        plan = planner.changed(self._store, self._referred, seen)
        return plan, self._settled(plan)

    def _settled(self, plan: Plan) -> list[Settled]:
        return [] if plan.is_wrong else self._work.settle(plan.groups)

    def _planner(self) -> Planner:
        figures = self._work.kept(self._outlook.figures)
        numbers = (*self._outlook.commons, *self._outlook.figures)
        is_counted = any(raw.kind is RecordKind.FIGURE and raw.fields.get("counts") for raw in numbers)
        planner = Planner(self._outlook.census, figures, self._work.read, is_counted=is_counted)
        self.marks = planner.marks
        return planner

    def _seen(self, plan: Plan, settled: Sequence[Settled]) -> Seen:
        """这些改动哪里看得到；有错的、编号变了的，都算看得到。"""
        if plan.is_wrong or plan.is_renumbered or any(item.is_wrong for item in settled):
            return Seen.BEYOND
        before = list(self._store.cells(plan.stale))
        after = [self._crew.spool.take(item.thin) for item in settled]
        if same_numbers(before, after) is not None:
            return Seen.HERE
        is_same = _topics(cell.thin for cell in before) == _topics(after)
        return Seen.NEAR if is_same else Seen.BEYOND


def _topics(portions: Iterable[bytes]) -> dict[str, tuple[str, ...]]:
    """各份里公开的提案的主题。"""
    found = (unpacked(content, Portion).proposals for content in portions)
    return {item.id: item.topics for item in chain.from_iterable(found)}


def _warnings(plan: Plan, commons: Commons, settled: Iterable[Settled]) -> tuple[Problem, ...]:
    warnings = chain.from_iterable(item.warnings for item in settled)
    return in_order([*commons.problems, *warnings, *_unlisted(plan)])


def _unlisted(plan: Plan) -> Iterator[Problem]:
    if plan.unlisted:
        message = f"没有改动的记录里另有 {plan.unlisted} 个提醒，没有列出"
        cure = "要看全部，运行 shai check。"
        yield Problem("more-problems", Mark(""), message, cure, Severity.WARNING)
