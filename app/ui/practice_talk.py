"""Practice in a conversation: give questions on request, talk about the one that is shown."""

from __future__ import annotations

import json
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING, Any

import streamlit as st

from app import sitting as taking
from app.practice.request import ItemRequest, parse_item, parse_quiz
from app.practice.selection import NothingToAskError, similar
from app.practice.wish import Wish
from app.practice.words import LETTERS
from app.sitting import Sitting
from app.surrogates import json_text
from app.ui import services
from app.ui.archived import is_practice
from app.ui.current_conversation import open_next
from app.ui.navigation import pages
from app.ui.next_question import ask_next
from app.ui.practice_desk import Desk
from app.ui.practice_dispute import draw_dispute, record_dispute
from app.ui.practice_writing import begin_writing, show_writing_run, writing_of
from app.ui.render.question import question_html
from app.ui.render.verdict import options_html, reason_html, reasons_html, verdict_html
from app.ui.render.words import count
from index.errors import GroundworkError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.practice.records import Evidence
    from app.retrieval import IndexPassageSource
    from app.sitting import Step
    from app.store.conversations import Message

COUNT = 5
"""Questions given when no number is asked for."""
NEAR = 8
"""Messages back to which "explain B" may reach."""
_MARK = "practice"


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of the practice side: its text, and what it is drawn from."""

    text: str
    archive: str


def reply_to(
    question: str, messages: Sequence[Message], source: IndexPassageSource
) -> Reply | None:
    """Answer a request for questions or a word about the question shown; None for all else.

    Raises GroundworkError when the bank or the database cannot be read.
    """
    shown = _shown(messages)
    if shown is not None:
        sitting, step = shown
        said = parse_item(question, step.question, step.order)
        if said is not None:
            return _about_item(said, sitting, step, source)
    aliases = source.retriever.snapshot.aliases
    request = parse_quiz(question, services.blueprint(), aliases)
    if request is None:
        return None
    wanted = request.count or COUNT
    if request.is_new:
        return _new_questions(request.wish, wanted, source)
    return _quiz(request.wish, wanted, source)


def ask_about(sitting: Sitting, step: Step) -> None:
    """Open a conversation about a question at the next run (for callbacks)."""
    store = services.conversations()
    conversation = store.start(f"About: {step.question.stem}")
    store.add(conversation.id, "user", "About this question")
    archive = _archive("item", sitting, step)
    store.add(conversation.id, "assistant", _item_text(step), archive)
    open_next(conversation.id)


def draw_reply(message: Message, source: IndexPassageSource | None, *, latest: bool) -> None:
    """Draw what the practice side wrote; a quiz goes on from there."""
    record = _record(message)
    sitting = Sitting.open(services.quizzes(), str(record.get("quiz", "")))
    if record.get("kind") == "text":
        st.html(f'<p class="gw-plain">{escape(message.text)}</p>')
    elif record.get("kind") == "writing":
        _draw_writing(message, str(record.get("quiz", "")), sitting, source)
    elif sitting is None:
        st.html(f'<p class="gw-plain">{escape(message.text)}</p>')
        st.html('<p class="gw-quiet">This quiz was deleted.</p>')
    elif record["kind"] == "quiz":
        if record.get("note"):
            st.html(f'<p class="gw-quiet">{escape(str(record["note"]))}</p>')
        quiz_in_chat(sitting.quiz.id, source)
    else:
        step = sitting.step(str(record.get("part", ""))) or sitting.current
        _draw_about(record, step, latest=latest)


@st.fragment
def quiz_in_chat(quiz_id: str, source: IndexPassageSource | None) -> None:
    """Draw a quiz within a conversation, one question after another."""
    from app.ui.practice_question import question_screen
    from app.ui.render.summary import short_result

    sitting = Sitting.open(services.quizzes(), quiz_id)
    if sitting is None:
        st.html('<p class="gw-quiet">This quiz was deleted.</p>')
        return
    desk = Desk.of(services.quizzes(), source)
    if sitting.is_over:
        st.html(short_result(sitting))
        st.page_link(
            pages().practice,
            label="See it question by question",
            icon=":material/quiz:",
            query_params={"quiz": quiz_id},
        )
        return
    question_screen(desk, sitting, sitting.current, in_chat=True)


def _draw_writing(
    message: Message, run_id: str, sitting: Sitting | None, source: IndexPassageSource | None
) -> None:
    """Draw how the model gets on, and what it has written so far to be answered."""
    run = writing_of(run_id)
    if run is None:
        st.html(f'<p class="gw-plain">{escape(message.text)}</p>')
        if sitting is None:
            st.html('<p class="gw-quiet">These questions were deleted.</p>')
    else:
        show_writing_run(run)
    if sitting is not None:
        quiz_in_chat(run_id, source)
    elif run is not None and services.run_board().running(run_id) is None:
        asked = Wish.from_json(run.wish)
        st.button(
            "Take them from the bank and the text",
            key=f"instead_{message.id}",
            on_click=ask_next,
            args=(f"Give me {run.wanted} {asked.describe()}",),
        )


def _new_questions(wish: Wish, wanted: int, source: IndexPassageSource) -> Reply:
    """Let the chat model write; where it cannot, say why and give questions of the other wells."""
    room = services.questions(source)
    try:
        run_id = begin_writing(source, room, wish, wanted, "study")
    except GroundworkError as error:
        return _quiz(wish, wanted, source, f"{error} These come from the bank and the text.")
    text = f"{count(wanted, 'new question')}: {wish.describe()}"
    return Reply(text, json_text({_MARK: {"kind": "writing", "quiz": run_id}}))


def _quiz(wish: Wish, number: int, source: IndexPassageSource, note: str = "") -> Reply:
    store, room = services.quizzes(), services.questions(source)
    try:
        quiz_id = taking.start(store, room, wish, number, "study")
    except GroundworkError as error:
        said = f"{note} {error}".strip()
        return Reply(said, json_text({_MARK: {"kind": "text"}}))
    return _given(quiz_id, wish, note)


def _given(quiz_id: str, wish: Wish, note: str = "") -> Reply:
    sitting = Sitting.open(services.quizzes(), quiz_id)
    given = len(sitting.steps) if sitting else 0
    text = f"{count(given, 'question')}: {wish.describe()}"
    record = {"kind": "quiz", "quiz": quiz_id, **({"note": note} if note else {})}
    return Reply(text, json_text({_MARK: record}))


def _shown(messages: Sequence[Message]) -> tuple[Sitting, Step] | None:
    """Return the question that the conversation showed last."""
    for message in reversed(messages[-NEAR:]):
        record = _record(message)
        sitting = Sitting.open(services.quizzes(), str(record.get("quiz", "")))
        if sitting is not None:
            return sitting, sitting.step(str(record.get("part", ""))) or sitting.current
    return None


def _about_item(
    said: ItemRequest, sitting: Sitting, step: Step, source: IndexPassageSource
) -> Reply:
    if said.kind == "another":
        return _another(sitting, step, source)
    if said.kind == "dispute":
        return _dispute(said, sitting, step, source)
    if step.attempt is None:
        services.quizzes().note_help(sitting.quiz.id, step.question.id)
    text = _item_text(step) if said.place is None else _option_text(step, said.place)
    return Reply(text, _archive(said.kind, sitting, step, place=said.place))


def _another(sitting: Sitting, step: Step, source: IndexPassageSource) -> Reply:
    store, room = services.quizzes(), services.questions(source)
    try:
        wish = Wish(exam=room.blueprint.exam)
        past = taking.history(store)
        seed = sitting.quiz.seed + len(sitting.steps)
        item = similar(room.catalogue, step.item, wish, room.blueprint, seed, past, sitting.items)
    except NothingToAskError as error:
        return Reply(str(error), json_text({_MARK: {"kind": "text"}}))
    like = Wish(exam=room.blueprint.exam, tasks=(item.task,) if item.task else ())
    return _given(taking.keep(store, room, [item], like, "study"), like)


def _dispute(said: ItemRequest, sitting: Sitting, step: Step, source: IndexPassageSource) -> Reply:
    claimed = step.response if said.place is None else (said.place,)
    if not claimed or (step.grade.correct and said.place is None):
        words = "Say which option you think is right, for example: I think B is right."
        return Reply(words, _archive("text", sitting, step))
    if said.place is not None and said.place in step.question.key:
        letter = _letter(step, said.place)
        return Reply(f"{letter} is right by the key, too.", _archive("text", sitting, step))
    stored = record_dispute(services.disputes(), source, sitting, step, claimed)
    text = f"Verdict: {stored.verdict}. {stored.record['reason']}"
    return Reply(text, _archive("dispute", sitting, step, dispute=stored.id))


def _draw_about(record: dict[str, Any], step: Step, *, latest: bool) -> None:
    kind, place = record["kind"], record.get("place")
    if kind == "dispute":
        stored = services.disputes().of_part(record["quiz"], record["part"])
        for one in (one for one in stored if one.id == record.get("dispute")):
            draw_dispute(step, one, "talk_")
        return
    if kind == "item":
        st.html(question_html(step) + options_html(step))
        if step.attempt is not None:
            st.html(verdict_html(step) + reasons_html(step))
        if latest:
            st.html(
                '<p class="gw-quiet">Ask anything about it: “explain B”, “why not …?”, '
                "“another like this”, “I think B is right”, or a question of your own.</p>"
            )
    elif place is None:
        st.html(f"{question_html(step)}{reasons_html(step)}")
    else:
        st.html(f"<p>{escape(_standing(step, place))}</p>{reason_html(step, place)}")
        if step.attempt is not None and place not in step.question.key:
            rest = "".join(reason_html(step, k) for k in step.question.key)
            st.html(f"<details class='gw-more'><summary>What is right</summary>{rest}</details>")


def _standing(step: Step, place: int) -> str:
    """Return how an option stands: `B is not right.`"""
    question, letter = step.question, _letter(step, place)
    if question.type == "matching":
        prompts = [str(i) for i, k in enumerate(question.key, 1) if k == place]
        return f"{letter} belongs to {', '.join(prompts)}." if prompts else f"{letter} fits none."
    if question.type == "ordering":
        if place not in question.key:
            return f"Step {letter} does not belong."
        return f"Step {letter} is number {question.key.index(place) + 1}."
    return f"{letter} is {'right' if place in question.key else 'not right'}."


def _letter(step: Step, place: int) -> str:
    return LETTERS[step.order.index(place)]


def _archive(kind: str, sitting: Sitting, step: Step, **more: object) -> str:
    record = {"kind": kind, "quiz": sitting.quiz.id, "part": step.question.id, **more}
    return json_text({_MARK: record})


def _record(message: Message) -> dict[str, Any]:
    if not is_practice(message):
        return {}
    try:
        record = json.loads(message.answer or "")[_MARK]
    except (ValueError, KeyError, TypeError):
        return {}
    return record if isinstance(record, dict) else {}


def _item_text(step: Step) -> str:
    rows = [f"{_letter(step, k)}. {step.question.options[k].text}" for k in step.order]
    return "\n".join([step.question.stem, *rows])


def _option_text(step: Step, place: int) -> str:
    option = step.question.options[place]
    lines = [f"{_letter(step, place)}. {option.text}", _standing(step, place), option.rationale]
    evidence: Evidence | None = option.evidence
    if evidence is not None and evidence.is_found:
        lines.append(f"“{evidence.quote}” ({evidence.path})")
    return "\n".join(lines)
