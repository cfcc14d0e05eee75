"""Lay the best sentences out as the kind of question asks: prose, two sides, steps, a list, table rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.answer.citations import Pick
from app.answer.scoring import Candidate, is_dependent, is_pointer, is_step
from index.lexical import tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.answer.question import Question
    from app.answer.records import Layout
    from index.records import Passage

MAX_SENTENCES = 8
TEXT_SENTENCES = 5
"""A lead and its support; more than this is read by nobody."""
MAX_STEPS = 12
"""A procedure is shown whole when it has no more steps than this."""
SIDE_SENTENCES = 3
KEEP_SHARE = 0.62
"""Support must score at least this share of the lead."""
REDUNDANT = 0.72
"""Shared share of the shorter sentence's terms from which two sentences say the same."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The chosen sentences in the order they are shown."""

    layout: Layout
    picks: tuple[Pick, ...]


def lay_out(
    question: Question,
    candidates: Sequence[Candidate],
    passages: Sequence[Passage],
    max_sentences: int = MAX_SENTENCES,
) -> Plan:
    """Choose and order the sentences of an answer.

    Args:
        question: what was asked.
        candidates: scored sentences, best first.
        passages: the retrieved passages, best first.
        max_sentences: the most sentences to show; steps of one procedure may exceed it.
    """
    if not candidates:
        return Plan("none", ())
    plan: Plan | None = None
    if question.kind == "comparison" and len(question.subjects) == 2:
        plan = _comparison(question, candidates, max_sentences)
    elif question.kind == "how-to":
        plan = _steps(candidates, passages)
    elif question.kind == "list":
        plan = _listing(question, candidates, max_sentences)
    return plan or _text(candidates, max_sentences)


def _text(candidates: Sequence[Candidate], max_sentences: int) -> Plan:
    lead = candidates[0]
    if lead.passage.kind == "table":
        return _table(candidates, max_sentences)
    chosen = _support([lead], candidates, min(TEXT_SENTENCES, max_sentences))
    return Plan("text", _ordered(chosen))


def _support(
    chosen: list[Candidate], candidates: Sequence[Candidate], limit: int
) -> list[Candidate]:
    """Add the best sentences that say something new, until they get much weaker than the lead."""
    floor = chosen[0].score * KEEP_SHARE
    for candidate in candidates:
        if len(chosen) >= limit or candidate.score < floor:
            break
        if is_pointer(candidate.text) or any(_same(candidate, other) for other in chosen):
            continue
        if is_dependent(candidate.text) and not _follows_one_of(candidate, chosen):
            continue
        chosen.append(candidate)
    return chosen


def _same(one: Candidate, other: Candidate) -> bool:
    if one.key == other.key or one.text == other.text:
        return True
    shorter = min(len(one.terms), len(other.terms))
    return len(one.terms & other.terms) / max(1, shorter) >= REDUNDANT


def _follows_one_of(candidate: Candidate, chosen: Sequence[Candidate]) -> bool:
    return (candidate.passage.chunk_id, candidate.number - 1) in {c.key for c in chosen}


def _ordered(chosen: Sequence[Candidate]) -> tuple[Pick, ...]:
    """Show the lead first, then the rest of its passage in reading order, then the other passages."""
    lead = chosen[0]
    rank = {lead.passage.chunk_id: -1}
    for candidate in chosen:
        rank.setdefault(candidate.passage.chunk_id, candidate.passage_rank)
    rest = sorted(chosen[1:], key=lambda c: (rank[c.passage.chunk_id], c.number))
    return (
        Pick(lead.passage, lead.number, "lead"),
        *(Pick(c.passage, c.number, "row" if c.passage.kind == "table" else "support") for c in rest),
    )


def _table(candidates: Sequence[Candidate], max_sentences: int) -> Plan:
    """Show the best row, other rows of the table that match nearly as well, then prose on it."""
    lead = candidates[0]
    rows = [
        c
        for c in candidates
        if c.passage.chunk_id == lead.passage.chunk_id and c.score >= 0.85 * lead.score
    ][:3]
    rows.sort(key=lambda c: (c is not lead, c.number))
    prose = [c for c in candidates if c.passage.kind != "table"]
    chosen = _support([lead], prose, min(TEXT_SENTENCES, max_sentences) - len(rows) + 1)[1:]
    picks = [Pick(c.passage, c.number, "row") for c in rows[:max_sentences]]
    picks += [Pick(c.passage, c.number, "support") for c in chosen]
    return Plan("table", tuple(picks[:max_sentences]))


