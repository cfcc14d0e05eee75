"""What a file holds is told by its bytes; each bad one gets one clear line."""

import pytest

from index.errors import SourceError
from ingest.readers import read_bytes
from ingest.readers.detect import MAX_BYTES, decode, source_kind, too_large


@pytest.mark.parametrize(
    ("data", "path", "kind"),
    [
        (b"# Title\n\nText.", "a.md", "markdown"),
        (b"plain text", "notes.txt", "markdown"),
        (b"<!DOCTYPE html><html></html>", "page.md", "html"),
        (b"  <!-- x --><html lang='en'>", "page", "html"),
        (b"<p>fragment</p>", "page.html", "html"),
        (b"<p align='center'>logo</p>\n\n# Title", "page.md", "markdown"),
        (b"%PDF-1.7 ...", "really.md", "pdf"),
        (b"junk\n%PDF-1.4", "a.pdf", "pdf"),
    ],
)
def test_kind_comes_from_the_content(data: bytes, path: str, kind: str) -> None:
    assert source_kind(data, path) == kind


@pytest.mark.parametrize(
    ("data", "path", "what"),
    [
        (b"", "a.md", "a.md: is empty. Remove it"),
        (b"\x89PNG\r\n\x1a\n....", "a.md", "a.md: is a PNG image, not text. Export it"),
        (b"PK\x03\x04....", "notes.docx.md", "is a ZIP or Office file"),
        (bytes(range(256)) * 20, "a.md", "a.md: holds binary data, not text"),
        (b"hello", "a.pdf", "a.pdf: is named .pdf but holds no PDF. Rename it"),
        (b"   \n\n ", "a.md", "a.md: holds no text"),
    ],
)
def test_bad_content_is_one_line_with_a_remedy(data: bytes, path: str, what: str) -> None:
    with pytest.raises(SourceError) as caught:
        read_bytes(data, path)
    assert what in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.remedy


TEXT = "Überschrift: größer als 5 €\n\nÉtat de l’art."


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]
)
def test_text_is_decoded(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "a.md") == TEXT
    assert read_bytes(TEXT.encode(encoding), "a.md")[1].text == TEXT


def test_declared_charset_of_html_and_damaged_utf8() -> None:
    page = '<html><meta charset="iso-8859-2"><p>Łódź</p></html>'
    assert decode(page.encode("iso-8859-2"), "a.html") == page
    assert decode("äöü ".encode() * 9 + b"\xff", "a.md") == "äöü " * 9 + "\ufffd"


def test_limit_is_100_megabytes() -> None:
    assert MAX_BYTES == 104_857_600
    assert str(too_large("a.md", 157_286_400)) == (
        "a.md: has 150 MB, more than the 100 MB that are read. Divide it into parts."
    )
