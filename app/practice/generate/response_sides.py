"""Multiple response from comparisons whose columns are the things compared."""

from __future__ import annotations

import random
import re
from collections import Counter
from typing import TYPE_CHECKING

from app.practice.generate.articles import articled
from app.practice.generate.clauses import form_of
from app.practice.generate.phrasing import Wording
from app.practice.generate.plain import has_pronoun
from app.practice.generate.response_pick import KEYS, Choice, pick
from app.practice.generate.topics import led
from app.practice.generate.words import says_the_same, word_parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.generate.assemble import Place
    from app.practice.generate.tables import TableView
    from app.practice.records import Question


_BARE = re.compile(r"^(?:yes|no|none|✓|x|n/a|-|same.*)$", re.IGNORECASE)
"""A cell that says nothing without its header."""


_ARTICLES = {"a": "a", "an": "a", "one": "a", "each": "a", "every": "a", "the": "the"}
"""Words before a name, with the article that they stand for."""
_YES = re.compile(r"^(?:yes|✓|supported)$", re.IGNORECASE)
_NO = re.compile(r"^(?:no|x|not supported)$", re.IGNORECASE)
_VERDICT = re.compile(
    r"^(?:yes|no|none|same|the same|both|depends|partly|recommended)\b", re.IGNORECASE
)
"""How a cell begins that answers its header instead of telling a property."""
_NO_NOUN = re.compile(
    r"^(?:typical words|exam cues?|examples?)$|\b(?:of|by|for|to|in|on|with|from|at|as|into)$",
    re.IGNORECASE,
)
"""A label that breaks off: "Works at the level of"."""


def named_in(text: str, name: str) -> str:
    """Return a name with the article that a text mostly gives it: "a large batch", "the online
    store", "batch transform"."""
    said = re.findall(rf"\b(\w+) {re.escape(name)}\b", text, re.IGNORECASE)
    counts = Counter(_ARTICLES.get(word.lower(), "") for word in said)
    if not counts:
        return articled(name)
    article = max(counts, key=lambda one: (counts[one], one))
    return {"the": f"the {name}", "a": articled(name)}.get(article, name)


def _own_words(names: Sequence[str]) -> frozenset[str]:
    """Return the words by which the things compared are told apart: a cell with one of them names
    its column."""
    parts = [word_parts(name) for name in names]
    return frozenset().union(*parts) - frozenset.intersection(*parts)


def support_questions(place: Place, view: TableView) -> Iterator[Question]:
    """What holds for one column of a comparison, against what does not."""
    words = Wording(place.shelf.is_name)
    header = view.table.header.cells
    supports = header[0].lower() == "feature"
    for side in range(1, len(header)):
        rows = [row for row in view.table.rows if row.name and not row.name.endswith("?")]
        keys, wrong = (
            [
                Choice(
                    row.name.removesuffix(" support") if supports else row.name,
                    f"{row.name} of {header[side]}: {words.inside(row.cells[side])}.",
                    place.evidence(row.line),
                )
                for row in rows
                if said.match(row.cells[side])
            ]
            for said in (_YES, _NO)
        )
        asked = (
            f"which of these are supported by {header[side]}?"
            if supports
            else f"which of these are true of {header[side]}?"
        )
        question = pick(place, led(place.section, asked), keys, wrong)
        if question is not None:
            yield question


def side_questions(place: Place, view: TableView) -> Iterator[Question]:
    """What one column of a comparison says, against what the other columns say."""
    words = Wording(place.shelf.is_name)
    header = view.table.header.cells
    if any(form_of(name) in ("question", "acts", "clause") for name in header[1:]):
        return
    own = _own_words(header[1:])
    for side in range(1, len(header)):
        rng = random.Random(place.page.document.id + header[side])
        rows = [
            row
            for row in view.table.rows
            if row.cells[side]
            and row.name
            and not row.name.endswith("?")
            and not _NO_NOUN.search(row.name)
            and not has_pronoun(row.name)
            and not any(_BARE.match(cell) or _VERDICT.match(cell) for cell in row.cells[1:])
            and not any(own & word_parts(cell) for cell in row.cells[1:])
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
                        f"{label} of {words.inside(header[side])}:"
                        f" {words.inside(row.cells[side])}.",
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
                        f"{label} of {words.inside(header[other])}:"
                        f" {words.inside(row.cells[other])}; of {words.inside(header[side])}:"
                        f" {words.inside(row.cells[side])}.",
                        place.evidence(row.line),
                    )
                )
        name = named_in(place.page.document.text, words.inside(header[side]))
        asked = f"which of these are characteristics of {name}?"
        question = pick(place, led(place.section, asked), keys, wrong)
        if question is not None:
            yield question
