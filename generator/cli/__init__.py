"""命令行：一个动词一个文件，各返回退出码。

退出码：0 无误；1 数据里有错误级问题；2 命令用错；3 我们自己的错。
"""

import os
import select
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn, TextIO

from generator.cli.parser import ChineseParser, Misuse, ShowVersion
from generator.cli.verbs import VERBS
from generator.disk.failures import explained
from generator.lazily import lazily
from generator.problems import ProblemsError
from generator.report import FORMATS, as_text, visible

if TYPE_CHECKING:
    import traceback
else:
    traceback = lazily("traceback")


# 数据由我们自己的模型核对：别的包不许插手，也省得每次启动去找它们。
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")

MISUSE, OUR_FAULT = 2, 3
STOPPED, NO_READER = 128 + 2, 128 + 13
"""按了 Ctrl+C、读的一头走了：照系统的惯例，128 加信号的号。"""
EXIT_CODES = "退出码：0 无误；1 数据里有错误；2 命令用错；3 软件自己的错。"


def main(arguments: Sequence[str] | None = None) -> int:
    """命令行入口。"""
    _use_utf8()
    try:
        with explained(Path("标准输出")):
            try:
                return _run(sys.argv[1:] if arguments is None else arguments)
            finally:
                # 攒着没写出去的在这里写，读的一头走了才接得住。
                sys.stdout.flush()
    except ProblemsError as error:
        sys.stderr.write(as_text(error.problems))
        return 1
    except BrokenPipeError as error:
        return _reader_left(error)
    except (KeyboardInterrupt, EOFError):
        sys.stderr.write("\n停下了，没有做完。\n")
        return STOPPED
    except Exception as error:  # noqa: BLE001 - 最后一道网：出乎意料的都是我们的错，要说清楚怎样报告
        return _our_fault(error)


def program() -> NoReturn:
    """`shai` 这个程序：做完就走。

    不等解释器一个个拆掉几百个模块，那要十分之一秒；该写出的在这之前都已写出，关好。
    """
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def _run(arguments: Sequence[str]) -> int:
    parser = _parser(arguments)
    options = parser.parse_args(arguments)
    if not options.verb:
        parser.print_help(sys.stderr)
        return MISUSE
    try:
        with explained(Path()):
            return int(VERBS[options.verb].module.run(options))
    except ProblemsError as error:
        sys.stderr.write(FORMATS.get(getattr(options, "format", ""), as_text)(error.problems))
        return 1
    except Misuse as error:
        sys.stderr.write(f"命令用错了：{visible(str(error))}\n")
        return MISUSE


def _use_utf8() -> None:
    """输出一律 UTF-8：在别的编码的终端上，宁可显示替代符号也不中断；没有输出可写的，写到空处。"""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: PTH123, SIM115 - 到退出才关
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def _reader_left(error: BrokenPipeError) -> int:
    """`shai … | head` 那样读的一头先走了：不作声；断的是别的管道，才是我们的错。"""
    broken = [stream for stream in (sys.stdout, sys.stderr) if _is_broken(stream)]
    for stream in broken:
        # 退出时解释器还要再写一次，给它一个写得进的地方。
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    return NO_READER if broken else _our_fault(error)


def _is_broken(stream: TextIO) -> bool:
    """管道的另一头还在不在：写失败过的流，再写一次不一定再报，要问系统。"""
    if not hasattr(select, "poll"):
        # Windows 上没有它；断的多半就是标准输出。
        return stream is sys.stdout
    poll = select.poll()
    poll.register(stream.fileno(), select.POLLOUT)
    return any(event & (select.POLLERR | select.POLLHUP) for _, event in poll.poll(0))


def _our_fault(error: Exception) -> int:
    traceback.print_exception(error)
    sys.stderr.write("\n这是 shai 自己的错，不是数据的错。请把上面的文字连同所用的命令报告给维护者。\n")
    return OUR_FAULT


def _parser(arguments: Sequence[str] | None = None) -> ChineseParser:
    """整个解析器。

    Args:
        arguments: 命令行；只读写到的那个动词的文件，别的只列名字。不给就全部读。
    """
    parser = ChineseParser("shai", "晒：检查数据、决定公开、生成网站。", EXIT_CODES)
    parser.add_argument("--version", action=ShowVersion, help="显示是哪一版")
    # 写补全脚本的动词要看见整个解析器。
    parser.set_defaults(whole=_parser)
    verbs = parser.add_subparsers(dest="verb", metavar="动词", title="动词", parser_class=ChineseParser)
    for name, verb in VERBS.items():
        its = verbs.add_parser(name, help=verb.summary, description=verb.summary)
        if arguments is None or name in arguments:
            its.epilog = verb.module.EXAMPLE
            verb.module.add_options(its)
    return parser
