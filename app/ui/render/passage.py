"""Show a passage as it stands in its source, with the cited sentences marked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.ui.render.blocks import block_html
from index.records import CELL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.ui.render.marks import Mark
    from index.records import BlockKind, Passage

PARAGRAPH = re.compile(r"\S(?:.|\n(?!\s*\n))*")


def passage_html(passage: Passage, marks: Sequence[Mark] = ()) -> str:
    """Return the passage's text as HTML. Marks are offsets into `passage.text`."""
    blocks = "".join(
        block_html(kind, passage.text, start, end, marks) for kind, start, end in _blocks(passage)
    )
    return f'<div class="gw-passage">{blocks}</div>'


def _blocks(passage: Passage) -> Iterator[tuple[BlockKind, int, int]]:
    """Yield the blocks of a passage: its code units whole, the rest by paragraph."""
    position = 0
    if passage.kind == "code":
        for span in passage.sentences:
            if "\n" in passage.text[span.start : span.end]:
                yield from _paragraphs(passage, position, span.start)
                yield "code", span.start, span.end
                position = span.end
    yield from _paragraphs(passage, position, len(passage.text))


def _paragraphs(passage: Passage, start: int, end: int) -> Iterator[tuple[BlockKind, int, int]]:
    for paragraph in PARAGRAPH.finditer(passage.text, start, end):
        is_table = passage.kind == "table" and CELL in paragraph.group()
        yield "table" if is_table else "prose", paragraph.start(), paragraph.end()
