"""Lay the best sentences out as the question asks: prose, two sides, steps, a list, table rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.answer.amounts import states_asked_unit, states_quantity
from app.answer.citations import Pick
from app.answer.plan import KEEP_SHARE, Plan, picks_of, say_the_same
from app.answer.scoring import (
    Candidate,
    TermWeights,
    first_cell,
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
    table_header,
)
from app.answer.two_sides import compare
from index.lexical import tokenize

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.answer.question import Question
    from app.answer.records import Role
    from index.records import Passage

MAX_SENTENCES = 8
TEXT_SENTENCES = 5
"""A lead and its support; more than this is read by nobody."""
MAX_STEPS = 12
"""A procedure is shown whole when it has no more steps than this."""
MAX_LISTED = 12
"""A list or table that is asked for is shown whole when it has no more items than this."""
SMALL_TABLE = 6
"""Rows up to which a table is shown whole when several of its rows answer."""
LIST_HEADING = 0.5
"""Share of a question's idf that the headings above a list must hold."""

STEPS_COVERAGE = 0.8
"""Share of a question's idf that a procedure must hold, headings included, to be the one meant."""
LISTED_THING = 0.5
"""Added to a table whose first column is what the question asks for."""

PLAIN_LEAD = 0.92
"""Share of the best score from which a plain sentence leads in place of an aside or a row."""
STEPS_NAMED = 0.2
"""Share of a question's idf that the headings of a procedure and the sentence before it hold."""


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
        plan = compare(question, candidates, passages, max_sentences)
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
    return [best] if plain is best or say_the_same(plain, best) else [plain, best]


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
    return Plan("table", _with_whole_tables((*picks_of(rows), *picks_of(chosen))))


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


def _support(
    chosen: list[Candidate], candidates: Sequence[Candidate], limit: int
) -> list[Candidate]:
    """Add the best sentences that say something new, until they get much weaker than the lead."""
    floor = chosen[0].score * KEEP_SHARE
    for candidate in candidates:
        if len(chosen) >= limit or candidate.score < floor:
            break
        if is_pointer(candidate.text) or any(say_the_same(candidate, other) for other in chosen):
            continue
        if is_dependent(candidate.text) and not _follows_one_of(candidate, chosen):
            continue
        chosen.append(candidate)
    return chosen


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
    return (Pick(lead.passage, lead.number, "lead"), *picks_of(rest))


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
    column = tuple(dict.fromkeys(tokenize(first_cell(table_header(passage)))))
    return idf_coverage(column, frozenset(wanted), idf)


def _items(passage: Passage) -> list[int]:
    """Return the numbers of the sentences that are items of a list or rows of a table."""
    numbers = range(len(passage.sentences))
    if passage.kind == "table":
        return [i for i in numbers if is_row(passage, i)]
    if passage.kind == "list":
        return [i for i in numbers if not is_pointer(passage.sentence(i))]
    return []
