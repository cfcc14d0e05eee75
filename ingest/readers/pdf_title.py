"""The title of a PDF: what its metadata says, unless a program wrote that."""

from __future__ import annotations

import re

MAX_TITLE = 200

_WRITTEN_BY_PROGRAM = re.compile(
    r"^microsoft (?:word|powerpoint|excel|office word) - ", re.IGNORECASE
)
_FILE_NAME = re.compile(
    r"\.(?:docx?|dotx?|pptx?|xlsx?|pdf|indd|tex|dvi|qxd|rtf|odt|odp|ps|eps|html?|md|txt|fm|pages|key)$",
    re.IGNORECASE,
)
_JUNK = re.compile(
    r"\(?(?:untitled|anonymous|unspecified|unknown|none|null|title|blank|new|document|doc|slide|page|"
    r"presentation|cover|scan|scanned document|print|layout|"
    r"(?:microsoft )?(?:word|powerpoint|excel)(?: presentation)?)\)?[\s\d_-]*",
    re.IGNORECASE,
)
_LETTER = re.compile(r"[^\W\d_]")


def clean_title(title: str) -> str:
    """Return a metadata title, or an empty string when a program or a file name stands there."""
    text = " ".join(title.replace("\0", "").split())
    text = _WRITTEN_BY_PROGRAM.sub("", text)
    if _FILE_NAME.search(text) or _JUNK.fullmatch(text):
        return ""
    letters = len(_LETTER.findall(text))
    readable = letters >= 3 and "\ufffd" not in text and 2 * letters > len(text.replace(" ", ""))
    return text if readable and len(text) <= MAX_TITLE else ""
