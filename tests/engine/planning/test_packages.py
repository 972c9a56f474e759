"""指纹里的软件包，装包的人一定装得到：只装运行所需的环境也要能建站。"""

import re
from pathlib import Path

import generator
from generator.engine.planning.inputs import CODE, PACKAGES

LOCK = Path(__file__).parents[3] / "requirements" / "runtime.txt"


def test_every_package_of_the_fingerprint_is_a_runtime_dependency() -> None:
    locked = set(re.findall(r"^([A-Za-z0-9._-]+)==", LOCK.read_text("utf-8"), re.MULTILINE))
    assert {name.lower() for name in PACKAGES} - {name.lower() for name in locked} == set()


def test_the_fingerprint_looks_at_the_whole_of_the_software() -> None:
    assert Path(generator.__file__).parent == CODE
