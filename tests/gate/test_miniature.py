"""微型政协：它的发布逐字节等于范本；私有与封存的记号在发布与建成的站点里都找不到。"""

import base64
import gzip
import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from generator.register.intake import take_in
from generator.register.register import Register
from tests.gate.registers import Publish, encoded
from tests.gate.unpacked import holds, layers
from tests.miniature_inputs import AS_OF, MINIATURE

MARKERS = ("机密甲", "封存乙", "摘要外丙", "委员匿名丁")


@pytest.fixture(scope="module")
def miniature_register() -> Register:
    return take_in(MINIATURE / "data")[0]


def test_release_of_the_miniature_body_is_the_golden_one(
    publish: Publish, miniature_register: Register, golden: Callable[[str, str], None]
) -> None:
    text = msgspec.json.format(encoded(publish(miniature_register, AS_OF)), indent=1)
    golden("gate/miniature_release.json", text + "\n")


def test_every_marker_really_stands_in_the_data() -> None:
    data = "".join(file.read_text(encoding="utf-8") for file in sorted((MINIATURE / "data").rglob("*.*")))
    assert [marker for marker in MARKERS if marker not in data] == []


def test_no_marker_is_in_the_release(publish: Publish, miniature_register: Register) -> None:
    text = encoded(publish(miniature_register, AS_OF))
    assert [marker for marker in MARKERS if marker in text] == []


def test_no_marker_is_in_any_byte_or_name_of_the_site(miniature_site: Path) -> None:
    leaks = [
        (file.relative_to(miniature_site).as_posix(), marker)
        for file in sorted(miniature_site.rglob("*"))
        if file.is_file()
        for marker in MARKERS
        if marker in file.name or any(holds(content, marker) for content in layers(file.read_bytes()))
    ]
    assert leaks == []


def zipped(content: bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/sharedStrings.xml", content)
    return held.getvalue()


def test_the_search_for_markers_sees_through_every_wrapping() -> None:
    for marker in MARKERS:
        plain = f"前文{marker}01后文".encode()
        escaped = "".join(f"\\u{ord(letter):04x}" for letter in marker)
        entities = "".join(f"&#{ord(letter)};" for letter in marker)
        quoted = "".join(f"%{byte:02X}" for byte in marker.encode())
        wrapped = (
            plain,
            marker.encode("utf-16-le"),
            escaped.encode(),
            entities.encode(),
            quoted.encode(),
            gzip.compress(plain),
            zlib.compress(plain),
            base64.b64encode(plain * 3),
            b'{"x":"' + base64.b64encode(zlib.compress(plain * 3)) + b'"}',
            b"SQLite format 3\0" + zlib.compress(plain * 3) + b"after",
            zipped(plain),
        )
        assert [item for item in wrapped if not any(holds(layer, marker) for layer in layers(item))] == []
