"""运行 MkDocs，把它写出的文件收成 Host；输入没变就用上次的，连 MkDocs 也不必载入。"""

import hashlib
import html
import logging
import os
import re
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from jinja2 import TemplateError, TemplateSyntaxError

from generator.content_page import Call
from generator.content_rules import check_content
from generator.frame import DEEPEST, SECTIONS, Frame, Host, HostPage, slot, split_frame
from generator.host_cache import load_host, save_host
from generator.host_config import bad_config
from generator.installed import versions
from generator.macros import MacroCall, split_slots
from generator.problems import Mark, Problem, ProblemsError
from generator.report import sentence

FRAME_FOLDER = "frame-source"
DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)">\n?')
"""文字页的描述：读出来，与记录页一样由 _head.html 写。"""
_PACKAGES = ("mkdocs", "mkdocs-material", "mkdocs-macros-plugin", "markdown", "pymdown-extensions", "jinja2")
_CODE = ("frame", "host", "macros", "assets", "mkdocs_plugin")


def packaged_overrides() -> Path:
    """随本软件的模板目录：装成包时在包内，克隆的仓库里在顶层。"""
    package = Path(__file__).resolve().parent
    inside = package / "overrides"
    return inside if inside.is_dir() else package.parent / "overrides"


def frame_source(section: str, depth: int) -> str:
    """页框的源页面在 MkDocs 里的路径；套几层目录，相对网址就退几层。"""
    return f"{FRAME_FOLDER}/" * depth + f"{FRAME_FOLDER}-{section}.md"


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """站点的名分：写在 data/site.yml 一处，渲染时交给 MkDocs，mkdocs.yml 里不必再写。

    Attributes:
        name: 站名。
        description: 简介。
        url: 网址；没有为空。
        report: 找错入口；没有为空。
        site_id_code: 网站标识码；没有为空。
        icp: ICP 备案号；没有为空。
        police: 公安备案号；没有为空。
        party_mark: 党政机关标识的网址；没有为空。
    """

    name: str
    description: str
    url: str = ""
    report: str = ""
    site_id_code: str = ""
    icp: str = ""
    police: str = ""
    party_mark: str = ""


def render_host(config_file: Path, content: Path, identity: Identity, cache: Path | None = None) -> Host:
    """渲染手写页面与页框。

    Args:
        config_file: mkdocs.yml。
        content: 手写页面的目录。
        identity: 站点的名分。
        cache: 存上次结果的文件；坏了或过时只是重做。

    Raises:
        ProblemsError: 手写页面有错，或 MkDocs 渲染失败。
    """
    if (problem := bad_config(config_file)) is not None:
        raise ProblemsError((problem,))
    checked = check_content(content)
    if any(problem.is_error for problem in checked.problems):
        raise ProblemsError(checked.problems)
    digest = host_digest(config_file, content, identity)
    if cache and (cached := load_host(cache, digest)):
        return cached
    host = _run(config_file, content, identity, checked.calls)
    if cache:
        save_host(cache, digest, host)
    return host


def host_digest(config_file: Path, content: Path, identity: Identity) -> str:
    """一切会影响渲染结果的输入的指纹；记录模板由我们自己填，不在其内。"""
    own = [Path(__file__).with_name(f"{name}.py") for name in _CODE]
    digest = hashlib.sha256(msgspec.json.encode((identity, SECTIONS)))
    for package, version in versions(_PACKAGES).items():
        digest.update(f"{package}={version}\n".encode())
    templates = [
        file for folder in _override_folders(config_file) for file in _files(folder, without="records")
    ]
    for path in [config_file, *own, *_files(content), *templates]:
        body = path.read_bytes()
        digest.update(f"{path.as_posix()} {len(body)}\n".encode())
        digest.update(body)
    return digest.hexdigest()


def host_from_directory(site: Path, calls: tuple[Call, ...], asset_names: dict[str, str]) -> Host:
    """把 MkDocs 写好的目录收成 Host。

    Args:
        site: MkDocs 的输出目录。
        calls: 预检时读到的宏调用，供补上行号。
        asset_names: 资源原名 → 带指纹的路径。

    Raises:
        ProblemsError: 页框的槽不对，或有宏写进了代码里。
    """
    frames: list[Frame] = []
    sources = {
        frame_source(section.key, depth).removesuffix(".md") + ".html": (section.key, depth)
        for section in SECTIONS
        for depth in range(DEEPEST + 1)
    }
    pages: list[HostPage] = []
    assets: dict[str, bytes] = {}
    problems: list[Problem] = []
    for file in _files(site):
        path = file.relative_to(site).as_posix()
        try:
            if path in sources:
                frames.append(split_frame(*sources[path], file.read_text("utf-8")))
            elif path.endswith(".html"):
                pages.append(_page(path, file.read_text("utf-8"), calls))
            else:
                assets[path] = file.read_bytes()
        except ValueError as error:
            problems.append(Problem("host-slot", Mark(path), str(error), "让模板或页面里的槽恰好一个"))
    if not problems and len(frames) < len(sources):
        cure = "在站点配置里写 use_directory_urls: false，主题用 material，不要另换模板里的页框。"
        problems.append(Problem("host-config", Mark("mkdocs.yml"), "MkDocs 没有排出页框", cure))
    if problems:
        raise ProblemsError(tuple(problems))
    return Host(tuple(frames), tuple(pages), assets, asset_names)


