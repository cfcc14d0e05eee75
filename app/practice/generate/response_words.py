"""Words for columns that say yes or no: "Needs a VPC" becomes "which sources need a VPC?"."""

from __future__ import annotations

import re

from app.practice.generate.articles import base_form
from app.practice.generate.phrasing import plural

_YES = re.compile(r"^(?:yes|supported|true|✓)$", re.IGNORECASE)
_NO = re.compile(r"^(?:no|not supported|false|none)$", re.IGNORECASE)
_YES_HEADER = re.compile(
    r"^(?:needs|supports|requires|allows|keeps|scales|works|changes|implies|measures|learns)\b",
    re.IGNORECASE,
)
_STATE = re.compile(r"^(?:\w+(?:able|ible)|\w{3,}ed (?:to|by|from|with|in|as) .*)$", re.IGNORECASE)
"""A header that says what its rows are: "parallelizable", "closed to new customers"."""
_NOTE = re.compile(r"\s*\([^)]*\)$")
_SUPPORT = re.compile(r"^(?P<what>.{2,40}) support(?:ed)?$", re.IGNORECASE)


def is_yes(cell: str) -> bool:
    """Whether a cell says yes and no more."""
    return bool(_YES.match(cell))


def is_no(cell: str) -> bool:
    """Whether a cell says no and no more."""
    return bool(_NO.match(cell))


def as_one(asked: str, kind: str) -> str:
    """Return a question about several things as one about a single thing."""
    several = f"hich {plural(kind)} "
    before, found, after = asked.partition(several)
    if not found:
        return asked
    verb, _, rest = after.partition(" ")
    one = {"are": "is", "have": "has", "do": "does", "can": "can", "cannot": "cannot"}
    ends = verb.endswith(("s", "sh", "ch", "x"))
    said = one.get(verb, f"{verb}{'es' if ends else 's'}" if before == "w" else verb)
    return f"{before}hich {kind} {said} {rest}"


def asks_which(many: str, header: str, *, holds: bool) -> str:
    """Return "which sources need a VPC?" for "needs a VPC", or ask whether the header holds."""
    header = _NOTE.sub("", header)
    verb, *rest = header.split()
    if rest and _YES_HEADER.match(header) and verb.endswith("s"):
        does = f"{base_form(verb)}" if holds else f"do not {base_form(verb)}"
        return f"which {many} {does} {' '.join(rest)}?"
    if len(rest) > 1 and verb.lower() == "can":
        return f"which {many} {'can' if holds else 'cannot'} {' '.join(rest)}?"
    no = "" if holds else " not"
    if _STATE.match(header):
        return f"which {many} are{no} {header}?"
    if header.isupper():
        return f"which {many} {'have' if holds else 'do not have'} {header}?"
    support = _SUPPORT.match(header)
    if support:
        return f"which {many} {'have' if holds else 'do not have'} {support['what']} support?"
    return f"for which {many} does this{no} hold: {header}?"
