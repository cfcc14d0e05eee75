"""Draw diagrams under an answer or above a note, each with its caption and description."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app.pictures import Gallery
from app.ui import services
from app.ui.labels import label
from app.ui.render.links import official_link

if TYPE_CHECKING:
    from app.answer.records import Answer
    from app.pictures import Diagram, FetchedImage


def answer_diagrams(answer: Answer, key: str) -> None:
    """Draw the diagrams of the notes that an answer cites."""
    gallery = _gallery()
    for number, diagram in enumerate(gallery.diagrams(s.passage for s in answer.sources)):
        _draw(gallery, diagram, f"{key}_{number}")


def note_diagram(collection: str, path: str, key: str) -> None:
    """Draw the diagram of a note of the corpus, when it has one."""
    gallery = _gallery()
    diagram = gallery.diagram(path) if collection == "corpus" else None
    if diagram is not None:
        _draw(gallery, diagram, key)


def _gallery() -> Gallery:
    return Gallery(services.settings().corpus)


def _draw(gallery: Gallery, diagram: Diagram, key: str) -> None:
    with st.container(key=f"diagram_{key}", border=True):
        st.mermaid_chart(diagram.source, alt=diagram.title)
        st.html(
            f'<p class="gw-quiet">{escape(diagram.caption)}</p>'
            '<details class="gw-described"><summary>What the diagram shows</summary>'
            f"<p>{escape(diagram.description)}</p></details>"
        )
        for image in gallery.images(diagram):
            _image(image)


def _image(image: FetchedImage) -> None:
    st.image(str(image.file), alt=image.title)
    st.html(
        f'<p class="gw-quiet">{escape(label(image.caption))}<br>{escape(image.credit)}<br>'
        f"{official_link(image.page)}</p>"
    )
