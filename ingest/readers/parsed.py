"""What a reader returns: a source as plain text with its structure, before sentences are found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from index.records import Block, Heading


@dataclass(frozen=True, slots=True)
class ParsedText:
    """One source as clean plain text.

    `text` holds no markup. Heading titles are part of it, each on a line of its own, and every
    non-blank character lies either in a heading or in exactly one block. Blocks and headings are in
    order and do not overlap; each is trimmed (it begins and ends with a character that is not white
    space). A blank line separates neighbours.

    Inside a block, line breaks mean something: an item, a step, a table row, or a line of code.
    Lines that were wrapped only for width are joined by the reader.
    """

    text: str
    title: str
    headings: tuple[Heading, ...] = ()
    blocks: tuple[Block, ...] = ()
    page_starts: tuple[int, ...] = ()
    """Offset at which each page begins, one per page of the original; empty when there are no
    pages."""
    url: str | None = None
    licence: str | None = None
    retrieved: str | None = None
    """ISO date on which the source was fetched or checked."""
    exam: str | None = None
    domain: int | None = None
    task: str | None = None
