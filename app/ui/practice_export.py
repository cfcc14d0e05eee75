"""Take questions along: an Anki package, a table, JSON, of those that fit the choice."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from app.practice.export import ENDINGS, FORMATS, MIME, export
from app.ui.render.words import count

if TYPE_CHECKING:
    from app.practice.export import Format
    from app.practice.wish import Wish
    from app.question_room import QuestionRoom

_NAMES: dict[Format, str] = {"anki": "Anki package", "csv": "Table (CSV)", "json": "JSON"}


def _packed(room: QuestionRoom, wish: Wish, form: Format) -> bytes:
    return export(room.catalogue_for(wish, 0).matching(wish), form)


def export_buttons(room: QuestionRoom, wish: Wish) -> None:
    """Draw one button for each format; a file is made when its button is pressed."""
    found = len(room.catalogue_for(wish, 0).matching(wish))
    box = st.expander(f"Export {count(found, 'question')}", key="export", on_change="rerun")
    if not box.open:
        return
    with box, st.container(horizontal=True):
        for form in FORMATS:
            st.download_button(
                _NAMES[form],
                partial(_packed, room, wish, form),
                f"groundwork-questions{ENDINGS[form]}",
                MIME[form],
                key=f"export_{form}",
                disabled=not found,
                on_click="ignore",
            )
