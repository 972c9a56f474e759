"""核对字段：原始记录 → 登记簿。字段有错的记录不登记，错误逐个说清。"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from types import NoneType
from typing import Annotated, Any, get_args

from pydantic import BaseModel, TypeAdapter, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from generator.problems import MOST_PROBLEMS, Mark, Problem
from generator.register.folder import SITE_FILE
from generator.register.locator import Locator
from generator.register.model import MODELS, Record, Site
from generator.register.model.fields import HIDDEN
from generator.register.origin import Origin
from generator.register.register import Register
from generator.register.source import RawRecord, Sources
from generator.terms import RecordKind, nearest

SITE_ORIGIN = Origin(SITE_FILE, 0)
MOST_ERRORS = 100
FALLBACK_SITE = {
    "title": "未命名",
    "description": "未填写",
    "organization": "未填写",
    "feeds": {"authority": "example.org,2026"},
}

NOT_A_MAPPING = ("not-a-mapping", "「{title}」应当分项写", "另起一行，缩进后写一行一个「字段: 值」。")
OTHER_ERRORS = {
    "model_type": NOT_A_MAPPING,
    "dict_type": NOT_A_MAPPING,
    "model_attributes_type": NOT_A_MAPPING,
    "string_type": ("not-text", "「{title}」应当是一段文字", "去掉列表的「-」或子项，只写一段文字。"),
    "too_short": ("too-few", "「{title}」至少要有一项", "补上一项。"),
    "": ("bad-value", "「{title}」的写法不对", "对照数据手册改写。"),
}


def load(sources: Sources, locator: Locator) -> tuple[Register, list[Problem]]:
    """核对每条记录的字段。

    Returns:
        登记簿（只含字段无误的记录），与全部字段问题。
    """
    problems: list[Problem] = []
    silent = any(problem.mark.path == SITE_FILE for problem in sources.problems)
    site = load_site(sources.site, locator, problems, told=silent)
    loaded = Loaded(site, locator)
    for raw in sources.records:
        loaded.add(raw)
    loaded.declare(sources.unread)
    return loaded.register(), [*problems, *loaded.problems]


def prepare_models() -> None:
    """先备好几乎总要用到的模型；别的用到才备。"""
    for kind in (RecordKind.BODY, RecordKind.UNIT, RecordKind.MEMBER, RecordKind.PROPOSAL, RecordKind.REPLY):
        MODELS[kind].model_rebuild()
    Site.model_rebuild()


class Loaded:
    """逐条核对字段，收成登记簿。

    Attributes:
        problems: 字段问题。
        declared: 每一类写了出来的编号。
    """

    def __init__(self, site: Site, locator: Locator) -> None:
        self.problems: list[Problem] = []
        self.declared: defaultdict[RecordKind, set[str]] = defaultdict(set)
        self._site = site
        self._locator = locator
        self._records: defaultdict[RecordKind, list[Record]] = defaultdict(list)
        self._partial: defaultdict[RecordKind, list[Record]] = defaultdict(list)
        self._told: Counter[str] = Counter()

    def add(self, raw: RawRecord) -> None:
        """核对一条。"""
        self.declared[raw.kind].add(identifier_of(raw))
        if self._told[raw.origin.path] > MOST_PROBLEMS:
            return
        model = MODELS[raw.kind]
        fields = raw.fields
        if self._site.body and "body" in model.model_fields and "body" not in fields:
            fields = {**fields, "body": self._site.body}
        try:
            record = model.model_validate(fields)
        except ValidationError as error:
            found = list(_field_problems(error, model, raw, self._locator))
            self._told[raw.origin.path] += len(found)
            self.problems += found
            wrong = {str(detail["loc"][0]) for detail in error.errors(include_url=False) if detail["loc"]}
            self._partial[raw.kind].append(_sound_part(model, fields, wrong, raw.origin))
        else:
            record._origin = raw.origin  # noqa: SLF001 - 出处是登记时的事实，不是数据字段
            self._records[raw.kind].append(record)

    def declare(self, ids: Iterable[tuple[RecordKind, str]]) -> None:
        """写了出来、没能读到的编号：免得一个文件读不了，引出一串引用的错。"""
        for kind, identifier in ids:
            self.declared[kind].add(identifier)

    def extended(self) -> "Loaded":
        """照样再来一份，接着加别的记录，原来的不变；已经核对过的不再核对。"""
        other = Loaded(self._site, self._locator)
        other.problems += self.problems
        for kind, ids in self.declared.items():
            other.declared[kind] |= ids
        for mine, theirs in ((self._records, other._records), (self._partial, other._partial)):
            for kind, records in mine.items():
                theirs[kind] += records
        other._told += self._told
        return other

    @property
    def is_wrong(self) -> bool:
        """有没有字段有错的记录。"""
        return any(self._partial.values())

    def register(self, *, judged: "Loaded | None" = None) -> Register:
        """收成登记簿。

        Args:
            judged: 照着再来一份的那一份，里面的记录另外查过。
        """
        return Register(
            self._site,
            {kind: tuple(found) for kind, found in self._records.items()},
            {kind: frozenset(ids) for kind, ids in self.declared.items()},
            {kind: tuple(found) for kind, found in self._partial.items()},
            {kind: len(found) for kind, found in judged._records.items()} if judged else None,  # noqa: SLF001 - 同一个类
        )


def identifier_of(raw: RawRecord) -> str:
    """一条记录写的编号；没有写的为空。"""
    return str(raw.fields.get("id", ""))


def _sound_part(model: type[Record], fields: Mapping[str, Any], wrong: set[str], origin: Origin) -> Record:
    """字段有错的记录里没有错的那些字段：引用照样要查，免得改完一轮又冒出一轮。"""
    kept = {
        name: _reader(model, name).validate_python(value)
        for name, value in fields.items()
        if name not in wrong
    }
    record = model.model_construct(**kept)
    record._origin = origin  # noqa: SLF001 - 出处是登记时的事实，不是数据字段
    return record


@cache
def _reader(model: type[Record], name: str) -> TypeAdapter[Any]:
    """单独读一个字段的办法。"""
    field = model.model_fields[name]
    annotation: Any = Annotated[field.annotation, *field.metadata] if field.metadata else field.annotation
    return TypeAdapter(annotation)


def load_site(
    fields: dict[str, Any], locator: Locator, problems: list[Problem], *, told: bool = False
) -> Site:
    """站点配置；有错时换成一份凑合能用的，好接着查记录。

    Args:
        fields: 读到的字段。
        locator: 指出行列。
        problems: 发现的问题记在这里。
        told: 读的时候已经说过站点配置有问题。
    """
    if not fields:
        if not told:
            problems.append(
                Problem(
                    "no-site",
                    Mark(SITE_FILE),
                    "没有站点配置",
                    "建一个 site.yml，写上 title、description、organization、feeds。",
                )
            )
        return Site.model_validate(FALLBACK_SITE)
    try:
        return Site.model_validate(fields)
    except ValidationError as error:
        raw = RawRecord(RecordKind.BODY, SITE_ORIGIN, fields)
        problems += _field_problems(error, Site, raw, locator)
        return Site.model_validate(FALLBACK_SITE)


def _field_problems(
    error: ValidationError, model: type[BaseModel], raw: RawRecord, locator: Locator
) -> Iterator[Problem]:
    """一条记录的各个字段错误；只说前面一些，后面的改了再看。"""
    details = error.errors(include_url=False)
    for detail in details[:MOST_ERRORS]:
        yield field_problem(detail, model, raw, locator)
    if len(details) > MOST_ERRORS:
        mark = locator.mark(raw.origin, ())
        message = f"这条记录还有 {len(details) - MOST_ERRORS} 处错误没有列出"
        yield Problem("more-problems", mark, message, "先改好列出的，再检查一次。")


def field_problem(detail: ErrorDetails, model: type[BaseModel], raw: RawRecord, locator: Locator) -> Problem:
    """一个字段错误 → 一条问题：中文的说明、出处、改法。"""
    steps = tuple(step for step in detail["loc"] if step != "[key]")
    kind = detail["type"]
    name = str(steps[-1]) if steps else ""
    if kind == "extra_forbidden":
        fields = _fields_at(model, steps[:-1])
        similar = nearest(name, fields)
        hint = f"是否想写「{similar}」？" if similar else ""
        cure = f"{hint}可用的字段：{'、'.join(fields)}。"
        return Problem(
            "unknown-field", locator.mark(raw.origin, steps, key=True), f"不认识的字段「{name}」", cure
        )
    mark = locator.mark(raw.origin, steps)
    title = _title_at(model, steps)
    if kind == "shai":
        context = detail["ctx"]
        if context["rule"] == "invisible-character":
            mark = _at_hidden(mark)
        where = f"{title}：" if title else ""
        return Problem(context["rule"], mark, f"{where}{context['message']}", context["cure"])
    if kind == "missing":
        return Problem("missing-field", mark, f"缺少「{title}」（{name}）", f"补上「{name}: …」。")
    rule, message, cure = OTHER_ERRORS.get(kind, OTHER_ERRORS[""])
    return Problem(rule, mark, message.format(title=title), cure)


def _at_hidden(mark: Mark) -> Mark:
    """把标记移到这一行里那个看不见的字符上；不在这一行的不动。"""
    found = HIDDEN.search(mark.excerpt, max(0, mark.column - 1))
    return Mark(mark.path, mark.line, found.start() + 1, mark.excerpt) if found else mark


@cache
def _models_in(annotation: Any) -> tuple[type[BaseModel], ...]:
    """注解里出现的模型：穿过 Annotated、tuple、| None。"""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return (annotation,)
    return tuple(model for part in get_args(annotation) if part is not NoneType for model in models_in(part))


def models_in(part: Any) -> tuple[type[BaseModel], ...]:
    """注解里出现的模型；不能散列的注解里没有。"""
    try:
        return _models_in(part)
    except TypeError:  # Annotated 里的元数据不一定能散列，也不会是模型
        return ()


def _field_at(model: type[BaseModel], steps: Sequence[str | int]) -> Iterator[FieldInfo]:
    """沿路径经过的各个字段。"""
    current: type[BaseModel] | None = model
    for step in steps:
        if isinstance(step, str) and current is not None and step in current.model_fields:
            field = current.model_fields[step]
            yield field
            current = next(iter(models_in(field.annotation)), None)


def _title_at(model: type[BaseModel], steps: Sequence[str | int]) -> str:
    titles = [field.title or "" for field in _field_at(model, steps)]
    return titles[-1] if titles else ""


def _fields_at(model: type[BaseModel], steps: Sequence[str | int]) -> list[str]:
    current = model
    for field in _field_at(model, steps):
        current = next(iter(models_in(field.annotation)), current)
    return list(current.model_fields)
