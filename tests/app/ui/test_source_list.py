from __future__ import annotations

from app.ui.source_list import SourceFilter, cells, cells_html, collections
from index.records import Source
from index.store import DocumentEntry

ENTRIES = [
    DocumentEntry("1", Source("domain3/3.1.md", "a", "markdown", "Endpoints"), 9, 3, 5),
    DocumentEntry(
        "2",
        Source(
            "guide.pdf", "b", "pdf", "A guide", "uploads", licence="CC0", retrieved="2026-01-02"
        ),
        9,
        4,
        6,
    ),
]


def test_words_are_looked_for_in_title_and_path() -> None:
    found = [e.id for e in ENTRIES if SourceFilter("DOMAIN3 endp").passes(e)]
    assert found == ["1"]


def test_a_collection_limits() -> None:
    assert [e.id for e in ENTRIES if SourceFilter(collection="uploads").passes(e)] == ["2"]
    assert collections(ENTRIES) == ["corpus", "uploads"]


def test_a_row_says_what_is_not_known() -> None:
    assert cells(ENTRIES[0]) == ("markdown", "corpus", "not stated", "not stated", "3")
    assert cells(ENTRIES[1]) == ("pdf", "uploads", "CC0", "2 Jan 2026", "4")


def test_cells_are_escaped_and_carry_their_name() -> None:
    odd = DocumentEntry("3", Source("a.md", "c", "html", "T", "<x>", licence="A&B"), 9, 1, 1)
    assert '<span data-label="Collection">&lt;x&gt;</span>' in cells_html(odd)
    assert '<span data-label="Licence">A&amp;B</span>' in cells_html(odd)
