"""指纹里的软件包，装包的人一定装得到：只装运行所需的环境也要能建站。"""

import re
from pathlib import Path

from generator.engine.inputs import PACKAGES

LOCK = Path(__file__).parents[2] / "requirements" / "runtime.txt"


def test_every_package_of_the_fingerprint_is_a_runtime_dependency() -> None:
    locked = set(re.findall(r"^([A-Za-z0-9._-]+)==", LOCK.read_text("utf-8"), re.MULTILINE))
    assert {name.lower() for name in PACKAGES} - {name.lower() for name in locked} == set()
