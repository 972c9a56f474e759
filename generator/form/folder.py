"""表单的文件夹：一页、配置、程序、中文界面、图标，全是静态文件。"""

import gzip
import json
import re
from collections.abc import Mapping
from html import escape
from pathlib import Path
from typing import Any

from generator.form.configuration import LOCAL

VENDOR = Path(__file__).with_name("vendor")
PROGRAM, ICONS, WORDS = "sveltia-cms.js", "icons.woff2", "zh-CN.json"
FETCHED_FROM = ("https://unpkg.com/", "https://cdn.jsdelivr.net/fontsource/fonts/")
"""表单的程序原来从这两处取界面文字与字体；换成自己的文件夹。"""

WORDING = {
    "collections": "种类",
    "work_with_local_repo": "打开本机的文件夹",
    "work_with_local_repo_description": "在弹出的对话框里选网站的文件夹，就是有 data、content 的那一个；"
    "浏览器问能不能保存更改，答能。",
    "no_entries_created": "这一层没有。左边有文件夹的，点文件夹。",
    "create_new_entry": "新写一件",
    "sign_in_using_access_token": "用访问令牌登录",
}
"""把开发者的说法换成编辑的说法。"""

ONLY_LOCAL = {"sign_in_using_access_token": "用访问令牌登录（改本机的文件夹用不着）"}

PAGE = """\
<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<title>{title}</title>
<link rel="cms-config-url" type="application/json" href="config.json">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="form.css">
<script src="{program}" defer></script>
</head>
<body></body>
</html>
"""

STYLE = """\
/* 没有带西文字体：用机器上的中文字体。 */
:root { --sui-font-family-default: "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; }
"""


def form_files(configuration: Mapping[str, Any]) -> dict[str, bytes]:
    """全部文件：路径 → 内容。

    Args:
        configuration: generator.form.configuration 写的配置。
    """
    version = str(json.loads((VENDOR / "vendor.json").read_text("utf-8"))["version"])
    here = f"vendor/@sveltia/cms@{version}"
    return {
        "index.html": _page(configuration).encode(),
        "config.json": (json.dumps(configuration, ensure_ascii=False, indent=1) + "\n").encode(),
        "form.css": STYLE.encode(),
        PROGRAM: _program(),
        f"{here}/locales/{WORDS}": _words(configuration["backend"]),
        # 程序会问有没有新版：回答它就是这一版。
        "vendor/@sveltia/cms/package.json": json.dumps({"version": version}).encode(),
        "vendor/icons.woff2": (VENDOR / ICONS).read_bytes(),
        "LICENSE.txt": _licences(),
    }


def _program() -> bytes:
    """程序原样，只把向外取东西的网址换成自己的文件夹。"""
    text = gzip.decompress((VENDOR / f"{PROGRAM}.gz").read_bytes()).decode()
    unpkg, fonts = FETCHED_FROM
    text = re.sub(f"{re.escape(fonts)}material-symbols-outlined[^)]*", "./vendor/icons.woff2", text)
    return text.replace(unpkg, "./vendor/").replace(fonts, "./vendor/none/").encode()


def _words(backend: Mapping[str, Any]) -> bytes:
    words = json.loads(gzip.decompress((VENDOR / f"{WORDS}.gz").read_bytes()))
    own = {**WORDING, **(ONLY_LOCAL if backend["repo"] == LOCAL.repository else {})}
    return json.dumps({**words, **own}, ensure_ascii=False).encode()


def policy(host: str = "") -> str:
    """内容安全策略：除了自己和写明的仓库，哪里也不去。"""
    rules = {
        "default-src": "'none'",
        "script-src": "'self'",
        # 表单的程序用脚本写样式。
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' blob: data:",
        "font-src": "'self'",
        "connect-src": f"'self' blob: data: {host}".strip(),
        "worker-src": "'self' blob:",
        "manifest-src": "'self' blob: data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _page(configuration: Mapping[str, Any]) -> str:
    return PAGE.format(
        policy=escape(policy(_host(configuration["backend"]))),
        title=escape(configuration["app_title"]),
        program=PROGRAM,
    )


def _host(backend: Mapping[str, Any]) -> str:
    if backend["repo"] == LOCAL.repository:
        return ""
    usual = {
        "github": "https://api.github.com",
        "gitlab": "https://gitlab.com",
        "gitea": "https://gitea.com",
    }
    return str(backend.get("base_url") or usual[backend["name"]])


def _licences() -> bytes:
    parts = [path.read_bytes() for path in sorted(VENDOR.glob("*.LICENSE.txt"))]
    return b"\n\n".join(parts)
