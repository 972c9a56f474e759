"""照着文档做一遍：依次写文件、运行命令、回答问题，像一个照着做的人。"""

import os
import pty
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec

BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)
FILE = re.compile(r"# ([\w./-]+?)(（再?接在后面）)?\n")
ANSWER = re.compile(r"[^：\n]+：[^\n]*")
ADDRESS = re.compile(r"http://[\w.:]+/")
PROMPT = re.compile(r"^(?! )([^\n]+?)(?: \[[^\]\n]*\])?：$(?!\n)", re.MULTILINE)
SERVING = {"serve", "form"}
BIN = Path(sys.executable).parent

ELSEWHERE = {
    "python3 -m venv 工具": "装软件：tests/packaging/test_wheel.py 在新环境里装包",
    "工具/bin/pip install ./shai": "同上",
    "source 工具/bin/activate": "这里的终端已经找得到 shai",
}
"""文档里写着、这里不运行的命令，各由哪里的测试管。"""


class Step(msgspec.Struct):
    """一步：写一个文件，或运行一条命令。

    Attributes:
        path: 写哪个文件；运行命令的为空。
        text: 文件的内容。
        is_added: 接在文件后面。
        command: 运行的命令。
        answers: 提示 → 回答。
        expected: 文档里说它会打印的文字；没有说的为空。
    """

    path: str = ""
    text: str = ""
    is_added: bool = False
    command: str = ""
    answers: dict[str, str] = {}
    expected: str = ""


def steps_of(text: str) -> list[Step]:
    """一篇文档里要做的事，按先后。"""
    steps: list[Step] = []
    for language, content in BLOCK.findall(text):
        named = FILE.match(content)
        if language == "sh":
            lines = (re.split(r"\s+#", line)[0].strip() for line in content.splitlines())
            steps += [Step(command=line) for line in lines if line]
        elif named and language in {"yaml", "csv", "text"}:
            steps.append(Step(named[1], content[named.end() :], bool(named[2])))
        elif language == "text" and steps and steps[-1].command:
            _said(steps[-1], content)
    return steps


def _said(step: Step, content: str) -> None:
    lines = content.splitlines()
    if all(ANSWER.fullmatch(line) for line in lines):
        step.answers = dict(line.split("：", 1) for line in lines)
    else:
        step.expected = content


class Story:
    """一个人，坐在一个文件夹里。

    Attributes:
        folder: 现在在哪个文件夹。
        failed: 没有做成的：命令与它说的。
    """

    def __init__(self, folder: Path, epoch: str = "1748736000") -> None:
        """从一个空的文件夹开始；epoch 是「今天」，Unix 秒。"""
        self.folder = folder
        self.failed: dict[str, str] = {}
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
            "PATH": f"{BIN}:{os.environ['PATH']}",
            "SOURCE_DATE_EPOCH": epoch,
            **{
                f"GIT_{role}_{what}": f"a@{what}"
                for role in ("AUTHOR", "COMMITTER")
                for what in ("NAME", "EMAIL")
            },
            "PYTHONUNBUFFERED": "1",
        }

    def follow(self, document: Path) -> Iterator[Step]:
        """一步一步做；做完一步交出一步，中间可以看一眼。"""
        for step in steps_of(document.read_text("utf-8")):
            self.do(step)
            yield step

    def do(self, step: Step) -> None:
        """做一步。"""
        if step.path:
            self._write(step)
        elif step.command not in ELSEWHERE:
            told = self._run(step)
            if step.expected and step.expected != told:
                self.failed[step.command] = f"文档说是：\n{step.expected}\n其实是：\n{told}"

    def _write(self, step: Step) -> None:
        target = self.folder / step.path
        target.parent.mkdir(parents=True, exist_ok=True)
        before = target.read_text("utf-8") if step.is_added else ""
        target.write_text(before + step.text, "utf-8")

    def _run(self, step: Step) -> str:
        words = shlex.split(step.command)
        if words[0] == "cd":
            self.folder = self.folder / words[1]
            return ""
        if words[0] == "shai" and words[1] in SERVING and "--out" not in words:
            with self.serving(*words[1:]):
                return ""
        if step.answers:
            return self._answered(step, words)
        run = subprocess.run(
            words, cwd=self.folder, env=self.environment, capture_output=True, text=True, check=False,
            stdin=subprocess.DEVNULL,
        )  # fmt: skip
        if run.returncode:
            self.failed[step.command] = run.stdout + run.stderr
        return run.stdout

    def serving(self, *words: str) -> "Serving":
        """开着的服务。"""
        return Serving(self, [*words, "--port", "0"])

    def _answered(self, step: Step, words: list[str]) -> str:
        """在终端上一问一答；文档里写了却没有问到的，就是文档写错了。"""
        leader, follower = pty.openpty()
        left, told = dict(step.answers), ""
        with subprocess.Popen(
            words, cwd=self.folder, env=self.environment, stdin=follower, stdout=follower, stderr=follower
        ) as process:
            os.close(follower)
            done = 0
            while piece := _read(leader):
                told += piece.replace("\r", "")
                # 方括号里是现成的答案，回车就用它。
                asked = PROMPT.search(told, done)
                if asked:
                    done = len(told)
                    os.write(leader, f"{left.pop(asked[1], '')}\n".encode())
        os.close(leader)
        if process.returncode or left:
            self.failed[step.command] = f"{told}\n没有问到：{left}"
        return told


def _read(leader: int) -> str:
    try:
        return os.read(leader, 65536).decode("utf-8", "replace")
    except OSError:
        return ""


class Serving:
    """开着的 shai serve 或 shai form。"""

    def __init__(self, story: Story, words: list[str]) -> None:
        """记下要运行什么。"""
        self._story, self._words = story, words

    def __enter__(self) -> str:
        """开起来，等它说出网址；没有说就结束的，记作没有做成。"""
        self._process = subprocess.Popen(
            [BIN / "shai", *self._words], cwd=self._story.folder, env=self._story.environment,
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, encoding="utf-8",
        )  # fmt: skip
        assert self._process.stderr is not None
        told = ""
        for line in self._process.stderr:
            told += line
            if found := ADDRESS.search(line):
                return found[0]
        self._story.failed[f"shai {' '.join(self._words)}"] = told
        return ""

    def __exit__(self, *_: object) -> None:
        """关掉。"""
        self._process.terminate()
        self._process.communicate()
