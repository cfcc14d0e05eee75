"""Search inside the index: passages with the words marked, without an answer."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app.ui.index_problem import problem_notice
from app.ui.open_document import open_document
from app.ui.render.cards import facts
from app.ui.render.passage import passage_html
from app.ui.render.terms import term_marks
from index.errors import GroundworkError

if TYPE_CHECKING:
    from app.retrieval import IndexPassageSource
    from index.records import Passage

RESULTS = 10


def search_inside(source: IndexPassageSource) -> None:
    """Draw the search box and the best passages."""
    words = st.text_input(
        "Search the text of all sources",
        key="passage_search",
        type="search",
        persist_state="page",
        placeholder="for example managed spot training checkpoints",
    )
    if not words or not words.strip():
        st.html(
            '<p class="gw-quiet">Shows the passages themselves, found by meaning and by words.</p>'
        )
        return
    try:
        with st.spinner("Searching …"):
            passages = source.search(words, RESULTS)
    except GroundworkError as error:
        problem_notice(error)
        return
    if not passages:
        st.html('<p class="gw-quiet">No passage has anything in common with this.</p>')
    for place, passage in enumerate(passages, 1):
        _result(place, passage, words)


def _result(place: int, passage: Passage, words: str) -> None:
    with st.container(key=f"result_{place}", border=True, gap=None):
        st.html(result_html(passage, words))
        st.button(
            "Read it in the document",
            key=f"read_{place}",
            type="tertiary",
            on_click=open_document,
            args=(passage.document_id, passage.start, passage_end(passage)),
        )


def passage_end(passage: Passage) -> int:
    """Return the offset in the document at which a passage ends."""
    return passage.start + len(passage.text) - passage.header_length


def result_html(passage: Passage, words: str) -> str:
    """Return one result: where it stands, how it was found, the passage with the words marked."""
    ranks = [
        f"{name} {rank}"
        for name, rank in (
            ("by meaning", passage.dense_rank),
            ("by words", passage.lexical_rank),
        )
        if rank is not None
    ]
    meta = " · ".join([*facts(passage), f"rank {', '.join(ranks)}"])
    return (
        f'<div class="gw-result"><p class="gw-title">{escape(passage.title)}</p>'
        f'<p class="gw-path">{escape(" › ".join(passage.heading_path))}</p>'
        f'<p class="gw-meta">{escape(meta)}</p>'
        f"{passage_html(passage, term_marks(passage.text, words))}</div>"
    )
