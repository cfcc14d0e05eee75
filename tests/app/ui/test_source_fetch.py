"""Official AWS pages are fetched from the Sources page: the estimate, the pages, stopping."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from app.settings import Settings
from app.ui import services
from app.ui.fetch_work import FetchWork
from app.ui.ingest_job import JobBoard
from app.ui.ingest_progress import step_text
from app.ui.ingest_work import IngestWork
from tests.app.ui.conftest import html
from tests.index.hashing_embedder import HashingEmbedder
from tests.ingest.aws_docs.docs_server import DocsServer, Reply, page

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

    from app.ui.ingest_job import IngestJob

BASE = "/glue/latest/dg"
LIST = """
[[guide]]
name = "glue"
base = "https://docs.aws.amazon.com/glue/latest/dg/"

[[page]]
guide = "glue"
page = "crawlers"

[[page]]
guide = "glue"
page = "gone"
"""


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[DocsServer]:
    docs = DocsServer()
    monkeypatch.setenv("GROUNDWORK_DOCS_BASE", docs.base)
    docs.serve("/robots.txt", Reply(b"User-agent: *\n"))
    docs.serve(f"{BASE}/crawlers.md", page("Crawlers"))
    yield docs
    docs.close()


@pytest.fixture
def fetch(tmp_path: Path) -> FetchWork:
    corpus = tmp_path / "corpus"
    corpus.mkdir()
    (corpus / "aws_docs.toml").write_text(LIST)
    here = replace(
        Settings.from_environment(), corpus=corpus, data=tmp_path / "data", index=tmp_path / "index"
    )
    work = IngestWork(here, HashingEmbedder())
    return FetchWork(corpus / "aws_docs.toml", corpus / "fetched", work, delay=0.0)


def _run(fetch: FetchWork, *, stop: bool = False) -> IngestJob:
    board = JobBoard()

    def work(progress: IngestJob) -> object:
        progress.is_stopping = stop
        return fetch.fetch((), progress)

    job = board.post("Fetching", work)  # type: ignore[arg-type]
    assert job.wait(30)
    return job


def test_pages_are_fetched_and_indexed(fetch: FetchWork, server: DocsServer) -> None:
    assert fetch.guides() == {"glue": 2}
    assert len(fetch.plan(("glue",)).todo) == 2
    assert server.asked == []
    job = _run(fetch)
    assert step_text(job.steps[0]) == "Fetching pages: 2 of 2"
    assert job.outcome.problem == ""
    [line] = job.outcome.lines
    assert line.startswith("1 page not fetched: ")
    assert job.outcome.report is not None
    assert job.outcome.report.documents == 1


def test_a_fetch_is_stopped(fetch: FetchWork, server: DocsServer) -> None:
    job = _run(fetch, stop=True)
    assert "stopped; the next one goes on from there" in f"{job.outcome}"
    assert server.count(f"{BASE}/crawlers.md") == 0


def test_the_page_says_how_much_and_how_long(app: AppTest) -> None:
    app.switch_page("ui/pages/sources.py").run()
    app.segmented_control(key="view").set_value("Add").run()
    assert not app.exception
    total = len(services.fetch_work().plan(()).todo)
    assert f"{total:,} pages to ask for: about " in html(app)
    app.multiselect(key="fetch_guides").set_value(["glue"]).run()
    assert f"{total:,} pages" not in html(app)
    assert not app.button(key="fetch_now").disabled
