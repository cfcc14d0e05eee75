"""Choose what to practise: where in the outline, which service, type and difficulty, how many."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from app import sitting as taking
from app.practice.records import DIFFICULTIES, ITEM_TYPES
from app.practice.wish import NAMES, Wish
from app.ui.labels import label
from app.ui.practice_export import export_buttons
from app.ui.practice_place import open_quiz
from app.ui.practice_wells import choose_well, chosen_well, offer_writing, write_now
from app.ui.render.words import count, day
from index.errors import GroundworkError

if TYPE_CHECKING:
    from app.practice.blueprint import Blueprint
    from app.practice.selection import History
    from app.question_room import QuestionRoom
    from app.store.quizzes import Mode, QuizLine
    from app.ui.practice_desk import Desk

COUNT = 5
COUNTS = (1, COUNT, 10, 20, 50)
RESUMED = 3
"""Unfinished quizzes offered."""
MISSED, WHOLE = "missed", ""
_MODES: dict[Mode, str] = {"study": "Study: the answer after each", "quiz": "Quiz: all at the end"}


def chooser(desk: Desk, room: QuestionRoom) -> None:
    """Draw the choice of questions; without any question, say why."""
    st.title("Practice", anchor=False)
    items = room.pool.items
    if not items and not room.catalogue_for(Wish(origins=("factory",)), 1).items:
        _nothing(room)
        return
    st.html(f'<p class="gw-intro">{escape(_intro(len(items), room))}</p>')
    _resume(desk)
    past = taking.history(desk.store)
    _limits(room, past)
    choose_well(desk, room)
    wish = _chosen(room)
    found = _fitting(room, wish, past)
    st.segmented_control(
        "Mode",
        list(_MODES),
        default="study",
        format_func=lambda one: _MODES[one],
        key="mode",
        required=True,
    )
    number = st.segmented_control("How many", COUNTS, default=COUNT, key="count", required=True)
    with st.container(key="begin"):
        if _begin_row(desk, room, wish, found, number):
            write_now(desk, room, wish, number, _mode())
    problem = st.session_state.pop("not_started", "")
    if problem:
        st.html(f'<p class="gw-quiet" role="alert">{escape(problem)}</p>')
    export_buttons(room, wish)
    _kept_out(room)


def _intro(number: int, room: QuestionRoom) -> str:
    if not number:
        return "Questions are made from the text of any document, each with its proof."
    made = ", and more made from the text of any document" if room.factory else ""
    return f"{count(number, 'question')}, each with its proof in your sources{made}."


def _begin_row(desk: Desk, room: QuestionRoom, wish: Wish, found: int, number: int) -> bool:
    """Draw what fits and the button that begins; return whether the model is to write."""
    by_model = wish.origins == ("model",)
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        pressed = by_model and offer_writing(found, number)
        if found or not by_model:
            _start_button(desk, room, found)
        if not by_model:
            words = escape(_fit_words(found, number))
            st.html(f'<p class="gw-quiet" aria-live="polite">{words}</p>', width="stretch")
    return pressed


def _start_button(desk: Desk, room: QuestionRoom, found: int) -> None:
    kept = chosen_well() == "model"
    st.button(
        "Start with those kept" if kept else "Start",
        icon=":material/play_arrow:",
        key="start",
        type="secondary" if kept else "primary",
        disabled=not found,
        on_click=_start,
        args=(desk, room),
    )


def _resume(desk: Desk) -> None:
    """Offer the quizzes that are not finished."""
    lines = [line for line in desk.store.quizzes() if line.finished is None][:RESUMED]
    if not lines:
        return
    with st.container(key="resume"):
        st.html('<p class="gw-quiet">Go on where you stopped</p>')
        for line in lines:
            st.button(
                _line_label(line),
                icon=":material/resume:",
                key=f"resume_{line.id}",
                on_click=open_quiz,
                args=(line.id,),
            )


def _line_label(line: QuizLine) -> str:
    wish = Wish.from_json(line.wish)
    asked = wish.describe()
    asked = asked.replace("questions", "question", 1) if line.parts == 1 else asked
    what = label(f"{line.parts} {asked}")
    return f"{what}: {line.answered} answered, {day(line.created)}"


def _limits(room: QuestionRoom, past: History) -> None:
    """Draw the limits; what is chosen stands in the session (see `_chosen`)."""
    st.selectbox(
        "Part of the exam",
        _places(room.blueprint, past),
        format_func=lambda one: _place_name(one, room.blueprint),
        key="place",
    )
    named = sorted({s for item in room.pool.items for s in item.services})
    st.selectbox("Service", named, index=None, key="service", placeholder="Any service")
    st.pills(
        "Type",
        [t for t in ITEM_TYPES if room.factory or any(i.type == t for i in room.pool.items)],
        selection_mode="multi",
        format_func=lambda t: NAMES[t].capitalize(),
        key="types",
    )
    if chosen_well() != "model":
        st.pills(
            "Difficulty",
            DIFFICULTIES,
            selection_mode="multi",
            format_func=str.capitalize,
            key="difficulties",
        )


def _chosen(room: QuestionRoom) -> Wish:
    """Return what is chosen at this moment.

    A click on Start may overtake the run that a choice before it began; so the session is read
    then, and not what that run would have drawn.
    """
    state = st.session_state
    place, service = state.get("place") or WHOLE, state.get("service")
    well = chosen_well()
    document = state.get("document") if well != "bank" else None
    return Wish(
        exam=room.blueprint.exam,
        domains=(int(place),) if place.isdecimal() else (),
        tasks=(place,) if "." in place else (),
        services=(service,) if service else (),
        types=tuple(state.get("types") or ()),
        difficulties=() if well == "model" else tuple(state.get("difficulties") or ()),
        origins=(well,),
        paths=(document,) if document else (),
        missed=place == MISSED,
    )


def _places(blueprint: Blueprint, past: History) -> list[str]:
    places = [WHOLE]
    if any(not one.last_right for one in past.items.values()):
        places.append(MISSED)
    for domain in blueprint.domains:
        places.append(str(domain.id))
        places += [task.id for task in blueprint.tasks if task.domain == domain.id]
    return places


def _place_name(place: str, blueprint: Blueprint) -> str:
    if place == WHOLE:
        return "The whole exam, by its weights"
    if place == MISSED:
        return "What I miss most"
    if "." in place:
        return f"\u2003{blueprint.task_title(place)}"
    domain = blueprint.domain(int(place))
    return f"Domain {place}: {domain.name}" if domain else f"Domain {place}"


def _fitting(room: QuestionRoom, wish: Wish, past: History) -> int:
    with st.spinner("Making questions from the text …"):
        found = room.catalogue_for(wish, 0).matching(wish)
    return sum(not wish.missed or past.is_missed(item) for item in found)


def _fit_words(found: int, number: int) -> str:
    if not found:
        return "No question fits. Take a limit away."
    fits = "question fits" if found == 1 else "questions fit"
    rest = f"; you get these {found}" if found < number else ""
    return f"{found:,} {fits}{rest}."


def _mode() -> Mode:
    return "quiz" if st.session_state.get("mode") == "quiz" else "study"


def _start(desk: Desk, room: QuestionRoom) -> None:
    """Begin a quiz of what is chosen (for callbacks)."""
    number = int(st.session_state.get("count") or COUNT)
    try:
        open_quiz(taking.start(desk.store, room, _chosen(room), number, _mode()))
    except GroundworkError as error:
        st.session_state["not_started"] = str(error)


def _nothing(room: QuestionRoom) -> None:
    out = len(room.pool.quarantined)
    why = (
        f"The bank holds {count(out, 'question')}, and the index lacks what they quote."
        if out
        else "The index holds nothing that questions are made of."
    )
    st.html(
        '<div class="gw-problem" role="alert"><p class="gw-lead">There is nothing to ask yet</p>'
        f"<p><b>What happened:</b> {escape(why)}</p>"
        "<p><b>What to do:</b> Build the index from the notes "
        "(<code>python -m ingest build</code>), or add sources on the page Sources.</p></div>"
    )
    _kept_out(room)


def _kept_out(room: QuestionRoom) -> None:
    """List the questions whose source changed."""
    out = room.kept_out
    if not out:
        return
    with st.expander(f"{count(len(out), 'question')} kept out: source changed"):
        date = day(out[0].date)
        rows = "".join(
            f"<li>{escape(one.item.id)}: {escape(one.item.stem[:90])} …"
            f'<br><span class="gw-quiet">source changed on {escape(date)}, '
            f"lost: “{escape((one.lost or one.keys)[0][:120])}”</span></li>"
            for one in out
        )
        st.html(f"<ul>{rows}</ul>")
