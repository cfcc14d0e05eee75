"""Multiple response: which rows say yes, which belong together, what is true of one subject."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Place, capitalised, fit_option
from app.practice.generate.choice_cells import CALCULATED, says
from app.practice.generate.phrasing import Wording, according_to, base_form, plural
from app.practice.generate.tables import TableView, names_one_thing
from app.practice.generate.words import content_words, kind_of_value, overlap, says_the_same
from app.practice.records import Evidence, Option

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Listing, Row
    from app.practice.generate.shelf import Shelf
    from app.practice.records import DistractorKind, Question

KEYS = 2
WRONG = 3
_YES = re.compile(r"^(?:yes|supported|true|✓)$", re.IGNORECASE)
_NO = re.compile(r"^(?:no|not supported|false|none)$", re.IGNORECASE)
_YES_HEADER = re.compile(
    r"^(?:needs|supports|requires|allows|keeps|scales|works|changes|implies|measures|learns)\b",
    re.IGNORECASE,
)
_ODD = re.compile(r"[=:]|https?")
LIKE_LEADS = 0.12
"""Share of common words from which two lists are of one kind."""
_MEMBER = re.compile(
    r"^(?!(?:including|such|for|or|and|with|then|but|not|no|also|each|all)\b)[^,;:|()\[\]'‘’\"=]{2,44}$",
    re.IGNORECASE,
)
_LEAD = re.compile(r"^(?P<said>[A-Z][^:]{18,150}):$")
_POINTS = re.compile(
    r"\b(?:this|that|these|those|it|they|above|below|example|steps?|note|your?|we"
    r"|following (?:is|are)|for instance|such as)\b",
    re.IGNORECASE,
)


def response_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield the multiple-response questions of a page."""
    for table in page.tables:
        view = TableView(table)
        if view.is_invented or not view.has_unique_names:
            continue
        place = Place(shelf, page, table.section)
        if view.compares_sides:
            yield from _side_questions(place, view)
            continue
        if view.limits_of:
            continue
        for number in range(1, len(table.header.cells)):
            yield from _yes_questions(place, view, number)
            yield from _shared_questions(place, view, number)
            yield from _member_questions(place, view, number)
        yield from _subject_questions(place, view)
    yield from _list_questions(page, shelf)


class Choice:
    """An option with its reason, before keys and wrong ones are picked."""

    def __init__(
        self,
        text: str,
        reason: str,
        evidence: Evidence,
        kind: DistractorKind = "right service, wrong feature",
    ) -> None:
        self.text = text
        self.reason = reason
        self.evidence = evidence
        self.kind: DistractorKind = kind

    def option(self, *, is_key: bool) -> Option:
        """Return the option."""
        kind = None if is_key else self.kind
        return Option(capitalised(self.text), self.reason, self.evidence, kind)


def _pick(
    place: Place, stem: str, keys: Sequence[Choice], wrong: Sequence[Choice]
) -> Question | None:
    """Return a question with two keys of three wrong options, or three keys of two wrong ones."""
    keys = [one for one in _distinct(keys) if fit_option(one.text)]
    wrong = [
        one
        for one in _distinct(wrong)
        if fit_option(one.text) and not any(says_the_same(one.text, k.text) for k in keys)
    ]
    if len(keys) >= KEYS and len(wrong) >= WRONG:
        counts = (KEYS, WRONG)
    elif len(keys) > KEYS and len(wrong) >= KEYS:
        counts = (KEYS + 1, KEYS)
    else:
        return None
    asked = content_words(stem)
    rng = random.Random(stem)
    keys = rng.sample(keys, counts[0])
    mean = sum(len(one.text) for one in keys) / len(keys)
    wrong = sorted(wrong, key=lambda one: (abs(len(one.text) - mean), one.text))[: counts[1] + 2]
    wrong = rng.sample(wrong, counts[1])
    shared = [asked & content_words(one.text) for one in (*keys, *wrong)]
    hints = set().union(*shared[: len(keys)]) - set().union(*shared[len(keys) :])
    if any(len(word) > 3 for word in hints):
        return None
    options = [
        *(one.option(is_key=True) for one in keys),
        *(one.option(is_key=False) for one in wrong),
    ]
    rng.shuffle(options)
    key = [i for i, option in enumerate(options) if option.kind is None]
    return place.question("multiple_response", stem, options, key)


def _distinct(choices: Sequence[Choice]) -> list[Choice]:
    kept: list[Choice] = []
    for one in choices:
        if not any(one.text.casefold() == other.text.casefold() for other in kept):
            kept.append(one)
    return kept


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
        asked = _asks_which(many, header, holds=holds)
        question = _pick(
            place,
            according_to(place.section, asked),
            [_row_choice(place, row, header, number, words) for row in keys],
            [_row_choice(place, row, header, number, words) for row in wrong],
        )
        if question is not None:
            yield question
            return


def _asks_which(many: str, header: str, *, holds: bool) -> str:
    """Return "which sources need a VPC?" for "needs a VPC", or ask whether the header holds."""
    verb, *rest = header.split()
    if rest and _YES_HEADER.match(header) and verb.endswith("s"):
        does = f"{base_form(verb)}" if holds else f"do not {base_form(verb)}"
        return f"which {many} {does} {' '.join(rest)}?"
    if rest and verb.lower() == "can":
        return f"which {many} {'can' if holds else 'cannot'} {' '.join(rest)}?"
    return f'for which {many} is the entry under "{header}" {"yes" if holds else "no"}?'


