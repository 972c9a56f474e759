"""建站：检查、决定公开、渲染、写出，从头到尾的先后。"""

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import msgspec

from generator.content.page import Call
from generator.content.personal import personal_in_content
from generator.content.rules import check_content
from generator.disk import CACHE
from generator.disk.tree import write
from generator.frame import Host
from generator.gate import Sealed, publish, sealed_texts
from generator.host.folders import packaged_overrides
from generator.host.identity import Identity
from generator.host.rendering import render_host
from generator.lasting.addresses import under, where_moved
from generator.leaks import SEARCH, own_words, refuse_leaks
from generator.output.documents import documents
from generator.packing import packed
from generator.problems import Problem, ProblemsError, in_order
from generator.products import collect, produce
from generator.progress import SILENT, Listener
from generator.register.intake import take_in
from generator.register.locator import Locator
from generator.register.register import Register
from generator.release.model import Release
from generator.release.views.common import Names


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
    release = prepared.release
    searched = tuple(documents(release, Names(release)))
    artifacts = collect(produce(release, host, folders, searched))
    refuse_leaks(prepared.sealed, artifacts | {SEARCH: packed(searched)}, own_words(host, folders))
    return artifacts


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
