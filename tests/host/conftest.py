"""页框测试共用：本站渲染一次，和一个另外的小站。"""

from pathlib import Path

import pytest

from generator.frame import Host
from generator.host.identity import Identity
from generator.host.rendering import render_host

ROOT = Path(__file__).parents[2]

CONFIGURATION = """\
site_name: 晒谷镇政协
docs_dir: content
use_directory_urls: false
theme:
  name: material
  language: zh
  font: false
plugins:
  - macros:
      modules: [generator.macros]
      render_by_default: false
      on_error_fail: true
      on_undefined: strict
  - shai
"""


@pytest.fixture(scope="session")
def host() -> Host:
    identity = Identity(name="晒出来", description="一件一件晒出来")
    return render_host(ROOT / "mkdocs.yml", ROOT / "content", identity)


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    """别处的一个站：只有配置与一页，没有自己的模板。"""
    (tmp_path / "mkdocs.yml").write_text(CONFIGURATION, "utf-8")
    (tmp_path / "content").mkdir()
    page = '---\nrender_macros: true\n---\n# 首页\n\n共 {{ count("提案") }} 件。\n\n{{ figures() }}\n'
    (tmp_path / "content" / "index.md").write_text(page, "utf-8")
    return tmp_path
