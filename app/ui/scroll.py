"""Bring the place that matters into view: the latest question, the verdict, the marked sentence."""

from __future__ import annotations

from html import escape

import streamlit as st

_LATEST_QUESTION = """{
  const questions = document.querySelectorAll(".gw-question")
  if (questions.length > 1) {
    questions[questions.length - 1].scrollIntoView({ block: "start" })
  }
}"""
_MARKED_PLACE = """{
  const place = document.getElementById("place")
  if (place) { place.scrollIntoView({ block: "center" }) }
}"""
_QUIZ_QUESTION = """{
  const verdict = document.querySelector(".gw-verdict")
  const main = document.querySelector("[data-testid=stMain]")
  if (verdict) {
    verdict.scrollIntoView({ block: "nearest" })
  } else if (main) {
    main.scrollTo(0, 0)
  }
}"""


def show_quiz_question(occasion: str) -> None:
    """Show a question of a quiz from its top, or once it is answered its verdict."""
    _run_once(_QUIZ_QUESTION, occasion)


def show_latest_question(turn: str) -> None:
    """Scroll to the last question once for each turn, so that its answer is read from the top."""
    _run_once(_LATEST_QUESTION, turn)


def show_marked_place(place: str) -> None:
    """Scroll to the marked place of a document once."""
    _run_once(_MARKED_PLACE, place)


def _run_once(script: str, occasion: str) -> None:
    """Run a script of ours; drawing the same occasion again leaves the view where it is."""
    st.html(
        f'<span data-occasion="{escape(occasion)}"></span><script>{script}</script>',
        unsafe_allow_javascript=True,
    )
