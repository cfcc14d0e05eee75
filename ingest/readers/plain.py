"""Small rules of plain text that the readers share."""

from __future__ import annotations

import re

ALT_WORDS = 6
"""An alternative text with fewer words (`Image NOT FOUND`, `Metrics tab`) says nothing on its
own."""

_SPACES = re.compile(r"[ \t\u00a0\u2000-\u200a\u202f\u3000]+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
_SCREENSHOT = re.compile(
    r"screen ?(?:shot|capture)|image not found"
    r"|\b(?:console|page|menu|dialog|button|pane|window)\b",
    re.IGNORECASE,
)


_CONTROLS = dict.fromkeys([*range(0x20), 0x7F, 0xFFFE, 0xFFFF], " ") | {9: "\t", 10: "\n", 13: "\r"}


def without_controls(text: str) -> str:
    """Replace control characters by blanks; XML forbids them, and nobody can see them."""
    return text.translate(_CONTROLS)


def clean_spaces(text: str) -> str:
    """Collapse runs of blanks, drop invisible characters and blank lines, trim every line."""
    text = _SPACES.sub(" ", _INVISIBLE.sub("", text))
    return "\n".join(line for line in (part.strip() for part in text.split("\n")) if line)


def worthwhile_alt(alt: str) -> bool:
    """Tell whether an image's alternative text says something about the subject, not the screen."""
    return len(alt.split()) >= ALT_WORDS and not _SCREENSHOT.search(alt)
