"""文件名：哪些字、哪些词不能用。"""

from generator.lazily import lazy_pattern

BAD_NAME = lazy_pattern(
    r'[\x00-\x1f\x7f-\x9f\ud800-\udfff\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff<>:"|?*\\]|[. ]$'
)
"""看不见的字符、Windows 不许的符号，与末尾的点和空格（在那里会被去掉）。"""

DEVICES = {
    *("con", "prn", "aux", "nul", "conin$", "conout$"),
    *(f"{name}{number}" for name in ("com", "lpt") for number in (*range(10), *"¹²³")),
}
"""Windows 的设备名，在那里建不了这样的文件，仓库就克隆不下来。"""


def is_bad_name(name: str) -> bool:
    """一个文件或文件夹的名字能不能用；设备名加了后缀、后面带空格也还是设备。"""
    return bool(BAD_NAME.search(name)) or name.partition(".")[0].rstrip(" ").lower() in DEVICES