def _page(path: str, text: str, calls: tuple[Call, ...]) -> HostPage:
    before, found, rest = text.partition(slot("head"))
    if not found:
        raise ValueError("模板 main.html 里缺少槽「head」")
    pieces, slots = split_slots(rest)
    title = re.search(r"<title>(.*?)</title>", before, re.DOTALL)
    name = html.unescape(title[1]).partition(" · ")[0].strip() if title else ""
    described = DESCRIPTION.search(before)
    return HostPage(
        path,
        name,
        (DESCRIPTION.sub("", before), *pieces),
        _with_lines(slots, calls),
        html.unescape(described[1]) if described else "",
    )


def _with_lines(slots: tuple[MacroCall, ...], calls: tuple[Call, ...]) -> tuple[MacroCall, ...]:
    remaining = list(calls)
    located = []
    for slot_call in slots:
        match = next((call for call in remaining if call.matches(slot_call)), None)
        if not match:
            raise ValueError(f"宏 {slot_call.name} 的槽不是由 {slot_call.page} 里的宏写出的")
        remaining.remove(match)
        located.append(match.call)
    return tuple(located)


def _run(config_file: Path, content: Path, identity: Identity, calls: tuple[Call, ...]) -> Host:
    from mkdocs.commands.build import build  # noqa: PLC0415 - 命中缓存时不载入 MkDocs
    from mkdocs.config import load_config  # noqa: PLC0415 - 同上
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415 - 同上

    # 主题载入时往终端印一大段公告；升级的打算已写在决定记录里，不必每次都印。
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    messages = _Messages()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(messages)
    logger.propagate = False
    try:
        with TemporaryDirectory(prefix="shai-host-") as folder:
            config = load_config(str(config_file), docs_dir=str(content.resolve()), site_dir=folder)
            plugin = _own_plugin(config, config_file)
            plugin.standalone = False
            plugin.identity = identity
            config.plugins.on_startup(command="build", dirty=False)
            build(config)
            config.plugins.on_shutdown()
            host = host_from_directory(Path(folder), calls, plugin.asset_names)
    except SystemExit as stop:
        # MkDocs 与宏插件都以退出进程报错；原因在日志里。
        raise ProblemsError((_host_failed(config_file, messages.texts),)) from stop
    except MkDocsException as error:
        raise ProblemsError((_host_failed(config_file, [*messages.texts, str(error)]),)) from error
    except TemplateError as error:
        raise ProblemsError((_template_failed(error),)) from error
    except ProblemsError:
        raise
    except Exception as error:
        # 页面与配置是别人写的，MkDocs 和插件各有各的错法；说清楚，不出错栈。
        reason = f"{type(error).__name__}：{sentence(str(error))}"
        raise ProblemsError((_host_failed(config_file, [*messages.texts, reason]),)) from error
    finally:
        logger.propagate = True
        logger.removeHandler(messages)
    return msgspec.structs.replace(host, warnings=tuple(messages.texts))


def _own_plugin(config: Any, config_file: Path) -> Any:
    if "shai" not in config.plugins:
        cure = "在 plugins 里加上一行「- shai」"
        raise ProblemsError(
            (Problem("host-plugin", Mark(str(config_file)), "mkdocs.yml 没有启用 shai", cure),)
        )
    return config.plugins["shai"]


def _host_failed(config_file: Path, texts: list[str]) -> Problem:
    reason = "；".join(texts) or "没有说明原因"
    return Problem("host-failed", Mark(str(config_file)), f"MkDocs 渲染失败：{reason}", "照上面的说明改")


def _template_failed(error: TemplateError) -> Problem:
    name, line = "overrides", 0
    if isinstance(error, TemplateSyntaxError):
        name, line = error.filename or error.name or name, error.lineno
    return Problem("host-template", Mark(name, line), f"页面模板有错：{error.message}", "照上面的说明改模板")


class _Messages(logging.Handler):
    """收下 MkDocs 的警告与错误，不让它们散落在终端上。"""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.texts: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.texts.append(record.getMessage())


def _override_folders(config_file: Path) -> tuple[Path, ...]:
    written = re.search(r"^\s*custom_dir:\s*[\"']?([^\"'#\n]+)", config_file.read_text("utf-8"), re.MULTILINE)
    own = [config_file.resolve().parent / written[1].strip()] if written else []
    return tuple(dict.fromkeys((*own, packaged_overrides())))


def _files(folder: Path, without: str = "") -> list[Path]:
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return [path for path in found if not without or path.relative_to(folder).parts[0] != without]
