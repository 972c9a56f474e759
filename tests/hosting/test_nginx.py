"""自己的服务器：照仓库里的配置，头、类型、缓存、压缩、换版都对。"""

import http.client
from collections.abc import Mapping
from pathlib import Path
from threading import Event, Thread
from typing import NamedTuple
from urllib.parse import urlsplit

import pytest

from generator.disk.publish import make_live
from tests.hosting.conftest import build_and_publish, copy_of_miniature, free_port, running

Served = tuple[str, Path]
STRICT = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "strict-origin-when-cross-origin",
    "cross-origin-opener-policy": "same-origin",
}
TYPES = {
    "index.html": "text/html; charset=utf-8",
    # 说成 atom+xml、rss+xml，Chromium 只显示源码，不套样式。
    "feeds/all.atom": "application/xml; charset=utf-8",
    "feeds/all.rss": "application/xml; charset=utf-8",
    "feeds/all.xml": "application/xml; charset=utf-8",
    "feeds/all.json": "application/feed+json",
    "feeds/all.opml": "text/x-opml; charset=utf-8",
    "data/proposals.json": "application/json",
    "data/proposals.csv": "text/csv; charset=utf-8",
    "calendar/all.ics": "text/calendar; charset=utf-8",
    "sitemap.xml": "text/xml; charset=utf-8",
    "robots.txt": "text/plain; charset=utf-8",
}


class Answer(NamedTuple):
    """服务器的一次回答。"""

    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(address: str, path: str, method: str = "GET", **headers: str) -> Answer:
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=20)
    connection.request(method, f"/{path}", headers={key.replace("_", "-"): headers[key] for key in headers})
    found = connection.getresponse()
    answer = Answer(found.status, {key.lower(): value for key, value in found.getheaders()}, found.read())
    connection.close()
    return answer


def policy_of(text: str) -> dict[str, str]:
    directives = (part.strip().partition(" ") for part in text.split(";"))
    return {name: value for name, _, value in directives}


@pytest.mark.parametrize(
    "path", ["", "proposals/5-2/0001.html", "data/proposals.csv", "feeds/all.json", "nothing-here.html"]
)
def test_every_answer_carries_the_strict_headers_even_a_404(served: Served, path: str) -> None:
    headers = ask(served[0], path).headers
    assert {name: headers.get(name) for name in STRICT} == STRICT
    policy = policy_of(headers["content-security-policy"])
    assert policy["default-src"] == "'none'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == "'self'"
    assert "geolocation=()" in headers["permissions-policy"]
    assert headers["server"] == "nginx"
    assert "strict-transport-security" not in headers


def test_header_policy_is_at_least_as_strict_as_the_one_in_the_page(served: Served) -> None:
    answer = ask(served[0], "index.html")
    page = (
        answer.body.decode().partition('http-equiv="Content-Security-Policy" content="')[2].partition('"')[0]
    )
    inside, header = policy_of(page), policy_of(answer.headers["content-security-policy"])
    assert inside
    assert inside
    looser = {
        name: set(header[name].split()) - set(value.split())
        for name, value in inside.items()
        if set(header[name].split()) > set(value.split())
    }
    assert looser == {}


@pytest.mark.parametrize(("path", "expected"), TYPES.items())
def test_each_kind_of_file_has_its_own_type(served: Served, path: str, expected: str) -> None:
    answer = ask(served[0], path)
    assert (answer.status, answer.headers["content-type"]) == (200, expected)


def test_no_published_file_is_served_as_an_unknown_type(served: Served) -> None:
    address, live = served
    kinds = {path.suffix: path for path in live.rglob("*") if path.is_file() and path.parts[-2] != "feeds"}
    assert len(kinds) > 8
    unknown = [
        suffix
        for suffix, path in sorted(kinds.items())
        if ask(address, path.relative_to(live).as_posix())
        .headers["content-type"]
        .startswith("application/oct")
    ]
    assert unknown == []


def test_fingerprinted_assets_are_kept_for_a_year_and_pages_are_asked_for_each_time(served: Served) -> None:
    address, live = served
    for path in (live / "assets").iterdir():
        assert "immutable" in ask(address, f"assets/{path.name}").headers["cache-control"]
    page = ask(address, "index.html")
    assert page.headers["cache-control"] == "no-cache"
    again = ask(address, "index.html", If_None_Match=page.headers["etag"])
    assert (again.status, again.body) == (304, b"")


def test_open_data_may_be_read_by_other_sites_and_pages_may_not(served: Served) -> None:
    shared = ["data/proposals.csv", "feeds/all.atom", "calendar/all.ics", "proposals/5-2/0001.json"]
    assert [ask(served[0], path).headers.get("access-control-allow-origin") for path in shared] == ["*"] * 4
    assert "access-control-allow-origin" not in ask(served[0], "proposals/5-2/0001.html").headers


def test_text_is_sent_compressed(served: Served) -> None:
    plain = ask(served[0], "data/proposals.json")
    packed = ask(served[0], "data/proposals.json", Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert len(packed.body) < len(plain.body) / 2


def test_missing_address_gives_our_own_page(served: Served) -> None:
    answer = ask(served[0], "proposals/5-2/9999.html")
    assert (answer.status, answer.body) == (404, (served[1] / "404.html").read_bytes())


@pytest.mark.parametrize(
    "path",
    [
        ".shai-site",
        ".git/config",
        "../live.releases",
        "%2e%2e/site/index.html",
        "assets/..%2f..%2fsite/index.html",
        "assets/",
    ],
)
def test_hidden_files_parents_and_folder_listings_are_not_served(served: Served, path: str) -> None:
    assert ask(served[0], path).status in (400, 404)


def test_folder_without_slash_leads_to_its_page_on_the_same_host(served: Served) -> None:
    answer = ask(served[0], "proposals")
    assert (answer.status, answer.headers["location"]) == (301, "/proposals/")


def test_writing_methods_are_refused(served: Served) -> None:
    assert [ask(served[0], "index.html", method).status for method in ("POST", "PUT", "DELETE")] == [405] * 3


def test_switch_under_load_never_shows_a_missing_or_a_half_page(nginx: str, tmp_path: Path) -> None:
    port = free_port()
    live, address = tmp_path / "live", f"http://127.0.0.1:{port}/"
    versions = []
    for title in ("甲版", "乙版"):
        source = copy_of_miniature(tmp_path / title, address)
        config = source / "data" / "site.yml"
        config.write_text(config.read_text("utf-8").replace("title: 青禾区政协", f"title: {title}"), "utf-8")
        build_and_publish(source, tmp_path / f"site-{title}", live)
        versions.append((live / "proposals" / "5-2" / "0001.html").read_bytes())
    assert versions[0] != versions[1]
    seen: list[tuple[int, bytes]] = []
    done = Event()

    def load() -> None:
        while not done.is_set():
            answer = ask(address, "proposals/5-2/0001.html")
            seen.append((answer.status, answer.body))

    with running(nginx, tmp_path / "nginx", live, port):
        threads = [Thread(target=load) for _ in range(2)]
        for thread in threads:
            thread.start()
        try:
            for turn in range(8):
                make_live(
                    tmp_path / f"site-{'甲版' if turn % 2 else '乙版'}", live, float(turn), lambda _: None
                )
        finally:
            done.set()
            for thread in threads:
                thread.join()
    assert len(seen) > 20
    assert {status for status, _ in seen} == {200}
    assert {body for _, body in seen} == set(versions)
