"""Multiple response from tables: which rows say yes, which belong together, what is true of one
row."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate
from app.practice.generate.choice_cells import is_askable, shown_cell
from app.practice.generate.phrasing import Wording, plural
from app.practice.generate.response_pick import KEYS, WRONG, Choice, pick
from app.practice.generate.response_words import as_one, asks_which, is_no, is_yes
from app.practice.generate.row_stems import RowStems
from app.practice.generate.tables import names_one_thing
from app.practice.generate.topics import led
from app.practice.generate.words import says_the_same

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.generate.assemble import Place
    from app.practice.generate.pieces import Row
    from app.practice.generate.tables import TableView
    from app.practice.records import Question

_LISTED = re.compile(
    r"\b(?:algorithms|hooks|methods|calls|metrics|formats|terms|types"
    r"|configurations|services)\b"
)
"""Headers of cells that list several things."""
_LEANING = re.compile(r"\b(?:it|this|them|they)\b", re.IGNORECASE)
_MEMBER = re.compile(
    r"^(?!(?:including|such|for|or|and|with|then|but|not|no|also|each|all)\b)[^,;:"
    r"|()\[\]'‘’\"=]{2,44}$",
    re.IGNORECASE,
)


def table_responses(place: Place, view: TableView) -> Iterator[Question]:
    """Yield the multiple-response questions of a table whose rows are things."""
    if view.kind == "entry":
        return
    for number in range(1, len(view.table.header.cells)):
        yield from _yes_questions(place, view, number)
        yield from _shared_questions(place, view, number)
        yield from _member_questions(place, view, number)
    yield from _subject_questions(place, view)


def _yes_questions(place: Place, view: TableView, number: int) -> Iterator[Question]:
    """Rows whose cell says yes, against rows whose cell says no."""
    rows = [row for row in view.table.rows if names_one_thing(row)]
    yes = [row for row in rows if is_yes(row.cells[number])]
    no = [row for row in rows if is_no(row.cells[number])]
    if len(yes) + len(no) < KEYS + WRONG:
        return
    stems = RowStems(place.section, view, Wording(place.shelf.is_name))
    header = stems.words.header(view.table.header.cells[number])
    for keys, wrong, holds in ((yes, no, True), (no, yes, False)):
        asked = asks_which(plural(stems.kind), header, holds=holds)
        if "does this" in asked:
            return
        asked = stems.told(asked)
        question = _of_rows(place, asked, (keys, wrong), stems, number)
        if question is not None:
            yield question
            return


def single_questions(place: Place, view: TableView) -> Iterator[Question]:
    """Ask for the one row whose cell says yes, or the one that says no, as multiple choice."""
    if view.kind == "entry":
        return
    words = Wording(place.shelf.is_name)
    stems = RowStems(place.section, view, words)
    for number in range(1, len(view.table.header.cells)):
        header = words.header(view.table.header.cells[number])
        rows = [row for row in view.table.rows if names_one_thing(row)]
        yes = [row for row in rows if is_yes(row.cells[number])]
        no = [row for row in rows if is_no(row.cells[number])]
        for keys, wrong, holds in ((yes, no, True), (no, yes, False)):
            if len(keys) != 1 or len(wrong) < WRONG:
                continue
            key, *others = (
                Candidate(
                    row.name,
                    f"{stems.fact(number, row.name, row.cells[number])}.",
                    place.evidence(row.line),
                    "right service, wrong feature",
                )
                for row in (*keys, *wrong)
            )
            asked = as_one(asks_which(plural(stems.kind), header, holds=holds), stems.kind)
            if "does this" in asked:
                continue
            question = place.choice(stems.told(asked), key, others)
            if question is not None:
                yield question
            break


def _of_rows(
    place: Place,
    asked: str,
    keys_and_wrong: tuple[Sequence[Row], Sequence[Row]],
    stems: RowStems,
    number: int,
) -> Question | None:
    """Ask which rows are meant; what the cell of each says is its reason."""
    keys, wrong = (
        [
            Choice(
                row.name,
                f"{stems.fact(number, row.name, row.cells[number])}.",
                place.evidence(row.line),
            )
            for row in rows
        ]
        for rows in keys_and_wrong
    )
    return pick(place, asked, keys, wrong)


def _shared_questions(place: Place, view: TableView, number: int) -> Iterator[Question]:
    """Rows that share a cell, against rows whose cell says something else."""
    stems = RowStems(place.section, view, Wording(place.shelf.is_name))
    if number not in view.askable or stems.reading(number) is None:
        return
    rows = [row for row in view.table.rows if names_one_thing(row) and row.cells[number]]
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(row.cells[number].casefold(), []).append(row)
    for group in groups.values():
        cell = group[0].cells[number]
        if not 2 <= len(group) <= 4 or not is_askable(cell):
            continue
        others = [
            row
            for row in rows
            if row not in group
            and not says_the_same(row.cells[number], cell)
            and not place.shelf.said_of(row.name, cell)
        ]
        asked = stems.for_rows(number, cell)
        if not asked:
            continue
        question = _of_rows(place, asked, (group, others), stems, number)
        if question is not None:
            yield question


def _member_questions(place: Place, view: TableView, number: int) -> Iterator[Question]:
    """Members of a cell that lists several things, against members of other rows' cells."""
    if number not in view.askable:
        return
    words = Wording(place.shelf.is_name)
    header = words.header(view.table.header.cells[number])
    if not _LISTED.search(header) or _LEANING.search(header):
        return
    for row in view.table.rows:
        own = members_of_cell(row.cells[number])
        if len(own) < KEYS or not names_one_thing(row):
            continue
        others = [
            (member, other)
            for other in view.table.rows
            if other is not row
            for member in members_of_cell(other.cells[number])
            if not any(says_the_same(member, mine) for mine in own)
            and not place.shelf.said_of(row.name, member)
        ]
        of = "for" if header.endswith("ed") else "of"
        asked = f"which of these are {header} {of} {words.row(view.kind, row.name)}?"
        question = pick(
            place,
            led(place.section, asked),
            [Choice(m, _listed(row, header, number), place.evidence(row.line)) for m in own],
            [
                Choice(
                    m,
                    f"{_listed(other, header, number)} {_listed(row, header, number)}",
                    place.evidence(other.line),
                )
                for m, other in others
            ],
        )
        if question is not None:
            yield question


