"""Multiple response from tables: which rows say yes, which belong together, what is true of one
row."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate
from app.practice.generate.choice_cells import CALCULATED, CODED, says
from app.practice.generate.header_stems import RATINGS
from app.practice.generate.phrasing import Wording, as_several, base_form, plural
from app.practice.generate.response_pick import KEYS, WRONG, Choice, pick
from app.practice.generate.tables import names_one_thing
from app.practice.generate.topics import according_to
from app.practice.generate.words import kind_of_value, says_the_same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.generate.assemble import Place
    from app.practice.generate.pieces import Row
    from app.practice.generate.tables import TableView
    from app.practice.records import Question

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
_MEMBER = re.compile(
    r"^(?!(?:including|such|for|or|and|with|then|but|not|no|also|each|all)\b)[^,;:"
    r"|()\[\]'‘’\"=]{2,44}$",
    re.IGNORECASE,
)


def table_responses(place: Place, view: TableView) -> Iterator[Question]:
    """Yield the multiple-response questions of a table whose rows are things."""
    for number in range(1, len(view.table.header.cells)):
        yield from _yes_questions(place, view, number)
        yield from _shared_questions(place, view, number)
        yield from _member_questions(place, view, number)
    yield from _subject_questions(place, view)


def _yes_questions(place: Place, view: TableView, number: int) -> Iterator[Question]:
    """Rows whose cell says yes, against rows whose cell says no."""
    rows = [row for row in view.table.rows if names_one_thing(row)]
    yes = [row for row in rows if _YES.match(row.cells[number])]
    no = [row for row in rows if _NO.match(row.cells[number])]
    if len(yes) + len(no) < KEYS + WRONG:
        return
    words = Wording(place.shelf.is_name)
    header = words.header(view.table.header.cells[number])
    many = plural(view.kind)
    for keys, wrong, holds in ((yes, no, True), (no, yes, False)):
        asked = asks_which(many, header, holds=holds)
        question = _of_rows(place, asked, (keys, wrong), header, number)
        if question is not None:
            yield question
            return


def single_questions(place: Place, view: TableView) -> Iterator[Question]:
    """Ask for the one row whose cell says yes, or the one that says no, as multiple choice."""
    if view.kind == "entry":
        return
    words = Wording(place.shelf.is_name)
    for number in range(1, len(view.table.header.cells)):
        header = words.header(view.table.header.cells[number])
        rows = [row for row in view.table.rows if names_one_thing(row)]
        yes = [row for row in rows if _YES.match(row.cells[number])]
        no = [row for row in rows if _NO.match(row.cells[number])]
        for keys, wrong, holds in ((yes, no, True), (no, yes, False)):
            if len(keys) != 1 or len(wrong) < WRONG:
                continue
            key, *others = (
                Candidate(
                    row.name,
                    f"{row.name} - {header}: {words.inside(row.cells[number])}.",
                    place.evidence(row.line),
                    "right service, wrong feature",
                )
                for row in (*keys, *wrong)
            )
            asked = as_one(asks_which(plural(view.kind), header, holds=holds), view.kind)
            question = place.choice(according_to(place.section, asked), key, others)
            if question is not None:
                yield question
            break


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
    if rest and verb.lower() == "can":
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


def _of_rows(
    place: Place,
    asked: str,
    keys_and_wrong: tuple[Sequence[Row], Sequence[Row]],
    header: str,
    number: int,
) -> Question | None:
    """Ask which rows are meant; the cell of each in a column is its reason."""
    words = Wording(place.shelf.is_name)
    keys, wrong = (
        [
            Choice(
                row.name,
                f"{row.name} - {header}: {words.inside(row.cells[number]) or 'no entry'}.",
                place.evidence(row.line),
            )
            for row in rows
        ]
        for rows in keys_and_wrong
    )
    return pick(place, according_to(place.section, asked), keys, wrong)


def _shared_questions(place: Place, view: TableView, number: int) -> Iterator[Question]:
    """Rows that share a cell, against rows whose cell says something else."""
    if number not in view.askable:
        return
    words = Wording(place.shelf.is_name)
    column = view.column(number)
    rows = [row for row in view.table.rows if names_one_thing(row) and row.cells[number]]
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.cells[number].casefold(), []).append(row)
    for group in groups.values():
        cell = group[0].cells[number]
        if not 2 <= len(group) <= 4 or cell.casefold() in ("none", "no", "yes"):
            continue
        others = [
            row
            for row in rows
            if row not in group
            and not says_the_same(row.cells[number], cell)
            and not place.shelf.said_of(row.name, cell)
        ]
        many = plural(view.kind)
        asked = as_several(words.which_has(many, column, cell), many)
        if not asked or view.kind == "entry" or RATINGS.match(cell) or CODED.search(cell):
            continue
        question = _of_rows(place, asked, (group, others), words.header(column.header), number)
        if question is not None:
            yield question


def _member_questions(place: Place, view: TableView, number: int) -> Iterator[Question]:
    """Members of a cell that lists several things, against members of other rows' cells."""
    if number not in view.askable:
        return
    words = Wording(place.shelf.is_name)
    column = view.column(number)
    if column.kind != "noun" or not column.is_plural:
        return
    header = words.header(column.header)
    for row in view.table.rows:
        own = _members(row.cells[number])
        if len(own) < KEYS or not names_one_thing(row):
            continue
        others = [
            (member, other)
            for other in view.table.rows
            if other is not row
            for member in _members(other.cells[number])
            if not any(says_the_same(member, mine) for mine in own)
            and not place.shelf.said_of(row.name, member)
        ]
        asked = f"which of these are {header} of {words.row(view.kind, row.name)}?"
        question = pick(
            place,
            according_to(place.section, asked),
            [
                Choice(m, f"{row.name} - {header}: {row.cells[number]}.", place.evidence(row.line))
                for m in own
            ],
            [
                Choice(m, f"{m} belongs to {other.name}.", place.evidence(other.line))
                for m, other in others
            ],
        )
        if question is not None:
            yield question


