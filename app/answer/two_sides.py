"""Lay out a comparison: what tells two things apart, their table rows, a block for each side."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.answer.citations import Pick
from app.answer.others import SHARED_NOUNS
from app.answer.plan import KEEP_SHARE, Plan, picks_of, say_the_same
from app.answer.scoring import (
    first_cell,
    heading_above,
    is_aside,
    is_cue,
    is_dependent,
    is_pointer,
    is_row,
    is_step,
    table_header,
)
from index.lexical import tokenize
from index.records import CELL

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.answer.question import Question
    from app.answer.scoring import Candidate
    from index.records import Passage

SIDE_SENTENCES = 2
COMPARED_ROWS = 5
SAME_SECTION = 0.5
"""Added to a sentence whose section is about both sides of a comparison."""
CONTRAST = 0.6
"""Added to a sentence that says one thing of each side of a comparison."""
LOOK_ALIKE = 0.3
"""Taken off an aside that tells two things apart: it begins with a warning."""
CUE = 0.8
"""Taken off a cue, which tells words of a question apart, not the things."""
OPENS = 0.4
"""Added to a sentence that opens with the side it is about."""
_OPENING_WORDS = 6
_CLAUSE = re.compile(r"[;:]|,?\s+(?:while|whereas|but)\s+|,(?:\s+and)?\s+", re.IGNORECASE)
_SUBORDINATE = frozenset(["so", "because", "since", "when", "if"])
_BEFORE_A_NAME = frozenset(["a", "an", "the", "choose", "use", "prefer", "and"])
_CLAUSE_WORDS = 4
"""A shorter piece is a member of an enumeration."""
_SETS_APART = re.compile(
    r"\b(?:rather than|instead of|unlike|in contrast to|differs? from|\w+er(?: \S+)? than)\b",
    re.IGNORECASE,
)


def compare(
    question: Question,
    candidates: Sequence[Candidate],
    passages: Sequence[Passage],
    max_sentences: int,
) -> Plan | None:
    """Show what tells the two apart, table rows for both, then a short block for each side."""
    sides = [_told_apart_by(side) for side in question.subjects]
    distinct = (sides[0] - sides[1] or sides[0], sides[1] - sides[0] or sides[1])
    rows = _side_by_side(passages, distinct) or _row_each(candidates, distinct)
    blocks = [_one_side(candidates, distinct[i], distinct[1 - i]) for i in (0, 1)]
    leads = _distinguishing(candidates, distinct)
    if rows or all(blocks):
        leads = [c for c in leads if _contrasts(c, distinct)]
    if not rows and not leads and not all(blocks):
        return None
    used: list[Candidate] = []
    for lead in leads:
        if len(used) < (2 if rows else 3) and not any(say_the_same(lead, other) for other in used):
            used.append(lead)
    picks = [Pick(c.passage, c.number, "support") for c in used]
    picks += rows
    room = max_sentences - len(picks)
    for name, block in zip(question.subjects, blocks, strict=True):
        taken: list[Candidate] = []
        for candidate in block:
            if len(taken) >= min(SIDE_SENTENCES if rows else SIDE_SENTENCES + 1, room // 2):
                break
            if not any(say_the_same(candidate, other) for other in (*used, *taken)):
                taken.append(candidate)
        used += taken
        taken[1:] = sorted(taken[1:], key=lambda c: (c.passage_rank, c.number))
        picks += picks_of(taken, name)
    if not picks:
        return None
    if picks[0].role == "support":
        picks[0] = Pick(picks[0].passage, picks[0].number, "lead", picks[0].group)
    return Plan("comparison", tuple(picks[:max_sentences]))


def _told_apart_by(side: str) -> frozenset[str]:
    """Return the terms of one side, without the noun that both share or could share."""
    terms = frozenset(tokenize(side))
    return terms - SHARED_NOUNS or terms


def _distinguishing(
    candidates: Sequence[Candidate], distinct: Sequence[frozenset[str]]
) -> list[Candidate]:
    """Return the sentences that name both sides, best first; a section on both counts more."""

    def weight(candidate: Candidate) -> float:
        return (
            candidate.score
            + SAME_SECTION * _headed_by(candidate, distinct)
            + CONTRAST * _contrasts(candidate, distinct)
            - (CUE if is_cue(candidate.text) else LOOK_ALIKE * is_aside(candidate.text))
        )

    both = [
        c
        for c in candidates
        if all(side <= c.terms for side in distinct)
        and not is_row(c.passage, c.number)
        and not is_dependent(c.text)
        and not is_pointer(c.text)
    ]
    return sorted(both, key=weight, reverse=True)


def _headed_by(candidate: Candidate, distinct: Sequence[frozenset[str]]) -> float:
    """Return the share of the sides that the heading above a sentence names."""
    heading = heading_above(candidate.passage)
    return sum(side <= heading for side in distinct) / 2


def _contrasts(candidate: Candidate, distinct: Sequence[frozenset[str]]) -> bool:
    """Whether a sentence has a clause for each side: "X copies the data, while Y streams it"."""
    if _SETS_APART.search(candidate.text):
        return True
    clauses = [part.split() for part in _CLAUSE.split(candidate.text)]
    clauses = [words for words in clauses if len(words) >= _CLAUSE_WORDS]
    return all(any(_opens(words, side) for words in clauses) for side in distinct)


def _opens(words: Sequence[str], side: frozenset[str]) -> bool:
    """Whether a clause opens with a side: "the AWS CDK generates", no "AWS points to the CDK"."""
    if words[0].lower() in _SUBORDINATE:
        return False
    found: set[str] = set()
    others = 0
    for word in words:
        terms = frozenset(tokenize(word))
        found |= terms
        if side <= found:
            return True
        others += word.islower() and word not in _BEFORE_A_NAME and not terms & side
        if others > 1:
            return False
    return False


def _one_side(
    candidates: Sequence[Candidate], name: frozenset[str], other: frozenset[str]
) -> list[Candidate]:
    """Return the sentences about one side only, best first; it opens the best ones."""

    def weight(candidate: Candidate) -> float:
        opening = frozenset(tokenize(" ".join(candidate.text.split()[:_OPENING_WORDS])))
        return candidate.score + OPENS * (name <= opening) - OPENS * is_aside(candidate.text)

    about = [
        c
        for c in candidates
        if _is_about(c, name)
        and not other <= c.terms
        and not is_row(c.passage, c.number)
        and not is_pointer(c.text)
        and not is_dependent(c.text)
        and not is_step(c.text)
        and c.score >= KEEP_SHARE * candidates[0].score
    ]
    return sorted(about, key=weight, reverse=True)


def _is_about(candidate: Candidate, name: frozenset[str]) -> bool:
    """Whether a sentence names the thing, or stands under a heading that does."""
    heading = heading_above(candidate.passage)
    return name <= candidate.terms or name <= heading


def _side_by_side(passages: Sequence[Passage], distinct: Sequence[frozenset[str]]) -> list[Pick]:
    """Return the rows of the best table that has a column for each side; empty when none has."""
    for passage in passages:
        columns = [frozenset(tokenize(cell)) for cell in table_header(passage).split(CELL)]
        found = [[i for i, cell in enumerate(columns) if side <= cell] for side in distinct]
        if not all(found) or found[0][0] == found[1][0]:
            continue
        rows = [i for i in range(len(passage.sentences)) if is_row(passage, i)]
        return [Pick(passage, i, "row") for i in rows[:COMPARED_ROWS]]
    return []


def _row_each(candidates: Sequence[Candidate], distinct: Sequence[frozenset[str]]) -> list[Pick]:
    """Return one row per side from the table whose first cells name both; empty when none does."""
    tables: dict[str, list[Candidate | None]] = {}
    for candidate in candidates:
        if not is_row(candidate.passage, candidate.number):
            continue
        terms = _first_terms(candidate)
        found = tables.setdefault(candidate.passage.chunk_id, [None, None])
        for i in (0, 1):
            if distinct[i] <= terms and _names_less(terms, found[i]):
                found[i] = candidate
    for first, second in tables.values():
        if first is not None and second is not None and first is not second:
            return [Pick(c.passage, c.number, "row") for c in (first, second)]
    return []


def _first_terms(row: Candidate) -> frozenset[str]:
    return frozenset(tokenize(first_cell(row.text)))


def _names_less(terms: frozenset[str], found: Candidate | None) -> bool:
    """Whether a first cell names a thing more plainly than that of the row found before."""
    return found is None or len(terms) < len(_first_terms(found))
