"""搜索测试共用的夹具：一千条记录的索引，以及在 node 里跑浏览器脚本的办法。"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from generator.output.search import SearchDocument, search_artifacts

HERE = Path(__file__).parent
SCRIPTS = HERE.parents[2] / "overrides/assets/js"

# 按文件载入测试时，同一文件夹里的辅助模块不在查找路径上。
sys.path.insert(0, str(HERE))

from search_samples import Answers, samples, write  # noqa: E402  # 先有上面的路径


@pytest.fixture(scope="session")
def documents() -> list[SearchDocument]:
    return samples(1_000)


@pytest.fixture(scope="session")
def site(documents: list[SearchDocument], tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    write(search_artifacts(documents), folder)
    return folder


@pytest.fixture(scope="session")
def answers() -> Answers:
    """在 node 里用浏览器的脚本回答查询。"""

    def ask(site: Path, queries: list[dict[str, Any]], **environment: str) -> list[dict[str, Any]]:
        done = subprocess.run(
            ["node", HERE / "run_queries.cjs", site, SCRIPTS],
            input=json.dumps(queries),
            capture_output=True,
            text=True,
            check=False,
            env={**os.environ, **environment},
        )
        assert done.returncode == 0, done.stderr
        return [json.loads(line) for line in done.stdout.splitlines()]

    return ask
