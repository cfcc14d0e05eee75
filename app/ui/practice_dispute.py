"""Dispute a key: what the reader thinks right, the evidence on it, the verdict, an issue text."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app.practice.dispute import Dispute, weigh
from app.practice.issue_text import issue_text
from app.practice.words import LETTERS
from app.ui import services
from app.ui.copy_button import copy_button
from app.ui.labels import label
from app.ui.render.dispute import dispute_html
from index.errors import GroundworkError

if TYPE_CHECKING:
    from app.retrieval import IndexPassageSource
    from app.sitting import Sitting, Step
    from app.store.disputes import DisputeStore, StoredDispute

_WHOLE = 2_000


def dispute_form(source: IndexPassageSource | None, sitting: Sitting, step: Step) -> None:
    """Draw the way to dispute the key of an answered question, and what came of it."""
    disputes = services.disputes()
    earlier = disputes.of_part(sitting.quiz.id, step.question.id)
    key = f"{sitting.quiz.id[:12]}_{step.question.id}"
    box = st.expander("I think the key is wrong", key=f"dispute_{key}", on_change="rerun")
    if not box.open and not earlier:
        return
    with box:
        for one in earlier:
            draw_dispute(step, one)
        if source is None:
            st.html('<p class="gw-quiet">Without an index the evidence cannot be weighed.</p>')
            return
        _claim_form(disputes, source, sitting, step, key)


def draw_dispute(step: Step, stored: StoredDispute, place: str = "") -> None:
    """Draw a verdict with its evidence, and the text to copy.

    `place` tells the places apart where a page shows one verdict twice.
    """
    try:
        dispute = Dispute.from_json(stored.record)
    except (KeyError, TypeError):
        st.html(f'<p class="gw-quiet">Verdict: {escape(stored.verdict)}</p>')
        return
    st.html(dispute_html(dispute, stored.created))
    comment = str(stored.record.get("comment", ""))
    copy_button(
        issue_text(step.question, stored.claimed, dispute, comment), key=f"issue_{place}{stored.id}"
    )


def _claim_form(
    disputes: DisputeStore, source: IndexPassageSource, sitting: Sitting, step: Step, key: str
) -> None:
    question = step.question
    with st.form(f"claim_{key}", border=False):
        if question.type in ("multiple_choice", "multiple_response"):
            chosen = st.pills(
                "What is right instead?",
                [place for place in step.order if place not in question.key],
                selection_mode="multi",
                format_func=lambda place: _label(step, place),
                key=f"claimed_{key}",
            )
            claimed = tuple(chosen)
        else:
            st.html('<p class="gw-quiet">Your response is weighed against the key.</p>')
            claimed = step.response
        comment = st.text_input("Why? (goes into the text to copy)", key=f"why_{key}")
        asked = st.form_submit_button("Weigh the evidence", key=f"weigh_{key}")
    if asked:
        if not claimed:
            st.html('<p class="gw-quiet">Choose the option that you think is right.</p>')
            return
        try:
            with st.spinner("Looking for quotes on both sides …"):
                record_dispute(disputes, source, sitting, step, claimed, comment)
        except GroundworkError as error:
            st.html(f'<p class="gw-quiet">{escape(str(error))}</p>')
            return
        st.rerun()


def record_dispute(
    disputes: DisputeStore,
    source: IndexPassageSource,
    sitting: Sitting,
    step: Step,
    claimed: tuple[int, ...],
    comment: str = "",
) -> StoredDispute:
    """Weigh a claim against the key and keep the verdict; no grade changes."""
    read = source.retriever.document
    documents = [read(entry.id) for entry in services.entries(source)]
    dispute = weigh(step.question, claimed, source, documents)
    record = dispute.to_json() | {"comment": comment.strip()}
    return disputes.add(
        sitting.quiz.id, step.question.id, step.item.id, claimed, dispute.verdict, record
    )


def _label(step: Step, place: int) -> str:
    text = label(step.question.options[place].text, _WHOLE)
    return f"{LETTERS[step.order.index(place)]}. {text}"
