"""Read one document: its outline, its text page by page, the marked place."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app.ui import services
from app.ui.diagrams import note_diagram
from app.ui.index_problem import problem_notice
from app.ui.labels import label
from app.ui.open_document import OpenDocument, close_document, open_document
from app.ui.render.document import outline, page_html, page_number, pages_of
from app.ui.render.links import official_link
from app.ui.render.marks import Mark
from app.ui.render.words import count, day
from app.ui.scroll import show_marked_place
from app.ui.source_removal import removal_button
from index.errors import GroundworkError, UsageError

if TYPE_CHECKING:
    from app.retrieval import IndexPassageSource
    from app.ui.render.document import Page
    from index.records import Document, Heading
    from index.store import DocumentEntry


def read_document(source: IndexPassageSource, place: OpenDocument) -> None:
    """Draw a document at a place."""
    st.button(
        "All sources",
        icon=":material/arrow_back:",
        key="back",
        type="tertiary",
        on_click=close_document,
    )
    try:
        document = services.document(source, place.id)
    except UsageError:
        st.html(
            '<div class="gw-problem"><p class="gw-lead">This document is not in the index any more.'
            "</p><p>Answers that cite it keep the passages they cite.</p></div>"
        )
        return
    except GroundworkError as error:
        problem_notice(error)
        return
    entry = next(e for e in services.entries(source) if e.id == place.id)
    st.title(label(document.source.title), anchor=False)
    st.html(_about_html(entry))
    pages = pages_of(document)
    number = page_number(pages, place.start)
    _way(document, pages, number)
    mark = Mark(place.start, place.end, "place") if place.end > place.start else None
    if number == 0:
        note_diagram(document.source.collection, document.source.path, "note")
    st.html(page_html(document, pages[number], mark))
    if mark is not None:
        show_marked_place(f"{place.id}-{place.start}")
    removal_button(entry)


def _about_html(entry: DocumentEntry) -> str:
    source = entry.source
    facts = [source.kind, f"{source.collection}/{source.path}", source.licence or ""]
    if source.retrieved:
        facts.append(f"retrieved or checked {day(source.retrieved)}")
    facts += [count(entry.chunks, "passage"), count(entry.sentences, "sentence")]
    link = f"<br>{official_link(source.url)}" if source.url else ""
    return f'<p class="gw-quiet">{escape(" · ".join(f for f in facts if f))}{link}</p>'


def _way(document: Document, pages: tuple[Page, ...], number: int) -> None:
    """Draw the ways through a document: its sections, its pages."""
    headings = outline(document)

    def go_to_section() -> None:
        heading: Heading | None = st.session_state["section"]
        if heading is not None:
            open_document(document.id, heading.start, heading.end)

    def turn_page() -> None:
        open_document(document.id, pages[st.session_state["page"] - 1].start)

    if len(headings) > 1:
        st.selectbox(
            "Go to a section",
            headings,
            index=None,
            format_func=_indented,
            key="section",
            on_change=go_to_section,
            placeholder=count(len(headings), "section"),
        )
    if len(pages) > 1:
        st.session_state["page"] = number + 1
        st.pagination(len(pages), key="page", on_change=turn_page)


def _indented(heading: Heading) -> str:
    return "\u2003" * max(0, heading.level - 1) + " ".join(heading.title.split())
