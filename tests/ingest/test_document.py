"""What the source list says goes before what the file says of itself."""

from pathlib import Path

import pytest

from index.errors import SourceError
from ingest.document import read_document
from ingest.sources import SourceEntry, SourceFile

NOTE = """---
title: Own title
exam: mla-c01
task: 1.1
url: https://own
---
# Head

Text.

## Part

More.
"""


def source_file(tmp_path: Path, text: str, entry: SourceEntry) -> SourceFile:
    file = tmp_path / "a.md"
    file.write_text(text)
    return SourceFile(file, "docs", "a.md", entry)


def test_source_list_goes_before_the_file(tmp_path: Path) -> None:
    entry = SourceEntry(title="Listed", licence="CC BY 4.0", domain=2, bullets=("2.1.k1",))
    document = read_document(source_file(tmp_path, NOTE, entry))
    source = document.source
    assert (source.title, source.url, source.licence) == ("Listed", "https://own", "CC BY 4.0")
    assert (source.exam, source.domain, source.task) == ("mla-c01", 2, "1.1")
    assert [h.bullets for h in document.headings] == [("2.1.k1",), ()]
    assert [document.text[s.start : s.end] for s in document.sentences] == ["Text.", "More."]


def test_only_a_pdf_can_be_narrowed(tmp_path: Path) -> None:
    file = source_file(tmp_path, NOTE, SourceEntry(heading="Part"))
    with pytest.raises(SourceError, match=r"a\.md: only a part of a PDF can be read"):
        read_document(file)
