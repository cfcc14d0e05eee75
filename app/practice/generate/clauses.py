"""What a cell or a heading is as a part of speech, so that a sentence can take it in."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from app.practice.generate.articles import is_smooth
from app.practice.generate.plain import is_bare_verb, is_third_person
from app.verbs import is_acting_verb, words

Form = Literal["question", "acts", "order", "clause", "phrase", "notes"]

_ASKS = re.compile(
    r"\?$|^(?:which|what|how|who|why|whether|is|are|does|do|can|did|from which|of which|to what)\b",
    re.IGNORECASE,
)
_FINITE = words(
    """
    is are was were can cannot must may might should will would has have had does do did need
    grew fell rose went became came lost broke remain become exist occur fail matter
    """
)
_RELATIVE = words("that which who whose where whom")
_AFTER_VERB = words(
    """
    the a an its their no all any each every one only not more many few less least too most own
    another several both
    """
)
_NEVER_SUBJECT = words(
    """
    a an the of in on at to for with by from and or per as than into over under its their no any
    each every all most more less
    """
)
_OF = words("of with per that which for and or")
_AMBIGUOUS = words(
    "answer access change request limit result control key start update shard stack slow own"
)
"""Words that begin an order only before an object with its article."""
_AFTER_DONE = words("with by to in at on from for as of") | {""}
"""What follows a participle behind its noun: "requests answered with"."""
_NO_VERB = words("as less plus minus across always besides perhaps basis bias access process")
_PLURAL_VERBS = words("run arrive change read write open share live want ask send wait lie go come")
FAR = 14
"""Words within which a clause shows its verb."""


@lru_cache(maxsize=50_000)
def form_of(text: str) -> Form:
    """Return `question`, `acts` for "stores records", `order` for "split by key", `clause` for
    "queries read few columns", `notes` for phrases strung together by commas, else `phrase`."""
    form = _form_of(text.strip())
    return "notes" if form in ("phrase", "acts") and not is_smooth(text) else form


def _form_of(text: str) -> Form:
    if _ASKS.search(text):
        return "question"
    tokens = re.findall(r"[\w'’/.-]+|[,;:()]", text)
    low = [token.lower() for token in tokens[:FAR]]
    if not low:
        return "phrase"
    second, third = (*low[1:3], "", "")[:2]
    if _is_deed(low[0], second) and not (second.endswith("ed") and third in _AFTER_DONE):
        return "acts"
    if low[0] in _AMBIGUOUS and second not in _AFTER_VERB:
        return "clause" if _is_clause(low) else "phrase"
    if is_bare_verb(low[0]) and second not in _OF and second not in _FINITE and len(low) > 1:
        after = low[2] if len(low) > 2 else ""
        noun = second.endswith("s") and after in _FINITE
        if not noun and not _is_clause(low[1:]):
            return "order"
    return "clause" if _is_clause(low) else "phrase"


def _is_deed(first: str, second: str) -> bool:
    return (
        first.endswith("s")
        and is_third_person(first)
        and first not in _NO_VERB
        and second not in _OF
        and second not in _FINITE
        and second not in (",", ";", ":", "(", "")
    )


def _is_clause(low: list[str]) -> bool:
    for place, (before, word) in enumerate(pairwise(low)):
        if before in _RELATIVE:
            return False
        if before in _NEVER_SUBJECT or before in (",", ";", ":", "("):
            continue
        after = low[place + 2] if place + 2 < len(low) else ""
        if word in _FINITE and word not in ("need", "have", "do", "become", "matter"):
            return True
        several = before == "people" or (
            before.endswith("s") and not before.endswith(("ss", "us", "is"))
        )
        if several and (word in _FINITE or word in _PLURAL_VERBS or _goes_on(word, after)):
            return True
        if _is_singular_verb(word, before, after):
            return True
    return False


def _goes_on(word: str, after: str) -> bool:
    """Whether a word after a plural is its verb: "queries read few columns"."""
    return is_bare_verb(word) and (after in _AFTER_VERB or after not in (",", ";", ":", ")"))


def _is_singular_verb(word: str, before: str, after: str) -> bool:
    if not word.endswith("s") or word.endswith(("ss", "us", "is")) or word in _NO_VERB:
        return False
    if after in _AFTER_VERB:
        return True
    known = is_acting_verb(word, before) and not before.endswith(("ed", "ing", "al", "ive", "ous"))
    return known and bool(after) and after not in (",", ";", ":", ")", *_OF, *_NEVER_SUBJECT)
