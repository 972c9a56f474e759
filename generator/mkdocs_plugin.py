"""MkDocs 插件：把各个钩子译成普通函数调用，让 `mkdocs build` 单独也能出整站。"""

import logging
import os
import re
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from markdown.extensions.toc import slugify_unicode  # type: ignore[import-untyped]  # 同下
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from generator import site
from generator.clock import BadDay, today
from generator.content.front import TEMPLATE_MARKS
from generator.content.page import Call, place_of
from generator.content.rendered import MOST_OFFENCES, offences
from generator.disk.tree import write
from generator.frame import DEEPEST, SECTIONS
from generator.host.assets import Assets, collect_assets
from generator.host.collecting import frame_source, host_from_directory
from generator.host.configuration import bad_config
from generator.host.folders import packaged_overrides
from generator.host.identity import Identity
from generator.problems import Mark, Problem, ProblemsError, in_order
from generator.report import as_text

log = logging.getLogger("mkdocs.plugins.shai")


class ShaiConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs 没有标注
    """mkdocs.yml 里 shai 的选项。"""

    data_dir = config_options.Type(str, default="data")


class ShaiPlugin(BasePlugin[ShaiConfig]):  # type: ignore[no-untyped-call]  # 同上
    """宿主一侧：加页框，换资源，给模板栏目表；单独运行时，最后把整站写出来。

    Attributes:
        standalone: 由 `mkdocs build` 直接运行时为真；我们自己运行 MkDocs 时设为假。
        identity: 站点的名分；我们自己运行 MkDocs 时由外面给。
        assets: 站点资源，on_config 之后可用。
    """

    def __init__(self) -> None:
        self.standalone = True
        self._serving = False
        self.identity: Identity | None = None
        self.assets = Assets({}, {})
        self._calls: tuple[Call, ...] = ()
        self._prepared: site.Prepared | None = None
        self._offences: list[Problem] = []

    @property
    def asset_names(self) -> dict[str, str]:
        """资源原名 → 带指纹的路径。"""
        return self.assets.names

    def on_startup(self, *, command: str, dirty: bool) -> None:  # noqa: ARG002 - 钩子的签名
        """记住是不是 `mkdocs serve`。"""
        self._serving = command == "serve"

    @event_priority(50)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """单独运行时先检查数据与文字页；然后放好模板，写上站点的名分。"""
        if (problem := bad_config(Path(config.config_file_path))) is not None:
            raise PluginError(as_text((problem,)))
        # MkDocs 在同一个进程里再建一次时用的还是这一个插件。
        self._offences = []
        own = packaged_overrides()
        folders = [Path(folder).resolve() for folder in config.theme.dirs]
        if own not in folders:
            place = 1 if config.theme.custom_dir else 0
            config.theme.dirs.insert(place, str(own))
        config.theme.static_templates.discard("sitemap.xml")
        # 默认只留拉丁字母，中文标题的锚点会成为 _1、_2，改一个标题就错位。
        config.mdx_configs.setdefault("toc", {}).setdefault("slugify", slugify_unicode)
        # 默认把列的对齐写成行内样式，内容安全策略不许。
        config.mdx_configs.setdefault("tables", {}).setdefault("use_align_attribute", True)
        self.assets = collect_assets(_template_folders(config))
        if self.standalone:
            self._prepared = self._checked(config)
            self.identity = site.identity_of(self._prepared.release)
        if self.identity is not None:
            _identify(config, self.identity)
        return config

    def _checked(self, config: MkDocsConfig) -> site.Prepared:
        try:
            self._calls = site.checked_calls(Path(config.docs_dir))
            prepared = site.prepare(self._inputs(config))
        except ProblemsError as error:
            raise PluginError(as_text(error.problems)) from None
        if prepared.warnings:
            log.warning("%s", as_text(prepared.warnings))
        return prepared

    def _inputs(self, config: MkDocsConfig) -> site.Inputs:
        root = Path(config.config_file_path).resolve().parent
        data = root / self.config.data_dir
        return site.Inputs(
            Path(config.config_file_path),
            data,
            Path(config.docs_dir),
            day_of_environment(),
            shown_as=self.config.data_dir,
        )

    @event_priority(-50)
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """去掉主题的资源，加上页框的源页面与我们的资源。"""
        themes = {Path(folder).resolve() for folder in config.theme.dirs}
        for file in list(files):
            if file.src_dir and Path(file.src_dir).resolve() in themes:
                files.remove(file)
        for path, content in self.assets.files.items():
            files.append(File.generated(config, path, content=content))
        for section in SECTIONS:
            for depth in range(DEEPEST + 1):
                files.append(_frame_file(config, section.key, depth))
        return files

    @event_priority(100)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002 - 钩子的签名
        """标题不许有模板的记号，不论写在页首、导航还是文件名里：宏插件接着就会执行它。"""
        if any(sign in (page.title or "") for sign in TEMPLATE_MARKS):
            mark = Mark(f"{Path(config.docs_dir).name}/{page.file.src_uri}")
            problem = Problem("raw-html", mark, "标题里有模板的记号", "标题只写文字；看页首、导航与文件名")
            raise PluginError(as_text((problem,))) if self.standalone else ProblemsError((problem,))
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002 - 钩子的签名
        """排好的一页里只许见惯的标签与链接；不许的记下，全部页面一起说。"""
        name = page.file.src_uri
        for message, shown in islice(offences(html), MOST_OFFENCES):
            mark = _found_at(f"{Path(config.docs_dir).name}/{name}", page.file.content_string, shown)
            cure = "只用 Markdown 与常见的标签，不写脚本、样式、外来的图；原样显示的放进代码块"
            self._offences.append(Problem("raw-html", mark, message, cure))
        return html

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:  # noqa: ARG002 - 钩子的签名
        """给模板栏目表、资源表与有哪些文字页：别的站点不一定写了「关于」，没有的不链。"""
        if self._offences and self.standalone:
            raise PluginError(as_text(self._offences))
        if self._offences:
            raise ProblemsError(in_order(self._offences))
        written = frozenset(file.dest_uri for file in files.documentation_pages())
        env.globals.update(sections=SECTIONS, assets=self.assets.names, written=written)
        return env

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """单独运行时：把 MkDocs 写出的目录当作宿主的结果，换成整站。"""
        if not self.standalone or self._prepared is None:
            return
        out = Path(config.site_dir)
        try:
            host = host_from_directory(out, self._calls, self.asset_names)
            folders = site.template_folders(Path(config.config_file_path).resolve().parent)
            artifacts = site.finish(self._prepared, host, folders)
            write(out, _for_preview(artifacts) if self._serving else artifacts)
        except ProblemsError as error:
            raise PluginError(as_text(error.problems)) from None

    def on_serve(self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any) -> LiveReloadServer:  # noqa: ARG002 - 钩子的签名
        """`mkdocs serve` 也看数据与记录模板。"""
        root = Path(config.config_file_path).resolve().parent
        for folder in (root / self.config.data_dir, *site.template_folders(root)):
            if folder.is_dir():
                server.watch(str(folder))
        return server


