"""Questions from columns of tables that say yes or no: which rows do, and which one does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate
from app.practice.generate.choice_cells import is_understood
from app.practice.generate.phrasing import Wording, plural
from app.practice.generate.response_pick import KEYS, WRONG, Choice, pick
from app.practice.generate.response_words import as_one, asks_which, is_no, is_yes
from app.practice.generate.row_stems import RowStems

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.generate.assemble import Place
    from app.practice.generate.pieces import Row
    from app.practice.generate.tables import TableView
    from app.practice.records import Question


def table_responses(place: Place, view: TableView) -> Iterator[Question]:
    """Yield the multiple-response questions of a table whose rows are things."""
    stems = _stems(place, view)
    if stems is None:
        return
    for number in range(1, len(view.table.header.cells)):
        yield from _yes_questions(place, stems, number)


def _stems(place: Place, view: TableView) -> RowStems | None:
    """Return how the rows of a table are asked about, where they have a name of their own."""
    stems = RowStems(place.section, view, Wording(place.shelf.is_name))
    return None if view.kind == "entry" or not stems.stands_alone else stems


def _yes_questions(place: Place, stems: RowStems, number: int) -> Iterator[Question]:
    """Rows whose cell says yes, against rows whose cell says no."""
    rows = [row for row in stems.view.table.rows if is_understood(stems, row)]
    yes = [row for row in rows if is_yes(row.cells[number])]
    no = [row for row in rows if is_no(row.cells[number])]
    if len(yes) + len(no) < KEYS + WRONG:
        return
    header = stems.words.header(stems.view.table.header.cells[number])
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
    stems = _stems(place, view)
    if stems is None:
        return
    for number in range(1, len(view.table.header.cells)):
        header = stems.words.header(view.table.header.cells[number])
        rows = [row for row in stems.view.table.rows if is_understood(stems, row)]
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
