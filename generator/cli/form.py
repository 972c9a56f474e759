"""shai form：用网页表单改数据；不写 YAML，存成的还是那些文件。"""

import argparse
import sys
from pathlib import Path

from generator.cli import options as common
from generator.cli.parser import Misuse
from generator.form import Backend, configuration, form_files, spoilt_by_form
from generator.form.configuration import LOCAL
from generator.form.server import FormServer
from generator.problems import ProblemsError
from generator.register.intake import take_in

EXAMPLE = """\
例：shai form
　　shai form --out 表单 --backend gitlab --repository 提案委/网站 --host https://git.example"""
BACKENDS = ("github", "gitlab", "gitea")


def add_options(parser: argparse.ArgumentParser) -> None:
    """本动词的选项。"""
    common.add_data(parser)
    common.add_port(parser, 8001)
    parser.add_argument("--out", type=Path, metavar="目录", help="不开服务，把表单写成静态文件放在这里")
    parser.add_argument("--backend", choices=BACKENDS, help="改好的存到哪一种仓库；不写就改本机的文件夹")
    parser.add_argument("--repository", metavar="组/仓库", help="哪一个仓库；与 --backend 合用")
    parser.add_argument("--branch", default="", metavar="分支", help="存到哪个分支（默认用仓库的默认分支）")
    parser.add_argument(
        "--host", default="", metavar="网址", help="自建的仓库的地址，例如 https://git.example"
    )


def run(options: argparse.Namespace) -> int:
    """写出表单，或开着服务等人来改。

    Raises:
        Misuse: 选项对不上。
        ProblemsError: 数据读不了，或有的值经表单一存就会变样。
    """
    backend = _backend(options)
    register, problems = take_in(options.data, options.data.as_posix())
    if any(problem.rule == "no-data" for problem in problems):
        raise ProblemsError(problems)
    spoilt = spoilt_by_form(options.data, options.data.as_posix())
    if spoilt:
        raise ProblemsError(spoilt)
    files = form_files(configuration(register, options.data.as_posix(), backend))
    if options.out is not None:
        return _write(files, options.out)
    with common.listening(options.port):
        server = FormServer(files, options.port)
    sys.stderr.write(
        f"用 Chrome、Edge 或别的 Chromium 浏览器打开 {server.address} ，点「使用本地仓库」，"
        f"选 {options.data.resolve().parent} 这个文件夹。\n改完运行 shai check。按 Ctrl+C 结束。\n"
    )
    if not (options.data.resolve().parent / ".git").exists():
        sys.stderr.write("这个文件夹还不是 git 仓库，表单不认；先在里面运行一次 git init。\n")
    server.serve()
    return 0


def _backend(options: argparse.Namespace) -> Backend:
    if options.backend is None:
        if options.repository or options.host or options.branch:
            raise Misuse("--repository、--branch、--host 要与 --backend 合用")
        return LOCAL
    if not options.repository or "/" not in options.repository:
        raise Misuse("--backend 要与 --repository 组/仓库 合用")
    if options.host and not options.host.startswith("https://"):
        raise Misuse(f"--host {options.host} 要以 https:// 开头")
    return Backend(options.backend, options.repository, options.branch, options.host)


def _write(files: dict[str, bytes], out: Path) -> int:
    if out.exists() and any(out.iterdir()) and not (out / "config.json").is_file():
        raise Misuse(f"{out.as_posix()}/ 里有别的文件，没有动它；换一个空的目录")
    for path, content in files.items():
        (out / path).parent.mkdir(parents=True, exist_ok=True)
        (out / path).write_bytes(content)
    sys.stdout.write(f"写了 {len(files)} 个文件，在 {out.as_posix()}/；只给编辑看，不要放进公开的网站。\n")
    return 0
