"""量一量：每个敌意的输入交给真的命令，用多少时间、多少内存，超出什么都没有的项目多少。

运行 `python -m tests.hostile`，可以只写名字里的几个字。时间是处理器时间，机器忙不忙都差不多。
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.hostile.cases import AS_OF, Case, cases
from tests.hostile.project import a_project

LAUNCH = """
import json, os, sys
pid = os.fork()
if pid == 0:
    for stream in (1, 2):
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream)
    os.execv(sys.argv[1], [*sys.argv[1:]])
_, status, used = os.wait4(pid, 0)
print(json.dumps([os.waitstatus_to_exitcode(status), used.ru_utime + used.ru_stime, used.ru_maxrss // 1024]))
"""
"""小进程再生进程：内存的高水位会从父进程那里继承。"""

SHAI = Path(sys.executable).with_name("shai")
MOST_SECONDS, MOST_MEGABYTES = 1.0, 200


def measured(case: Case) -> tuple[int, float, int]:
    """一例的退出码、秒、兆字节。"""
    with tempfile.TemporaryDirectory() as place:
        project = a_project(Path(place) / "project")
        case.prepare(project)
        command = [sys.executable, "-S", "-c", LAUNCH, sys.executable, str(SHAI), *case.argv]
        told = subprocess.run(command, cwd=project, capture_output=True, check=True, timeout=600).stdout
        code, seconds, megabytes = json.loads(told)
        return code, seconds, megabytes


def nothing(name: str, argv: tuple[str, ...]) -> Case:
    """什么都没有放的一例，用来相减。"""
    return Case(name, argv, lambda _: None, refused=False, said="")


def main(words: list[str]) -> int:
    """量全部或名字里有这些字的；有一例超出限度就返回 1。"""
    _, checked, _ = measured(nothing("检查", ("check", *AS_OF)))
    _, built, _ = measured(nothing("建站", ("build", *AS_OF)))
    sys.stdout.write(f"空的项目：检查 {checked:.2f} 秒，建站 {built:.2f} 秒\n")
    over = count = 0
    for case in cases():
        if words and not any(word in case.name for word in words):
            continue
        code, seconds, megabytes = measured(case)
        more = seconds - (built if case.argv[0] == "build" else checked)
        count += 1
        bad = more > MOST_SECONDS or megabytes > MOST_MEGABYTES
        over += bad
        flag = "超出" if bad else "　　"
        sys.stdout.write(f"{flag} 多用 {more:6.2f} 秒　{megabytes:4d} MB　退出码 {code}　{case.name}\n")
        sys.stdout.flush()
    sys.stdout.write(f"{count} 例，{over} 例超出 {MOST_SECONDS} 秒或 {MOST_MEGABYTES} MB\n")
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
