"""A button that puts an answer with its sources on the clipboard, as Markdown."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.components.v2.types import ComponentRenderer

_HTML = '<button type="button" aria-live="polite">Copy</button>'
_CSS = """
button {
  font: inherit; font-size: 0.875rem; color: var(--st-text-color); cursor: pointer;
  background: none; border: 1px solid transparent; border-radius: var(--st-base-radius);
  padding: 0.35rem 0.6rem; min-height: 2rem;
}
button:hover { border-color: var(--st-border-color); }
button:focus-visible { outline: 2px solid var(--st-link-color); outline-offset: 2px; }
"""
_JS = """
const SHOWN_FOR = 1600
function copyBySelection(text) {
  const area = document.createElement("textarea")
  area.value = text
  area.style.position = "fixed"
  area.style.opacity = "0"
  document.body.appendChild(area)
  area.select()
  const done = document.execCommand("copy")
  area.remove()
  return done
}
export default function ({ parentElement, data }) {
  const button = parentElement.querySelector("button")
  const say = (words) => {
    button.textContent = words
    setTimeout(() => { button.textContent = "Copy" }, SHOWN_FOR)
  }
  button.title = "Copy the answer with its sources as Markdown"
  button.onclick = async () => {
    try {
      await navigator.clipboard.writeText(data)
      say("Copied")
    } catch {
      say(copyBySelection(data) ? "Copied" : "Not allowed here")
    }
  }
}
"""


def copy_button(text: str, key: str) -> None:
    """Draw the button; the text reaches the browser as data, never as markup."""
    _component()(key=key, data=text, width="content", height="content")


@cache
def _component() -> ComponentRenderer:
    return st.components.v2.component("groundwork_copy", html=_HTML, css=_CSS, js=_JS)
