"""编号各不相同的一看便知；有一处相同，哪怕只与旧编号相同，都说得出来。"""

from pathlib import Path

import pytest

from generator.register.intake import take_in

SITE = "title: 站\ndescription: 站\norganization: 站\nfeeds: {authority: 'example.org,2026'}\n"


def duplicates(root: Path, *records: str) -> list[int]:
    """哪几行报了重复。"""
    folder = root / "data"
    (folder / "proposals").mkdir(parents=True)
    (folder / "site.yml").write_text(SITE, encoding="utf-8")
    text = "".join(f"- {{{record}, title: 关于某事的建议, open: 全文公开}}\n" for record in records)
    (folder / "proposals/a.yml").write_text(text, encoding="utf-8")
    return [problem.mark.line for problem in take_in(folder)[1] if problem.rule == "duplicate-id"]


@pytest.mark.parametrize(
    ("records", "lines"),
    [
        (("id: a-1", "id: a-2", "id: a-3, former_ids: [a-4]"), []),
        (("id: a-1", "id: a-2", "id: a-1"), [3]),
        (("id: a-1, former_ids: [a-2]", "id: a-2"), [2]),
        (("id: a-1", "id: a-2, former_ids: [a-1]"), [2]),
        (("id: a-1, former_ids: [a-1]", "id: a-2"), [1]),
        (("id: a-1, former_ids: [b-1]", "id: a-2, former_ids: [b-1]"), [2]),
    ],
)
def test_every_identifier_written_twice_is_told_and_no_other(
    tmp_path: Path, records: tuple[str, ...], lines: list[int]
) -> None:
    assert duplicates(tmp_path, *records) == lines
