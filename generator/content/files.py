"""文字页目录里放得下什么：哪些文件、多大、叫什么名字；不合的在读进来之前就说清楚。"""

import re
import stat
from pathlib import Path

from generator.names import is_bad_name
from generator.problems import Mark, Problem

CONTENT_SUFFIXES = (".md", ".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".svg", ".pdf", ".csv")
"""content/ 里可放的文件；MkDocs 还认 .markdown、.mkd 等写法，一律不用，免得漏查。"""

LARGEST = {".md": 100_000, ".svg": 200_000, ".csv": 1_000_000}
LARGEST_OTHER = 10_000_000
"""各种文件最多几个字节：三万字一页已经太长，图与 PDF 大了手机打不开。"""

MOST_FOLDERS = 8
LONGEST_NAME = 100
"""文件名最多几个字：一个汉字三个字节，文件系统一般只放得下 255 个字节。"""

CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufffe\uffff]")
"""控制字符与改变方向的字符：读的人看不见，看见的却不是写的。"""


def unfit(content: Path, path: Path) -> Problem | None:
    """一个文件或文件夹为什么不能放在文字页目录里；能放的没有。

    Args:
        content: 文字页目录。
        path: 里面的一个文件或文件夹。
    """
    mark = Mark(f"{content.name}/{path.relative_to(content).as_posix()}")
    try:
        status = path.lstat()
    except OSError:
        return Problem("content-file", mark, "读不了", "检查权限，或重新放一份")
    if is_bad_name(path.name) or len(path.name) > LONGEST_NAME:
        cure = "改名：用汉字、字母、数字、「-」「_」；不用控制字符、引号与系统设备名（con、nul 等）"
        return Problem("bad-file-name", mark, "文件名里有不能用的字符或词，或太长", cure)
    if stat.S_ISLNK(status.st_mode):
        return Problem("content-file", mark, "不能用符号链接：链接里的页面查不到", "把文件复制进来")
    if stat.S_ISDIR(status.st_mode):
        return _unfit_folder(content, path, mark)
    if not stat.S_ISREG(status.st_mode):
        return Problem("content-file", mark, "这不是普通文件", "移出去")
    return _unfit_file(path, status.st_size, mark)


def _unfit_folder(content: Path, path: Path, mark: Mark) -> Problem | None:
    if path.suffix in CONTENT_SUFFIXES:
        return Problem("content-file", mark, "这是文件夹，名字却像文件", "去掉名字里的后缀，或换成同名的文件")
    if len(path.relative_to(content).parts) > MOST_FOLDERS:
        return Problem("content-file", mark, f"文件夹超过 {MOST_FOLDERS} 层", "少分几层")
    return None


def _unfit_file(path: Path, size: int, mark: Mark) -> Problem | None:
    if path.suffix not in CONTENT_SUFFIXES:
        kinds = "、".join(CONTENT_SUFFIXES)
        return Problem("content-file", mark, f"这里不放「{path.suffix or path.name}」文件", f"可放：{kinds}")
    largest = LARGEST.get(path.suffix, LARGEST_OTHER)
    if size > largest:
        message = f"文件超过 {largest // 1000} KB"
        return Problem("content-too-big", mark, message, "文字分成几页，图片压小；大的附件放到别处再链接")
    return None


def text_of(path: Path, mark: Mark) -> str | Problem:
    """一个文件的文字；读不了、不是 UTF-8、有看不见的控制字符的，给出问题。"""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError:
        return Problem("content-file", mark, "读不了", "检查权限，或重新放一份")
    except UnicodeDecodeError:
        return Problem("not-utf-8", mark, "不是 UTF-8 编码", "另存为 UTF-8")
    found = CONTROL.search(text)
    if found is None:
        return text
    line = text.count("\n", 0, found.start()) + 1
    column = found.start() - text.rfind("\n", 0, found.start())
    message = f"含看不见的控制字符 U+{ord(found[0]):04X}"
    excerpt = text.split("\n")[line - 1].rstrip("\r")
    cure = "删去它；从别处复制来的文字常带这种字符"
    return Problem("invisible-character", Mark(mark.path, line, column, excerpt), message, cure)
