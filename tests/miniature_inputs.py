"""虚构的小政协：建站的输入，各处测试共用。"""

import shutil
from datetime import date
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.disk import CACHE
from generator.host.rendering import render_host
from generator.site import Inputs, identity_of, prepare

MINIATURE = Path(__file__).parent / "miniature"
AS_OF = date(2024, 6, 30)


def miniature_inputs(root: Path = MINIATURE, as_of: date = AS_OF) -> Inputs:
    """小政协（或它的一份副本）的输入。"""
    return Inputs(root / "mkdocs.yml", root / "data", root / "content", as_of)


def copy_miniature(folder: Path) -> Path:
    """小政协的一份副本，可以改；放在 folder，它还不存在。

    渲染好的文字页与页框也放好，头一次建不必再请 MkDocs 排一遍（近两秒）；
    改了文字页、模板、站名的，指纹不同，仍会重排。
    """
    shutil.copytree(MINIATURE, folder, ignore=shutil.ignore_patterns(".cache"))
    (folder / CACHE).mkdir(parents=True)
    (folder / CACHE / "host").write_bytes(_rendered())
    return folder


@cache
def _rendered() -> bytes:
    """渲染好的文字页与页框，照缓存文件的写法；每个测试进程只渲染一次。"""
    inputs = miniature_inputs()
    with TemporaryDirectory() as folder:
        kept = Path(folder) / "host"
        render_host(inputs.config, inputs.content, identity_of(prepare(inputs).release), kept)
        return kept.read_bytes()
