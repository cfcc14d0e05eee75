"""Make document text safe as the label of a button or a pill, which Streamlit reads as Markdown."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r"([\\`*_\[\]<>#|~$&])")
_DIRECTIVE = re.compile(r":(?=\S)")
LONGEST = 90
"""Characters of a label; the rest would only wrap over several lines of a phone."""


def label(text: str, longest: int = LONGEST) -> str:
    """Return the text on one line so that it is shown as it stands.

    `:name:` and `:color[...]` are read by Streamlit even behind a backslash; an invisible word
    joiner after the colon keeps them text.
    """
    line = " ".join(text.split())
    if len(line) > longest:
        line = line[: longest - 1].rstrip() + "…"
    return _DIRECTIVE.sub(":\u2060", _SPECIAL.sub(r"\\\1", line))