def _members(cell: str) -> list[str]:
    parts = re.split(r",\s+(?:and |or )?|;\s+", cell)
    if len(parts) < KEYS or not all(_MEMBER.match(p) and len(p.split()) <= 4 for p in parts):
        return []
    return [part.strip() for part in parts]


def _subject_questions(place: Place, view: TableView) -> Iterator[Question]:
    """What the cells of one row say, against what the cells of other rows say."""
    columns = [n for n in view.askable if view.column(n).kind in ("noun", "verb", "fit", "when")]
    if len(columns) < KEYS + 2:
        return
    for row in view.table.rows:
        if not names_one_thing(row):
            continue
        question = _true_of(place, view, row, columns)
        if question is not None:
            yield question


def _true_of(place: Place, view: TableView, row: Row, columns: Sequence[int]) -> Question | None:
    """Ask which statements are true of a row; the keys and the wrong ones are of other columns."""
    words, name = Wording(place.shelf.is_name), row.name
    rng = random.Random(place.page.document.id + name)
    shuffled = list(columns)
    rng.shuffle(shuffled)
    keys: list[Choice] = []
    wrong: list[Choice] = []
    for number in shuffled:
        header, cell = view.table.header.cells[number], row.cells[number]
        if not cell or CALCULATED.search(cell) or ":" in cell or RATINGS.match(cell):
            continue
        if len(keys) < KEYS:
            keys.append(
                Choice(
                    f"{header}: {words.inside(cell)}",
                    says(name, view.column(number), words.inside(cell)),
                    place.evidence(row.line),
                )
            )
            continue
        others = [
            other
            for other in view.table.rows
            if other is not row
            and names_one_thing(other)
            and other.cells[number]
            and not CALCULATED.search(other.cells[number])
            and ":" not in other.cells[number]
            and not RATINGS.match(other.cells[number])
            and kind_of_value(other.cells[number]) == kind_of_value(cell)
            and not says_the_same(other.cells[number], cell)
            and not place.shelf.said_of(name, other.cells[number])
        ]
        rng.shuffle(others)
        for other in others[: 1 if len(shuffled) > KEYS + WRONG - 1 else 2]:
            wrong.append(
                Choice(
                    f"{header}: {words.inside(other.cells[number])}",
                    f"{says(other.name, view.column(number), words.inside(other.cells[number]))}"
                    f" For {name} it is: {words.inside(cell)}.",
                    place.evidence(other.line),
                )
            )
    asked = f"what is true of {words.row(view.kind, name)}?"
    return pick(place, according_to(place.section, asked), keys, wrong)
