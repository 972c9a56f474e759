"""运行别家的工具：花了多久、多少处理器时间，最多占多少内存。"""
# ruff: noqa: INP001, S603  # 测量脚本不是包；它要运行别家的工具

import subprocess
import sys
import time
from collections.abc import Sequence

# 隔一层小进程来运行，它的子进程峰值才不含我们自己的内存。
CODE = (
    "import resource, subprocess, sys;"
    "subprocess.run(sys.argv[1:], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL);"
    "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
    "print(used.ru_maxrss, used.ru_utime + used.ru_stime)"
)


def run_measured(command: Sequence[str]) -> tuple[float, float, float]:
    """运行一条命令。

    Args:
        command: 命令与参数。

    Returns:
        秒数，处理器秒数（连它的子进程），内存峰值（MB）。

    Raises:
        subprocess.CalledProcessError: 命令失败。
    """
    start = time.perf_counter()
    done = subprocess.run([sys.executable, "-c", CODE, *command], check=True, capture_output=True, text=True)
    peak, processor = done.stdout.split()
    return time.perf_counter() - start, float(processor), int(peak) / 1024
