"""包：归拢许多记录的产物，一包包地做；材料没有变的包不必再做。"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

import msgspec

from generator.output.artifact import Artifact
from generator.packing import packed
from generator.terms import RecordKind

Holdings = Mapping[tuple[RecordKind, str], tuple[int, bytes]]
"""（种类，编号）→ 量大的这条记录归在第几组、那一组的印记；它或与它互相引用的变了，印记才变。"""

Taken = TypeVar("Taken")
Deliver = Callable[[Callable[[Artifact], Any]], Iterable[Any]]


class Parcel(msgspec.Struct, frozen=True):
    """一包产物，一起做、一起作废。

    材料除了人人要用的（名册、配置、模板、代码、日期）只有下面写明的两样；都没有写的，随时可能变，每次都做。

    Attributes:
        name: 名字，各包不同；只有一件产物的就是它的路径。
        make: 做出来。
        key: 材料；材料相同，做出来的就一字不差。
        holder: 归口：材料只是写着这个归口的记录，见 output.holders。
        is_patch: 只改写另一包里的几件，不另记账。
        is_patched: 有别的包改写其中的几件：记着的样子不作数，写以前要看过文件。
        deliver: 几个进程一起做的：在哪个进程做好就在哪个进程交给收的，内容不必传来传去。
    """

    name: str
    make: Callable[[], Iterable[Artifact]]
    key: bytes | None = None
    holder: str | None = None
    is_patch: bool = False
    is_patched: bool = False
    deliver: Deliver | None = None

    def each(self, take: Callable[[Artifact], Taken]) -> Iterable[Taken]:
        """逐件做好，交给 `take`。

        Args:
            take: 收下一件；也许在派生的进程里调用，给回来的要能传送。

        Returns:
            各件收下以后给回来的。
        """
        return self.deliver(take) if self.deliver else map(take, self.make())


def page_parcel(make: Callable[[], Artifact], path: str, *material: Any) -> Parcel:
    """一页：页面只取决于给模板的视图。

    Args:
        make: 填成一页。
        path: 网址，也是包的名字。
        material: 视图，与另外给模板的值；须写得成 msgpack。
    """
    return Parcel(path, lambda: (make(),), key=packed(material))


def made(artifact: Artifact) -> Parcel:
    """已经做好的一件，每次都做。"""
    return Parcel(artifact.path, lambda: (artifact,))


def artifacts(parcels: Iterable[Parcel]) -> Iterator[Artifact]:
    """各包都做出来。"""
    return (artifact for parcel in parcels for artifact in parcel.make())
