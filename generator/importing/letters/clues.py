"""找字段的地方：标题的各行、正文的开头、网页上的项目；以及「几处说法是否一致」。"""

import re
from collections.abc import Sequence

import msgspec

from generator.importing.letters.zones import Zones
from generator.importing.material import Document, Label, Line
from generator.problems import Mark

END_OF_OPENING = re.compile(r"(?:如下|函告|收悉)[^。：:]{0,40}[。：:]?")
LONGEST_OPENING = 400
NPC = re.compile("人大(?!常)|人民代表|代表建议|人代会|代表提出的|代表议案")
CPPCC = re.compile("政协|政治协商|提案")


class Clues(msgspec.Struct, frozen=True):
    """一件来函里找字段的地方。

    Attributes:
        document: 文书。
        zones: 分好的几段。
        heading: 标题各行连成的一段，标题常分几行写。
        opening: 正文的开头，到「答复如下」为止。
    """

    document: Document
    zones: Zones
    heading: str
    opening: str

    @property
    def titles(self) -> tuple[str, ...]:
        """像标题的文字：网页标题、标题各行、连起来的标题。"""
        return tuple(
            dict.fromkeys(
                t
                for t in (self.heading, *(line.text for line in self.zones.heading), self.document.title)
                if t
            )
        )

    @property
    def sources(self) -> tuple[str, ...]:
        """先标题、后开头。"""
        return (*self.titles, self.opening)

    def label(self, *names: str) -> tuple[Label, ...]:
        """网页上叫这些名字的项目，文书标题区的也算。"""
        return tuple(
            label
            for label in (*self.document.labels, *heading_labels(self.zones.heading))
            if label.name in names
        )

    def mark_of(self, text: str) -> Mark:
        """某段文字所在的一行；找不到时指整个文件。"""
        for line in (*self.zones.heading, *self.zones.body, *self.zones.tail):
            if text and text in line.text:
                return Mark(self.document.path, line.number, line.text.index(text) + 1, line.text)
        return Mark(self.document.path)


def heading_labels(lines: Sequence[Line]) -> tuple[Label, ...]:
    """标题区里「名称：值」的各行。"""
    found = []
    for line in lines:
        match = re.fullmatch(r"[【\[（(]?([\u4e00-\u9fff]{2,8})[】\]]?[:：](.{1,60}?)[）)]?", line.text)
        if match:
            found.append(Label(match[1], match[2], line.number))
    return tuple(found)


def clues_of(document: Document, zones: Zones) -> Clues:
    """备好找字段的地方。"""
    titled = [line.text for line in zones.heading if not re.match(r"[\u4e00-\u9fff]{2,8}[:：]", line.text)]
    text = "".join(line.text for line in zones.body[:4])[:LONGEST_OPENING]
    end = END_OF_OPENING.search(text)
    return Clues(document, zones, "".join(titled[-8:]), text[: end.end()] if end else text[:200])