def _for_preview(artifacts: dict[str, bytes]) -> dict[str, bytes]:
    """`mkdocs serve` 靠行内脚本刷新页面，只在预览时放行。"""
    strict, loose = re.compile(rb"script-src 'self'( 'sha256-[^']*')?"), b"script-src 'self' 'unsafe-inline'"
    return {
        path: strict.sub(loose, content, count=1) if path.endswith(".html") else content
        for path, content in artifacts.items()
    }


def day_of_environment() -> date:
    """数据截至的日子：环境变量或时钟；写错了的说成插件的错。"""
    # MkDocs 没有命令行选项可传日期，由环境变量或时钟得来。
    try:
        return today(os.environ)
    except BadDay as error:
        raise PluginError(f"{error}。") from None


def _identify(config: MkDocsConfig, identity: Identity) -> None:
    """把名分写进 MkDocs 的配置，页框与文字页由此得到站名、网址与页脚标识。"""
    config.site_name = identity.name
    config.site_description = identity.description
    config.site_url = identity.url
    config.extra["report"] = identity.report
    config.extra["site_id_code"] = identity.site_id_code
    config.extra["footer"] = {
        "identification": identity.site_id_code,
        "icp": identity.icp,
        "public_security": identity.police,
        "party_mark": identity.party_mark,
    }


def _found_at(path: str, source: str, shown: str) -> Mark:
    """惹事的一段在原文的哪一行；排版改了写法、找不到的，只说是哪一页。"""
    offset = source.find(shown)
    if offset < 0:
        return Mark(path)
    line, column = place_of(source, offset)
    return Mark(path, line, column, source.split("\n")[line - 1].rstrip("\r"))


def _template_folders(config: MkDocsConfig) -> tuple[Path, ...]:
    own = packaged_overrides()
    custom = config.theme.custom_dir
    return tuple(dict.fromkeys((Path(custom).resolve(), own))) if custom else (own,)


def _frame_file(config: MkDocsConfig, section: str, depth: int) -> File:
    text = f"---\nframe: true\nsection: {section}\n---\n"
    return File.generated(
        config, frame_source(section, depth), content=text, inclusion=InclusionLevel.NOT_IN_NAV
    )
