from __future__ import annotations

from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from index.errors import SourceError
from ingest.readers.pdf import read_pdf
from tests.ingest.pdf_draft import CODE, PdfDraft
from tests.ingest.pdf_structure import assert_structure

if TYPE_CHECKING:
    from ingest.readers.parsed import ParsedText

SENTENCES = st.lists(
    st.text("abcdefghijklm nopqrstuvwxyz", min_size=3, max_size=60).map(str.strip).filter(bool),
    min_size=1,
    max_size=4,
).map(lambda parts: ". ".join(part.capitalize() for part in parts) + ".")


@cache
def sample(kind: str) -> bytes:
    """Return a file of two pages with something of everything."""
    draft = PdfDraft(title="Sample", compressed=kind == "compressed")
    for page in range(2):
        draft.bookmark(f"Part {page}", 0)
        draft.heading(f"Part {page}")
        draft.paragraph("The endpoint answers within milliseconds and keeps an instance running.")
        draft.item("•", "An item of a list.")
        draft.item("1.", "A step of a procedure.")
        draft.line("code = True", font=CODE)
        draft.canvas.rect(72, draft.y - 40, 200, 30)
        if page == 0:
            draft.new_page()
    data = draft.data()
    if kind != "encrypted":
        return data
    writer = PdfWriter(clone_from=BytesIO(data))
    writer.encrypt("", "owner", algorithm="AES-128")
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """Cut, overwrite, drop or repeat bytes of a sound file."""
    data = bytearray(sample(draw(st.sampled_from(["plain", "compressed", "encrypted"]))))
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(0, len(data) - 1)))
        length = draw(st.integers(0, 300))
        how = draw(st.sampled_from(["cut", "overwrite", "drop", "repeat"]))
        if how == "cut":
            del data[at:]
        elif how == "overwrite":
            data[at : at + length] = draw(st.binary(min_size=1, max_size=12))
        elif how == "drop":
            del data[at : at + length]
        else:
            data[at:at] = data[at : at + length]
    return bytes(data)


def outcome(data: bytes) -> ParsedText | str:
    """Return what was read, or the line with which it was refused."""
    try:
        return read_pdf(data, "a.pdf")
    except SourceError as error:
        return str(error)


def assert_read_or_refused(data: bytes) -> None:
    result = outcome(data)
    if isinstance(result, str):
        assert result.startswith("a.pdf: ")
        assert "\n" not in result
    else:
        assert_structure(result)


@given(damaged())
@settings(max_examples=150, deadline=None)
def test_damaged_file_is_read_or_refused_with_one_line(data: bytes) -> None:
    assert_read_or_refused(data)


@given(st.binary(max_size=300))
@settings(max_examples=50, deadline=None)
def test_any_bytes_are_refused_with_one_line(data: bytes) -> None:
    assert_read_or_refused(b"%PDF-1.7\n" + data)


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["paragraph", "heading", "bullet", "step", "code", "page"]), SENTENCES
        ),
        min_size=1,
        max_size=12,
    )
)
@settings(max_examples=40, deadline=None)
def test_generated_document_loses_nothing_and_keeps_its_promises(
    parts: list[tuple[str, str]],
) -> None:
    draft = PdfDraft()
    pages = 1
    for number, (kind, text) in enumerate(parts):
        if draft.y < 200:
            draft.new_page()
            pages += 1
        if kind == "paragraph":
            draft.paragraph(text)
        elif kind == "heading":
            draft.heading(text[:30])
        elif kind == "bullet":
            draft.item("•", text)
        elif kind == "step":
            draft.item(f"{number + 1}.", text)
        elif kind == "code":
            draft.line(text[:40], font=CODE)
        elif number and draft.y < 680:
            draft.new_page()
            pages += 1
    data = draft.data()
    plain = "".join(page.extract_text() for page in PdfReader(BytesIO(data)).pages)
    if not any(char.isalnum() for char in plain):
        return
    parsed = read_pdf(data, "a.pdf")
    assert_structure(parsed)
    assert len(parsed.page_starts) == pages
    shown = sorted(char for char in plain if char.isalnum())
    assert sorted(char for char in parsed.text if char.isalnum()) == shown
