"""几个站点合查：公开的配置。"""

import msgspec


class PublicSearchPeer(msgspec.Struct, frozen=True, kw_only=True):
    """一个一起查的站点。"""

    name: str
    manifest: str
    base: str
