"""画分享图：每种记录、每种状态一张，1200×630，存进 overrides/assets/images/。

图上只有种类与状态，没有记录的字，所以十万条记录也只有这几十张；改了词汇才需重画。
用法：python docs/images/share.py overrides/assets/images
"""  # noqa: INP001 - 单独运行的脚本，不是包

import os
import sys
from html import escape
from pathlib import Path

from playwright.sync_api import sync_playwright

from generator.release.views.common import State
from generator.release.views.verdict import STATES
from generator.terms import RecordKind

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
WIDTH, HEIGHT = 1200, 630
INK, BRAND, ALERT, SOFT, GROUND = "#17242c", "#0d5266", "#8a4b00", "#4f5e68", "#f4f6f6"
PAGE = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 0; width: 1200px; height: 630px; background: {ground}; color: {ink};
  font-family: "Noto Sans CJK SC", sans-serif; display: grid; align-content: center; }}
main {{ border-left: 28px solid {colour}; padding: 90px 0 90px 90px; }}
p {{ margin: 0; font-size: 64px; color: {soft}; letter-spacing: 0.08em; }}
h1 {{ margin: 18px 0 0; font-size: 132px; line-height: 1.25; font-weight: 700; color: {colour}; }}
h1.plain {{ color: {ink}; }}
svg {{ position: absolute; right: 70px; bottom: 60px; width: 132px; height: 132px; }}
</style><main><p>{kind}</p><h1{plain}>{words}</h1></main>{mark}"""
ALERTING = {"overdue"}


def pictures() -> dict[str, tuple[str, State | None]]:
    """文件名（不带后缀）→（种类的话，状态）。"""
    others = [kind for kind in RecordKind if kind not in {RecordKind.PROPOSAL, RecordKind.FIGURE}]
    return (
        {f"share-proposal-{code}": ("提案", state) for code, state in STATES.items()}
        | {f"share-{kind.value}": (kind.label, None) for kind in others}
        | {"share-reply-overdue": ("答复", State("overdue", "!", "有承诺逾期"))}
        | {"share-retired": ("这一页", State("retired", "－", "已撤下"))}
        | {"share-site": ("提了什么，答了什么，做了没有", None)}
    )


def draw(folder: Path) -> None:
    """画全部。"""
    mark = (folder / "icon.svg").read_text("utf-8")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-lcd-text"]
        )
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        for name, (kind, state) in pictures().items():
            is_site = name == "share-site"
            page.set_content(
                PAGE.format(
                    ground=GROUND,
                    ink=INK,
                    soft=SOFT,
                    colour=ALERT if state and state.code in ALERTING else BRAND,
                    kind=escape("晒出来" if is_site else kind if state else "公开记录"),
                    words=escape(state.label if state else kind),
                    plain="" if state else ' class="plain"',
                    mark=mark,
                )
            )
            page.screenshot(path=folder / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    draw(Path(sys.argv[1]))
