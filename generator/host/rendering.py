"""运行 MkDocs，渲染手写页面与页框；输入没变就用上次的，连 MkDocs 也不必载入。"""

import logging
import os
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
from jinja2 import TemplateError, TemplateSyntaxError

from generator.content.page import Call
from generator.content.rules import check_content
from generator.frame import Host
from generator.host.cache import load_host, save_host
from generator.host.collecting import host_from_directory
from generator.host.configuration import bad_config
from generator.host.digest import host_digest
from generator.host.identity import Identity
from generator.problems import Mark, Problem, ProblemsError
from generator.report import sentence


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
