"""Ways on from an answer that a chat model wrote: simpler, by analogy, as a mnemonic, compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from app.answer.manner import ANALOGY, MNEMONIC, SIMPLER
from app.ui.next_question import ask_next

if TYPE_CHECKING:
    from app.answer.records import Answer
    from app.store.conversations import Message

_LABELS = {SIMPLER: "Explain simpler", ANALOGY: "Give an analogy", MNEMONIC: "Mnemonic"}
LONGEST_TITLE = 40


def ways_on(message: Message, answer: Answer) -> None:
    """Offer to ask on; each way is a question of its own, answered under the same checks."""
    neighbour = neighbour_of(answer)
    questions = [SIMPLER, ANALOGY, MNEMONIC]
    if neighbour:
        questions.append(f"How does that compare with {neighbour}?")
    key = f"go_on_{message.id}"

    def ask_picked() -> None:
        if st.session_state[key] is not None:
            ask_next(st.session_state[key])
            st.session_state[key] = None

    st.pills(
        "Go on",
        questions,
        format_func=lambda question: _LABELS.get(question, f"Compare with {neighbour}"),
        key=key,
        on_change=ask_picked,
        label_visibility="collapsed",
    )


def neighbour_of(answer: Answer) -> str:
    """Return the nearest thing that has a document of its own and was not cited; may be empty.

    A title such as "Task 3.1 - Choosing an inference option" names a chapter, not a thing.
    """
    cited = {source.passage.document_id for source in answer.sources}
    titles = (
        passage.title
        for passage in answer.retrieved
        if passage.document_id not in cited
        and len(passage.title) <= LONGEST_TITLE
        and " - " not in passage.title
    )
    return next(titles, "")
