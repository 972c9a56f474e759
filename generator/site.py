"""建站：产物的清单、先后与把关。"""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import chain
from pathlib import Path

import msgspec

from generator.content.page import Call
from generator.content.personal import personal_in_content
from generator.content.rules import check_content
from generator.disk import CACHE
from generator.disk.tree import write
from generator.frame import Host
from generator.gate import LeakScanner, Sealed, publish, sealed_texts
from generator.host.folders import packaged_overrides
from generator.host.identity import Identity
from generator.host.rendering import render_host
from generator.lasting.addresses import under, where_moved
from generator.output.addresses import addresses
from generator.output.artifact import Artifact
from generator.output.calendar import calendars
from generator.output.documents import documents, other_documents, record_days
from generator.output.feeds import feeds, proposal_feeds
from generator.output.opendata import opendata
from generator.output.pages import Pages
from generator.output.pages.content import NOT_FOUND, content_pages
from generator.output.pages.overviews import overviews
from generator.output.pages.records import record_pages
from generator.output.pages.reports import report_addresses, reports
from generator.output.pages.search import feed_directory
from generator.output.pages.standing import standing_pages
from generator.output.parcel import Parcel, artifacts, encoded, made
from generator.output.search import search_artifacts
from generator.output.sitemap import INDEX as SITEMAP
from generator.output.sitemap import sitemap
from generator.output.templates import Templates
from generator.output.twins import KINDS as TWINNED
from generator.output.twins import moved_twins, twins
from generator.problems import Mark, Problem, ProblemsError, in_order
from generator.progress import SILENT, Listener
from generator.register.intake import take_in
from generator.register.locator import Locator
from generator.register.register import Register
from generator.release.model import Release
from generator.release.portion import HEAVY
from generator.release.views.common import Names
from generator.release.views.lasting import lasting
from generator.terms import RecordKind


class Inputs(msgspec.Struct, frozen=True):
    """建站的全部输入。

    Attributes:
        config: mkdocs.yml。
        data: 数据目录。
        content: 文字页目录。
        as_of: 数据截至哪一天。
        shown_as: 问题里把数据目录写成什么。
        is_draft: 只在本机看，不对外：撤下的话在搜索索引里多留一会儿也不要紧，改一处便不必重做索引。
    """

    config: Path
    data: Path
    content: Path
    as_of: date
    shown_as: str = "data"
    is_draft: bool = False

    @property
    def root(self) -> Path:
        """项目的根目录：mkdocs.yml 所在。"""
        return self.config.resolve().parent


class Built(msgspec.Struct, frozen=True):
    """一次建站的结果。

    Attributes:
        written: 写了哪些文件。
        removed: 删了哪些文件。
        total: 站点一共几个文件。
        warnings: 不挡发布的问题。
    """

    written: tuple[str, ...]
    removed: tuple[str, ...]
    total: int
    warnings: tuple[Problem, ...]


def build_whole(inputs: Inputs, out: Path, progress: Listener = SILENT) -> Built:
    """不用记忆、不分组，从头到尾建一遍：慢，占内存，步骤最少；增量建站以它为准。

    Args:
        inputs: 输入。
        out: 输出目录；只写改了的文件，删去不再有的。调用者已经占住了它。
        progress: 进度说给谁听。

    Raises:
        ProblemsError: 数据或文字页有错误级问题；这时输出目录一个字节也不动。
    """
    progress.stage("检查数据")
    prepared = prepare(inputs)
    progress.stage("渲染文字页与页框")
    host = render_host(
        inputs.config, inputs.content, identity_of(prepared.release), inputs.root / CACHE / "host"
    )
    progress.stage("生成网页与数据")
    artifacts = finish(prepared, host, template_folders(inputs.root))
    progress.stage("写出")
    written, removed = write(out, artifacts)
    return Built(written, removed, len(artifacts), prepared.warnings)


