"""MkDocs 插件：把各个钩子译成普通函数调用，让 `mkdocs build` 单独也能出整站。"""

from pathlib import Path
from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel

from generator.assets import Assets, collect_assets
from generator.content_page import Call
from generator.content_rules import check_content
from generator.frame import DEEPEST, SECTIONS
from generator.host import frame_source, packaged_overrides


class ShaiConfig(Config):  # type: ignore[no-untyped-call]  # MkDocs 没有标注
    """mkdocs.yml 里 shai 的选项；现在没有。"""


class ShaiPlugin(BasePlugin[ShaiConfig]):  # type: ignore[no-untyped-call]  # 同上
    """宿主一侧：加页框，换资源，给模板栏目表。

    Attributes:
        standalone: 由 `mkdocs build` 直接运行时为真；我们自己运行 MkDocs 时设为假。
        assets: 站点资源，on_config 之后可用。
        calls: 手写页面里的宏调用，on_config 之后可用；host_from_directory 要用它补行号。
    """

    def __init__(self) -> None:
        self.standalone = True
        self.assets = Assets({}, {})
        self.calls: tuple[Call, ...] = ()

    @property
    def asset_names(self) -> dict[str, str]:
        """资源原名 → 带指纹的路径。"""
        return self.assets.names

    @event_priority(50)
    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """把随包的模板放在站点自己的之后，并关掉 MkDocs 自己的网站地图。"""
        own = packaged_overrides()
        folders = [Path(folder).resolve() for folder in config.theme.dirs]
        if own not in folders:
            place = 1 if config.theme.custom_dir else 0
            config.theme.dirs.insert(place, str(own))
        config.theme.static_templates.discard("sitemap.xml")
        self.assets = collect_assets(_template_folders(config))
        if self.standalone:
            self.calls = _checked_calls(Path(config.docs_dir))
        return config

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

    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:  # noqa: ARG002 - 钩子的签名
        """给模板栏目表与资源表。"""
        env.globals.update(sections=SECTIONS, assets=self.assets.names)
        return env


def _checked_calls(content: Path) -> tuple[Call, ...]:
    checked = check_content(content)
    errors = [problem for problem in checked.problems if problem.is_error]
    if errors:
        lines = [
            f"{p.mark.path}:{p.mark.line}:{p.mark.column}: {p.rule}: {p.message}。{p.cure}" for p in errors
        ]
        raise PluginError("\n".join([f"手写页面有 {len(errors)} 个问题：", *lines]))
    return checked.calls


def _template_folders(config: MkDocsConfig) -> tuple[Path, ...]:
    own = packaged_overrides()
    custom = config.theme.custom_dir
    return tuple(dict.fromkeys((Path(custom).resolve(), own))) if custom else (own,)


def _frame_file(config: MkDocsConfig, section: str, depth: int) -> File:
    text = f"---\nframe: true\nsection: {section}\n---\n"
    return File.generated(
        config, frame_source(section, depth), content=text, inclusion=InclusionLevel.NOT_IN_NAV
    )
