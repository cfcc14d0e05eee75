"""Opens a PDF and reads its pages, so that every failure is one clear line about the file."""

from __future__ import annotations

import logging
import warnings
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING

from pypdf import PdfReader, apply_configuration
from pypdf.errors import DependencyError, LimitReachedError

from index.errors import SourceError
from ingest.readers.pdf_errors import DAMAGE
from ingest.readers.pdf_font_cache import FontCache
from ingest.readers.pdf_interpreter import read_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.readers.pdf_page import PageContent

MAX_PAGES = 5000
"""Pages read from one file; the largest AWS guide has about 3,500."""

MAX_STREAM_BYTES = 40_000_000
"""What one compressed stream may unpack to; a page of text unpacks to 0.1 MB."""

MAX_DRAWN_BYTES = 1_000_000_000
"""Drawing instructions of all pages together; 3,500 dense pages take about 350 MB."""

_REPAIR = "Download it again, or repair it, e.g. with `qpdf broken.pdf repaired.pdf`."
_UNLOCK = (
    "Save a copy without the password, e.g. with "
    "`qpdf --decrypt --password=... locked.pdf open.pdf`."
)
_NOISY_LOGGERS = ("pypdf", "fontTools")

_log = logging.getLogger(__name__)


@contextmanager
def pypdf_quiet() -> Iterator[None]:
    """Keep pypdf's warnings about damage off stderr and its limits tight.

    What matters to people is raised as SourceError instead.
    """
    loggers = [logging.getLogger(name) for name in _NOISY_LOGGERS]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        with (
            warnings.catch_warnings(),
            apply_configuration(
                zlib_maximum_output_length=MAX_STREAM_BYTES,
                lzw_maximum_output_length=MAX_STREAM_BYTES,
                run_length_maximum_output_length=MAX_STREAM_BYTES,
                brotli_maximum_output_length=MAX_STREAM_BYTES,
                array_based_stream_maximum_output_length=MAX_STREAM_BYTES,
            ),
        ):
            warnings.simplefilter("ignore")
            yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


@dataclass(slots=True)
class PdfFile:
    """An open PDF."""

    path: str
    """For messages."""
    reader: PdfReader
    page_count: int

    @classmethod
    def open(cls, data: bytes, path: str) -> PdfFile:
        """Open a file's bytes; an empty user password is tried. Raises SourceError."""
        if not data.strip(b"\0\t\n\f\r "):
            raise SourceError(path, "the file is empty", "Download it again, or remove it.")
        try:
            reader = PdfReader(BytesIO(data), strict=False)
            if reader.is_encrypted and not reader.decrypt(""):
                raise SourceError(path, "is encrypted and needs a password", _UNLOCK)
            count = len(reader.pages)
        except DependencyError as error:
            raise SourceError(path, f"is encrypted: {error}", _UNLOCK) from error
        except DAMAGE as error:
            what = "is damaged" if b"%PDF-" in data[:1024] else "is no PDF"
            raise SourceError(path, f"{what} ({_in_words(error)})", _REPAIR) from error
        if count == 0:
            raise SourceError(path, "is damaged (it has no pages)", _REPAIR)
        return cls(path, reader, count)

    def metadata_title(self) -> str:
        """Return the title in the file's metadata, empty when there is none."""
        try:
            info = self.reader.metadata
            return str(info.title or "") if info is not None else ""
        except DAMAGE:
            return ""

    def pages(self, first: int, last: int) -> Iterator[PageContent]:
        """Yield the pages from `first` to `last`, 1-based and inclusive. Raises SourceError."""
        if last - first >= MAX_PAGES:
            raise SourceError(
                self.path,
                f"has {last - first + 1:,} pages, more than {MAX_PAGES:,}",
                "Narrow it to a page range or a heading in sources.toml.",
            )
        fonts = FontCache(MAX_DRAWN_BYTES)
        for number in range(first, last + 1):
            yield self._page(number, fonts)

    def _page(self, number: int, fonts: FontCache) -> PageContent:
        try:
            return read_page(self.reader.pages[number - 1], number, fonts)
        except LimitReachedError as error:
            raise SourceError(
                self.path,
                f"page {number} is too large to be text ({_in_words(error)})",
                "Remove the page, or narrow the file to other pages.",
            ) from error
        except DAMAGE as error:
            raise SourceError(
                self.path, f"page {number} is damaged ({_in_words(error)})", _REPAIR
            ) from error


def _in_words(error: Exception) -> str:
    """Return an error of pypdf on one short line."""
    line = " ".join(str(error).split()) or type(error).__name__
    return line[:117] + "..." if len(line) > 120 else line.rstrip(".")
