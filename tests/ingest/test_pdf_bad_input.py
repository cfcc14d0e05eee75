from __future__ import annotations

import logging
import re
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    StreamObject,
)
from reportlab.lib.utils import ImageReader

from index.errors import SourceError
from ingest.readers import pdf_file
from ingest.readers.pdf import read_pdf
from tests.ingest.pdf_draft import PdfDraft

if TYPE_CHECKING:
    from collections.abc import Callable

    from pypdf import PageObject

TEXT = "The endpoint answers within milliseconds."


def sample() -> bytes:
    draft = PdfDraft()
    draft.paragraph(TEXT)
    return draft.data()


def refusal(data: bytes, **narrowing: object) -> SourceError:
    """Return the error with which the file is refused, after looking at its form."""
    with pytest.raises(SourceError) as caught:
        read_pdf(data, "folder/file.pdf", **narrowing)  # type: ignore[arg-type]
    message = str(caught.value)
    assert message.startswith("folder/file.pdf: ")
    assert "\n" not in message
    assert caught.value.remedy
    return caught.value


def changed(data: bytes, change: Callable[[PdfWriter, PageObject], None]) -> bytes:
    """Return a file after a change of its first page through pypdf."""
    writer = PdfWriter(clone_from=BytesIO(data))
    change(writer, writer.pages[0])
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def with_stream(page: PageObject, content: bytes) -> None:
    stream = StreamObject()
    stream.set_data(content)
    page[NameObject("/Contents")] = stream


def with_font(page: PageObject, font: DictionaryObject, content: bytes) -> None:
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    with_stream(page, content)


@pytest.mark.parametrize("data", [b"", b"\0\0\0\0", b"\n \n"])
def test_empty_file(data: bytes) -> None:
    assert "the file is empty" in str(refusal(data))


@pytest.mark.parametrize(
    "data", [b"GIF89a not a PDF at all", b"# Notes\n\nMarkdown named .pdf\n" * 50, b"PK\3\4" * 200]
)
def test_no_pdf(data: bytes) -> None:
    assert "is no PDF" in str(refusal(data))


@pytest.mark.parametrize("share", [0.05, 0.3, 0.6])
def test_truncated_file(share: float) -> None:
    data = sample()
    assert "is damaged" in str(refusal(data[: int(share * len(data))]))


def test_bytes_around_the_file_do_no_harm() -> None:
    assert read_pdf(b"\r\n" + sample() + b"\r\n<!-- sent by a proxy -->\n", "a.pdf").text == TEXT


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_encrypted_file_needs_its_password(algorithm: str) -> None:
    data = encrypted("secret", algorithm)
    error = refusal(data)
    assert "is encrypted and needs a password" in str(error)
    assert "qpdf --decrypt" in error.remedy


@pytest.mark.parametrize("algorithm", ["RC4-128", "AES-128", "AES-256"])
def test_encrypted_file_without_a_user_password_is_read(algorithm: str) -> None:
    assert read_pdf(encrypted("", algorithm), "a.pdf").text == TEXT


def encrypted(user_password: str, algorithm: str) -> bytes:
    writer = PdfWriter(clone_from=BytesIO(sample()))
    writer.encrypt(user_password, "owner", algorithm=algorithm)
    buffer = BytesIO()
    writer.write(buffer)
    return buffer.getvalue()


def scanned(pages: int, pages_with_text: int = 0) -> bytes:
    draft = PdfDraft()
    picture = ImageReader(Image.new("L", (60, 80), 128))
    for number in range(pages):
        draft.canvas.drawImage(picture, 0, 0, 612, 792)
        if number < pages_with_text:
            draft.paragraph(TEXT)
        if number < pages - 1:
            draft.new_page()
    return draft.data()


def test_scanned_file_has_no_text_layer() -> None:
    error = refusal(scanned(2))
    assert "is scanned and has no text layer" in str(error)
    assert "ocrmypdf" in error.remedy


def test_mostly_scanned_file_says_how_many_pages_have_no_text_layer() -> None:
    assert "is scanned and 9 of its 10 pages have no text layer" in str(refusal(scanned(10, 1)))


def test_picture_behind_text_is_no_scan() -> None:
    assert TEXT in read_pdf(scanned(2, 2), "a.pdf").text


def test_blank_pages() -> None:
    writer = PdfWriter()
    for _ in range(3):
        writer.add_blank_page(612, 792)
    buffer = BytesIO()
    writer.write(buffer)
    assert "holds only blank pages" in str(refusal(buffer.getvalue()))


def test_drawing_without_text() -> None:
    draft = PdfDraft()
    draft.canvas.circle(300, 400, 100, fill=1)
    assert "has no text layer, only drawings" in str(refusal(draft.data()))


def test_composite_font_without_a_unicode_map() -> None:
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/Type0"),
            NameObject("/BaseFont"): NameObject("/ABCDEF+Some"),
            NameObject("/Encoding"): NameObject("/Identity-H"),
            NameObject("/DescendantFonts"): ArrayObject(
                [
                    DictionaryObject(
                        {
                            NameObject("/Type"): NameObject("/Font"),
                            NameObject("/Subtype"): NameObject("/CIDFontType2"),
                            NameObject("/BaseFont"): NameObject("/ABCDEF+Some"),
                        }
                    )
                ]
            ),
        }
    )
    shown = b"BT /F1 12 Tf 72 700 Td <002A00480057000300570048005B0057> Tj ET"
    error = refusal(changed(sample(), lambda _, page: with_font(page, font, shown)))
    assert "fonts have no Unicode map" in str(error)
    assert "ocrmypdf --force-ocr" in error.remedy