class Prepared(msgspec.Struct, frozen=True):
    """检查过、决定好的数据。

    Attributes:
        release: 公开的全部记录。
        sealed: 没有公开的字句；写出之前要在全部产物里找一遍。
        warnings: 不挡发布的问题。
    """

    release: Release
    sealed: tuple[Sealed, ...]
    warnings: tuple[Problem, ...]


def prepare(inputs: Inputs) -> Prepared:
    """数据目录 → 检查过、决定好的数据。

    Raises:
        ProblemsError: 有错误级问题；带着全部问题。
    """
    register, problems = take_in(inputs.data, inputs.shown_as)
    if any(problem.is_error for problem in problems):
        raise ProblemsError(problems)
    release = publish(register, inputs.as_of)
    refuse_pages(inputs, register, release, problems)
    return Prepared(release, sealed_texts(register, release), problems)


def refuse_pages(inputs: Inputs, register: Register, release: Release, problems: Iterable[Problem]) -> None:
    """旧网址的去向要真去得了，文字页里没有个人信息。

    Args:
        inputs: 建站的输入。
        register: 登记簿；只看站点配置与单位的电话。
        release: 由它生成的发布，长文可以已经去掉。
        problems: 已经知道的问题，拦下时一并说。

    Raises:
        ProblemsError: 有一样不对；带着全部问题。
    """
    refused = [
        *under(where_moved(register, release, inputs.content, Locator(inputs.data)), inputs.shown_as),
        *personal_in_content(inputs.content, register),
    ]
    if refused:
        raise ProblemsError(in_order([*problems, *refused]))


def finish(prepared: Prepared, host: Host, folders: tuple[Path, ...]) -> dict[str, bytes]:
    """生成全部产物，并确认里面没有封存的字句。

    Raises:
        ProblemsError: 有产物里出现了没有公开的字句；指出是哪件产物、哪条记录。
    """
    artifacts = collect(produce(prepared.release, host, folders))
    refuse_leaks(prepared.sealed, artifacts, own_words(host, folders))
    return artifacts


def own_words(host: Host, folders: tuple[Path, ...]) -> bytes:
    """软件自己的字：页框、模板、代码里本来就有的说法，不算泄漏。文字页是编辑写的，不在其内。"""
    pieces = dict.fromkeys(piece for frame in host.frames for piece in frame.pieces)
    templates = (path for folder in folders for path in (folder / "records").rglob("*.html"))
    code = Path(__file__).parent.rglob("*.py")
    return b"\n".join(
        [*(piece.encode() for piece in pieces), *(path.read_bytes() for path in sorted((*templates, *code)))]
    )


def refuse_leaks(sealed: tuple[Sealed, ...], artifacts: dict[str, bytes], innocent: bytes) -> None:
    """在全部产物与它们的路径里找封存的字句。

    Raises:
        ProblemsError: 找到了；每件产物、每条记录各一条问题，不重复说出那些字。
    """
    scanner = LeakScanner(sealed, innocent)
    problems = [
        leak(path, found)
        for path, content in artifacts.items()
        for found in scanner.leaks(path.encode() + b"\n" + content)
    ]
    if problems:
        raise ProblemsError(in_order(problems))


def leak(path: str, found: Sealed) -> Problem:
    """产物里漏出了没有公开的字句：不重复说出那些字。"""
    place = f"{found.origin.path} 第 {found.origin.index + 1} 条"
    cure = "不要发布。若那几个字本来就可以公开，改写记录里的备注或文字页；否则请把这条信息报告给维护者。"
    return Problem("leak", Mark(path), f"产物里出现了没有公开的文字，出自 {place}", cure)


def checked_calls(content: Path) -> tuple[Call, ...]:
    """文字页里的宏调用。

    Raises:
        ProblemsError: 文字页有错误级问题；带着全部问题。
    """
    checked = check_content(content)
    if any(problem.is_error for problem in checked.problems):
        raise ProblemsError(checked.problems)
    return checked.calls


