"""MkDocs 写好的目录收成 Host：页框在三个槽处切开，文字页在各宏槽处切开。"""

import html
import re
from pathlib import Path

from generator.content.page import Call
from generator.frame import DEEPEST, SECTIONS, Frame, Host, HostPage, slot, split_frame
from generator.host.folders import files_of
from generator.macros import MacroCall, split_slots
from generator.problems import Mark, Problem, ProblemsError

FRAME_FOLDER = "frame-source"
DESCRIPTION = re.compile(r'<meta name="description" content="([^"]*)">\n?')
"""文字页的描述：读出来，与记录页一样由 _head.html 写。"""


def frame_source(section: str, depth: int) -> str:
    """页框的源页面在 MkDocs 里的路径；套几层目录，相对网址就退几层。"""
    return f"{FRAME_FOLDER}/" * depth + f"{FRAME_FOLDER}-{section}.md"


def host_from_directory(site: Path, calls: tuple[Call, ...], asset_names: dict[str, str]) -> Host:
    """把 MkDocs 写好的目录收成 Host。

    Args:
        site: MkDocs 的输出目录。
        calls: 预检时读到的宏调用，供补上行号。
        asset_names: 资源原名 → 带指纹的路径。

    Raises:
        ProblemsError: 页框的槽不对，或有宏写进了代码里。
    """
    frames: list[Frame] = []
    sources = {
        frame_source(section.key, depth).removesuffix(".md") + ".html": (section.key, depth)
        for section in SECTIONS
        for depth in range(DEEPEST + 1)
    }
    pages: list[HostPage] = []
    assets: dict[str, bytes] = {}
    problems: list[Problem] = []
    for file in files_of(site):
        path = file.relative_to(site).as_posix()
        try:
            if path in sources:
                frames.append(split_frame(*sources[path], file.read_text("utf-8")))
            elif path.endswith(".html"):
                pages.append(_page(path, file.read_text("utf-8"), calls))
            else:
                assets[path] = file.read_bytes()
        except ValueError as error:
            problems.append(Problem("host-slot", Mark(path), str(error), "让模板或页面里的槽恰好一个"))
    if not problems and len(frames) < len(sources):
        cure = "在站点配置里写 use_directory_urls: false，主题用 material，不要另换模板里的页框。"
        problems.append(Problem("host-config", Mark("mkdocs.yml"), "MkDocs 没有排出页框", cure))
    if problems:
        raise ProblemsError(tuple(problems))
    return Host(tuple(frames), tuple(pages), assets, asset_names)


def _page(path: str, text: str, calls: tuple[Call, ...]) -> HostPage:
    before, found, rest = text.partition(slot("head"))
    if not found:
        raise ValueError("模板 main.html 里缺少槽「head」")
    pieces, slots = split_slots(rest)
    title = re.search(r"<title>(.*?)</title>", before, re.DOTALL)
    name = html.unescape(title[1]).partition(" · ")[0].strip() if title else ""
    described = DESCRIPTION.search(before)
    return HostPage(
        path,
        name,
        (DESCRIPTION.sub("", before), *pieces),
        _with_lines(slots, calls),
        html.unescape(described[1]) if described else "",
    )


def _with_lines(slots: tuple[MacroCall, ...], calls: tuple[Call, ...]) -> tuple[MacroCall, ...]:
    remaining = list(calls)
    located = []
    for slot_call in slots:
        match = next((call for call in remaining if call.matches(slot_call)), None)
        if not match:
            raise ValueError(f"宏 {slot_call.name} 的槽不是由 {slot_call.page} 里的宏写出的")
        remaining.remove(match)
        located.append(match.call)
    return tuple(located)
