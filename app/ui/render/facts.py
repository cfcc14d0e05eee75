"""Show named facts as a list of terms."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Fact:
    """A name and what it is."""

    name: str
    text: str


def facts_html(facts: Iterable[Fact]) -> str:
    """Return the facts as a definition list."""
    rows = "".join(f"<dt>{escape(f.name)}</dt><dd>{escape(f.text)}</dd>" for f in facts)
    return f'<dl class="gw-facts">{rows}</dl>'