def identity_of(release: Release) -> Identity:
    """站点的名分，交给 MkDocs 渲染页框。"""
    site = release.site
    return Identity(
        name=site.title,
        description=site.description,
        url=site.base_url or "",
        report=site.report or "",
        site_id_code=site.footer.site_id_code or "",
        icp=site.footer.icp or "",
        police=site.footer.police or "",
        party_mark=site.footer.party_mark or "",
    )


def template_folders(root: Path) -> tuple[Path, ...]:
    """模板目录：站点自己的在前，随软件的在后。"""
    return tuple(dict.fromkeys((root / "overrides", packaged_overrides())))


def produce(release: Release, host: Host, folders: tuple[Path, ...]) -> Iterator[Artifact]:
    """全部产物。一种产物一个函数；次序不影响内容。"""
    names = Names(release)
    pages = Pages(release, names, host, Templates(folders))
    written = tuple(content_pages(pages, host))
    yield from (artifact for _, _, artifact in of_records(pages))
    parcels = (reports(pages, {}), of_pages(pages, host, written), of_feeds(release), opendata(release))
    yield from artifacts(chain.from_iterable(parcels))
    yield from search_artifacts(documents(release, names))


def of_records(pages: Pages) -> Iterator[tuple[RecordKind, str, Artifact]]:
    """只取决于一条记录、与它互相引用的记录、名册和站点配置的产物：（种类，编号，产物）。"""
    return chain(record_pages(pages), twins(pages.release, HEAVY), proposal_feeds(pages.release))


def of_pages(pages: Pages, host: Host, written: Iterable[Artifact]) -> Iterator[Parcel]:
    """归拢整个档案的网页，与网页要用的样式、脚本；报告与它们的目录不在内，见 reports。

    Args:
        pages: 网页；其中的发布可以已经去掉长文。
        host: 页框与文字页。
        written: 填好的文字页。
    """
    release = pages.release
    changed = dict.fromkeys(report_addresses(pages)) | dict(record_days(release))
    changed |= {document.path: document.date or None for document in other_documents(release, pages.names)}
    for parcel in chain(map(made, written), overviews(pages), map(made, standing_pages(pages, host))):
        changed.setdefault(parcel.name, None)
        yield parcel
    changed.pop(NOT_FOUND, None)
    base = release.site.base_url
    yield Parcel(SITEMAP, lambda: sitemap(changed.items(), base), key=encoded(sorted(changed.items())))
    # 样式、脚本属于人人要用的输入：它们变了，整个站点从头建。
    assets = (Artifact(path, content) for path, content in sorted(host.assets.items()))
    yield Parcel("assets", lambda: assets, key=b"")
    yield made(addresses([*lasting(release), *(page.path for page in host.pages if page.path != NOT_FOUND)]))


def of_feeds(release: Release) -> Iterator[Parcel]:
    """归拢整个档案的订阅、日历与其余记录的数据孪生。"""
    others = tuple(kind for kind in TWINNED if kind not in HEAVY)
    material = (*(release.records(kind) for kind in others), release.notices, release.redirects)
    yield Parcel("twins", lambda: _twins(release, others), key=encoded(material))
    yield from feeds(release)
    yield made(feed_directory(release))
    yield from calendars(release)


def _twins(release: Release, kinds: Iterable[RecordKind]) -> Iterator[Artifact]:
    yield from (artifact for _, _, artifact in twins(release, kinds))
    yield from moved_twins(release)


def collect(artifacts: Iterable[Artifact]) -> dict[str, bytes]:
    """收齐产物。

    Raises:
        ProblemsError: 两件产物写到同一处（不分大小写）：文字页占了程序自己的网址，或两页只差大小写。
    """
    found: dict[str, bytes] = {}
    taken: dict[str, str] = {}
    for artifact in artifacts:
        folded = artifact.path.casefold()
        if folded in taken:
            message = f"两件产物要写到同一处：{taken[folded]} 与 {artifact.path}"
            cure = "content 里的文字页或附件换一个名字；同名的只差大小写也不行。"
            raise ProblemsError((Problem("address-taken", Mark(artifact.path), message, cure),))
        taken[folded] = artifact.path
        found[artifact.path] = artifact.content
    return found
