"""New questions by the chat model: begin the writing, watch it, stop it, go on without it."""

from __future__ import annotations

from dataclasses import replace
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app import sitting as taking
from app.chat_model.spec import ModelSpec
from app.item_run import Commission
from app.practice.wish import Wish
from app.ui import services
from app.ui.model_choice import chosen_name, opened_writer
from app.ui.navigation import pages
from app.ui.practice_place import open_quiz
from app.ui.render.writing import ended_html, writing_html
from index.errors import GroundworkError, UsageError

if TYPE_CHECKING:
    from app.practice.wish import Well
    from app.question_room import QuestionRoom
    from app.retrieval import IndexPassageSource
    from app.store.quizzes import Mode
    from app.store.written import WritingRun
    from app.ui.practice_desk import Desk

EVERY_SECONDS = 1.0
NO_MODEL = "No chat model is chosen, so none can write new questions."
_INSTEAD: dict[Well, str] = {
    "bank": "Take them from the bank",
    "factory": "Make them from the text",
}


def writer_name() -> str:
    """Return the name of the chat model that would write; empty when none is chosen.

    Raises UsageError when it is named wrongly.
    """
    spec = ModelSpec.parse(chosen_name())
    return spec.label if spec else ""


def why_not_offered() -> None:
    """Say why no model writes questions, with the way to change that."""
    with st.container(key="no_writer", gap=None):
        st.html(f'<p class="gw-quiet">{escape(NO_MODEL)}</p>')
        st.page_link(pages().settings, label="Choose one in Settings", icon=":material/tune:")


def begin_writing(
    source: IndexPassageSource, room: QuestionRoom, wish: Wish, wanted: int, mode: Mode
) -> str:
    """Let the chosen model write in the background, and return the id of the run and its quiz.

    Raises:
        UsageError: no model is chosen, or it is still writing.
        ChatModelError: it cannot be opened.
    """
    with st.spinner("Opening the chat model, once per start …"):
        model = opened_writer()
        if model is None:
            raise UsageError(NO_MODEL, "Choose one on the page Settings")
        verifier = services.verifier(source)
    commission = Commission(
        model=model,
        source=source,
        settings=services.settings(),
        verifier=verifier,
        wish=room.wish(_writable(wish)),
        wanted=wanted,
        mode=mode,
        existing=tuple(room.stems()),
        exam=room.blueprint.exam,
        snapshot=room.pool.snapshot,
        quizzes=services.quizzes(),
        written=services.written(),
    )
    return services.run_board().post(commission).id


def _writable(wish: Wish) -> Wish:
    """Return what a model is asked for: of what was missed, the tasks; no level, it has none."""
    if not wish.missed:
        return replace(wish, difficulties=(), origins=("model",))
    results = services.quizzes().task_results()
    tasks = tuple(task for task, answered, right in results if task and right < answered)
    return replace(wish, missed=False, difficulties=(), origins=("model",), tasks=tasks)


def writing_of(run_id: str) -> WritingRun | None:
    """Return the run of writing that a quiz comes from, or None when no model wrote it."""
    return services.written().run(run_id)


def show_writing_run(run: WritingRun) -> None:
    """Draw a run: while it writes its counts and a stop, after that what came of it."""
    if services.run_board().running(run.id) is not None:
        _watch(run.id, run.kept)
    else:
        st.html(ended_html(writing_of(run.id) or run))


@st.fragment(run_every=EVERY_SECONDS)
def _watch(run_id: str, drawn: int) -> None:
    run, at_work = writing_of(run_id), services.run_board().running(run_id)
    if run is None or at_work is None or run.kept != drawn:
        st.rerun()
    with st.container(key=f"writing_{run_id[:12]}"):
        st.html(writing_html(run, seconds=at_work.seconds))
        st.button(
            "Stop writing",
            icon=":material/stop_circle:",
            key=f"stop_{run_id}",
            on_click=at_work.stop,
        )


def instead_buttons(desk: Desk, wish: Wish, wanted: int, mode: Mode) -> None:
    """Offer the questions of the other wells where the model gives none."""
    room = desk.room
    if room is None:
        return
    wells: list[Well] = ["bank"] if room.pool.items else []
    wells += ["factory"] if room.factory is not None else []
    with st.container(horizontal=True, key="instead"):
        for well in wells:
            st.button(
                _INSTEAD[well],
                key=f"instead_{well}",
                on_click=_start_instead,
                args=(desk, wish, well, wanted, mode),
            )
    tell_no_instead()


def tell_no_instead() -> None:
    """Say why the other well gave no question, where it was asked for one."""
    problem = st.session_state.pop("no_instead", "")
    if problem:
        st.html(f'<p class="gw-quiet" role="alert">{escape(problem)}</p>')


def _start_instead(desk: Desk, wish: Wish, well: Well, wanted: int, mode: Mode) -> None:
    assert desk.room is not None
    try:
        other = replace(wish, origins=(well,))
        open_quiz(taking.start(desk.store, desk.room, other, wanted, mode))
    except GroundworkError as error:
        st.session_state["no_instead"] = str(error)


def no_question_yet(desk: Desk, run: WritingRun) -> None:
    """Draw the page of a run that has kept nothing: at work, or with what to do now."""
    st.title("New questions", anchor=False)
    show_writing_run(run)
    if services.run_board().running(run.id) is None:
        mode: Mode = "quiz" if run.mode == "quiz" else "study"
        instead_buttons(desk, Wish.from_json(run.wish), run.wanted, mode)
