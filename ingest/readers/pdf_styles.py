"""How lines that may be headings are set."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ingest.readers.pdf_paragraphs import Paragraph

SIZE_STEP = 0.5
"""Points; sizes are compared in these steps."""


@dataclass(frozen=True, slots=True)
class Style:
    """How a heading is set."""

    size: float
    bold: bool

    @classmethod
    def of(cls, paragraph: Paragraph) -> Style:
        """Return the style of a paragraph's first line."""
        return cls.of_type(paragraph.size, paragraph.bold)

    @classmethod
    def of_type(cls, size: float, bold: bool) -> Style:
        """Return the style of type of a size in points."""
        return cls(round(size / SIZE_STEP) * SIZE_STEP, bold)

    @property
    def rank(self) -> tuple[float, bool]:
        """Return what orders styles from the lesser to the greater."""
        return self.size, self.bold
