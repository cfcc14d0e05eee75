"""Draw one turn of a conversation: the question, or the answer with its sources and actions."""

from __future__ import annotations

import time
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app.answer.markdown import answer_markdown, not_about
from app.ui.copy_button import copy_button
from app.ui.diagrams import answer_diagrams
from app.ui.feedback import reason_form, thumbs
from app.ui.labels import label
from app.ui.next_question import ask_next
from app.ui.render.abstention import abstention_html, topic_question
from app.ui.render.anchors import Anchors
from app.ui.render.answer import answer_html, is_rewritten, quiet_line
from app.ui.render.cards import cards_html
from app.ui.render.found import found_html
from app.ui.render.verification import notice_html, removed_html

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.answer.records import Answer
    from app.store.conversations import ConversationStore, Message
    from app.ui.navigation import Pages

DISPLAY_SECONDS = 0.8
"""An answer is there at once; it is shown sentence by sentence so that the eye can follow."""
LONGEST_PAUSE = 0.15


def draw_question(text: str) -> None:
    """Draw what the reader asked."""
    with st.chat_message("user", avatar=":material/person:"):
        st.html(f'<p class="gw-question">{escape(text)}</p>')


def draw_answer(
    store: ConversationStore,
    message: Message,
    answer: Answer | None,
    pages: Pages,
    *,
    display: bool = False,
    latest: bool = True,
) -> None:
    """Draw an answer; with `display` its sentences appear one after another.

    Below the latest answer stand questions near to it that the sources answer.
    """
    if answer is None:
        st.html(f'<p class="gw-plain">{escape(message.text)}</p>')
        st.html('<p class="gw-quiet">Only the text of this answer could be read.</p>')
        return
    anchors = Anchors(answer, f"a{message.id[:12]}")
    if is_rewritten(answer):
        st.html(f'<p class="gw-quiet">Understood as: {escape(answer.understood_as)}</p>')
    if answer.abstained:
        if answer.notice:
            st.html(notice_html(answer))
        st.html(abstention_html(answer))
        _ways_on(message, answer, pages)
    else:
        if answer.notice:
            st.html(notice_html(answer))
        if answer.missing_terms:
            st.html(f'<p class="gw-notice" role="note">{escape(not_about(answer))}</p>')
        _sentences(answer, anchors, display=display)
        st.html(cards_html(answer, anchors))
        answer_diagrams(answer, message.id)
    st.html(f'<p class="gw-quiet">{escape(quiet_line(answer))}</p>')
    if answer.removed:
        st.html(removed_html(answer))
    _actions(store, message, answer)
    if latest and answer.related:
        _offer(message, "related", "Related questions", {one: one for one in answer.related})


def _offer(message: Message, name: str, title: str, questions: Mapping[str, str]) -> None:
    """Offer questions under the names given, of which a click asks one."""
    key = f"{name}_{message.id}"

    def ask() -> None:
        if (question := st.session_state[key]) is not None:
            ask_next(question)
            st.session_state[key] = None

    names = {question: label(name) for question, name in questions.items()}
    st.pills(title, list(names), format_func=names.__getitem__, key=key, on_change=ask)


def _sentences(answer: Answer, anchors: Anchors, *, display: bool) -> None:
    slot = st.empty()
    if display:
        pause = min(LONGEST_PAUSE, DISPLAY_SECONDS / max(1, len(answer.sentences)))
        for shown in range(1, len(answer.sentences) + 1):
            slot.html(answer_html(answer, anchors, shown))
            time.sleep(pause)
    slot.html(answer_html(answer, anchors))


def _ways_on(message: Message, answer: Answer, pages: Pages) -> None:
    """Offer the nearest topics, and adding a source that would answer."""
    titles = dict.fromkeys(topic.title for topic in answer.topics)
    if titles:
        questions = {topic_question(title): title for title in titles}
        _offer(message, "topics", "Nearest topics", questions)
    st.page_link(
        pages.sources,
        label="Add a source that answers it",
        icon=":material/add:",
        query_params={"view": "Add"},
    )


def _actions(store: ConversationStore, message: Message, answer: Answer) -> None:
    with st.container(
        horizontal=True, vertical_alignment="center", gap="small", key=f"actions_{message.id}"
    ):
        thumbs(store, message.id)
        copy_button(answer_markdown(answer), key=f"copy_{message.id}")
    reason_form(store, message.id)
    found = st.expander("How this was found", key=f"found_{message.id}", on_change="rerun")
    if found.open:
        found.html(found_html(answer))