def _listed(row: Row, header: str, number: int) -> str:
    """Return a cell that lists several things as a sentence."""
    return f"Under {header}, the table lists for {row.name}: {row.cells[number]}."


def members_of_cell(cell: str) -> list[str]:
    """Return the things that a cell lists; none where it says something else."""
    parts = re.split(r",\s+(?:and |or )?|;\s+", cell)
    if len(parts) < KEYS or not all(_MEMBER.match(p) and len(p.split()) <= 4 for p in parts):
        return []
    return [part.strip() for part in parts]


def _subject_questions(place: Place, view: TableView) -> Iterator[Question]:
    """What the cells of one row say, against what the cells of other rows say."""
    stems = RowStems(place.section, view, Wording(place.shelf.is_name))
    columns = [n for n in range(1, len(view.table.header.cells)) if stems.says(n)]
    if len(columns) < KEYS or stems.are_cases:
        return
    for row in view.table.rows:
        if names_one_thing(row):
            question = _true_of(place, stems, row, columns)
            if question is not None:
                yield question


def _true_of(place: Place, stems: RowStems, row: Row, columns: Sequence[int]) -> Question | None:
    """Ask which statements are true of a row."""
    rng = random.Random(place.page.document.id + row.name)
    own = [n for n in columns if _statement(stems, row, n)]
    if len(own) < KEYS:
        return None
    keys = [
        Choice(
            _statement(stems, row, n),
            f"{stems.fact(n, row.name, shown_cell(row, n))}.",
            place.evidence(row.line),
            group=n,
        )
        for n in own
    ]
    wrong: list[Choice] = []
    others = [one for one in view_rows(stems) if one is not row]
    rng.shuffle(others)
    turns = [
        (other, own[(turn + place_of) % len(own)])
        for turn in range(len(own))
        for place_of, other in enumerate(others)
    ]
    for other, number in turns:
        said = _statement(stems, other, number)
        theirs, mine = shown_cell(other, number), shown_cell(row, number)
        if not said or says_the_same(theirs, mine) or place.shelf.said_of(row.name, theirs):
            continue
        wrong.append(
            Choice(
                said,
                f"{stems.fact(number, other.name, theirs)}; {stems.fact(number, row.name, mine)}.",
                place.evidence(other.line),
                group=number,
            )
        )
    asked = f"which statements are true of {stems.named(row.name)}?"
    return pick(place, stems.told(asked), keys, wrong)


def view_rows(stems: RowStems) -> list[Row]:
    """Return the rows of a table that are about one thing each."""
    return [row for row in stems.view.table.rows if names_one_thing(row)]


def _statement(stems: RowStems, row: Row, number: int) -> str:
    """Return a cell as an option: "It stores records in shards"; empty where none fits."""
    cell = shown_cell(row, number)
    if not stems.view.is_yes_no(number) and not is_askable(cell):
        return ""
    said = stems.predicate(number, cell)
    return f"It {said}" if said and ":" not in said else ""
