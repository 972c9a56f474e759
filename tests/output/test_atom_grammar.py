"""每个 Atom 订阅源都合 RFC 4287 的语法（RELAX NG）；语法自己也拦得住写错的。"""

from pathlib import Path

import pytest
from lxml import etree

GRAMMAR = etree.RelaxNG(etree.parse(Path(__file__).with_name("atom.rng")))
ATOM = "http://www.w3.org/2005/Atom"
WHOLE = (
    f'<feed xmlns="{ATOM}" xml:lang="zh-CN"><title>名</title><id>tag:a.example,2026:b</id>'
    "<updated>2024-06-30T00:00:00+08:00</updated>{}<entry><title>事</title><id>tag:a.example,2026:c</id>"
    "<updated>2024-06-30T00:00:00+08:00</updated>{}</entry></feed>"
)
WRONG = {
    "缺 id": WHOLE.replace("<id>tag:a.example,2026:b</id>", ""),
    "两个标题": WHOLE.replace("<title>名</title>", "<title>名</title><title>又一个</title>"),
    "日期只到日": WHOLE.replace("2024-06-30T00:00:00+08:00", "2024-06-30"),
    "链接没有网址": WHOLE.replace("{}<entry>", '<link rel="self"/><entry>'),
    "标题里有标记": WHOLE.replace("<title>事</title>", "<title>事<b/></title>"),
    "xhtml 没有外层的 div": WHOLE.replace("{}</entry>", '<content type="xhtml">字</content></entry>'),
    "没有听过的元素": WHOLE.replace("{}</entry>", "<date>2024</date></entry>"),
    "没有听过的属性": WHOLE.replace("<title>事", '<title lang="zh">事'),
    "提要写两份": WHOLE.replace("{}</entry>", "<summary>甲</summary><summary>乙</summary></entry>"),
    "条目在前": WHOLE.replace("<title>名</title>", "").replace("</feed>", "<title>名</title></feed>"),
}


def _is_valid(text: str) -> bool:
    return GRAMMAR.validate(etree.fromstring(text.replace("{}", "").encode()))


def test_every_atom_feed_of_the_site_follows_the_grammar(miniature_site: Path) -> None:
    feeds = [path for end in ("atom", "xml") for path in sorted((miniature_site / "feeds").rglob(f"*.{end}"))]
    assert len(feeds) > 100
    found = {}
    for path in feeds:
        if not GRAMMAR.validate(etree.parse(path)):
            found[path.relative_to(miniature_site).as_posix()] = str(GRAMMAR.error_log.last_error)
    assert found == {}


def test_the_grammar_takes_a_plain_feed_and_one_with_foreign_elements() -> None:
    assert _is_valid(WHOLE)
    assert _is_valid(WHOLE.replace("{}<entry>", '<x:more xmlns:x="urn:x"><x:any/></x:more><entry>'))


@pytest.mark.parametrize("how", sorted(WRONG))
def test_the_grammar_refuses_what_is_wrong(how: str) -> None:
    assert not _is_valid(WRONG[how])
