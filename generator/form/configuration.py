"""表单的配置：每类记录一个栏目，每个字段一格，名称、说明、可选的词、名册里的候选都取自模型与数据。"""

from typing import Any

import msgspec

from generator.form.fields import fields_for
from generator.register.model import MODELS, TABLES
from generator.register.register import Register
from generator.terms import RecordKind

Json = dict[str, Any]

ICONS = {
    RecordKind.PROPOSAL: "description",
    RecordKind.REPLY: "chat",
    RecordKind.BATCH: "collections",
    RecordKind.CONSULTATION: "groups",
    RecordKind.PROGRAMME: "tag",
}
LISTED = {
    RecordKind.REPLY: "{{proposals}}　{{unit}}　{{date}}",
    RecordKind.PROPOSAL: "{{title}}　（{{id}}）",
}
"""清单里一件写成什么；别的种类写名称与编号。"""


class Backend(msgspec.Struct, frozen=True):
    """改好的存到哪里。

    Attributes:
        name: github、gitlab 或 gitea。
        repository: 「组/仓库」。
        branch: 哪个分支；为空用默认的。
        host: 自建的地址，例如 https://git.example；为空用那一家自己的。
    """

    name: str
    repository: str
    branch: str = ""
    host: str = ""


LOCAL = Backend("gitea", "local/local")
"""只在本机的文件夹里改：程序要求写一种仓库，用不着它。"""


def configuration(register: Register, data: str, backend: Backend = LOCAL) -> Json:
    """整份配置。

    Args:
        register: 登记簿；名册里的候选取自它。
        data: 数据目录在仓库里的位置，例如 data。
        backend: 存到哪里；不写只在本机的文件夹里改。
    """
    kinds = [kind for kind in MODELS if kind not in TABLES]
    return {
        "backend": _backend(backend),
        "app_title": f"{register.site.title}　编辑",
        "media_folder": f"{data}/.media",
        "media_libraries": {"default": False, "stock_assets": {"providers": []}},
        "show_preview_links": False,
        "editor": {"preview": False},
        # 空着的格子不写进文件：没有的就不写，不写成空的。
        "output": {"omit_empty_optional_fields": True, "yaml": {"indent_sequences": True}},
        "slug": {"encoding": "ascii", "lowercase": True},
        "collections": [_collection(kind, register, data) for kind in kinds],
    }


def _backend(backend: Backend) -> Json:
    host = backend.host.rstrip("/")
    roots = {
        "github": {"api_root": f"{host}/api/v3", "base_url": host},
        "gitlab": {"api_root": f"{host}/api/v4", "base_url": host},
        "gitea": {"api_root": f"{host}/api/v1", "base_url": host},
    }
    return {
        "name": backend.name,
        "repo": backend.repository,
        **({"branch": backend.branch} if backend.branch else {}),
        **(roots[backend.name] if host else {}),
        # 令牌由各人自己在仓库那里领；不用另设登录的服务。
        "auth_methods": ["token"],
        "commit_messages": {
            "create": "新增{{collection}}：{{slug}}",
            "update": "修改{{collection}}：{{slug}}",
            "delete": "删除{{collection}}：{{slug}}",
        },
    }


def _collection(kind: RecordKind, register: Register, data: str) -> Json:
    model = MODELS[kind]
    title = "title" if "title" in model.model_fields else "id"
    usual = f"{{{{{title}}}}}　（{{{{id}}}}）"
    return {
        "name": kind.folder,
        "label": kind.label,
        "label_singular": kind.label,
        "description": (model.__doc__ or "").partition("\n")[0],
        "icon": ICONS.get(kind, "article"),
        "folder": f"{data}/{kind.folder}",
        "extension": "yml",
        "format": "yaml",
        "nested": {"subfolders": False},
        "identifier_field": "id",
        "slug": {"template": "{{id}}", "editable": False},
        "summary": LISTED.get(kind, usual),
        "sortable_fields": {"fields": ["id", *(["date"] if "date" in model.model_fields else [])]},
        "thumbnail": False,
        # 公开过的不从表单里删：网址要留一则说明，写 retired。
        "delete": False,
        "fields": fields_for(model, register),
    }
