"""Lay the best sentences out as the question asks: prose, two sides, steps, a list, table rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.answer.citations import Pick
from app.answer.scoring import (
    Candidate,
    TermWeights,
    idf_coverage,
    is_aside,
    is_dependent,
    is_pointer,
    is_row,
    is_step,
    passage_terms,
    question_terms,
    table_header,
)
from index.lexical import tokenize

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from app.answer.question import Question
    from app.answer.records import Layout, Role
    from index.records import Passage

MAX_SENTENCES = 8
TEXT_SENTENCES = 5
"""A lead and its support; more than this is read by nobody."""
MAX_STEPS = 12
"""A procedure is shown whole when it has no more steps than this."""
SIDE_SENTENCES = 2
COMPARED_ROWS = 5
KEEP_SHARE = 0.62
"""Support must score at least this share of the lead."""
REDUNDANT = 0.72
"""Shared share of the shorter sentence's terms from which two sentences say the same."""
MAX_LISTED = 12
"""A list or table that is asked for is shown whole when it has no more items than this."""
SMALL_TABLE = 6
"""Rows up to which a table is shown whole when several of its rows answer."""
SAME_SECTION = 0.5
"""Added to a sentence whose section is about both sides of a comparison."""
LIST_HEADING = 0.5
"""Share of a question's idf that the headings above a list must hold."""

STEPS_COVERAGE = 0.8
"""Share of a question's idf that a procedure must hold, headings included, to be the one meant."""
LISTED_THING = 0.5
"""Added to a table whose first column is what the question asks for."""

SHARED_NOUNS = frozenset(
    tokenize(
        "deployment endpoint service mode type instance format algorithm strategy option policy"
        " shifting inference scaling tool method approach metric"
    )
)
"""Nouns that often stand on one side only: "canary vs linear deployment"."""


@dataclass(frozen=True, slots=True)
class Plan:
    """The chosen sentences in the order they are shown."""

    layout: Layout
    picks: tuple[Pick, ...]


def lay_out(
    question: Question,
    candidates: Sequence[Candidate],
    passages: Sequence[Passage],
    idf: TermWeights,
    max_sentences: int = MAX_SENTENCES,
) -> Plan:
    """Choose and order the sentences of an answer.

    Args:
        question: what was asked.
        candidates: scored sentences, best first.
        passages: the retrieved passages, best first.
        idf: term weights of the corpus.
        max_sentences: the most sentences to show; steps of one procedure may exceed it.
    """
    if not candidates:
        return Plan("none", ())
    plan: Plan | None = None
    if question.kind == "comparison" and len(question.subjects) == 2:
        plan = _comparison(question, candidates, passages, max_sentences)
    elif question.kind == "how-to":
        plan = _steps(question, candidates, passages, idf)
    elif question.kind == "list":
        plan = _listing(question, candidates, idf, max_sentences)
    return plan or _text(candidates, max_sentences)


def _text(candidates: Sequence[Candidate], max_sentences: int) -> Plan:
    lead = next((c for c in candidates if _may_lead(c)), candidates[0])
    limit = min(TEXT_SENTENCES, max_sentences)
    if is_row(lead.passage, lead.number):
        return _rows_first(lead, candidates, limit)
    picks = _ordered(_support([lead], candidates, limit))
    return Plan("text", _with_whole_tables(picks)[:max_sentences])


def _may_lead(candidate: Candidate) -> bool:
    return not is_pointer(candidate.text) and not (
        is_dependent(candidate.text) and candidate.number > 0
    )


def _rows_first(lead: Candidate, candidates: Sequence[Candidate], limit: int) -> Plan:
    """Show the best row, other rows of its table that match nearly as well, then prose on it."""
    rows = [
        c
        for c in candidates
        if c.passage.chunk_id == lead.passage.chunk_id
        and is_row(c.passage, c.number)
        and c.score >= 0.88 * lead.score
    ][:3]
    rows.sort(key=lambda c: (c is not lead, c.number))
    prose = [c for c in candidates if not is_row(c.passage, c.number)]
    chosen = _support([lead], prose, limit - len(rows) + 1)[1:]
    return Plan("table", _with_whole_tables((*_picks(rows), *_picks(chosen))))


