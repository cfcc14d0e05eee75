"""What every report is wrapped in: one HTML file, its style inside, nothing from outside."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from app.surrogates import without_surrogates

if TYPE_CHECKING:
    from collections.abc import Iterable

    from eval.html_report.figure import Figure

STYLE = Path(__file__).with_name("style.css")
NOTHING_FROM_OUTSIDE = "default-src 'none'; style-src 'unsafe-inline'"


def whole_page(title: str, body: str) -> str:
    """Return the file; `body` is HTML, the title is text."""
    return without_surrogates(
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{NOTHING_FROM_OUTSIDE}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="color-scheme" content="light dark">'
        f"<title>{escape(title)}</title><style>{STYLE.read_text(encoding='utf-8')}</style></head>"
        f"<body><main><h1>{escape(title)}</h1>{body}</main></body></html>\n"
    )


def section(place: str, title: str, body: str) -> str:
    """Return a part of the page; `body` is HTML, the title is text."""
    return f'<section id="{place}"><h2>{escape(title)}</h2>{body}</section>'


def figures_html(figures: Iterable[Figure]) -> str:
    """Return the figures, those that could not be drawn last."""
    drawn_first = sorted(figures, key=lambda figure: not figure.drawing)
    drawn = "".join(figure.html() for figure in drawn_first)
    return f'<div class="figures">{drawn}</div>' if drawn else ""
