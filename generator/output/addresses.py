"""网址清单：这个网站公开着哪些长久的网址。下一次检查、上线时拿它比，少了一个都要有交代。"""

from collections.abc import Iterable

from generator.output.artifact import Artifact

PATH = "addresses.txt"


def addresses(paths: Iterable[str]) -> Artifact:
    """清单：一行一个，相对站点根目录，按字排。"""
    return Artifact(PATH, "".join(f"{path}\n" for path in sorted(set(paths))).encode())


def read_addresses(text: str) -> tuple[str, ...]:
    """清单里的网址；空行不算。"""
    return tuple(line.strip() for line in text.splitlines() if line.strip())