def _with_whole_tables(picks: Sequence[Pick]) -> tuple[Pick, ...]:
    """Show every row of a small table of which several rows were chosen."""
    rows: dict[str, list[Pick]] = {}
    for pick in picks:
        if pick.role == "row":
            rows.setdefault(pick.passage.chunk_id, []).append(pick)
    whole: list[Pick] = []
    done: set[str] = set()
    for pick in picks:
        chunk = pick.passage.chunk_id
        numbers = _items(pick.passage)
        few = 2 * len(rows.get(chunk, ())) < len(numbers)
        if pick.role != "row" or few or len(numbers) > SMALL_TABLE:
            whole.append(pick)
        elif chunk not in done:
            done.add(chunk)
            whole += [Pick(pick.passage, i, "row") for i in numbers]
    return tuple(whole)


def _picks(candidates: Iterable[Candidate], group: str = "") -> tuple[Pick, ...]:
    return tuple(
        Pick(c.passage, c.number, "row" if is_row(c.passage, c.number) else "support", group)
        for c in candidates
    )


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
    """Show the lead, the rest of its passage in reading order, the other passages, rows last."""
    lead = chosen[0]
    rank = {lead.passage.chunk_id: -1}
    for candidate in chosen:
        rank.setdefault(candidate.passage.chunk_id, candidate.passage_rank)
    rest = sorted(
        chosen[1:],
        key=lambda c: (is_row(c.passage, c.number), rank[c.passage.chunk_id], c.number),
    )
    return (Pick(lead.passage, lead.number, "lead"), *_picks(rest))


