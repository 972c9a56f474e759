"""物料清单：锁文件里的每一个包都在，版本与哈希一致；造它不连网。"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.packaging.test_locks import pins

ROOT = Path(__file__).parents[2]
TOOLS = Path(sys.prefix) / "supply"
CALL = "cyclonedx_py requirements requirements/runtime.txt --pyproject pyproject.toml --output-reproducible"
UNREACHABLE = {"HTTPS_PROXY": "http://127.0.0.1:9", "HTTP_PROXY": "http://127.0.0.1:9", "PIP_NO_INDEX": "1"}


def test_bill_of_materials_names_every_locked_package_with_its_hashes(tmp_path: Path) -> None:
    if not TOOLS.is_dir():
        pytest.skip(f"没有 {TOOLS.as_posix()}：运行 make sbom")
    written = []
    for name in ("once.json", "twice.json"):
        subprocess.run(
            [sys.executable, "-W", "ignore", "-m", *CALL.split(), "--output-file", tmp_path / name],
            cwd=ROOT,
            env={**os.environ, **UNREACHABLE, "PYTHONPATH": str(TOOLS)},
            check=True,
        )
        written.append((tmp_path / name).read_bytes())
    assert written[0] == written[1]
    found = json.loads(written[0])
    assert {(item["name"], item["version"]) for item in found["components"]} == pins("runtime")
    hashed = [item["name"] for item in found["components"] if item["externalReferences"][0]["hashes"]]
    assert len(hashed) == len(found["components"])
