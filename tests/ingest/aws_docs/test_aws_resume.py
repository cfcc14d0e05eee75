"""A fetch that is interrupted, however: the next one goes on, and nothing is fetched twice."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from ingest.aws_docs.catalogue import Guide, Page
from ingest.aws_docs.client import Limits
from ingest.aws_docs.fetch import Failure, Fetcher, FetchReport
from ingest.aws_docs.target import Target
from ingest.sources import discover
from tests.ingest.aws_docs.docs_server import FakeTime, Reply, page

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from tests.ingest.aws_docs.docs_server import DocsServer

HOST = "https://docs.aws.amazon.com"
PATH = "/glue/latest/dg"
GUIDE = Guide("glue", f"{HOST}{PATH}/")
NAMES = ("a", "b", "c", "d")
DAY = 86_400


def targets(names: Sequence[str] = NAMES) -> list[Target]:
    return [Target.of_page(Page(GUIDE, name)) for name in names]


@pytest.fixture(autouse=True)
def pages(server: DocsServer) -> None:
    server.serve("/robots.txt", Reply(b"User-agent: *\nCrawl-delay: 1\n"))
    for name in NAMES:
        server.serve(f"{PATH}/{name}.md", page(name))


def fetch(
    server: DocsServer,
    folder: Path,
    time: FakeTime,
    *,
    names: Sequence[str] = NAMES,
    choice: str = "all",
    progress: Callable[[int, int], None] | None = None,
) -> FetchReport:
    with Fetcher(
        folder,
        {HOST},
        base=server.base,
        limits=Limits(read_seconds=5, tries=1),
        clock=time.clock,
        sleep=time.sleep,
        now=time.now,
    ) as fetcher:
        return fetcher.run(fetcher.plan(targets(names), choice), progress)


def interrupt_after(count: int) -> Callable[[int, int], None]:
    def progress(done: int, total: int) -> None:
        assert total == len(NAMES)
        if done == count:
            raise KeyboardInterrupt

    return progress


def asked(server: DocsServer) -> dict[str, int]:
    return {name: server.count(f"{PATH}/{name}.md") for name in NAMES}


def test_interrupted_run_goes_on_where_it_stopped(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    with pytest.raises(KeyboardInterrupt):
        fetch(server, tmp_path, fake_time, progress=interrupt_after(2))
    fake_time.seconds += DAY
    counts: list[tuple[int, int]] = []
    report = fetch(
        server, tmp_path, fake_time, progress=lambda done, total: counts.append((done, total))
    )
    assert (report.stored, report.resumed, report.failures) == (2, 2, ())
    assert asked(server) == {"a": 1, "b": 1, "c": 1, "d": 1}
    assert counts == [(3, 4), (4, 4)]


def test_finished_run_is_followed_by_one_that_asks_again(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    fetch(server, tmp_path, fake_time)
    report = fetch(server, tmp_path, fake_time)
    assert (report.stored, report.unchanged, report.resumed) == (0, 4, 0)
    assert asked(server) == {"a": 2, "b": 2, "c": 2, "d": 2}
    assert [server.sent[f"{PATH}/{name}.md"] for name in NAMES] == [1, 1, 1, 1]


def test_another_choice_does_not_disturb_the_interrupted_one(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    with pytest.raises(KeyboardInterrupt):
        fetch(server, tmp_path, fake_time, progress=interrupt_after(1))
    assert fetch(server, tmp_path, fake_time, names=["d"], choice="only d").stored == 1
    report = fetch(server, tmp_path, fake_time)
    assert (report.stored, report.resumed) == (2, 2)
    assert asked(server) == {"a": 1, "b": 1, "c": 1, "d": 1}


def test_run_interrupted_long_ago_begins_anew(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    with pytest.raises(KeyboardInterrupt):
        fetch(server, tmp_path, fake_time, progress=interrupt_after(2))
    fake_time.seconds += 8 * DAY
    report = fetch(server, tmp_path, fake_time)
    assert (report.stored, report.unchanged, report.resumed) == (2, 2, 0)


def test_lasting_failure_is_reported_again_but_not_asked_for(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    server.replies.pop(f"{PATH}/a.md")
    server.serve(f"{PATH}/b.md", Reply(status=500), page("b"))
    with pytest.raises(KeyboardInterrupt):
        fetch(server, tmp_path, fake_time, progress=interrupt_after(3))
    report = fetch(server, tmp_path, fake_time)
    assert (report.stored, report.resumed) == (2, 1)
    assert report.failures == (Failure(f"{HOST}{PATH}/a.html", "answered 404 Not Found"),)
    assert asked(server) == {"a": 1, "b": 2, "c": 1, "d": 1}


def test_what_is_missing_is_asked_for_first(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    fetch(server, tmp_path, fake_time, names=["a", "b"], choice="two")
    server.asked.clear()
    fetch(server, tmp_path, fake_time)
    assert server.asked[1:] == [f"{PATH}/{name}.md" for name in ("c", "d", "a", "b")]


def test_deleted_copy_is_fetched_again_by_the_resumed_run(
    server: DocsServer, tmp_path: Path, fake_time: FakeTime
) -> None:
    with pytest.raises(KeyboardInterrupt):
        fetch(server, tmp_path, fake_time, progress=interrupt_after(2))
    (tmp_path / f"docs.aws.amazon.com{PATH}/a.md").unlink()
    assert fetch(server, tmp_path, fake_time).stored == 3


def killed_at_write(server: DocsServer, folder: Path, number: int) -> bool:
    """Fetch in a child process that dies at its n-th write; tell whether it died."""
    child = os.fork()
    if child == 0:
        writes = 0
        sync = os.fsync

        def dying_sync(descriptor: int) -> None:
            nonlocal writes
            writes += 1
            if writes == number:
                os._exit(9)
            sync(descriptor)

        os.fsync = dying_sync
        try:
            fetch(server, folder, FakeTime(), names=NAMES[:2])
            os._exit(0)
        finally:
            os._exit(1)
    _, status = os.waitpid(child, 0)
    code = os.waitstatus_to_exitcode(status)
    assert code in (0, 9)
    return code == 9


def test_run_killed_at_any_write_goes_on(server: DocsServer, tmp_path: Path) -> None:
    server.serve(f"{PATH}/b.md", replace(page("b"), validators=False))
    number = 1
    while killed_at_write(server, tmp_path / str(number), number):
        folder = tmp_path / str(number)
        before = asked(server)
        report = fetch(server, folder, FakeTime(), names=NAMES[:2])
        requests = sum(count - before[name] for name, count in asked(server).items())
        assert report.stored + report.unchanged + report.resumed == 2, number
        assert requests + report.resumed == 2
        found = discover([folder])
        assert [file.path for file in found.files] == [
            f"docs.aws.amazon.com{PATH}/{name}.md" for name in NAMES[:2]
        ]
        assert all(file.entry.url and file.entry.sha256 for file in found.files)
        assert not list(folder.rglob("*.part"))
        number += 1
    assert number == 10
