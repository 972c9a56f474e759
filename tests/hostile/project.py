"""一个最小的项目：只够检查与建站，敌意的文件放进它里面。"""

from pathlib import Path

SITE = 'title: 站\ndescription: 站\norganization: 站\nfeeds: {authority: "example.org,2026"}\n'
CONFIG = "site_name: 站\nuse_directory_urls: false\ntheme: material\nplugins: [shai]\n"


def a_project(folder: Path) -> Path:
    """建好并返回。"""
    (folder / "data" / "proposals").mkdir(parents=True)
    (folder / "content").mkdir()
    (folder / "data" / "site.yml").write_text(SITE, encoding="utf-8")
    (folder / "content" / "index.md").write_text("# 站\n", encoding="utf-8")
    (folder / "mkdocs.yml").write_text(CONFIG, encoding="utf-8")
    return folder
