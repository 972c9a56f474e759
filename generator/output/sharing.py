"""转给别人：分享图、二维码、引用格式与带着编号的找错入口。"""

from urllib.parse import quote, urlencode, urlsplit

import msgspec

from generator.output.qr import qr_image
from generator.release.views.citation import Citation
from generator.release.views.meta import PageMeta
from generator.terms import RecordKind

PICTURES = "images/share-"
SITE_PICTURE = f"{PICTURES}site.png"
WITH_STATES = {RecordKind.PROPOSAL, RecordKind.REPLY}
"""分享图按状态分的种类；其余一种一张。"""


class Share(msgspec.Struct, frozen=True):
    """一条记录页末尾的「转给别人」。

    Attributes:
        code: 二维码，可信的 HTML；没有永久网址时为空。
        citation: 引用格式。
    """

    code: str
    citation: Citation


def picture(meta: PageMeta) -> str:
    """分享图的原名：由种类与状态定，不是一条记录一张，十万条记录也只有几十张。"""
    if meta.kind is None:
        return f"{PICTURES}{meta.state}.png" if meta.state else SITE_PICTURE
    state = f"-{meta.state}" if meta.kind in WITH_STATES and meta.state else ""
    return f"{PICTURES}{meta.kind.value}{state}.png"


def share_of(meta: PageMeta) -> Share | None:
    """一条记录的「转给别人」；不是记录的没有。"""
    if meta.citation is None:
        return None
    return Share(qr_image(meta.canonical) if meta.canonical else "", meta.citation)


def report_address(report: str | None, meta: PageMeta) -> str:
    """这一页的找错入口：邮箱填好编号与网址，表单的网址也带上。

    Args:
        report: site.yml 的 report；没有为空。
        meta: 网页元数据。
    """
    if not report:
        return ""
    which = f"{meta.kind.label} {meta.identifier}" if meta.kind else meta.title
    if report.startswith("mailto:"):
        lines = (
            f"网页：{meta.title}",
            f"编号：{which}",
            f"网址：{meta.canonical}",
            "哪里不对：",
            "应当是：",
            "依据：",
        )
        query = urlencode({"subject": f"找错：{which}", "body": "\r\n".join(lines)}, quote_via=quote)
        return f"{report}{'&' if '?' in report else '?'}{query}"
    start, mark, anchor = report.partition("#")
    query = urlencode({"id": which, "page": meta.canonical}, quote_via=quote)
    joint = "&" if urlsplit(start).query else "?"
    return f"{start}{joint}{query}{mark}{anchor}"
