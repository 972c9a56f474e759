"""站点的名分：页框上写着的站名、网址、备案号。"""

import msgspec


class Identity(msgspec.Struct, frozen=True, kw_only=True):
    """站点的名分：写在 data/site.yml 一处，渲染时交给 MkDocs，mkdocs.yml 里不必再写。

    Attributes:
        name: 站名。
        description: 简介。
        url: 网址；没有为空。
        report: 找错入口；没有为空。
        site_id_code: 网站标识码；没有为空。
        icp: ICP 备案号；没有为空。
        police: 公安备案号；没有为空。
        party_mark: 党政机关标识的网址；没有为空。
    """

    name: str
    description: str
    url: str = ""
    report: str = ""
    site_id_code: str = ""
    icp: str = ""
    police: str = ""
    party_mark: str = ""
