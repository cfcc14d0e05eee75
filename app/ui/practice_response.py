"""The widgets by which a question is answered; every change is kept at once as a draft."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app.practice.records import UNANSWERED
from app.practice.words import LETTERS, number_word
from app.ui.labels import label
from app.ui.practice_keys import letter_keys

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.sitting import Step
    from app.store.quizzes import QuizStore

WHOLE = 2_000
"""Characters of an option's label: it is always shown whole."""


def response_widgets(store: QuizStore, quiz_id: str, step: Step) -> None:
    """Draw what answers a question of its type."""
    _Widgets(store, quiz_id, step).draw()


def what_is_missing(step: Step) -> str:
    """Return why the response cannot be graded yet, in words; empty when it can."""
    question = step.question
    if step.grade.complete:
        return ""
    chosen = len({index for index in step.response if index != UNANSWERED})
    due = number_word(question.choose)
    if question.type == "multiple_choice":
        return "Choose an answer."
    if question.type == "multiple_response":
        if chosen > question.choose:
            return f"You have chosen {number_word(chosen)}: take away {chosen - question.choose}."
        return f"Choose {due}; you have {number_word(chosen) if chosen else 'none'}."
    if question.type == "ordering":
        return f"Put {due} steps in order; you have {number_word(chosen) if chosen else 'none'}."
    open_prompts = question.choose - sum(i != UNANSWERED for i in step.response)
    return f"{open_prompts} of {question.choose} prompts are open."


def response_now(store: QuizStore, quiz_id: str, step: Step) -> tuple[int, ...]:
    """Return the response as the widgets stand at this moment.

    A click may overtake the callback of a choice before it, so that the draft may be one behind.
    """
    return _Widgets(store, quiz_id, step).now()


