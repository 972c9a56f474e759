"""随意的改动：一步一步改一份小政协，像几个月里的编辑会做的那样；种子定了，改法就定了。"""

import random
import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from pathlib import Path

WORDS = ("加装电梯", "菜场", "通学路", "河边步道", "停车位", "社区食堂", "老年大学", "公交接驳")


ACTIVITIES = (
    "consultations", "opinions", "bills", "supervisions", "surveys", "services", "issues", "plans", "documents",
)  # fmt: skip
"""本会自己的记录。"""

LONG_TEXT = re.compile(r"(?m)^(\s*(?:background|text): \|?\n? *)(\S.*?)(\S)$")
"""正文的头一行。"""


class Editor:
    """改一份小政协的人。

    Args:
        root: 小政协的副本。
        seed: 种子。
        as_of: 起初的日期。

    Attributes:
        as_of: 现在的日期。
    """

    def __init__(self, root: Path, seed: int, as_of: date) -> None:
        self.as_of = as_of
        self._root = root
        self._chance = random.Random(seed)  # noqa: S311 - 不是密码
        self._count = 0
        self._removed: dict[Path, bytes] = {}

    def step(self) -> str:
        """改一处；返回改了什么。"""
        ways: tuple[Callable[[], str], ...] = (
            self._reword, self._reword, self._reword, self._privatise, self._publish_again, self._remove,
            self._put_back, self._add, self._rename_file, self._move_day, self._figure, self._unit,
            self._content, self._site, self._touch, self._consultation, self._retarget, self._merge_files,
            self._turn_over, self._relate, self._relate, self._link, self._link, self._discuss, self._discuss,
            self._subject, self._hide, self._lengthen, self._lengthen, self._shorten, self._renumber,
        )  # fmt: skip
        self._count += 1
        return self._chance.choice(ways)()

    def _files(self, folder: str = "") -> list[Path]:
        kinds = [folder] if folder else ["proposals", "replies", "batches", "programmes", *ACTIVITIES]
        return sorted(path for kind in kinds for path in (self._root / "data" / kind).rglob("*.yml"))

    def _edit(self, path: Path, change: Callable[[str], str]) -> str:
        before = path.read_text("utf-8")
        path.write_text(change(before), "utf-8")
        return f"{path.name}"

    def _reword(self) -> str:
        path = self._chance.choice(self._files())
        word = f"{self._chance.choice(WORDS)}{self._count}"
        return "改标题 " + self._edit(
            path, lambda text: re.sub(r"(?m)^(- )?( *)title: (.*)$", rf"\1\2title: \3{word}", text, count=1)
        )

    def _lengthen(self) -> str:
        """正文添一句：长文以外的都没有变。"""
        path = self._chance.choice(self._files("proposals") + self._files("replies"))
        said = f"又补充一句{self._chance.choice(WORDS)}{self._count}。"
        return "正文添字 " + self._edit(path, lambda text: LONG_TEXT.sub(rf"\1\2\3{said}", text, count=1))

    def _shorten(self) -> str:
        """正文减去一个字。"""
        path = self._chance.choice(self._files("proposals") + self._files("replies"))
        return "正文减字 " + self._edit(path, lambda text: LONG_TEXT.sub(r"\1\2", text, count=1))

    def _privatise(self) -> str:
        path = self._chance.choice(self._files("proposals") + self._files("replies"))
        return "不公开 " + self._edit(
            path, lambda text: re.sub(r"(?m)^open: .*$", "open: 不公开\nopen_reason: 涉密", text, count=1)
            if "open_reason" not in text else text,
        )  # fmt: skip

    def _publish_again(self) -> str:
        path = self._chance.choice(self._files("proposals"))
        return "公开 " + self._edit(
            path, lambda text: re.sub(r"(?m)^open: 不公开\nopen_reason: 涉密$", "open: 全文公开", text)
        )

    def _remove(self) -> str:
        path = self._chance.choice(self._files())
        self._removed[path] = path.read_bytes()
        path.unlink()
        return f"删去 {path.name}"

    def _put_back(self) -> str:
        for path, content in self._removed.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        self._removed.clear()
        return "全部放回"

    def _add(self) -> str:
        number = f"{6000 + self._count}"
        path = self._root / "data" / "proposals" / "5-2" / f"{number}.yml"
        path.write_text(
            f"id: 5-2-{number}\nterm: 5\nsession: 2\nnumber: '{number}'\n"
            f"title: 关于{self._chance.choice(WORDS)}的建议\nsubmitted: 2023-02-01\nopen: 全文公开\n"
            "background: 新写的正文，说一说为什么。\n",
            "utf-8",
        )
        return f"新增 {number}"

    def _rename_file(self) -> str:
        path = self._chance.choice(self._files())
        path.rename(path.with_name(f"renamed-{self._count}.yml"))
        return f"改文件名 {path.name}"

    def _move_day(self) -> str:
        self.as_of += timedelta(days=self._chance.choice((-90, 1, 200)))
        return f"日期 {self.as_of}"

    def _figure(self) -> str:
        path = self._root / "data" / "figures.csv"
        lines = path.read_text("utf-8").splitlines(keepends=True)
        place = self._chance.randrange(1, len(lines))
        if self._chance.random() < 0.5:
            lines.append(lines.pop(place))
        else:
            del lines[place]
        path.write_text("".join(lines), "utf-8")
        return f"数字第 {place} 行"

    def _unit(self) -> str:
        return "单位名 " + self._edit(
            self._root / "data" / "units.csv", lambda text: text.replace("局", f"局{self._count}", 1)
        )

    def _content(self) -> str:
        path = self._chance.choice(sorted((self._root / "content").rglob("*.md")))
        return "文字页 " + self._edit(path, lambda text: f"{text}\n又添一句{self._count}。\n")

    def _site(self) -> str:
        path = self._root / "data" / "site.yml"
        word, times = self._chance.choice((("报道说的", 1), ("机构改革", 1), ("原件退回", 1), ("title: ", 1)))
        return "站点 " + self._edit(path, lambda text: text.replace(word, f"{word}{self._count}", times))

    def _touch(self) -> str:
        path = self._chance.choice(self._files())
        path.write_bytes(path.read_bytes())
        return f"重写未改 {path.name}"

    def _consultation(self) -> str:
        path = self._chance.choice(self._files("consultations") or self._files())
        return "协商 " + self._edit(path, lambda text: text.replace("2023-", "2022-", 1))

    def _retarget(self) -> str:
        """答复改答另一件提案：两组记录合并，或者一组拆开。"""
        ids = sorted({found for path in self._files("proposals") for found in _ids(path)})
        path = self._chance.choice(self._files("replies") or self._files())
        return "改答 " + self._edit(
            path,
            lambda text: re.sub(r"(?m)^proposals: .*$", f"proposals: [{self._chance.choice(ids)}]", text),
        )

    def _merge_files(self) -> str:
        """两个文件并成一个。"""
        one, other = self._chance.sample(self._files("proposals"), 2)
        texts = [path.read_text("utf-8") for path in (one, other)]
        if any(text.lstrip().startswith(("-", "#")) for text in texts):
            return "没有并"
        items = (
            "".join(f"  {line}" if line.strip() else line for line in text.splitlines(True)) for text in texts
        )
        one.write_text("".join(f"-\n{item}" for item in items), "utf-8")
        other.unlink()
        return f"并 {one.name} 与 {other.name}"

    def _turn_over(self) -> str:
        """写着几条的文件，先后倒过来；没有就先并出一个。"""
        listed = [path for path in self._files("proposals") if path.read_text("utf-8").startswith("-\n")]
        if not listed:
            return self._merge_files()
        path = self._chance.choice(listed)
        items = path.read_text("utf-8").removeprefix("-\n").split("\n-\n")
        path.write_text("".join(f"-\n{item.rstrip()}\n" for item in reversed(items)), "utf-8")
        return f"倒 {path.name}"

    def _relate(self) -> str:
        """一件提案写上别的几件是相关提案。"""
        paths = self._files("proposals")
        path = self._chance.choice(paths)
        known = [item for other in paths if other != path for item in _ids(other)]
        related = f"related: [{', '.join(self._chance.sample(known, min(2, len(known))))}]"
        text = path.read_text("utf-8")
        if text.startswith(("-", "#")) or "related:" in text:
            return "没有写"
        path.write_text(f"{text.rstrip()}\n{related}\n", "utf-8")
        return f"{path.name} 写上 {related}"

    def _link(self) -> str:
        """本会的一条记录写上与哪一条有关：两组合成一组。"""
        kind = self._chance.choice(("proposals", *ACTIVITIES))
        known = [item for path in self._files(kind) for item in _ids(path)]
        found = f"{kind.removesuffix('s')}/{self._chance.choice(known or ['meiyou'])}"
        return self._add_line(f"related: [{found}]", "related:")

    def _discuss(self) -> str:
        """一次协商写上有关的几件提案。"""
        known = [item for path in self._files("proposals") for item in _ids(path)]
        chosen = self._chance.sample(known, min(3, len(known)))
        return self._add_line(f"proposals: [{', '.join(chosen)}]", "proposals:", kinds=("consultations",))

    def _subject(self) -> str:
        """一件提案改了主题：写到它的协商在别的提案的订阅源里的标签跟着变。"""
        path = self._chance.choice(self._files("proposals"))
        word = self._chance.choice(WORDS)
        return f"主题 {word} " + self._edit(
            path, lambda text: re.sub(r"(?m)^topics: .*$", f"topics: [{word}]", text, count=1)
        )

    def _renumber(self) -> str:
        """本会的一条记录换了编号，写到它的都跟着换；旧编号偶尔误写两遍。"""
        path = self._chance.choice(
            [item for kind in ACTIVITIES for item in self._files(kind)] or self._files()
        )
        former = self._chance.choice(_ids(path))
        if "former_ids:" in path.read_text("utf-8"):
            return "没有换"
        now = f"{former}-{self._count}"
        for other in self._files():
            self._edit(other, lambda text: re.sub(rf"(?<![\w-]){re.escape(former)}(?![\w-])", now, text))
        written = ", ".join([former] * self._chance.choice((1, 1, 1, 2)))
        added = rf"\g<0>\n\g<1>former_ids: [{written}]"
        self._edit(
            path,
            lambda text: re.sub(rf"(?m)^(- | *)id: {re.escape(now)}$", added, text, count=1).replace(
                "\n- former_ids", "\n  former_ids"
            ),
        )
        return f"{former} 换成 {now}"

    def _hide(self) -> str:
        """本会的一条记录不公开了。"""
        return self._add_line("open_reason: 涉密", "open:", "open: 不公开")

    def _add_line(self, line: str, taken: str, *before: str, kinds: Sequence[str] = ACTIVITIES) -> str:
        """本会的一条记录添几行。

        Args:
            line: 添的一行。
            taken: 已经有了这个字段的不添。
            before: 添在它前面的几行。
            kinds: 哪几种记录里的一条。
        """
        path = self._chance.choice([path for kind in kinds for path in self._files(kind)] or self._files())
        records = re.split(r"(?m)^(?=- )", path.read_text("utf-8"))
        chosen = self._chance.randrange(len(records))
        first, end, rest = records[chosen].partition("\n")
        if taken in rest or "id:" not in first:
            return "没有添"
        indent = "  " if first.startswith("- ") else ""
        added = "".join(f"{indent}{item}\n" for item in (*before, line))
        records[chosen] = f"{first}{end}{added}{rest}"
        path.write_text("".join(records), "utf-8")
        return f"{path.name} {first} 添 {line}"


def _ids(path: Path) -> list[str]:
    return re.findall(r"(?m)^(?:- )?\s*id: ['\"]?([\w-]+)", path.read_text("utf-8"))
