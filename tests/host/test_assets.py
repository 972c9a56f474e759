"""样式与脚本：一份主样式，文件名带指纹；颜色的对比度写在这里，不靠眼睛。"""

import re
from pathlib import Path

import pytest

from generator.host.assets import MAIN_STYLE, STYLE_ORDER, collect_assets, plain_script

OVERRIDES = Path(__file__).parents[2] / "overrides"
CSS = OVERRIDES / "assets" / "css"

Colours = dict[str, str]

TEXT_PAIRS = [
    (text, ground)
    for text in ("--ink", "--soft", "--brand", "--alert")
    for ground in ("--paper", "--ground", "--brand-tint", "--alert-tint")
] + [("--on-brand", "--brand"), ("--paper", "--alert")]


def blocks_of(style: str) -> list[Colours]:
    found = re.findall(r"\{([^{}]*--ink:[^{}]*)\}", style)
    return [dict(re.findall(r"(--[\w-]+):\s*(#[0-9a-f]{3,6})", block)) for block in found]


def luminance(colour: str) -> float:
    digits = colour[1:] if len(colour) == 7 else "".join(c * 2 for c in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


LIGHT, DARK, DARK_CHOSEN = blocks_of((CSS / "tokens.css").read_text("utf-8"))


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), TEXT_PAIRS)
def test_every_text_colour_is_readable_on_every_ground(colours: Colours, text: str, ground: str) -> None:
    assert contrast(colours[text], colours[ground]) >= 4.5


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize("ground", ["--paper", "--ground"])
def test_the_edges_of_controls_can_be_seen(colours: Colours, ground: str) -> None:
    assert contrast(colours["--edge"], colours[ground]) >= 3


def test_dark_is_the_same_whether_chosen_or_inherited() -> None:
    assert DARK == DARK_CHOSEN


def test_colours_are_defined_in_tokens_and_print_only() -> None:
    for name in set(STYLE_ORDER) - {"tokens", "print", "elder"}:
        style = (CSS / f"{name}.css").read_text("utf-8")
        assert re.findall(r"#[0-9a-f]{3,8}\b(?![^{]*\{)", style) == [], name


def test_styles_become_one_file_in_order_without_comments() -> None:
    assets = collect_assets((OVERRIDES,))
    style = assets.files[assets.names[MAIN_STYLE]].decode()
    assert "/*" not in style
    assert style.index(".verdict") < style.index("@page")
    assert [path for path in assets.files if "/tokens" in path or path.endswith(".md")] == []


def test_a_name_changes_exactly_when_the_content_does(tmp_path: Path) -> None:
    (tmp_path / "assets" / "js").mkdir(parents=True)
    script = tmp_path / "assets" / "js" / "theme.js"
    script.write_bytes(b"one();\n")
    first = collect_assets((tmp_path, OVERRIDES)).names["js/theme.js"]
    script.write_bytes(b"one();\r\n")
    assert collect_assets((tmp_path, OVERRIDES)).names["js/theme.js"] == first
    script.write_bytes(b"two();\n")
    assert collect_assets((tmp_path, OVERRIDES)).names["js/theme.js"] != first


def test_a_missing_component_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"assets/css/tokens\.css"):
        collect_assets((tmp_path,))


def test_every_component_in_the_catalogue_has_its_style() -> None:
    catalogue = (Path(__file__).parent / "catalogue.html").read_text("utf-8")
    style = "".join((CSS / f"{name}.css").read_text("utf-8") for name in STYLE_ORDER)
    classes = {name for value in re.findall(r'class="([^"]+)"', catalogue) for name in value.split()}
    unstyled = {"what", "cite", "field", "points", "listing", "state", "who"}
    assert {name for name in classes - unstyled if f".{name}" not in style} == set()


@pytest.mark.parametrize("path", sorted(CSS.glob("*.css")), ids=lambda path: path.stem)
def test_every_brace_of_a_style_is_closed(path: Path) -> None:
    """样式合成一个文件：一处没有合上，后面的全都不算。"""
    depth, lowest = 0, 0
    for character in path.read_text("utf-8"):
        depth += (character == "{") - (character == "}")
        lowest = min(lowest, depth)
    assert (depth, lowest) == (0, 0)


def test_a_script_is_served_without_its_lines_of_comment() -> None:
    script = (
        '"use strict";\n// 说明\n  // 又一行\nconst site = "https://shili.example/"; // 行末的留着\n'.encode()
    )
    assert plain_script(script).decode().splitlines() == [
        '"use strict";',
        'const site = "https://shili.example/"; // 行末的留着',
    ]


def test_a_script_with_text_over_several_lines_is_served_as_it_is() -> None:
    script = b"const text = `one\n// not a comment\n`;\n"
    assert plain_script(script) == script
