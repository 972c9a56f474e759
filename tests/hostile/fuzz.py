"""模糊测试：`make fuzz`。每个目标跑若干秒，看着走到了哪些语句；找到的存进 found/。

用法：python -m tests.hostile.fuzz 秒 [目标…]。每个目标一个进程：atheris 出了错就结束进程。
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import atheris

MINIATURE = Path(__file__).parents[1] / "miniature"
CORPUS = Path(".cache") / "fuzz"
LONGEST = 4096
SLOW = 10
"""一个输入跑了几秒就算找到了毛病；插了桩的慢几倍。"""


def seeds(name: str) -> Iterator[bytes]:
    """起步的例子：小政协的文件，与已经找到的。"""
    from tests.hostile.targets import FOUND  # noqa: PLC0415 - 插桩之后才装载

    yield from (path.read_bytes() for path in sorted((FOUND / name).glob("*")))
    data = sorted((MINIATURE / "data").rglob("*.*"))
    pages = [*sorted((MINIATURE / "content").rglob("*.md")), *sorted(Path("content").rglob("*.md"))]
    chosen = {"page": pages, "config": [Path("mkdocs.yml")]}.get(name, data)
    for place, path in enumerate(chosen):
        prefix = bytes([place % 10]) if name in {"data", "letter"} else b""
        yield prefix + path.read_bytes()[:LONGEST]


def run(name: str, seconds: str) -> None:
    """跑一个目标；不返回。"""
    with atheris.instrument_imports(include=["generator"]):
        from tests.hostile.targets import FOUND, TARGETS  # noqa: PLC0415 - 插桩要在装载之前
    corpus = CORPUS / name
    corpus.mkdir(parents=True, exist_ok=True)
    (FOUND / name).mkdir(parents=True, exist_ok=True)
    for place, content in enumerate(seeds(name)):
        (corpus / f"seed-{place:03}").write_bytes(content)
    options = [f"-max_total_time={seconds}", f"-max_len={LONGEST}", f"-timeout={SLOW}", "-rss_limit_mb=2048"]
    options += [f"-artifact_prefix={FOUND / name}/", "-print_final_stats=1", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], TARGETS[name])
    atheris.Fuzz()


def main(arguments: list[str]) -> int:
    """逐个目标跑；找到毛病的，最后一起说。"""
    if len(arguments) == 3 and arguments[2] == "--own":
        run(arguments[1], arguments[0])
    from tests.hostile.targets import FOUND, TARGETS  # noqa: PLC0415 - 同上

    failed = []
    for name in arguments[1:] or TARGETS:
        sys.stdout.write(f"== {name}\n")
        sys.stdout.flush()
        own = [sys.executable, "-m", "tests.hostile.fuzz", arguments[0], name, "--own"]
        if subprocess.run(own, check=False).returncode:
            failed.append(name)
    told = f"找到毛病的：{'、'.join(failed)}；输入在 {FOUND.as_posix()}/\n" if failed else "没有找到毛病。\n"
    sys.stdout.write(told)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