@pytest.mark.parametrize(
    ("codes", "readable"),
    [(b"7KLV WH[W FDQQRW EH UHDG", False), (b"This text can be read", True)],
)
def test_simple_font_that_keeps_its_encoding_to_itself(codes: bytes, readable: bool) -> None:
    program = StreamObject()
    program.set_data(b"\0\1\0\0" + bytes(40))
    font = DictionaryObject(
        {
            NameObject("/Type"): NameObject("/Font"),
            NameObject("/Subtype"): NameObject("/TrueType"),
            NameObject("/BaseFont"): NameObject("/ABCDEF+Some"),
            NameObject("/FontDescriptor"): DictionaryObject(
                {
                    NameObject("/Type"): NameObject("/FontDescriptor"),
                    NameObject("/FontName"): NameObject("/ABCDEF+Some"),
                    NameObject("/Flags"): NumberObject(4),
                    NameObject("/FontFile2"): program,
                }
            ),
        }
    )
    shown = b"BT /F1 12 Tf 72 700 Td (" + codes + b") Tj ET"
    data = changed(sample(), lambda _, page: with_font(page, font, shown))
    if readable:
        assert read_pdf(data, "a.pdf").text == codes.decode()
    else:
        assert "fonts have no Unicode map" in str(refusal(data))


def test_page_that_unpacks_to_more_than_any_text() -> None:
    def bomb(_: PdfWriter, page: PageObject) -> None:
        stream = StreamObject()
        stream._data = zlib.compress(b" " * 60_000_000, 9)
        stream[NameObject("/Filter")] = NameObject("/FlateDecode")
        page[NameObject("/Contents")] = stream

    data = changed(sample(), bomb)
    assert len(data) < 100_000
    assert "page 1 is too large to be text" in str(refusal(data))


def test_forms_that_multiply() -> None:
    def nest(writer: PdfWriter, page: PageObject) -> None:
        inner = form(b"BT /F1 1 Tf (boom) Tj ET", None)
        for _ in range(8):
            inner = form(b"/X Do " * 20, writer._add_object(inner))
        use(page, writer._add_object(inner))

    assert "page 1 is too large to be text" in str(refusal(changed(sample(), nest)))


def test_form_that_uses_itself_is_drawn_once() -> None:
    def loop(writer: PdfWriter, page: PageObject) -> None:
        own = form(b"/X Do", None)
        reference = writer._add_object(own)
        resources = DictionaryObject({NameObject("/X"): reference})
        own[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): resources})
        use(page, reference)

    assert read_pdf(changed(sample(), loop), "a.pdf").text == TEXT


def form(content: bytes, inner: object) -> StreamObject:
    stream = StreamObject()
    stream.set_data(content)
    stream[NameObject("/Type")] = NameObject("/XObject")
    stream[NameObject("/Subtype")] = NameObject("/Form")
    stream[NameObject("/BBox")] = ArrayObject([FloatObject(v) for v in (0, 0, 612, 792)])
    if inner is not None:
        objects = DictionaryObject({NameObject("/X"): inner})
        stream[NameObject("/Resources")] = DictionaryObject({NameObject("/XObject"): objects})
    return stream


def use(page: PageObject, reference: object) -> None:
    resources = page["/Resources"]
    assert isinstance(resources, DictionaryObject)
    resources[NameObject("/XObject")] = DictionaryObject({NameObject("/X"): reference})
    contents = page.get_contents()
    assert contents is not None
    with_stream(page, contents.get_data() + b" /X Do")


def test_outline_that_runs_in_a_circle_is_left_out() -> None:
    draft = PdfDraft()
    for title in ("Endpoints", "Jobs"):
        draft.bookmark(title, 0)
        draft.heading(title)
        draft.paragraph(TEXT)
    data = draft.data()
    reader = PdfReader(BytesIO(data))
    root = reader.trailer["/Root"]["/Outlines"]  # type: ignore[index]
    first, last = root.raw_get("/First").idnum, root.raw_get("/Last").idnum
    circular = re.sub(rb"/Prev %d 0 R" % first, b"/Next %d 0 R" % first, data)
    assert circular != data
    assert first != last
    assert TEXT in read_pdf(circular, "a.pdf").text


def test_pages_that_are_their_own_parents() -> None:
    data = sample()
    pages = re.search(rb"/Kids \[ (\d+) 0 R \]", data)
    tree = re.search(rb"/Pages (\d+) 0 R", data)
    assert pages is not None
    assert tree is not None
    refusal(data.replace(pages[0], b"/Kids [ " + tree[1] + b" 0 R ]"))


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pdf_file, "MAX_PAGES", 3)
    draft = PdfDraft()
    for number in range(4):
        draft.paragraph(f"Page {number}. {TEXT}")
        if number < 3:
            draft.new_page()
    data = draft.data()
    assert "has 4 pages, more than 3" in str(refusal(data))


def test_damaged_page_is_named() -> None:
    def break_page(_: PdfWriter, page: PageObject) -> None:
        page[NameObject("/MediaBox")] = ArrayObject([NumberObject(0)])

    assert "page 1 is damaged" in str(refusal(changed(sample(), break_page)))


def test_nothing_is_logged_or_printed(
    capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    data = sample()
    with caplog.at_level(logging.DEBUG):
        for cut in range(100, len(data), 60):
            for broken in (data[:cut], data[:cut] + b"<<<" + data[cut:], data[cut:]):
                try:
                    read_pdf(broken, "a.pdf")
                except SourceError:
                    continue
    assert not caplog.records
    assert capfd.readouterr() == ("", "")
