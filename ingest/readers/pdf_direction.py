"""Right-to-left text: a PDF shows glyphs from left to right, readers want the order of speaking."""

from __future__ import annotations

import re
import unicodedata

_RTL_CLASS = "\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc"
_RTL = re.compile(f"[{_RTL_CLASS}]")
_RTL_SEQUENCE = re.compile(f"[{_RTL_CLASS}](?:[^A-Za-z0-9\u00c0-\u024f]*[{_RTL_CLASS}])*")
_LTR_SEQUENCE = re.compile(
    r"[A-Za-z0-9\u00c0-\u024f\u0660-\u0669](?:[^\u0590-\u065f\u066a-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]*"
    r"[A-Za-z0-9\u00c0-\u024f\u0660-\u0669%])*"
)
_LTR = re.compile(r"[A-Za-z\u00c0-\u024f]")
_PRESENTATION_FORM = re.compile("[\ufb1d-\ufdff\ufe70-\ufefc]")
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


def has_rtl(text: str) -> bool:
    """Return True when the text holds a Hebrew or Arabic letter."""
    return _RTL.search(text) is not None


def glyph_as_shown(text: str) -> str:
    """Return the text of one glyph in the order of the page, Arabic letters unshaped."""
    if not has_rtl(text):
        return text
    if _PRESENTATION_FORM.search(text):
        text = unicodedata.normalize("NFKC", text)
    return _rtl_reversed(text) if len(text) > 1 else text


def reading_order(line: str) -> str:
    """Return a line of glyphs as it is read; lines without such letters are unchanged."""
    if not has_rtl(line):
        return line
    if len(_RTL.findall(line)) <= len(_LTR.findall(line)):
        return _rtl_reversed(line)
    mirrored = line[::-1].translate(_MIRRORED)
    return _LTR_SEQUENCE.sub(lambda found: found[0][::-1], mirrored)


def _rtl_reversed(text: str) -> str:
    return _RTL_SEQUENCE.sub(lambda found: found[0][::-1], text)
