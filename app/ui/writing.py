"""Show an answer while a chat model writes it: verified sentences, and the draft of the next."""

from __future__ import annotations

import time
from contextlib import closing
from typing import TYPE_CHECKING

import streamlit as st

from app.ui.render.anchors import Anchors
from app.ui.render.answer import answer_html

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from app.answer.generative import Progress
    from app.answer.records import Answer

REDRAW_SECONDS = 0.06
"""Tokens that come faster than the eye follows are drawn together."""
WAITING = '<p class="gw-quiet">Reading the passages …</p>'


def show_writing(steps: Generator[Progress, None, None], keep: Callable[[Answer], None]) -> Answer:
    """Draw the steps in place and return the whole answer.

    Args:
        steps: the answer as it grows.
        keep: called with the last step's answer when the reader stops the writing.
    """
    slot = st.empty()
    slot.html(WAITING)
    latest: Progress | None = None
    drawn, drawn_at, shown = WAITING, 0.0, 0
    try:
        with closing(steps):
            for latest in steps:
                if latest.done:
                    break
                html = _html(latest)
                now = time.monotonic()
                grew = len(latest.answer.sentences) > shown
                if grew or now - drawn_at >= REDRAW_SECONDS:
                    shown, drawn_at, drawn = len(latest.answer.sentences), now, html
                    slot.html(drawn)  # also where Streamlit stops the script when it is asked to
    finally:
        if latest is not None and not latest.done:
            keep(latest.answer)
    slot.empty()
    assert latest is not None
    return latest.answer


def _html(step: Progress) -> str:
    if not step.answer.sentences and not step.draft:
        return WAITING
    anchors = Anchors(step.answer, "writing")
    return answer_html(step.answer, anchors, draft=step.draft)