def _row_choice(place: Place, row: Row, header: str, number: int, words: Wording) -> Choice:
    reason = f"{row.name} - {header}: {words.inside(row.cells[number]) or 'no entry'}."
    return Choice(row.name, reason, place.evidence(row.line))


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
        asked = words.which_has(plural(view.kind), column, cell)
        asked = _many(asked)
        header = words.header(column.header)
        question = _pick(
            place,
            according_to(place.section, asked),
            [_row_choice(place, row, header, number, words) for row in group],
            [_row_choice(place, row, header, number, words) for row in others],
        )
        if question is not None:
            yield question


def _many(asked: str) -> str:
    """Return a question about one thing as one about several."""
    for one, several in (
        (" has this ", " have this "),
        (" has these ", " have these "),
        (" is the right choice ", " are the right choice "),
        (" is described ", " are described "),
        (" does the following", " do the following"),
    ):
        if one in asked:
            return asked.replace(one, several, 1)
    return asked


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
        name = words.inside(row.name)
        if view.kind != "entry" and not words.is_named(row.name):
            name = f"this {view.kind}: {name}"
        asked = f"which of these are {header} for {name}?"
        question = _pick(
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
        statements = [
            (view.table.header.cells[n], row.cells[n], row, view.table.rows, n) for n in columns
        ]
        question = _true_of(place, view, row.name, statements)
        if question is not None:
            yield question


def _true_of(
    place: Place,
    view: TableView,
    name: str,
    statements: Sequence[tuple[str, str, Row, Sequence[Row], int]],
) -> Question | None:
    """Ask which statements are true of a row; the keys and the wrong ones are of other columns."""
    words = Wording(place.shelf.is_name)
    rng = random.Random(place.page.document.id + name)
    shuffled = list(statements)
    rng.shuffle(shuffled)
    keys: list[Choice] = []
    wrong: list[Choice] = []
    for header, cell, row, rows, number in shuffled:
        if not cell or CALCULATED.search(cell):
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
            for other in rows
            if other is not row
            and names_one_thing(other)
            and other.cells[number]
            and not CALCULATED.search(other.cells[number])
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
    asked = f"which characteristics does this {view.kind} have: {words.inside(name)}?"
    return _pick(place, according_to(place.section, asked), keys, wrong)


def _side_questions(place: Place, view: TableView) -> Iterator[Question]:
    """What one column of a comparison says, against what the other columns say."""
    words = Wording(place.shelf.is_name)
    header = view.table.header.cells
    for side in range(1, len(header)):
        rng = random.Random(place.page.document.id + header[side])
        rows = [
            row
            for row in view.table.rows
            if row.cells[side] and row.name and not row.name.endswith("?")
        ]
        rng.shuffle(rows)
        keys: list[Choice] = []
        wrong: list[Choice] = []
        for row in rows:
            label = row.name
            if len(keys) < KEYS:
                keys.append(
                    Choice(
                        f"{label}: {words.inside(row.cells[side])}",
                        f"{label} of {header[side]}: {words.inside(row.cells[side])}.",
                        place.evidence(row.line),
                    )
                )
                continue
            others = [
                n
                for n in range(1, len(header))
                if n != side
                and row.cells[n]
                and not says_the_same(row.cells[n], row.cells[side])
                and not row.cells[n].lower().startswith(("same", "the same", "depends"))
            ]
            if others:
                other = rng.choice(others)
                wrong.append(
                    Choice(
                        f"{label}: {words.inside(row.cells[other])}",
                        f"{label} of {header[other]}: {words.inside(row.cells[other])}. For"
                        f" {header[side]} it is: {words.inside(row.cells[side])}.",
                        place.evidence(row.line),
                    )
                )
        asked = f"which characteristics belong to {words.inside(header[side])}?"
        question = _pick(place, according_to(place.section, asked), keys, wrong)
        if question is not None:
            yield question


def _list_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Entries of an introduced list, against entries of the page's other lists."""
    lists = [one for one in page.listings if _is_plain(one)]
    for listing in lists:
        said = _LEAD.match(" ".join(listing.lead.text.split())) if listing.lead else None
        if not said or _POINTS.search(said["said"]):
            continue
        place = Place(shelf, page, listing.section)
        lead = said["said"]
        others = [
            (entry, other)
            for other in lists
            if other is not listing
            and other.section is not listing.section
            and other.lead
            and overlap(other.lead.text, lead) >= LIKE_LEADS
            for entry in other.entries
            if not any(overlap(entry.text, own.text) > 0.3 for own in listing.entries)
            and not shelf.said_of(listing.section.title, entry.text)
        ]
        asked = f'which of these belong to the list "{lead}"?'
        question = _pick(
            place,
            according_to(listing.section, asked),
            [
                Choice(e.text, f'"{e.text}" stands in this list.', place.evidence(e.line))
                for e in listing.entries
            ],
            [
                Choice(
                    e.text,
                    f'This stands in another list, in "{other.section.title}".',
                    Place(shelf, page, other.section).evidence(e.line),
                    "true but beside the point",
                )
                for e, other in others
            ],
        )
        if question is not None:
            yield question


def _is_plain(listing: Listing) -> bool:
    return (
        not listing.ordered
        and len(listing.entries) >= KEYS
        and not any(e.nested or len(e.text) > 100 or _ODD.search(e.text) for e in listing.entries)
    )
