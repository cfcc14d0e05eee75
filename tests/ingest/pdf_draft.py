"""Draws PDFs for tests with reportlab: text at places, wrapped paragraphs, lines, bookmarks."""

from __future__ import annotations

from io import BytesIO

from reportlab.lib.pagesizes import letter
from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

LEFT = 72.0
RIGHT = 540.0
TOP = 700.0
LEADING = 14.0
SIZE = 11.0
BODY = "Helvetica"
BOLD = "Helvetica-Bold"
CODE = "Courier"


class PdfDraft:
    """A PDF being drawn; `y` is the baseline of the next line."""

    def __init__(self, *, title: str = "", compressed: bool = True) -> None:
        self._buffer = BytesIO()
        self.canvas = Canvas(
            self._buffer, pagesize=letter, pageCompression=int(compressed), invariant=1
        )
        if title:
            self.canvas.setTitle(title)
        self.y = TOP

    def put(self, x: float, y: float, text: str, font: str = BODY, size: float = SIZE) -> None:
        """Draw one line at a place."""
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, y, text)

    def line(self, text: str, *, x: float = LEFT, font: str = BODY, size: float = SIZE) -> None:
        """Draw one line below the last."""
        self.put(x, self.y, text, font, size)
        self.y -= max(LEADING, 1.25 * size)

    def paragraph(
        self,
        text: str,
        *,
        x: float = LEFT,
        right: float = RIGHT,
        font: str = BODY,
        size: float = SIZE,
        space: float = 8.0,
    ) -> None:
        """Draw text wrapped for width, and some space below it."""
        for piece in simpleSplit(text, font, size, right - x):
            self.line(piece, x=x, font=font, size=size)
        self.y -= space

    def item(self, mark: str, text: str, *, x: float = LEFT + 18, indent: float = 18) -> None:
        """Draw a list item whose lines hang behind its mark."""
        self.put(x, self.y, mark)
        self.paragraph(text, x=x + indent, space=2)

    def heading(self, text: str, size: float = 16, font: str = BOLD) -> None:
        """Draw a heading with space above it."""
        self.y -= size / 2
        self.line(text, font=font, size=size)
        self.y -= 4

    def bookmark(self, title: str, level: int) -> None:
        """Add an outline entry for the place of the next line."""
        key = f"{title}-{level}-{self.canvas.getPageNumber()}-{self.y}"
        self.canvas.bookmarkHorizontal(key, LEFT, self.y + 14)
        self.canvas.addOutlineEntry(title, key, level)

    def new_page(self) -> None:
        """Begin another page."""
        self.canvas.showPage()
        self.y = TOP

    def data(self) -> bytes:
        """Finish and return the file's bytes."""
        self.canvas.showPage()
        self.canvas.save()
        return self._buffer.getvalue()
