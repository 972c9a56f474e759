"""装成包以后照样能建站：别的政协只有 mkdocs.yml、data/ 和 content/。"""

import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MINIATURE = ROOT / "tests" / "miniature"
AS_OF = "2024-06-30"


def run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """运行一条命令；环境里不留能让它绕回仓库的路。"""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done


def build(kind: str, source: Path, folder: Path) -> Path:
    """离线构建，返回构建出的文件；用当前环境里的构建工具，不另取。"""
    run(sys.executable, "-m", "hatchling", "build", "--target", kind, "--directory", folder, cwd=source)
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """只装了这个包的新环境的 bin 目录。

    依赖经 .pth 借自当前环境。借来的目录里的 .pth 不再生效，所以指向仓库的可编辑安装
    在这里看不见，看见的只能是装进来的包。
    """
    home = tmp_path_factory.mktemp("venv")
    run(sys.executable, "-m", "venv", "--without-pip", home, cwd=home)
    python = home / "bin" / "python"
    run(
        sys.executable, "-m", "pip", "--python", python, "install", "--no-deps", "--no-index", wheel, cwd=home
    )
    (packages,) = home.glob("lib/python*/site-packages")
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return home / "bin"


def names_in(archive: Path) -> set[str]:
    with zipfile.ZipFile(archive) as opened:
        return set(opened.namelist())


def test_wheel_carries_every_template_byte_for_byte(wheel: Path) -> None:
    templates = sorted(path for path in (ROOT / "overrides").rglob("*") if path.is_file())
    with zipfile.ZipFile(wheel) as opened:
        carried = {name: opened.read(name) for name in opened.namelist()}
    for template in templates:
        name = f"generator/overrides/{template.relative_to(ROOT / 'overrides').as_posix()}"
        assert carried.get(name) == template.read_bytes(), name


def test_wheel_carries_only_the_package_and_its_licence(wheel: Path) -> None:
    tops = {name.split("/")[0] for name in names_in(wheel)}
    (metadata,) = tops - {"generator"}
    assert metadata.endswith(".dist-info")
    assert any(name.endswith("licenses/LICENSE") for name in names_in(wheel))


def test_wheel_from_the_source_archive_holds_the_same_files(wheel: Path, tmp_path: Path) -> None:
    archive = build("sdist", ROOT, tmp_path / "archive")
    shutil.unpack_archive(archive, tmp_path / "unpacked", filter="data")
    (source,) = (tmp_path / "unpacked").iterdir()
    again = build("wheel", source, tmp_path / "again")
    assert names_in(again) == names_in(wheel)


def test_installed_package_does_not_lean_on_the_repository(installed: Path, tmp_path: Path) -> None:
    found = run(installed / "python", "-c", "import generator; print(generator.__file__)", cwd=tmp_path)
    assert Path(found.stdout.strip()).is_relative_to(installed.parent)


def test_installed_command_builds_another_bodys_site(installed: Path, tmp_path: Path) -> None:
    body = tmp_path / "body"
    shutil.copytree(MINIATURE, body)
    run(installed / "shai", "build", "--out", tmp_path / "site", "--as-of", AS_OF, cwd=body)
    home = (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    assert '<html lang="zh' in home
    assert list((tmp_path / "site" / "proposals").rglob("*.html")) != []


def test_installed_command_starts_a_site_that_builds_at_once(installed: Path, tmp_path: Path) -> None:
    body = tmp_path / "body"
    run(installed / "shai", "init", body, "--name", "政协青禾区委员会", cwd=tmp_path)
    assert (body / ".github" / "workflows" / "publish.yml").read_bytes() == (
        ROOT / ".github" / "workflows" / "publish.yml"
    ).read_bytes()
    run(installed / "shai", "check", cwd=body)
    run(installed / "shai", "build", "--as-of", AS_OF, cwd=body)
    assert "青禾区政协提案公开" in (body / "site" / "index.html").read_text(encoding="utf-8")
