"""命令行：一个动词一个文件，各返回退出码。

退出码：0 无误；1 数据里有错误级问题；2 命令用错；3 我们自己的错。
"""

import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from generator.cli import (
    build,
    check,
    completion,
    explain,
    exporting,
    form,
    importing,
    init,
    mask,
    new,
    preview,
    publish,
    reference,
    serve,
    template,
)
from generator.cli.parser import ChineseParser, Misuse
from generator.disk import explained
from generator.problems import ProblemsError
from generator.report import FORMATS, as_text, visible

VERBS = {
    "init": init,
    "new": new,
    "import": importing,
    "export": exporting,
    "template": template,
    "check": check,
    "build": build,
    "serve": serve,
    "form": form,
    "publish": publish,
    "preview": preview,
    "explain": explain,
    "mask": mask,
    "reference": reference,
    "completion": completion,
}
MISUSE, OUR_FAULT = 2, 3
EXIT_CODES = "退出码：0 无误；1 数据里有错误；2 命令用错；3 软件自己的错。"


def main(arguments: Sequence[str] | None = None) -> int:
    """命令行入口。"""
    _use_utf8()
    parser = _parser()
    options = parser.parse_args(arguments)
    if not options.verb:
        parser.print_help(sys.stderr)
        return MISUSE
    try:
        with explained(Path()):
            return int(VERBS[options.verb].run(options))
    except ProblemsError as error:
        sys.stderr.write(FORMATS.get(getattr(options, "format", ""), as_text)(error.problems))
        return 1
    except Misuse as error:
        sys.stderr.write(f"命令用错了：{visible(str(error))}\n")
        return MISUSE
    except KeyboardInterrupt:
        return 130
    except Exception:  # noqa: BLE001 - 最后一道网：出乎意料的都是我们的错，要说清楚怎样报告
        traceback.print_exc()
        sys.stderr.write("\n这是 shai 自己的错，不是数据的错。请把上面的文字连同所用的命令报告给维护者。\n")
        return OUR_FAULT


def _use_utf8() -> None:
    """输出一律 UTF-8：在别的编码的终端上，宁可显示替代符号也不中断。"""
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")


def _parser() -> ChineseParser:
    parser = ChineseParser("shai", "晒：检查数据、决定公开、生成网站。", EXIT_CODES)
    # 写补全脚本的动词要看见整个解析器。
    parser.set_defaults(whole=parser)
    verbs = parser.add_subparsers(dest="verb", metavar="动词", title="动词", parser_class=ChineseParser)
    for name, module in VERBS.items():
        verb = verbs.add_parser(name, help=module.SUMMARY, description=module.SUMMARY, epilog=module.EXAMPLE)
        module.add_options(verb)
    return parser