class _Widgets:
    def __init__(self, store: QuizStore, quiz_id: str, step: Step) -> None:
        self._store = store
        self._quiz_id = quiz_id
        self._step = step
        self._key = f"{quiz_id[:12]}_{step.question.id}"

    def draw(self) -> None:
        """Draw the widgets of the question's type."""
        kind = self._step.question.type
        if kind == "multiple_choice":
            self._choice()
        elif kind == "multiple_response":
            self._response()
        elif kind == "ordering":
            self._ordering()
        else:
            self._matching()

    def now(self) -> tuple[int, ...]:
        """Return what the widgets say; steps, which buttons move, stand in the draft."""
        state, question = st.session_state, self._step.question
        if question.type == "multiple_choice":
            place = state.get(f"choice_{self._key}")
            return self._step.response if place is None else (place,)
        if question.type == "multiple_response":
            keys = {place: f"box_{self._key}_{place}" for place in self._step.order}
            if all(key in state for key in keys.values()):
                return tuple(place for place, key in keys.items() if state[key])
        if question.type == "matching":
            names = [f"match_{self._key}_{i}" for i in range(len(question.prompts))]
            if all(name in state for name in names):
                chosen = (state[name] for name in names)
                return tuple(UNANSWERED if place is None else place for place in chosen)
        return self._step.response

    def _keep(self, response: Sequence[int]) -> None:
        self._store.keep_draft(self._quiz_id, self._step.question.id, response)

    def _label(self, place: int) -> str:
        text = label(self._step.question.options[place].text, WHOLE)
        return f"{LETTERS[self._step.order.index(place)]}. {text}"

    def _choice(self) -> None:
        order, key = self._step.order, f"choice_{self._key}"
        chosen = self._step.response

        def keep() -> None:
            self._keep((st.session_state[key],))

        with st.container(key=f"options_{self._key}"):
            st.radio(
                "Your answer",
                order,
                index=order.index(chosen[0]) if chosen else None,
                format_func=self._label,
                key=key,
                on_change=keep,
                label_visibility="collapsed",
                width="stretch",
            )
        letter_keys(f"options_{self._key}")

    def _response(self) -> None:
        order = self._step.order
        keys = {place: f"box_{self._key}_{place}" for place in order}

        def keep() -> None:
            self._keep([place for place in order if st.session_state[keys[place]]])

        with st.container(key=f"options_{self._key}"):
            for place in order:
                st.checkbox(
                    self._label(place),
                    value=place in self._step.response,
                    key=keys[place],
                    on_change=keep,
                    width="stretch",
                )
        letter_keys(f"options_{self._key}")

    def _ordering(self) -> None:
        chosen = [place for place in self._step.response if place != UNANSWERED]
        left = [place for place in self._step.order if place not in chosen]
        full = len(chosen) >= self._step.question.choose
        with st.container(key=f"ordered_{self._key}"):
            st.html('<p class="gw-quiet">Your order</p>')
            if not chosen:
                st.html('<p class="gw-empty">Take the first step from the list below.</p>')
            for at, place in enumerate(chosen):
                self._placed(chosen, at, place)
        with st.container(key=f"steps_{self._key}"):
            st.html('<p class="gw-quiet">Steps to take from</p>' if left else "<span></span>")
            for place in left:
                st.button(
                    self._label(place),
                    key=f"take_{self._key}_{place}",
                    disabled=full,
                    width="stretch",
                    on_click=self._keep,
                    args=([*chosen, place],),
                )

    def _placed(self, chosen: list[int], at: int, place: int) -> None:
        letter = LETTERS[self._step.order.index(place)]
        text = self._step.question.options[place].text
        with st.container(horizontal=True, vertical_alignment="center", gap="small"):
            st.html(
                f'<p class="gw-placed"><b>{at + 1}.</b> {escape(text)} '
                f'<span class="gw-quiet">({letter})</span></p>',
                width="stretch",
            )
            with st.container(horizontal=True, width="content", gap="small"):
                self._moves(chosen, at, place)

    def _moves(self, chosen: list[int], at: int, place: int) -> None:
        """Draw what moves a placed step up, down and out."""
        letter = LETTERS[self._step.order.index(place)]
        for name, icon, moved in (
            ("Up", "arrow_upward", _swapped(chosen, at, at - 1)),
            ("Down", "arrow_downward", _swapped(chosen, at, at + 1)),
            ("Remove", "close", [other for other in chosen if other != place]),
        ):
            st.button(
                f"{name} {letter}",
                icon=f":material/{icon}:",
                key=f"{name.lower()}_{self._key}_{place}",
                help=f"{name}: step {letter}",
                type="tertiary",
                disabled=moved is None,
                on_click=self._keep,
                args=(moved or [],),
            )

    def _matching(self) -> None:
        question, order = self._step.question, self._step.order
        keys = [f"match_{self._key}_{i}" for i in range(len(question.prompts))]
        given = list(self._step.response) or [UNANSWERED] * len(keys)

        def keep() -> None:
            chosen = [st.session_state[key] for key in keys]
            self._keep([UNANSWERED if place is None else place for place in chosen])

        rows = "".join(
            f"<li><b>{LETTERS[i]}.</b> {escape(question.options[place].text)}</li>"
            for i, place in enumerate(order)
        )
        st.html(f'<ul class="gw-options" aria-label="Responses">{rows}</ul>')
        with st.container(key=f"pairs_{self._key}"):
            for i, (key, prompt) in enumerate(zip(keys, question.prompts, strict=True)):
                st.selectbox(
                    f"{i + 1}: {label(prompt.text, WHOLE)}",
                    order,
                    index=order.index(given[i]) if given[i] in order else None,
                    format_func=self._plain,
                    key=key,
                    on_change=keep,
                    placeholder="Choose a response",
                )

    def _plain(self, place: int) -> str:
        """Return an option for a list, which shows text as it stands."""
        text = " ".join(self._step.question.options[place].text.split())
        return f"{LETTERS[self._step.order.index(place)]}. {text}"


def _swapped(chosen: list[int], at: int, to: int) -> list[int] | None:
    """Return the order with two neighbours exchanged; None where there is no neighbour."""
    if not 0 <= to < len(chosen):
        return None
    moved = list(chosen)
    moved[at], moved[to] = moved[to], moved[at]
    return moved
