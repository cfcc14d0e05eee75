"""The check finds what it is for."""

from dataclasses import replace

from index.records import Block, Document, Heading, Source, Span
from ingest.span_check import faults

TEXT = "Title\n\nOne. Two.\n\n- Item"
GOOD = Document(
    text=TEXT,
    source=Source("a.md", "0", "markdown", "Title"),
    headings=(Heading(0, 5, 1, "Title"),),
    blocks=(Block(7, 16, "prose"), Block(18, 24, "list")),
    sentences=(Span(7, 11), Span(12, 16), Span(20, 24)),
)


def test_good_document_has_no_faults() -> None:
    assert list(faults(GOOD)) == []


def test_lost_and_overlapping_text_is_found() -> None:
    lost = list(faults(replace(GOOD, sentences=(Span(7, 11), Span(20, 24)))))
    assert lost == ["text in a prose at 11 belongs to no sentence: 'Two.'"]
    twice = list(faults(replace(GOOD, sentences=(Span(7, 12), Span(11, 16), Span(20, 24)))))
    assert twice[0] == "sentence at 7-12 is blank or not trimmed: 'One. '"
    assert twice[1] == "sentence at 11-16 overlaps the one before or leaves the text"
    no_block = list(faults(replace(GOOD, blocks=GOOD.blocks[:1], sentences=GOOD.sentences[:2])))
    assert no_block == ["text at 16 lies in no block: '- Item'"]
