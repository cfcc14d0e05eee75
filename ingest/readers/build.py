"""Builds the plain text of a document and the offsets of its headings and blocks, piece by
piece."""

from __future__ import annotations

from dataclasses import replace

from index.records import Block, BlockKind, Heading, Span


class TextBuilder:
    """Collect headings and blocks in reading order; offsets are counted as the text grows."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._length = 0
        self.headings: list[Heading] = []
        self.blocks: list[Block] = []

    @property
    def text(self) -> str:
        """Return everything added so far."""
        return "".join(self._pieces)

    def add_heading(self, level: int, title: str, anchor: str | None = None) -> None:
        """Append a heading on a line of its own; blank titles are left out."""
        title = " ".join(title.split())
        if not title:
            return
        start = self._append(title)
        self.headings.append(Heading(start, start + len(title), level, title, anchor))

    def tag_heading(
        self,
        *,
        anchor: str | None = None,
        bullets: tuple[str, ...] = (),
        urls: tuple[str, ...] = (),
        checked: str | None = None,
    ) -> None:
        """Add what is known about the latest heading; what it already has is kept."""
        if not self.headings:
            return
        last = self.headings[-1]
        self.headings[-1] = replace(
            last,
            anchor=last.anchor or anchor,
            bullets=last.bullets or bullets,
            urls=last.urls or urls,
            checked=last.checked or checked,
        )

    def add_block(self, kind: BlockKind, text: str, *, header_row: bool = False) -> None:
        """Append a block; blank text is left out.

        With `header_row` the first line is the header row of a table.
        """
        body = text.rstrip()
        lead = len(body) - len(body.lstrip())
        if lead == len(body):
            return
        start = self._append(body) + lead
        end = start + len(body) - lead
        header = None
        if header_row:
            first_line = body[lead:].partition("\n")[0].rstrip()
            header = Span(start, start + len(first_line))
        self.blocks.append(Block(start, end, kind, header))

    def _append(self, text: str) -> int:
        if self._pieces:
            self._pieces.append("\n\n")
            self._length += 2
        start = self._length
        self._pieces.append(text)
        self._length += len(text)
        return start
