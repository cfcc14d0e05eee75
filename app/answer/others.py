"""Leave out what is said of another thing than the one a question names.

A table of limits has one row for each thing, and all of its rows match a question about one of
them: they share the column names, and the headings above. The first cell says whose row it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.answer.scoring import first_cell, heading_above, is_row, table_header
from index.lexical import tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.answer.named import Named
    from app.answer.question import Question
    from app.answer.scoring import Candidate

_OF_SEVERAL = ("comparison", "list")
"""Kinds of questions that ask for the rows of several things."""
SHARED_NOUNS = frozenset(
    tokenize(
        "deployment endpoint service mode type instance format algorithm strategy option policy"
        " shifting inference scaling tool method approach metric regularization encoding drift"
    )
)
"""Nouns that name no single thing: an endpoint is an inference option under another noun."""


def without_others(
    question: Question, candidates: Sequence[Candidate], things: Sequence[Named]
) -> Sequence[Candidate]:
    """Return the candidates without the rows of other things than the named ones.

    Of a question for a limit, sentences on one of those other things go too.

    Args:
        question: what was asked.
        candidates: scored sentences, best first.
        things: what the question names, with other names.
    """
    if question.kind in _OF_SEVERAL or not things:
        return candidates
    rows = [c for c in candidates if is_row(c.passage, c.number)]
    asked = {_table(row) for row in rows if _is_of(row, things)}
    others = [row for row in rows if _table(row) in asked and not _is_of(row, things)]
    left_out = {row.key for row in others}
    if question.kind == "limit":
        names = {frozenset(tokenize(first_cell(row.text))) - SHARED_NOUNS for row in others}
        left_out |= {
            c.key
            for c in candidates
            if any(name and name <= _terms(c) for name in names) and not _tells_of(c, things)
        }
    return [c for c in candidates if c.key not in left_out]


def _table(row: Candidate) -> tuple[str, tuple[str, ...], str]:
    """Name the table of a row; a long one is cut into several passages."""
    passage = row.passage
    return passage.document_id, passage.heading_path, table_header(passage)


def _is_of(row: Candidate, things: Sequence[Named]) -> bool:
    return any(thing.is_in(first_cell(row.text)) for thing in things)


def _terms(candidate: Candidate) -> frozenset[str]:
    """Return the terms of a sentence and of the heading above it."""
    return candidate.terms | heading_above(candidate.passage)


def _tells_of(candidate: Candidate, things: Sequence[Named]) -> bool:
    """Whether a sentence, or the heading above it, states one of the things."""
    around = "\n".join((*candidate.passage.heading_path[-1:], candidate.text))
    return any(thing.is_in(around) for thing in things)
