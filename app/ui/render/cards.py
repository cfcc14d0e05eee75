"""Show the sources that an answer cites as cards that open to the passage."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from app.ui.render.links import document_address, official_link
from app.ui.render.passage import passage_html
from app.ui.render.words import day

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.answer.records import Answer, AnswerSource
    from app.ui.render.anchors import Anchors
    from app.ui.render.marks import Mark
    from index.records import Passage


def cards_html(answer: Answer, anchors: Anchors) -> str:
    """Return one closed card per cited source; a link to one of its marks opens it."""
    cards = "".join(card_html(source, anchors) for source in answer.sources)
    return f'<section class="gw-cards" aria-label="Cited sources">{cards}</section>'


def card_html(source: AnswerSource, anchors: Anchors) -> str:
    """Return the card of one source: what it is, where it stands, and the marked passage."""
    passage = source.passage
    marks = anchors.marks(source.n)
    return (
        f'<details class="gw-card" id="{escape(anchors.card(source.n))}">'
        f'<summary><span class="gw-n">{source.n}</span><span class="gw-about">'
        f'<span class="gw-title">{escape(passage.title)}</span>'
        f'<span class="gw-path">{escape(" › ".join(passage.heading_path))}</span>'
        f'<span class="gw-meta">{escape(" · ".join(facts(passage)))}</span>'
        f"</span></summary>"
        f"{passage_html(passage, marks)}{_links(passage, marks[:1])}"
        f"</details>"
    )


def facts(passage: Passage) -> list[str]:
    """Return where a passage stands and under which terms: page, file, licence, date."""
    found = [f"page {passage.page}"] if passage.page is not None else []
    found.append(f"{passage.collection}/{passage.path}")
    if passage.licence:
        found.append(passage.licence)
    if passage.checked:
        found.append(f"checked {day(passage.checked)}")
    elif passage.retrieved:
        found.append(f"retrieved {day(passage.retrieved)}")
    return found


def _links(passage: Passage, first: Sequence[Mark]) -> str:
    """Return the way on: official pages, the source's own address, the document."""
    rows: list[str] = []
    if passage.urls:
        links = "".join(f"<li>{official_link(url)}</li>" for url in passage.urls)
        checked = f", checked {day(passage.checked)}" if passage.checked else ""
        rows.append(f"<p>Official pages{escape(checked)}</p><ul>{links}</ul>")
    if passage.url:
        rows.append(f"<p>Published at {official_link(passage.url)}</p>")
    start, end = next(((m.start, m.end) for m in first), (passage.header_length,) * 2)
    shift = passage.start - passage.header_length
    address = document_address(passage.document_id, max(0, start + shift), max(0, end + shift))
    rows.append(f'<p><a href="{escape(address)}" target="_blank">Read it in the document</a></p>')
    return f'<div class="gw-links">{"".join(rows)}</div>'
