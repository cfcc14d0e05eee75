from __future__ import annotations

from app.ui.source_list import SourceFilter, collections, table
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


def test_the_table_says_what_is_not_known() -> None:
    assert table(ENTRIES) == {
        "Title": ["Endpoints", "A guide"],
        "Kind": ["markdown", "pdf"],
        "Collection": ["corpus", "uploads"],
        "Licence": ["not stated", "CC0"],
        "Date": ["not stated", "2 Jan 2026"],
        "Passages": [3, 4],
    }