def _comparison(
    question: Question, candidates: Sequence[Candidate], max_sentences: int
) -> Plan | None:
    """Show what tells the two apart, table rows for both, then a short block for each side."""
    sides = [_name_terms(side) for side in question.subjects]
    distinct = [sides[0] - sides[1] or sides[0], sides[1] - sides[0] or sides[1]]
    both = [c for c in candidates if all(_mentions(c, side) for side in distinct)]
    rows = _rows_of_both(candidates, distinct)
    leads = [c for c in both if c.passage.kind != "table" and not is_dependent(c.text)]
    blocks = [
        [
            c
            for c in candidates
            if _is_about(c, distinct[i]) and not _mentions(c, distinct[1 - i])
            and c.passage.kind != "table"
        ]
        for i in (0, 1)
    ]
    if not rows and not leads and not all(blocks):
        return None
    picks: list[Pick] = []
    used: list[Candidate] = []
    for lead in leads[: 2 if rows else 3]:
        if not any(_same(lead, other) for other in used):
            used.append(lead)
            picks.append(Pick(lead.passage, lead.number, "lead" if not picks else "support"))
    for row in rows:
        used.append(row)
        picks.append(Pick(row.passage, row.number, "row"))
    per_side = max(1, (max_sentences - len(picks)) // 2)
    for name, block in zip(question.subjects, blocks, strict=True):
        taken: list[Candidate] = []
        for candidate in block:
            if len(taken) >= min(SIDE_SENTENCES, per_side) or len(picks) + len(taken) >= max_sentences:
                break
            if is_pointer(candidate.text) or is_dependent(candidate.text):
                continue
            if any(_same(candidate, other) for other in (*used, *taken)):
                continue
            taken.append(candidate)
        used += taken
        taken.sort(key=lambda c: (c.passage_rank, c.number))
        picks += [Pick(c.passage, c.number, "support", name) for c in taken]
    if not picks:
        return None
    if picks[0].role == "support":
        picks[0] = Pick(picks[0].passage, picks[0].number, "lead", picks[0].group)
    return Plan("comparison", tuple(picks[:max_sentences]))


def _name_terms(name: str) -> frozenset[str]:
    return frozenset(tokenize(name))


def _mentions(candidate: Candidate, name: frozenset[str]) -> bool:
    return bool(name) and name <= candidate.terms


def _is_about(candidate: Candidate, name: frozenset[str]) -> bool:
    """Whether a sentence names the thing, or stands under a heading that does."""
    heading = frozenset(tokenize(" ".join(candidate.passage.heading_path[-2:])))
    return _mentions(candidate, name) or (bool(name) and name <= heading)


def _rows_of_both(
    candidates: Sequence[Candidate], distinct: Sequence[frozenset[str]]
) -> list[Candidate]:
    """Return one row per side from the table whose first cells name both; empty when none does."""
    tables: dict[str, list[Candidate | None]] = {}
    for candidate in candidates:
        if candidate.passage.kind != "table":
            continue
        first_cell = frozenset(tokenize(candidate.text.partition("|")[0]))
        found = tables.setdefault(candidate.passage.chunk_id, [None, None])
        for i in (0, 1):
            if distinct[i] and distinct[i] <= first_cell and found[i] is None:
                found[i] = candidate
    for found in tables.values():
        first, second = found
        if first is not None and second is not None and first is not second:
            return [first, second]
    return []


def _steps(candidates: Sequence[Candidate], passages: Sequence[Passage]) -> Plan | None:
    """Show the procedure that matches best, with the sentence that introduces it."""
    best = candidates[0].score
    for passage in _by_best_sentence(candidates, passages):
        steps = [i for i in range(len(passage.sentences)) if is_step(passage.sentence(i))]
        top = max((c.score for c in candidates if c.passage is passage), default=0.0)
        if len(steps) < 2 or top < 0.7 * best:
            continue
        first, end = steps[0], len(passage.sentences)
        numbers = list(range(first, end))[: 2 * MAX_STEPS]
        picks = [Pick(passage, i, "lead") for i in range(max(0, first - 1), first)]
        if not picks:
            lead = next((c for c in candidates if c.passage is not passage and not is_dependent(c.text)
                         and not is_pointer(c.text) and c.passage.kind == "prose"), None)
            picks = [Pick(lead.passage, lead.number, "lead")] if lead else []
        shown = 0
        for i in numbers:
            shown += is_step(passage.sentence(i))
            if shown > MAX_STEPS:
                break
            picks.append(Pick(passage, i, "step"))
        return Plan("steps", tuple(picks))
    return None


def _listing(
    question: Question, candidates: Sequence[Candidate], max_sentences: int
) -> Plan | None:
    """Show the items of the list, or the rows of the table, that matches best."""
    wanted = frozenset(tokenize(question.text))
    by_passage: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        by_passage.setdefault(candidate.passage.chunk_id, []).append(candidate)
    best_plan: Plan | None = None
    best_score = 0.0
    for group in by_passage.values():
        passage = group[0].passage
        if passage.kind not in ("list", "table") or len(passage.sentences) < 2:
            continue
        heading = frozenset(tokenize(" ".join(passage.heading_path[-2:])))
        about = len(wanted & heading) / max(1, len(wanted))
        score = about + group[0].score - 0.06 * group[0].passage_rank
        if about >= 0.34 and group[0].score >= 0.7 * candidates[0].score and score > best_score:
            numbers = sorted(range(len(passage.sentences)))[:max_sentences]
            role = "row" if passage.kind == "table" else "item"
            picks = [
                Pick(passage, i, "lead" if _introduces(passage, i) else role)  # type: ignore[arg-type]
                for i in numbers
            ]
            best_plan = Plan("table" if passage.kind == "table" else "list", tuple(picks))
            best_score = score
    return best_plan


def _introduces(passage: Passage, number: int) -> bool:
    return number == 0 and re.search(r":\s*$", passage.sentence(0)) is not None


def _by_best_sentence(
    candidates: Sequence[Candidate], passages: Sequence[Passage]
) -> list[Passage]:
    best: dict[str, float] = {}
    for candidate in candidates:
        best.setdefault(candidate.passage.chunk_id, candidate.score)
    return sorted(passages, key=lambda p: -best.get(p.chunk_id, 0.0))