def _comparison(
    question: Question,
    candidates: Sequence[Candidate],
    passages: Sequence[Passage],
    max_sentences: int,
) -> Plan | None:
    """Show what tells the two apart, table rows for both, then a short block for each side."""
    sides = [_told_apart_by(side) for side in question.subjects]
    distinct = (sides[0] - sides[1] or sides[0], sides[1] - sides[0] or sides[1])
    leads = _distinguishing(candidates, distinct)
    rows = _side_by_side(passages, distinct) or _row_each(candidates, distinct)
    blocks = [_one_side(candidates, distinct[i], distinct[1 - i]) for i in (0, 1)]
    if not rows and not leads and not all(blocks):
        return None
    used: list[Candidate] = []
    for lead in leads:
        if len(used) < (2 if rows else 3) and not any(_same(lead, other) for other in used):
            used.append(lead)
    picks = [Pick(c.passage, c.number, "support") for c in used]
    picks += rows
    room = max_sentences - len(picks)
    for name, block in zip(question.subjects, blocks, strict=True):
        taken: list[Candidate] = []
        for candidate in block:
            if len(taken) >= min(SIDE_SENTENCES if rows else SIDE_SENTENCES + 1, room // 2):
                break
            if not any(_same(candidate, other) for other in (*used, *taken)):
                taken.append(candidate)
        used += taken
        picks += _picks(sorted(taken, key=lambda c: (c.passage_rank, c.number)), name)
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
        heading = frozenset(tokenize(" ".join(candidate.passage.heading_path[-1:])))
        named = sum(side <= heading for side in distinct) / 2
        return candidate.score + SAME_SECTION * named - SAME_SECTION * is_aside(candidate.text)

    both = [
        c
        for c in candidates
        if all(side <= c.terms for side in distinct)
        and not is_row(c.passage, c.number)
        and not is_dependent(c.text)
        and not is_pointer(c.text)
    ]
    return sorted(both, key=weight, reverse=True)


def _one_side(
    candidates: Sequence[Candidate], name: frozenset[str], other: frozenset[str]
) -> list[Candidate]:
    """Return the sentences about one side only, best first."""
    return [
        c
        for c in candidates
        if _is_about(c, name)
        and not other <= c.terms
        and not is_row(c.passage, c.number)
        and not is_pointer(c.text)
        and not is_dependent(c.text)
    ]


def _is_about(candidate: Candidate, name: frozenset[str]) -> bool:
    """Whether a sentence names the thing, or stands under a heading that does."""
    heading = frozenset(tokenize(" ".join(candidate.passage.heading_path[-1:])))
    return name <= candidate.terms or name <= heading


def _side_by_side(passages: Sequence[Passage], distinct: Sequence[frozenset[str]]) -> list[Pick]:
    """Return the rows of the best table that has a column for each side; empty when none has."""
    for passage in passages:
        columns = [frozenset(tokenize(cell)) for cell in table_header(passage).split(" | ")]
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
        first_cell = frozenset(tokenize(candidate.text.partition(" | ")[0]))
        found = tables.setdefault(candidate.passage.chunk_id, [None, None])
        for i in (0, 1):
            if distinct[i] <= first_cell and found[i] is None:
                found[i] = candidate
    for first, second in tables.values():
        if first is not None and second is not None and first is not second:
            return [Pick(c.passage, c.number, "row") for c in (first, second)]
    return []


def _steps(
    question: Question,
    candidates: Sequence[Candidate],
    passages: Sequence[Passage],
    idf: TermWeights,
) -> Plan | None:
    """Show the procedure that matches best, with the sentence that introduces it."""
    best = candidates[0].score
    wanted = question_terms(question.text)
    top: dict[str, float] = {}
    for candidate in candidates:
        top.setdefault(candidate.passage.chunk_id, candidate.score)
    for passage in sorted(passages, key=lambda p: -top.get(p.chunk_id, 0.0)):
        steps = [i for i in range(len(passage.sentences)) if is_step(passage.sentence(i))]
        if len(steps) < 2 or top.get(passage.chunk_id, 0.0) < 0.7 * best:
            continue
        if idf_coverage(wanted, passage_terms(passage), idf) < STEPS_COVERAGE:
            continue
        picks = [Pick(passage, i, "lead") for i in range(max(0, steps[0] - 1), steps[0])]
        shown = 0
        for i in range(steps[0], len(passage.sentences)):
            shown += is_step(passage.sentence(i))
            if shown > MAX_STEPS:
                break
            picks.append(Pick(passage, i, "step"))
        return Plan("steps", tuple(picks))
    return None


def _listing(
    question: Question,
    candidates: Sequence[Candidate],
    idf: TermWeights,
    max_sentences: int,
) -> Plan | None:
    """Show the list, or the table, that matches best, after the sentence that leads to it."""
    wanted = question_terms(question.text)
    groups: dict[str, list[Candidate]] = {}
    for candidate in candidates:
        groups.setdefault(candidate.passage.chunk_id, []).append(candidate)
    best: Passage | None = None
    best_score = 0.0
    for group in groups.values():
        passage = group[0].passage
        items = _items(passage)
        heading = frozenset(tokenize(" ".join((*passage.heading_path, table_header(passage)))))
        about = idf_coverage(wanted, heading, idf)
        score = about + group[0].score - 0.05 * group[0].passage_rank
        score += LISTED_THING * _names_what_is_listed(passage, wanted, idf)
        if len(items) > 1 and about >= LIST_HEADING and score > best_score:
            best, best_score = passage, score
    if best is None:
        return None
    role: Role = "row" if best.kind == "table" else "item"
    items = _items(best)
    sentences = [c for c in candidates if _may_lead(c) and not is_row(c.passage, c.number)]
    same_section = [c for c in sentences if c.passage.heading_path == best.heading_path]
    lead = next(iter(same_section or sentences), None)
    picks: list[Pick] = []
    if (
        lead is not None
        and lead.score >= KEEP_SHARE * candidates[0].score
        and (lead.passage is not best or lead.number not in items)
    ):
        picks.append(Pick(lead.passage, lead.number, "lead"))
    passages = {group[0].passage.chunk_id: group[0].passage for group in groups.values()}
    picks += _whole_list(best, list(passages.values()), role, max_sentences - len(picks))
    return Plan("table" if role == "row" else "list", tuple(picks))


def _whole_list(best: Passage, passages: Sequence[Passage], role: Role, room: int) -> list[Pick]:
    """Return the items of a list with its other parts; long lists are cut to the room there is."""
    parts = sorted((p for p in passages if _continues(p, best)), key=lambda p: p.start)
    picks = [Pick(part, i, role) for part in parts for i in _items(part)]
    if len(picks) <= MAX_LISTED:
        return picks
    return [Pick(best, i, role) for i in _items(best)[:room]]


def _continues(part: Passage, best: Passage) -> bool:
    """Whether a passage is the list itself or a part of the same list or table."""
    if part.chunk_id == best.chunk_id:
        return True
    return (
        (part.document_id, part.heading_path, part.kind)
        == (best.document_id, best.heading_path, best.kind)
        and best.kind == "table"
        and table_header(part) == table_header(best)
    )


def _names_what_is_listed(passage: Passage, wanted: Sequence[str], idf: TermWeights) -> float:
    """Return how far the question asks for what the first column holds ("Monitor type")."""
    first_cell = tuple(dict.fromkeys(tokenize(table_header(passage).partition(" | ")[0])))
    return idf_coverage(first_cell, frozenset(wanted), idf)


def _items(passage: Passage) -> list[int]:
    """Return the numbers of the sentences that are items of a list or rows of a table."""
    numbers = range(len(passage.sentences))
    if passage.kind == "table":
        return [i for i in numbers if is_row(passage, i)]
    if passage.kind == "list":
        return [i for i in numbers if not is_pointer(passage.sentence(i))]
    return []
