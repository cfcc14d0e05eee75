"""The Sources page without a browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app.ui import services
from tests.app.ui.conftest import html

if TYPE_CHECKING:
    from pathlib import Path

    from streamlit.testing.v1 import AppTest

PAGE = "ui/pages/sources.py"
QUAGGA = b"# Quagga guide\n\nA quagga is an extinct zebra of the Cape. Quagga notes are uploaded.\n"


@pytest.fixture
def sources(app: AppTest) -> AppTest:
    app.switch_page(PAGE).run()
    assert not app.exception
    return app


def _open(app: AppTest, title: str) -> AppTest:
    entries = services.passage_source().retriever.documents()
    app.query_params["doc"] = next(e.id for e in entries if e.source.title.startswith(title))
    return app.run()


def _finish(app: AppTest) -> AppTest:
    job = services.job_board().job
    assert job is not None
    assert job.wait(60)
    return app.run()


def _titles(app: AppTest) -> list[str]:
    return [b.label for b in app.button if (b.key or "").startswith("source_corpus")]


def test_what_is_indexed_is_a_table(sources: AppTest) -> None:
    shown = html(sources)
    assert "3 documents in 9 passages" in shown
    assert _titles(sources)[:2] == ["Task 1.1 - Inference options", "Task 4.1 - Drift"]
    assert '<span data-label="Licence">CC BY 4.0</span>' in shown
    assert '<span data-label="Date">23 Nov 2026</span>' in shown


def test_a_title_opens_its_document(sources: AppTest) -> None:
    sources.button(key="source_corpus/4.1-drift.md").click().run()
    assert not sources.exception
    assert sources.title[0].value == "Task 4.1 - Drift"
    assert ">Population stability index</h3>" in html(sources)
    sources.button(key="back").click().run()
    assert sources.title[0].value == "Sources"


def test_the_table_is_filtered(sources: AppTest) -> None:
    sources.text_input(key="source_filter").set_value("drift").run()
    assert _titles(sources) == ["Task 4.1 - Drift"]
    sources.text_input(key="source_filter").set_value("nothing like it").run()
    assert "No source has these words" in html(sources)


def test_search_marks_the_words(sources: AppTest) -> None:
    sources.segmented_control(key="view").set_value("Search").run()
    sources.text_input(key="passage_search").set_value("baseline distributions").run()
    assert not sources.exception
    shown = html(sources)
    assert "<mark>baseline</mark>" in shown
    assert "<mark>distribution</mark>" in shown
    sources.button(key="read_1").click().run()
    assert '<mark id="place">' in html(sources)


def test_a_document_is_read_with_its_headings(sources: AppTest) -> None:
    _open(sources, "Task 1.1")
    assert not sources.exception
    shown = html(sources)
    assert ">Payload limit of serverless inference</h3>" in shown
    assert '<td data-label="Batch transform">A complete dataset in Amazon S3</td>' in shown
    assert "Checked 23 Nov 2026" in shown
    assert len(sources.selectbox(key="section").options) == 4


def test_a_document_that_is_gone_says_so(sources: AppTest) -> None:
    sources.query_params["doc"] = "0" * 32
    sources.run()
    assert not sources.exception
    assert "not in the index any more" in html(sources)


def test_files_are_uploaded_read_removed_and_brought_back(
    sources: AppTest, installation: Path
) -> None:
    sources.segmented_control(key="view").set_value("Add").run()
    sources.file_uploader(key="upload_files").set_value(
        [("quagga.md", QUAGGA, "text/markdown"), ("broken.pdf", b"%PDF-1.7 nothing", "x/y")]
    )
    sources.button(key="upload_now").click().run()
    assert not sources.exception
    _finish(sources)
    shown = html(sources)
    assert "1 added. The index now holds 4 documents and" in shown
    assert "broken.pdf" in shown
    assert "It was not kept." in shown
    uploads = installation / "data" / "uploads"
    assert {p.name for p in uploads.iterdir()} == {"quagga.md", "quagga.md.source.toml"}
    sources.button(key="remove_uploads_quagga.md").click().run()
    sources.button(key="remove_now").click().run()
    _finish(sources)
    shown = html(sources)
    assert "1 removed. The index now holds 3 documents" in shown
    assert "quagga.md was removed. It can come back until the index is built again." in shown
    assert list(uploads.iterdir()) == []
    sources.button(key="undo_removal").click().run()
    _finish(sources)
    assert "1 added. The index now holds 4 documents" in html(sources)
    assert {p.name for p in uploads.iterdir()} == {"quagga.md", "quagga.md.source.toml"}
    assert "undo_removal" not in {b.key for b in sources.button}
    assert not (installation / "data" / "removed").exists()


def test_a_damaged_index_says_what_is_safe(app: AppTest, installation: Path) -> None:
    [store] = (installation / "index" / "snapshots").glob("*/documents.sqlite")
    store.write_bytes(b"not a database")
    app.switch_page(PAGE).run()
    assert not app.exception
    shown = html(app)
    assert "The index is damaged and is not searched" in shown
    assert "What is safe:" in shown
    assert "Run <code>make ingest</code>" in shown
    assert app.button(key="build_index").label == "Build the index again"


def test_an_index_that_is_damaged_while_it_is_open_is_left(
    sources: AppTest, installation: Path
) -> None:
    (installation / "index" / "CURRENT").write_text("nonsense")
    sources.run()
    assert not sources.exception
    assert "CURRENT does not name a snapshot" in html(sources)
