"""新网站的全部文件：配置、名册、文字页、工作流、编辑器的设置。与仓库自己用的是同一份，不另写一遍。"""

import re
from collections.abc import Iterator
from pathlib import Path
from string import Template

import msgspec
from pypinyin import lazy_pinyin

from generator.register.drafting.layout import scalar
from generator.register.drafting.vscode import vscode_files
from generator.register.reference import reference

HERE = Path(__file__).parent
OWN = {
    "mkdocs.yml": "mkdocs.yml",
    "README.md": "README.md",
    "site.yml": "data/site.yml",
    "bodies.csv": "data/bodies.csv",
    "units.csv": "data/units.csv",
    "members.csv": "data/members.csv",
    "Makefile": "Makefile",
    "gitignore": ".gitignore",
    "editorconfig": ".editorconfig",
    "pre-commit-config.yaml": ".pre-commit-config.yaml",
}
"""专给新网站写的：这里的文件名 → 写到哪里。"""

FILLED = ("mkdocs.yml", "README.md", "site.yml", "bodies.csv")
"""里面有名称要填的。"""

SHARED = (
    "content/index.md", "content/about", "deploy", ".gitlab-ci.yml", "requirements/runtime.txt",
    "requirements/build.txt", ".github/PULL_REQUEST_TEMPLATE.md", ".github/ISSUE_TEMPLATE",
    ".github/workflows",
)  # fmt: skip
"""与仓库共用的；装成包时一并带上，见 pyproject.toml。"""

NOT_FOR_SITES = (
    ".github/workflows/audit.yml",
    ".github/workflows/test.yml",
    ".github/ISSUE_TEMPLATE/4-software.yml",
)
"""只管程序的，不给网站。"""

PLACE = re.compile(r"^(?:中国人民政治协商会议|政协)?(.+?)(?:委员会|政协)?$")
LEVELS = (
    ("全国", "全国"),
    ("省", "省级"),
    ("自治区", "省级"),
    ("县", "区县级"),
    ("区", "区县级"),
    ("旗", "区县级"),
)
"""地名的最后一个字 → 层级；「市」有三种，看不出来，不写。"""


class Body(msgspec.Struct, frozen=True):
    """哪个政协的网站。

    Attributes:
        id: 编号，例如 qinghe。
        name: 全称，例如 政协青禾区委员会。
        base_url: 发布后的网址；还不知道为空。
        year: 从哪一年开始办，订阅条目的编号用。
        software: shai 从哪里装，requirements/shai.txt 的内容。
    """

    id: str
    name: str
    base_url: str
    year: str
    software: str

    @property
    def short_name(self) -> str:
        """简称：青禾区政协。"""
        return f"{place_of(self.name)}政协" if place_of(self.name) else self.name


def place_of(name: str) -> str:
    """全称里的地名：政协青禾区委员会 → 青禾区。"""
    found = PLACE.match(name)
    return found[1] if found else name


def suggested_id(name: str) -> str:
    """由全称拟的编号：地名去掉区、县、市，拼音连写；拟不出的为空。"""
    place = place_of(name)
    bare = re.sub("(?:自治)?[省市区县州旗]$", "", place) if len(place) > 2 else place
    return re.sub("[^0-9a-z]", "", "".join(lazy_pinyin(bare)).lower())


def starter_files(body: Body) -> dict[str, bytes]:
    """新网站的全部文件：路径 → 内容。"""
    own = {target: _own(name, body).encode() for name, target in OWN.items()}
    generated = {
        **{f"docs/reference/{path}": text for path, text in reference().items()},
        **{f".vscode/{name}": text for name, text in vscode_files().items()},
        "requirements/shai.txt": body.software,
    }
    shared = {
        path.relative_to(_shared()).as_posix(): path.read_bytes() for name in SHARED for path in _under(name)
    }
    kept = {path: content for path, content in shared.items() if path not in NOT_FOR_SITES}
    return dict(sorted({**kept, **own, **{path: text.encode() for path, text in generated.items()}}.items()))


def _own(name: str, body: Body) -> str:
    text = (HERE / "site" / name).read_text("utf-8")
    values = {**_plain(body), **({} if name == "README.md" else _quoted(body))}
    return Template(text).substitute(values) if name in FILLED else text


def _plain(body: Body) -> dict[str, str]:
    return {"title": f"{body.short_name}提案公开", "organization": body.short_name}


def _quoted(body: Body) -> dict[str, str]:
    """写进 YAML 与 CSV 的，该加引号的加上。"""
    host = re.sub("^https?://|[:/].*$", "", body.base_url) or f"{body.id}.example"
    return {
        "id": body.id,
        "title": scalar(f"{body.short_name}提案公开"),
        "organization": scalar(f"{body.short_name}办公室"),
        "address": f"base_url: {scalar(body.base_url)}" if body.base_url else "# base_url: https://…/",
        "authority": scalar(f"{host},{body.year}"),
        "row": ",".join((body.id, _cell(body.name), _cell(body.short_name), _level(body.name))),
    }


def _level(name: str) -> str:
    place = place_of(name)
    return next((level for ending, level in LEVELS if place.endswith(ending)), "")


def _cell(text: str) -> str:
    return '"' + text.replace('"', '""') + '"' if re.search('[",]', text) else text


def _shared() -> Path:
    """共用的文件在哪里：装成包的在包里，没有装的在仓库里。"""
    packed = HERE / "shared"
    return packed if packed.is_dir() else HERE.parents[1]


def _under(name: str) -> Iterator[Path]:
    path = _shared() / name
    yield from sorted(item for item in path.rglob("*") if item.is_file()) if path.is_dir() else [path]
