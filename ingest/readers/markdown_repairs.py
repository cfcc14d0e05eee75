"""Repairs what AWS's exporters write badly, before inline Markdown is parsed.

- `**Set to ground **– After`: a bold run that ends or begins with a blank is none in CommonMark;
- `**Name****Type**`: table cells of the 2026 mirror that lost their borders.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from markdown_it.rules_core import StateCore

_LOOSE_BOLD = re.compile(r"\*\* +[^\s*]|[^\s*] +\*\*")
_LOST_BORDER = re.compile(r"(?<=\S)\*{4}(?=\S)")
_LOST_CODE_BORDER = re.compile(r"(?<=[^`\s])``(?=[^`\s])")


def repair_inline(state: StateCore) -> None:
    """Rewrite the source of every paragraph and cell; a core rule of markdown-it."""
    for token in state.tokens:
        if token.type == "inline" and "**" in token.content:
            token.content = repaired(token.content)


def repaired(source: str) -> str:
    """Return a paragraph's Markdown with its bold runs well formed."""
    if "****" in source:
        source = _LOST_BORDER.sub("** | **", source)
        source = _LOST_CODE_BORDER.sub("` | `", source)
    if not _LOOSE_BOLD.search(source):
        return source
    return "\n".join(_bold_tightened(line) for line in source.split("\n"))


def _bold_tightened(line: str) -> str:
    """Move a blank out of a bold run that has one at one end; `2 ** 3` has two and stays."""
    parts = line.split("**")
    if len(parts) % 2 == 0 or any(part.count("`") % 2 for part in parts):
        return line
    for number in range(1, len(parts), 2):
        inner = parts[number]
        if inner.strip() and inner.startswith(" ") != inner.endswith(" "):
            parts[number] = inner.strip()
            if inner.startswith(" ") and not parts[number - 1].endswith(" "):
                parts[number - 1] += " "
            elif inner.endswith(" ") and not parts[number + 1].startswith((" ", ".", ",")):
                parts[number + 1] = " " + parts[number + 1]
    return "**".join(parts)
