"""引擎：只重做改动牵连到的记录，几个进程一起做，写出的与从头建的一字不差。对外只有 build。"""

from generator.engine.build import build

__all__ = ["build"]
