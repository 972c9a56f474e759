"""测试要的全部开放数据：带长文的、不带长文的。"""

from collections.abc import Iterable
from itertools import chain

from generator.output.artifact import Artifact
from generator.output.opendata import long_opendata, short_tables
from generator.output.parcel import artifacts
from generator.release.model import Release


def whole_opendata(release: Release) -> Iterable[Artifact]:
    """各个文件。"""
    return artifacts(chain(long_opendata(release), short_tables(release, {}, [])))
