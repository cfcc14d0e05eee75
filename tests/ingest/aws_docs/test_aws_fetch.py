"""Fetching from a server that behaves like the real one."""

from __future__ import annotations

import threading
import tracemalloc
from dataclasses import replace
from typing import TYPE_CHECKING

import httpx
import pytest

from index.errors import GroundworkError, IndexBusyError, SourceError
from index.write_lock import WriteLock
from ingest.aws_docs.catalogue import Guide, ListedFile, Page
from ingest.aws_docs.client import Limits
from ingest.aws_docs.fetch import Failure, Fetcher, FetchReport
from ingest.aws_docs.target import Target
from ingest.document import read_document
from ingest.sources import discover
from tests.ingest.aws_docs.docs_server import FakeTime, Reply, html, page

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from tests.ingest.aws_docs.docs_server import DocsServer

HOST = "https://docs.aws.amazon.com"
GUIDE = Guide("sagemaker", f"{HOST}/sagemaker/latest/dg/")
FOLDER = "docs.aws.amazon.com/sagemaker/latest/dg"
PATH = "/sagemaker/latest/dg"
LIMITS = Limits(connect_seconds=2, read_seconds=2, tries=4)
ROBOTS = Reply(
    b"User-agent: *\nDisallow: /sagemaker/latest/dg/private\nCrawl-delay: 5\n",
    content_type="text/plain",
)


def target(name: str, *bullets: str) -> Target:
    return Target.of_page(Page(GUIDE, name, title=name.title(), bullets=bullets))


def fetch(
    server: DocsServer,
    folder: Path,
    targets: Sequence[Target],
    time: FakeTime,
    limits: Limits = LIMITS,
    **settings: float,
) -> FetchReport:
    server.replies.setdefault("/robots.txt", [ROBOTS])
    with Fetcher(
        folder,
        {HOST},
        base=server.base,
        limits=limits,
        clock=time.clock,
        sleep=time.sleep,
        now=time.now,
        **settings,
    ) as fetcher:
        return fetcher.run(fetcher.plan(targets, "all"))


def address(name: str) -> str:
    return f"{HOST}{PATH}/{name}.html"


