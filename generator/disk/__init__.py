"""磁盘：输出目录、上线、锁；读写不成时怎样说。"""

from pathlib import Path

CACHE = Path(".cache/shai")
"""缓存的目录，在站点配置旁边；删了只是下次慢些。"""
