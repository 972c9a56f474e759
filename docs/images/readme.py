"""README 的两张图：一件提案的页面，在桌面与手机上；默认网站里最大的一页。

用法：make readme，或 python -m docs.images.readme 网站目录
"""  # noqa: INP001 - 单独运行的脚本，不是包

import sys
from pathlib import Path

from docs.images.shots import opened, shoot
from tests.page_types import page_types

HERE = Path(__file__).parent
PICTURES = {"proposal-phone.png": (390, 844), "proposal.png": (1280, 1000)}


def main(site: Path) -> None:
    """照好，换下旧的。"""
    page = page_types(site)["proposals"]
    with opened(site) as (browser, address_of):
        for name, size in PICTURES.items():
            shoot(browser, address_of(page), HERE / name, size)
    sys.stdout.write(f"照好了 {page.relative_to(site).as_posix()}，在 {HERE}/。\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
