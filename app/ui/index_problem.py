"""Say what is wrong with the index, what is safe, and what to do; offer to do it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from index.errors import (
    IndexBusyError,
    IndexDamagedError,
    IndexMismatchError,
    IndexMissingError,
    ModelMissingError,
)

if TYPE_CHECKING:
    from index.errors import GroundworkError


@dataclass(frozen=True, slots=True)
class Problem:
    """An error in words for the reader."""

    title: str
    safe: str
    build: str = ""
    """Label of the button that builds the index; empty when building is no remedy."""


_COMMAND = re.compile(r"`([^`]+)`")
_MINE = "Your conversations, with every passage they cite, and your uploaded files are untouched."
_PROBLEMS: dict[type[GroundworkError], Problem] = {
    IndexMissingError: Problem("There is no index yet", _MINE, "Build the index"),
    IndexDamagedError: Problem(
        "The index is damaged and is not searched", _MINE, "Build the index again"
    ),
    IndexMismatchError: Problem(
        "The index was built with something else and is not searched",
        _MINE,
        "Build the index again",
    ),
    ModelMissingError: Problem("The embedding model cannot be used", f"{_MINE} So is the index."),
    IndexBusyError: Problem(
        "Another ingest is at work", "The index that was published before serves on."
    ),
}
_OTHER = Problem("Something failed", _MINE)


def problem_of(error: GroundworkError) -> Problem:
    """Return the words for an error."""
    return _PROBLEMS.get(type(error), _OTHER)


def problem_notice(error: GroundworkError) -> Problem:
    """Draw what happened, what is safe and what to do; return it."""
    problem = problem_of(error)
    st.html(
        f'<div class="gw-problem" role="alert"><p class="gw-lead">{escape(problem.title)}</p>'
        f"<p><b>What happened:</b> {_sentence(error.what)}</p>"
        f"<p><b>What is safe:</b> {escape(problem.safe)}</p>"
        f"<p><b>What to do:</b> {_sentence(error.remedy or 'Try again')}</p></div>"
    )
    return problem


def _sentence(words: str) -> str:
    """Return the words of an error as a sentence, commands between backticks set as code."""
    capital = f"{words[:1].upper()}{words[1:].rstrip('.')}."
    return _COMMAND.sub(r"<code>\1</code>", escape(capital))
