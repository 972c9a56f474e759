"""输出目录：不顺着链接写到外面，挡路的让开。"""

from pathlib import Path

from generator.disk.tree import COMPLETE, MARKER, write

SITE = {"index.html": b"home", "topics/a.html": b"a", "topics/b/c.html": b"c"}


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()
    }


def test_links_in_the_output_are_removed_and_never_written_through(tmp_path: Path) -> None:
    out, outside = tmp_path / "site", tmp_path / "outside"
    write(out, SITE)
    outside.mkdir()
    (outside / "a.html").write_bytes(b"letter")
    (out / "index.html").unlink()
    (out / "index.html").symlink_to(outside / "a.html")
    (out / "topics" / "a.html").unlink()
    (out / "topics" / "b" / "c.html").unlink()
    (out / "topics" / "b").rmdir()
    (out / "topics" / "b").symlink_to(outside)
    (out / "gone").symlink_to(tmp_path / "nowhere")
    (out / MARKER).unlink()
    (out / MARKER).symlink_to(outside / "marker")
    write(out, SITE)
    assert contents(outside) == {"a.html": b"letter"}
    assert contents(out) == {**SITE, MARKER: COMPLETE}
    assert [path for path in out.rglob("*") if path.is_symlink()] == []


def test_file_and_folder_of_the_same_name_make_way_for_each_other(tmp_path: Path) -> None:
    out = tmp_path / "site"
    write(out, {"a": b"file", "b/c.html": b"c"})
    written, removed = write(out, {"a/d.html": b"d", "b": b"file"})
    assert contents(out) == {"a/d.html": b"d", "b": b"file", MARKER: COMPLETE}
    assert (written, removed) == (("a/d.html", "b"), ("a", "b/c.html"))


def test_what_was_removed_and_written_is_told(tmp_path: Path) -> None:
    out = tmp_path / "site"
    assert write(out, SITE) == (tuple(SITE), ())
    assert write(out, SITE) == ((), ())
    assert write(out, {"index.html": b"new home"}) == (("index.html",), ("topics/a.html", "topics/b/c.html"))
    assert sorted(path.name for path in out.iterdir()) == [MARKER, "index.html"]
