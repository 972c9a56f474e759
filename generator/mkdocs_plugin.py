"""MkDocs 插件：把各个钩子译成普通函数调用，让 `mkdocs build` 单独也能出整站。"""

from pathlib import Path
from typing import Any

from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files, InclusionLevel

from generator.assets import Assets, collect_assets
from generator.frame import DEEPEST, SECTIONS
from generator.host import frame_source, packaged_overrides


class ShaiConfig(Config):
    """mkdocs.yml 里 shai 的选项；现在没有。"""


class ShaiPlugin(BasePlugin[ShaiConfig]):
    """宿主一侧：加页框，换资源，给模板栏目表。

    Attributes:
        standalone: 由 `mkdocs build` 直接运行时为真；我们自己运行 MkDocs 时设为假。
        asset_names: 资源原名 → 带指纹的路径，on_config 之后可用。
    """

    def __init__(self) -> None:
        self.standalone = True
        self.assets = Assets({}, {})

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


def _template_folders(config: MkDocsConfig) -> tuple[Path, ...]:
    own = packaged_overrides()
    custom = config.theme.custom_dir
    return tuple(dict.fromkeys((Path(custom).resolve(), own))) if custom else (own,)


def _frame_file(config: MkDocsConfig, section: str, depth: int) -> File:
    text = f"---\nframe: true\nsection: {section}\n---\n"
    return File.generated(
        config, frame_source(section, depth), content=text, inclusion=InclusionLevel.NOT_IN_NAV
    )
