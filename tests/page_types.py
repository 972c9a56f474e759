"""每种页面各取一张：检查与照相用同一份清单，新添的栏目自己就在里面。"""

from pathlib import Path

NOTICE = 'data-state="retired"'
LEAVES = 'http-equiv="refresh" content="0;'
FOLDERS_WITHOUT_PAGES = {"assets", "search", "calendar"}


def is_notice(text: str) -> bool:
    """撤下说明；改了编号就转走的不算，一打开就不在了。"""
    return NOTICE in text and LEAVES not in text


def page_types(site: Path) -> dict[str, Path]:
    """名称 → 页面：顶层各页，各栏目的首页与其中最大的一页，什么不公开，撤下说明。"""
    found = {path.stem: path for path in sorted(site.glob("*.html"))}
    for folder in sorted(path for path in site.iterdir() if path.is_dir()):
        if folder.name in FOLDERS_WITHOUT_PAGES:
            continue
        records = sorted(folder.rglob("*.html"), key=lambda path: (path.stat().st_size, path))
        if (folder / "index.html") in records:
            records.remove(folder / "index.html")
            found[f"{folder.name}-list"] = folder / "index.html"
        if records:
            found[folder.name] = records[-1]
    notices = (path for path in sorted(site.rglob("*.html")) if is_notice(path.read_text("utf-8")))
    notice = next(notices, None)
    found["withheld"] = site / "statistics" / "withheld.html"
    return found | ({"notice": notice} if notice else {})
