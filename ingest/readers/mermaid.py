"""The words of a Mermaid diagram: its accessible title and description."""

from __future__ import annotations

import re

_TITLE = re.compile(r"^\s*accTitle\s*:\s*(.+)$", re.MULTILINE)
_LINE_DESCRIPTION = re.compile(r"^\s*accDescr\s*:\s*(.+)$", re.MULTILINE)
_BLOCK_DESCRIPTION = re.compile(r"^\s*accDescr\s*\{(.*?)\}", re.MULTILINE | re.DOTALL)


def mermaid_text(source: str) -> str:
    """Return the diagram's title and description, `Title: description`; empty without either."""
    title = _TITLE.search(source)
    description = _LINE_DESCRIPTION.search(source) or _BLOCK_DESCRIPTION.search(source)
    words = (" ".join(found.group(1).split()) for found in (title, description) if found)
    return ": ".join(word for word in words if word)
