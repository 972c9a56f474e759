"""编成比特的文件不必照字面找：里面没有一句原来的话；写明文字的（目录、改动、账）照旧整个查。"""

import msgspec
from search_samples import samples

from generator.output.search import SearchDocument, search_artifacts, search_update
from generator.output.search.delta import SearchBase

PACKED = ("/pairs/", "/triples/", "/marks/", "/texts/", "/facets/")


def words_of(document: SearchDocument) -> list[bytes]:
    """一条记录里每四个相连的字。"""
    texts = [field.text for field in document.fields]
    words = (text[at : at + 4].encode() for text in texts for at in range(len(text) - 3))
    # 四个西文字母只有四个字节，比特里偶尔会碰上。
    return [word for word in words if len(word) > 8]


def test_packed_files_hold_no_words_and_the_others_are_searched_whole() -> None:
    documents = samples(60)
    words = {word for document in documents for word in words_of(document)}
    for artifact in search_artifacts(documents):
        is_packed = any(part in artifact.path for part in PACKED)
        assert artifact.fresh == (b"" if is_packed else None), artifact.path
        assert not is_packed or not any(word in artifact.content for word in words)


def test_the_file_of_changes_is_searched_whole() -> None:
    changed = msgspec.structs.replace(samples(1)[0], id="new-1")
    update = search_update(SearchBase("0" * 12, b"", "", (), {}), [changed], ())
    assert [artifact.fresh for artifact in update.artifacts] == [None, None]
