"""索引文件在哪个进程做好，就在哪个进程交出去。"""

import hashlib
import os
from pathlib import Path

from search_samples import samples

from generator.output.artifact import Artifact
from generator.output.search import SearchOptions, delivered, search_artifacts
from generator.output.search.drafts import day_of, drafts

SPREAD = SearchOptions(processes=2, alone_documents=10, batch_documents=40)


def fingerprint(artifact: Artifact) -> tuple[str, bytes, int]:
    return artifact.path, hashlib.sha256(artifact.content).digest(), os.getpid()


def test_the_files_are_handed_over_where_they_were_made_and_the_manifest_here() -> None:
    found = list(delivered(samples(120), fingerprint, SPREAD))
    makers = {path: maker for path, _, maker in found}
    texts = {maker for path, maker in makers.items() if "/texts/" in path}
    assert os.getpid() not in texts
    assert makers["search/manifest.js"] == os.getpid()
    expected = [fingerprint(each)[:2] for each in search_artifacts(samples(120), SPREAD)]
    assert [(path, digest) for path, digest, _ in found] == expected


def test_the_texts_wait_in_a_file_and_come_back_in_the_order_of_the_index(tmp_path: Path) -> None:
    documents = samples(30)
    found = drafts(iter(documents), tmp_path / "drafts")
    texts = {each.id: [field.text for field in each.fields] for each in documents}
    days = [day_of(line.date) for line in found.lines]
    assert days == sorted(days, reverse=True)
    assert found.texts(found.lines) == [texts[line.id] for line in found.lines]
    assert found.texts(found.lines[7:9]) == [texts[line.id] for line in found.lines[7:9]]


def test_the_digests_are_the_same_in_another_process(tmp_path: Path) -> None:
    documents = samples(50)
    here, there = drafts(documents, tmp_path / "here"), drafts(documents, tmp_path / "there", 20)
    assert [line.digest for line in here.lines] == [line.digest for line in there.lines]
    assert len({line.digest for line in here.lines}) == 50
