"""A plot with its title, what it says in words, and the same numbers as a table."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True, slots=True)
class Table:
    """A head and rows of text."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def html(self) -> str:
        """Return the table; the first cell of a row names the row."""
        head = "".join(f'<th scope="col">{escape(cell)}</th>' for cell in self.head)
        rows = "".join(_row(cells) for cells in self.rows)
        return (
            '<div class="wide" tabindex="0" role="region" aria-label="Table">'
            f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table></div>"
        )


@dataclass(frozen=True, slots=True)
class Figure:
    """One plot; without a drawing its note says why there is none."""

    title: str
    drawing: str
    note: str
    table: Table | None = None
    legend: Sequence[tuple[str, str]] = ()
    """Class and name of each series."""

    def html(self) -> str:
        """Return the figure as HTML."""
        keys = "".join(
            f'<span><svg viewBox="0 0 26 8" aria-hidden="true"><line x1="0" x2="26" y1="4" y2="4" '
            f'class="{escape(kind)}"/></svg>{escape(name)}</span>'
            for kind, name in self.legend
        )
        legend = f'<p class="legend">{keys}</p>' if keys else ""
        table = (
            f"<details><summary>The same as a table</summary>{self.table.html()}</details>"
            if self.table
            else ""
        )
        return (
            f"<figure><figcaption><h3>{escape(self.title)}</h3></figcaption>{legend}"
            f'{self.drawing}<p class="note">{escape(self.note)}</p>{table}</figure>'
        )


def _row(cells: Sequence[str]) -> str:
    first, *others = cells
    return (
        f'<tr><th scope="row">{escape(first)}</th>'
        f"{''.join(f'<td>{escape(cell)}</td>' for cell in others)}</tr>"
    )
