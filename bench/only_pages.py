"""只做记录页与列表，写到 site/：与别家做的事对等的一次运行。由晒自己的解释器执行。"""

import sys
from datetime import date
from itertools import chain, islice
from pathlib import Path

from generator.gate import publish
from generator.host import render_host
from generator.output.pages import Pages
from generator.output.templates import Templates
from generator.register.intake import take_in
from generator.release.views.common import Names
from generator.release.views.lists import list_views
from generator.site import CACHE, collect, identity_of, template_folders
from generator.tree import write


def main(as_of: date) -> None:
    """在当前目录的项目上运行。"""
    root = Path.cwd()
    register, problems = take_in(root / "data", "data")
    if problems:
        sys.exit("语料里有问题，先运行 shai check")
    release = publish(register, as_of)
    host = render_host(root / "mkdocs.yml", root / "content", identity_of(release), root / CACHE / "host")
    names = Names(release)
    pages = Pages(release, names, host, Templates(template_folders(root)))
    count = len(release.proposals) + len(release.replies) + len(release.consultations)
    # 列表的做法不是对外的接口；测量要的正是整站里做列表的那一段。
    lists = (pages._list(view) for view in list_views(release, names))  # noqa: SLF001
    write(root / "site", collect(chain(islice(pages.all(), count), lists)))


main(date.fromisoformat(sys.argv[1]))
