"""闭环的规则：配置自身说得通，记录写的环节认得、先后不乱。"""

from collections.abc import Iterator, Sequence

from generator.register.model import Activity, Proposal
from generator.register.model.chain import Chain, Stage
from generator.register.register import Register
from generator.register.rules.finding import Finding, error
from generator.register.rules.order import reversals
from generator.register.rules.references import SITE
from generator.terms import nearest


def chains_are_sound(register: Register) -> Iterator[Finding]:
    """闭环的编号不重复；环节不重名；起算的环节在它前面。"""
    seen: set[str] = set()
    for place, chain in enumerate(register.site.chains):
        if chain.id in seen:
            message = f"闭环的编号「{chain.id}」重复"
            yield Finding("duplicate-chain", SITE, ("chains", place, "id"), message, "换一个编号。")
        seen.add(chain.id)
        yield from _stages(chain, place)


def _stages(chain: Chain, place: int) -> Iterator[Finding]:
    passed: list[str] = []
    for index, stage in enumerate(chain.stages):
        steps = ("chains", place, "stages", index)
        if stage.name in passed:
            message = f"闭环「{chain.title}」里有两个「{stage.name}」"
            yield Finding("duplicate-stage", SITE, (*steps, "name"), message, "换一个说得清的名称。")
        if stage.start is not None and stage.start not in passed:
            message = f"「{stage.name}」从「{stage.start}」起算，但前面没有这一环"
            cure = _known(stage.start, passed) if passed else "第一环没有上一环，不写期限与 start。"
            yield Finding("unknown-stage", SITE, (*steps, "start"), message, cure)
        if stage.amount is not None and not passed:
            message = f"「{stage.name}」是第一环，没有起算的日子，却写了期限"
            yield Finding("bad-chain", SITE, (*steps, "amount"), message, "删去 amount 与 unit。")
        passed.append(stage.name)


def stages_follow_their_chain(register: Register) -> Iterator[Finding]:
    """写了环节就要写闭环；环节是那个闭环里的，各写一次，先后与日期都不颠倒。"""
    chains = {chain.id: chain for chain in reversed(register.site.chains)}
    records: tuple[Proposal | Activity, ...] = (*register.proposals.values(), *register.activities)
    for record in records:
        if record.chain is None:
            if record.stages:
                message = "写了环节，没有写走的是哪一种闭环"
                yield error(
                    "stage-without-chain",
                    record,
                    ("stages",),
                    message,
                    f"补上「chain: 编号」。{_listed(chains)}",
                )
            continue
        chain = chains.get(record.chain)
        if chain is None:
            message = f"site.yml 里没有编号为「{record.chain}」的闭环"
            yield error("unknown-chain", record, ("chain",), message, _known(record.chain, list(chains)))
        else:
            yield from _passed(record, record.stages, chain)


def _passed(record: Proposal | Activity, stages: Sequence[Stage], chain: Chain) -> Iterator[Finding]:
    names = [stage.name for stage in chain.stages]
    furthest = -1
    for index, stage in enumerate(stages):
        steps = ("stages", index, "stage")
        if stage.stage not in names:
            message = f"闭环「{chain.title}」里没有「{stage.stage}」这一环"
            yield error("unknown-stage", record, steps, message, _known(stage.stage, names))
            continue
        place = names.index(stage.stage)
        if any(other.stage == stage.stage for other in stages[:index]):
            message = f"环节「{stage.stage}」写了两次"
            yield error("duplicate-stage", record, steps, message, "合成一条；几次的经过写在 note 里。")
        elif place < furthest:
            message = f"「{stage.stage}」写在了「{names[furthest]}」后面"
            cure = f"按先后写：{'—'.join(names)}。"
            yield error("stage-order", record, steps, message, cure)
        furthest = max(furthest, place)
    yield from reversals(
        record, [(stage.stage, ("stages", index, "date"), stage.date) for index, stage in enumerate(stages)]
    )


def _known(word: str, names: Sequence[str]) -> str:
    similar = nearest(word, names)
    hint = f"是否想写「{similar}」？" if similar else ""
    return f"{hint}可用的：{'、'.join(names)}。" if names else "先在 site.yml 的 chains 里写下这种闭环。"


def _listed(chains: dict[str, Chain]) -> str:
    known = "、".join(f"{chain.id}（{chain.title}）" for chain in chains.values())
    return f"已有：{known}。" if known else "先在 site.yml 的 chains 里写下这种闭环。"
