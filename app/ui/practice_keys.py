"""Keys on the question that is shown: A to F or 1 to 6 choose an option, Enter goes on to the
buttons that hand the answer in."""

from __future__ import annotations

from html import escape

import streamlit as st

_LISTEN = """{
  if (!window.groundworkKeys) {
    window.groundworkKeys = true
    document.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) { return }
      if (event.target.closest("textarea, select, [role=combobox], [contenteditable], "
        + "input:not([type=radio]):not([type=checkbox])")) { return }
      const marks = document.querySelectorAll("[data-answer-keys]")
      if (!marks.length) { return }
      if (event.key === "Enter" && !event.target.closest("button, a, summary")) {
        const ready = document.querySelectorAll("[class*=st-key-confidence_] button:enabled")
        if (ready.length) { event.preventDefault(); ready[0].focus() }
        return
      }
      if (event.key.length !== 1) { return }
      const name = marks[marks.length - 1].dataset.answerKeys
      const box = document.querySelector(`.st-key-${CSS.escape(name)}`)
      const key = event.key.toLowerCase()
      const place = "123456".includes(key) ? "123456".indexOf(key) : "abcdef".indexOf(key)
      const option = box && place >= 0
        ? box.querySelectorAll("input[type=radio], input[type=checkbox]")[place] : null
      if (option && !option.disabled) { option.click(); option.focus() }
    })
  }
}"""


def letter_keys(container: str) -> None:
    """Let letters and digits choose among the radio buttons or boxes of a container."""
    st.html(
        f'<span data-answer-keys="{escape(container)}"></span><script>{_LISTEN}</script>',
        unsafe_allow_javascript=True,
    )
