"""Lay the best sentences out as the question asks: prose, two sides, steps, a list, table rows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.answer.citations import Pick
from app.answer.others import SHARED_NOUNS
from app.answer.scoring import (
    Candidate,
    TermWeights,
    idf_coverage,
    is_aside,
    is_cue,
    is_dependent,
    is_pointer,
    is_row,
    is_step,
    is_trap,
    passage_terms,
    question_terms,
    states_asked_unit,
    states_quantity,
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
KEEP_SHARE = 0.68
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

PLAIN_LEAD = 0.92
"""Share of the best score from which a plain sentence leads in place of an aside or a row."""
CONTRAST = 0.6
"""Added to a sentence that says one thing of each side of a comparison."""
LOOK_ALIKE = 0.3
"""Taken off an aside that tells two things apart: it begins with a warning."""
CUE = 0.8
"""Taken off a cue, which tells words of a question apart, not the things."""
OPENS = 0.4
"""Added to a sentence that opens with the side it is about."""
_OPENING_WORDS = 6
STEPS_NAMED = 0.35
"""Share of a question's idf that the headings of a procedure and the sentence before it hold."""
_CLAUSE = re.compile(r"[;:]|,?\s+(?:while|whereas|but)\s+|,(?:\s+and)?\s+", re.IGNORECASE)
_CLAUSE_WORDS = 4
"""A shorter piece is a member of an enumeration."""
_SETS_APART = re.compile(
    r"\b(?:rather than|instead of|unlike|in contrast to|differs? from|\w+er \S+ than)\b",
    re.IGNORECASE,
)


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
    return plan or _text(question, candidates, max_sentences)


def _text(question: Question, candidates: Sequence[Candidate], max_sentences: int) -> Plan:
    leads = _leads(question, candidates)
    lead = leads[0]
    if question.kind == "limit":
        candidates = _with_amounts(question, candidates, lead)
    limit = min(TEXT_SENTENCES, max_sentences)
    if is_row(lead.passage, lead.number):
        return _rows_first(lead, candidates, limit)
    picks = _ordered(_support(leads[:limit], candidates, limit))
    return Plan("text", _with_whole_tables(picks)[:max_sentences])


def _leads(question: Question, candidates: Sequence[Candidate]) -> list[Candidate]:
    """Return the best sentence, behind a plain one nearly as good when it is an aside or a row."""
    leading = [c for c in candidates if _may_lead(c)] or candidates[:1]
    best = leading[0]
    enough = PLAIN_LEAD * best.score
    plain = next((c for c in leading if c.score >= enough and _is_plain(c, question)), best)
    return [best] if plain is best or _same(plain, best) else [plain, best]


def _with_amounts(
    question: Question, candidates: Sequence[Candidate], lead: Candidate
) -> Sequence[Candidate]:
    """Return the sentences that give amounts as the lead does: of what is asked for, or any."""
    if states_asked_unit(question.text, lead.text):
        return [c for c in candidates if states_asked_unit(question.text, c.text)]
    if states_quantity(lead.text):
        return [c for c in candidates if states_quantity(c.text)]
    return candidates


def _is_plain(candidate: Candidate, question: Question) -> bool:
    """Whether a sentence can stand first.

    A row can where a value is asked for, a trap where a verdict is, a cue where a case is told.
    """
    text = candidate.text
    if is_row(candidate.passage, candidate.number):
        return question.kind == "limit"
    if is_aside(text):
        return (question.asks_verdict and is_trap(text)) or (question.tells_case and is_cue(text))
    return not is_step(text)


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
        few = len(rows.get(chunk, ())) < max(2, len(numbers) / 2)
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
    rows = _side_by_side(passages, distinct) or _row_each(candidates, distinct)
    blocks = [_one_side(candidates, distinct[i], distinct[1 - i]) for i in (0, 1)]
    leads = _distinguishing(candidates, distinct)
    if rows or all(blocks):
        leads = [c for c in leads if _contrasts(c, distinct)]
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
        taken[1:] = sorted(taken[1:], key=lambda c: (c.passage_rank, c.number))
        picks += _picks(taken, name)
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
    heading = frozenset(tokenize(" ".join(candidate.passage.heading_path[-1:])))
    return sum(side <= heading for side in distinct) / 2


def _contrasts(candidate: Candidate, distinct: Sequence[frozenset[str]]) -> bool:
    """Whether a sentence has a clause for each side: "X copies the data, while Y streams it"."""
    if _SETS_APART.search(candidate.text):
        return True
    clauses = [part.split() for part in _CLAUSE.split(candidate.text)]
    clauses = [words for words in clauses if len(words) >= _CLAUSE_WORDS]
    return all(
        any(side <= frozenset(tokenize(" ".join(words[: len(side) + 2]))) for words in clauses)
        for side in distinct
    )


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

    def fit(passage: Passage) -> float:
        return top.get(passage.chunk_id, 0.0) + idf_coverage(wanted, _names_task(passage), idf)

    for passage in sorted(passages, key=fit, reverse=True):
        steps = [i for i in range(len(passage.sentences)) if is_step(passage.sentence(i))]
        if len(steps) < 2 or top.get(passage.chunk_id, 0.0) < 0.7 * best:
            continue
        if idf_coverage(wanted, passage_terms(passage), idf) < STEPS_COVERAGE:
            continue
        if idf_coverage(wanted, _names_task(passage), idf) < STEPS_NAMED:
            continue
        picks = [Pick(passage, i, "lead") for i in range(max(0, steps[0] - 1), steps[0])]
        shown = 0
        for i in range(steps[0], len(passage.sentences)):
            shown += is_step(passage.sentence(i))
            if shown > MAX_STEPS or is_row(passage, i) or is_pointer(passage.sentence(i)):
                break
            picks.append(Pick(passage, i, "step"))
        return Plan("steps", tuple(picks))
    return None


def _names_task(passage: Passage) -> frozenset[str]:
    """Return the terms that say what a procedure is for: its headings and what introduces it."""
    numbers = range(len(passage.sentences))
    first = next((i for i in numbers if is_step(passage.sentence(i))), 0)
    introduction = passage.sentence(first - 1) if first else ""
    return frozenset(tokenize(" ".join((passage.title, *passage.heading_path, introduction))))


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