def test_page_is_kept_with_its_facts(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    server.serve(f"{PATH}/async.md", page("Async"))
    report = fetch(server, tmp_path, [target("async", "3.1.k3", "3.1.s1")], fake_time)
    assert (report.stored, report.unchanged, report.failures) == (1, 0, ())
    assert (tmp_path / FOLDER / "async.md").read_bytes() == page("Async").body
    assert (tmp_path / FOLDER / "async.md.source.toml").read_text() == (
        'title = "Async"\n'
        'url = "https://docs.aws.amazon.com/sagemaker/latest/dg/async.html"\n'
        'licence = "CC BY-SA 4.0, Amazon Web Services"\n'
        'retrieved = "2026-11-23"\n'
        'sha256 = "c288bf92eca23c4131031237650f78d4fbcf938739bfac3be4b99a6b77a430c9"\n'
        'bullets = ["3.1.k3", "3.1.s1"]\n'
        "domain = 3\n"
        'task = "3.1"\n'
    )


def test_fetched_page_is_read_by_ingest_with_its_facts(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    server.serve(f"{PATH}/async.md", page("Async"))
    fetch(server, tmp_path, [target("async", "3.1.k3", "1.2.k1")], fake_time)
    found = discover([tmp_path])
    assert found.failures == []
    assert [file.path for file in found.files] == [f"{FOLDER}/async.md"]
    document = read_document(found.files[0])
    assert document.source.url == address("async")
    assert document.source.licence == "CC BY-SA 4.0, Amazon Web Services"
    assert document.source.retrieved == "2026-11-23"
    assert (document.source.domain, document.source.task) == (None, None)
    assert document.headings[0].bullets == ("3.1.k3", "1.2.k1")


def test_requests_keep_the_crawl_delay(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    for name in "abc":
        server.serve(f"{PATH}/{name}.md", page(name))
    fetch(server, tmp_path, [target(name) for name in "abc"], fake_time)
    assert server.asked == ["/robots.txt", f"{PATH}/a.md", f"{PATH}/b.md", f"{PATH}/c.md"]
    assert fake_time.slept == [5.0, 5.0, 5.0]


def test_delay_given_replaces_the_crawl_delay(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    for name in "ab":
        server.serve(f"{PATH}/{name}.md", page(name))
    fetch(server, tmp_path, [target("a"), target("b")], fake_time, delay=0.5)
    assert fake_time.slept == [0.5, 0.5]


def test_unchanged_page_is_not_sent_again(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    server.serve(f"{PATH}/a.md", page("A"))
    server.serve(f"{PATH}/b.md", page("B"))
    fetch(server, tmp_path, [target("a"), target("b")], fake_time)
    server.serve(f"{PATH}/b.md", replace(page("B new"), validators=False))
    fake_time.seconds += 86_400
    report = fetch(server, tmp_path, [target("a"), target("b")], fake_time)
    assert (report.stored, report.unchanged, report.failures) == (1, 1, ())
    assert server.sent == {"/robots.txt": 2, f"{PATH}/a.md": 1, f"{PATH}/b.md": 2}
    assert server.headers[-2]["If-None-Match"] == page("A").etag
    assert (tmp_path / FOLDER / "b.md").read_bytes() == page("B new").body
    assert 'retrieved = "2026-11-23"' in (tmp_path / FOLDER / "a.md.source.toml").read_text()
    assert 'retrieved = "2026-11-24"' in (tmp_path / FOLDER / "b.md.source.toml").read_text()


def test_same_body_without_validators_counts_as_unchanged(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    server.serve(f"{PATH}/a.md", replace(page("A"), validators=False))
    fetch(server, tmp_path, [target("a")], fake_time)
    before = (tmp_path / FOLDER / "a.md").stat()
    report = fetch(server, tmp_path, [target("a")], fake_time)
    assert (report.stored, report.unchanged) == (0, 1)
    assert (tmp_path / FOLDER / "a.md").stat().st_mtime_ns == before.st_mtime_ns


def test_new_tags_reach_a_page_that_did_not_change(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    server.serve(f"{PATH}/a.md", page("A"))
    fetch(server, tmp_path, [target("a", "3.1.k3")], fake_time)
    report = fetch(server, tmp_path, [target("a", "1.1.k2")], fake_time)
    assert report.unchanged == 1
    assert 'bullets = ["1.1.k2"]' in (tmp_path / FOLDER / "a.md.source.toml").read_text()


def test_altered_or_deleted_copy_is_fetched_whole(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    server.serve(f"{PATH}/a.md", page("A"))
    server.serve(f"{PATH}/b.md", page("B"))
    fetch(server, tmp_path, [target("a"), target("b")], fake_time)
    (tmp_path / FOLDER / "a.md").unlink()
    (tmp_path / FOLDER / "b.md").write_text("altered")
    report = fetch(server, tmp_path, [target("a"), target("b")], fake_time)
    assert report.stored == 2
    assert (tmp_path / FOLDER / "b.md").read_bytes() == page("B").body


def test_page_that_exists_only_as_html_is_fetched_so(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    server.serve(f"{PATH}/a.html", html("A"))
    server.serve(f"{PATH}/b.md", html("B as soft 404"))
    server.serve(f"{PATH}/b.html", html("B"))
    report = fetch(server, tmp_path, [target("a"), target("b")], fake_time)
    assert (report.stored, report.failures) == (2, ())
    names = sorted(p.name for p in (tmp_path / FOLDER).iterdir())
    assert names == ["a.html", "a.html.source.toml", "b.html", "b.html.source.toml"]
    assert read_document(discover([tmp_path]).files[0]).text == "A\n\nA is a page."


def test_markdown_that_appears_later_replaces_the_html(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    server.serve(f"{PATH}/a.html", html("A"))
    fetch(server, tmp_path, [target("a")], fake_time)
    server.serve(f"{PATH}/a.md", page("A"))
    fetch(server, tmp_path, [target("a")], fake_time)
    names = sorted(p.name for p in (tmp_path / FOLDER).iterdir())
    assert names == ["a.md", "a.md.source.toml"]


def test_missing_page_is_reported_by_address_and_reason(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    server.serve(f"{PATH}/b.md", page("B"))
    report = fetch(server, tmp_path, [target("gone"), target("b")], fake_time)
    assert report.failures == (Failure(address("gone"), "answered 404 Not Found"),)
    assert report.stored == 1
    assert server.count(f"{PATH}/gone.md") == 1


def test_copy_stays_when_its_page_goes(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    server.serve(f"{PATH}/a.md", page("A"))
    fetch(server, tmp_path, [target("a")], fake_time)
    server.replies.pop(f"{PATH}/a.md")
    report = fetch(server, tmp_path, [target("a")], fake_time)
    reason = "answered 404 Not Found (the copy of 2026-11-23 stays)"
    assert report.failures == (Failure(address("a"), reason),)
    assert (tmp_path / FOLDER / "a.md").is_file()
    server.serve(f"{PATH}/a.md", page("A"))
    assert fetch(server, tmp_path, [target("a")], fake_time).unchanged == 1


def test_better_copy_is_not_replaced_by_html_because_of_a_passing_failure(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    server.serve(f"{PATH}/a.md", page("A"))
    server.serve(f"{PATH}/a.html", html("A"))
    fetch(server, tmp_path, [target("a")], fake_time)
    server.serve(f"{PATH}/a.md", Reply(status=503))
    report = fetch(server, tmp_path, [target("a")], fake_time)
    assert [failure.address for failure in report.failures] == [address("a")]
    assert server.count(f"{PATH}/a.html") == 0
    assert (tmp_path / FOLDER / "a.md").is_file()


@pytest.mark.parametrize(
    ("header", "wait"), [("30", 30.0), ("Mon, 23 Nov 2026 12:01:05 GMT", 60.0)]
)
def test_too_many_requests_waits_as_long_as_asked(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime, header: str, wait: float
) -> None:
    busy = Reply(status=429, headers={"Retry-After": header})
    server.serve(f"{PATH}/a.md", busy, page("A"))
    report = fetch(server, tmp_path, [target("a")], fake_time)
    assert (report.stored, report.failures) == (1, ())
    assert fake_time.slept == [5.0, wait]


def test_wait_that_is_too_long_is_a_failure(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    busy = Reply(status=429, headers={"Retry-After": "86400"})
    server.serve(f"{PATH}/a.md", busy)
    server.serve(f"{PATH}/a.html", busy)
    report = fetch(server, tmp_path, [target("a")], fake_time)
    reason = "answered 429 Too Many Requests and asks to wait 86400 s"
    assert report.failures == (Failure(address("a"), reason),)
    assert sum(fake_time.slept) == 10.0


def test_server_error_is_tried_again_with_growing_waits(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    server.serve(f"{PATH}/a.md", Reply(status=500), Reply(status=502), page("A"))
    report = fetch(server, tmp_path, [target("a")], fake_time)
    assert (report.stored, report.failures) == (1, ())
    assert fake_time.slept == [5.0, 5.0, 10.0]


def test_lasting_server_error_is_given_up(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    server.serve(f"{PATH}/a.md", Reply(status=500))
    report = fetch(server, tmp_path, [target("a")], fake_time)
    assert report.failures == (
        Failure(
            address("a"), ".md: answered 500 Internal Server Error; .html: answered 404 Not Found"
        ),
    )
    assert server.count(f"{PATH}/a.md") == 4


def test_redirect_inside_the_host_is_followed(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    server.serve(f"{PATH}/old.md", Reply(status=301, headers={"Location": "new.md"}))
    server.serve(
        f"{PATH}/older.md", Reply(status=302, headers={"Location": f"{HOST}{PATH}/new.md"})
    )
    server.serve(f"{PATH}/new.md", page("New"))
    report = fetch(server, tmp_path, [target("old"), target("older")], fake_time)
    assert (report.stored, report.failures) == (2, ())
    assert (tmp_path / FOLDER / "old.md").read_bytes() == page("New").body


def test_redirect_to_another_host_is_refused(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    away = "https://evil.example/a.md"
    for ending in ("md", "html"):
        server.serve(f"{PATH}/a.{ending}", Reply(status=302, headers={"Location": away}))
        server.serve(
            f"{PATH}/b.{ending}", Reply(status=302, headers={"Location": "file:///etc/passwd"})
        )
    report = fetch(server, tmp_path, [target("a"), target("b")], fake_time)
    assert report.failures == (
        Failure(address("a"), f"leads to another host, {away}"),
        Failure(address("b"), "leads to another host, file:///etc/passwd"),
    )


def test_endless_redirect_is_refused(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    for ending in ("md", "html"):
        loop = Reply(status=302, headers={"Location": f"a.{ending}"})
        server.serve(f"{PATH}/a.{ending}", loop)
    report = fetch(server, tmp_path, [target("a")], fake_time)
    assert report.failures == (Failure(address("a"), "is redirected more than 5 times"),)


def test_truncated_body_is_never_kept(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    cut = replace(page("A"), declared=500)
    server.serve(f"{PATH}/a.md", cut, page("A"))
    server.serve(f"{PATH}/b.md", cut)
    server.serve(f"{PATH}/b.html", cut)
    report = fetch(server, tmp_path, [target("a"), target("b")], fake_time)
    assert report.stored == 1
    assert (tmp_path / FOLDER / "a.md").read_bytes() == page("A").body
    received = len(page("A").body)
    assert report.failures == (Failure(address("b"), f"broke off after {received} of 500 bytes"),)
    assert sorted(p.name for p in (tmp_path / FOLDER).iterdir()) == ["a.md", "a.md.source.toml"]


def test_huge_body_is_cut_off_without_being_held(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    for ending in ("md", "html"):
        server.serve(f"{PATH}/huge.{ending}", Reply(megabytes=200, validators=False))
        server.serve(f"{PATH}/announced.{ending}", Reply(b"x", declared=200 << 20))
    httpx.Client().close()
    tracemalloc.start()
    report = fetch(server, tmp_path, [target("huge"), target("announced")], fake_time)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    reason = "is larger than the 10 MB that are fetched"
    assert report.failures == (
        Failure(address("huge"), reason),
        Failure(address("announced"), reason),
    )
    assert peak < 8 << 20
    assert server.bytes_sent < 100 << 20
    assert not list(tmp_path.rglob("*huge*"))


def test_slow_socket_is_given_up(server: DocsServer, tmp_path: Path, fake_time: FakeTime) -> None:
    hold = threading.Event()
    server.serve(f"{PATH}/a.md", replace(page("A"), hold=hold), page("A"))
    server.serve(f"{PATH}/b.md", replace(page("B"), hold=hold))
    server.serve(f"{PATH}/b.html", replace(html("B"), hold=hold))
    limits = replace(LIMITS, read_seconds=0.1, tries=2)
    report = fetch(server, tmp_path, [target("a"), target("b")], fake_time, limits)
    hold.set()
    assert report.stored == 1
    assert report.failures == (Failure(address("b"), "gave no answer within 0.1 s"),)


def test_body_that_trickles_is_given_up(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    for ending in ("md", "html"):
        server.serve(f"{PATH}/a.{ending}", Reply(megabytes=5, validators=False))

    class TricklingTime(FakeTime):
        def clock(self) -> float:
            self.seconds += 10
            return self.seconds

    limits = replace(LIMITS, total_seconds=60, tries=1)
    report = fetch(server, tmp_path, [target("a")], TricklingTime(), limits)
    assert "bytes in 60 s and was not done" in report.failures[0].reason


def test_page_forbidden_by_robots_is_not_asked_for(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    server.serve(f"{PATH}/private.md", page("Private"))
    server.serve(f"{PATH}/old.md", Reply(status=301, headers={"Location": "private.md"}))
    report = fetch(server, tmp_path, [target("private"), target("old")], fake_time)
    assert report.failures == (
        Failure(address("private"), "is forbidden by robots.txt"),
        Failure(address("old"), ".md: is forbidden by robots.txt; .html: answered 404 Not Found"),
    )
    assert server.count(f"{PATH}/private.md") == 0


def test_host_without_robots_is_asked_every_five_seconds(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    server.serve("/robots.txt", Reply(status=404))
    server.serve(f"{PATH}/a.md", page("A"))
    assert fetch(server, tmp_path, [target("a")], fake_time).stored == 1
    assert fake_time.slept == [5.0]


def test_host_whose_robots_cannot_be_read_is_left_alone(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    server.serve("/robots.txt", Reply(status=503))
    server.serve(f"{PATH}/a.md", page("A"))
    report = fetch(server, tmp_path, [target("a")], fake_time)
    reason = "not asked for, because robots.txt answered 503 Service Unavailable"
    assert report.failures == (Failure(address("a"), reason),)
    assert server.count(f"{PATH}/a.md") == 0


def test_host_that_falls_silent_is_left_alone_and_resumed(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    hold = threading.Event()
    names = "abcde"
    for name in names:
        server.serve(f"{PATH}/{name}.md", replace(page(name), hold=hold), page(name))
        server.serve(f"{PATH}/{name}.html", replace(html(name), hold=hold))
    limits = replace(LIMITS, read_seconds=0.1, tries=1)
    report = fetch(server, tmp_path, [target(name) for name in names], fake_time, limits)
    hold.set()
    assert report.stored == 0
    reasons = [failure.reason for failure in report.failures]
    assert reasons[:3] == ["gave no answer within 0.1 s"] * 3
    assert reasons[3:] == [
        f"not asked for, because {HOST} gave no answer 3 times in a row",
        f"not asked for, because {HOST} gave no answer 3 times in a row",
    ]
    assert server.count(f"{PATH}/d.md") == 0
    assert fetch(server, tmp_path, [target(name) for name in names], fake_time).stored == 5


def test_answer_that_is_something_else_is_refused(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    server.serve(f"{PATH}/empty.md", Reply(b""))
    server.serve(f"{PATH}/binary.md", Reply(b"\x89PNG\r\n\x1a\n\x00\x00"))
    server.serve(f"{PATH}/nohtml.html", Reply(b"plain words", content_type="text/plain"))
    server.serve(f"{PATH}/nothing.md", Reply(status=204))
    names = ("empty", "binary", "nohtml", "nothing")
    report = fetch(server, tmp_path, [target(name) for name in names], fake_time)
    missing = "answered 404 Not Found"
    assert [failure.reason for failure in report.failures] == [
        f".md: is empty; .html: {missing}",
        f".md: holds binary data; .html: {missing}",
        f".md: {missing}; .html: holds no HTML",
        f".md: answered 204 No Content; .html: {missing}",
    ]


def test_pdf_is_kept_with_the_part_to_read(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    pdf = Reply(b"%PDF-1.7\n" + b"0" * 5000, content_type="application/pdf")
    server.serve("/pdfs/guides.pdf", pdf)
    server.serve("/pdfs/page.pdf", html("Sign in"))
    targets = [
        Target.of_file(ListedFile(f"{HOST}/pdfs/guides.pdf", heading="Machine Learning")),
        Target.of_file(ListedFile(f"{HOST}/pdfs/page.pdf", pages="3-4")),
    ]
    report = fetch(server, tmp_path, targets, fake_time)
    assert report.stored == 1
    assert report.failures == (Failure(f"{HOST}/pdfs/page.pdf", "holds no PDF data"),)
    sidecar = tmp_path / "docs.aws.amazon.com/pdfs/guides.pdf.source.toml"
    assert 'heading = "Machine Learning"' in sidecar.read_text()
    assert discover([tmp_path]).files[0].entry.heading == "Machine Learning"


def test_estimate_counts_the_pages_and_the_delay(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    server.serve("/robots.txt", ROBOTS)
    targets = [target(f"page-{number}") for number in range(300)]
    with Fetcher(
        tmp_path / "new", {HOST}, base=server.base, sleep=fake_time.sleep, now=fake_time.now
    ) as fetcher:
        plan = fetcher.plan(targets, "all")
        assert (len(plan.todo), plan.seconds, plan.delays) == (300, 1500.0, ((HOST, 5.0),))
        unasked = fetcher.plan(targets, "all", ask=False)
        assert unasked.seconds == 1500.0
    assert server.asked == ["/robots.txt"]
    assert not (tmp_path / "new").exists()


def test_second_fetch_at_once_is_refused(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    with WriteLock(tmp_path), pytest.raises(IndexBusyError, match="another fetch is writing"):
        fetch(server, tmp_path, [target("a")], fake_time)


def test_damaged_state_is_named(server: DocsServer, tmp_path: Path, fake_time: FakeTime) -> None:
    (tmp_path / ".fetch-state.json").write_text('{"schema": 1')
    with pytest.raises(SourceError, match=r"fetch-state.json: is damaged. Delete it"):
        fetch(server, tmp_path, [target("a")], fake_time)


def test_place_that_cannot_be_written_stops_the_run(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    (tmp_path / "docs.aws.amazon.com").write_text("a file where a folder should be")
    with pytest.raises(GroundworkError, match=r"a.md cannot be written"):
        fetch(server, tmp_path, [target("a")], fake_time)
