"""The terms that tables, lists and definitions of a page describe."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import takewhile
from typing import TYPE_CHECKING, Self

from app.practice.generate.choice_cells import NO_ANSWER, is_askable, shown_cell
from app.practice.generate.choice_definitions import is_of_example
from app.practice.generate.clauses import form_of
from app.practice.generate.definitions import definitions_of, kind_of_meaning
from app.practice.generate.owners import subject_of
from app.practice.generate.phrasing import is_identifier
from app.practice.generate.plain import has_pronoun, is_plain
from app.practice.generate.tables import TableView, names_one_thing
from app.practice.generate.words import upper_first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Piece, Section
    from app.practice.generate.shelf import Shelf

DESCRIBES = re.compile(
    r"^(?:descriptions?|functions?|meaning|definition|purpose|what it (?:is|does|means|measures)"
    r"|explanation|details)$",
    re.IGNORECASE,
)
"""Headers of columns that say in words what their row is."""
_NOT_A_NOUN = re.compile(r"[\W\d]*$|.*[/:=]|^(?:name|type|value|item)$", re.IGNORECASE)
_NO_MEANING = re.compile(
    r"^(?:when|if|for|set|used only)\b|documentation|abalone|^(?:optional|required)\b"
    r"|^(?:can be|must be|should be|is |are |has )",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[\w)\"”%])\.\s+(?=[A-Z(])")
_GLUED = re.compile(r"\.?(?:Optional|Required|Valid values?|Default)(?=[A-Z:])")
"""What is left of a line break in a cell."""
_VALUED = frozenset({"parameter", "hyperparameter", "metric", "argument", "attribute", "field"})
"""Nouns of names that hold a value: what a sentence says of one is a remark."""
_UNTOLD = re.compile(r"^whether (?:or not )?to ")
"""How a meaning begins that is plain behind its first words."""
_FAR = 5
"""Words before a pronoun from which on its noun stands in the meaning itself."""
_ELEMENT = "the HTML element "
FACTS = "drill terms"
"""Under which name a shelf keeps terms."""
SHORTEST_MEANING = 3
LONGEST_MEANING = 28
"""Words of a description that is read once."""


@dataclass(frozen=True, slots=True)
class Term:
    """A name with what its row, its entry or its sentence says that it is."""

    page: Page
    section: Section
    name: str
    noun: str
    meaning: str
    piece: Piece
    group: object
    """Terms of one group stand in one table or list."""
    is_code: bool
    """Whether its name is one of code."""
    look: tuple[bool, bool, bool]
    """What its name looks like: options of one question look alike."""
    sort: str
    """Whether it is a measure or something offered; else empty."""

    @classmethod
    def of(
        cls,
        page: Page,
        section: Section,
        name: str,
        noun: str,
        meaning: str,
        piece: Piece,
        group: object,
    ) -> Self:
        """Return a term with what its name and its meaning show."""
        if noun == "entry" and subject_of(section).startswith(_ELEMENT):
            noun = "property"
        is_code = is_identifier(name) and " " not in name
        look = name[:1].isupper(), is_code, name.isupper()
        sort = kind_of_meaning(meaning)
        return cls(page, section, name, noun, meaning, piece, group, is_code, look, sort)

    @property
    def subject(self) -> str:
        """What it belongs to, if a heading says so: "the XGBoost algorithm"."""
        return subject_of(self.section) if self.noun not in ("entry", "term") else ""

    @property
    def kind(self) -> str:
        """What it is: "hyperparameter of the XGBoost algorithm"."""
        return f"{self.noun} of {self.subject}" if self.subject else self.noun


def own_terms(page: Page, shelf: Shelf) -> Iterator[Term]:
    """Yield the terms of a page, found once for all makers."""
    everything = shelf.facts(FACTS, page, terms_of)
    return takewhile(lambda term: term.page is page, everything)


def terms_of(page: Page) -> Iterator[Term]:
    """Yield the terms that the tables and the definitions of a page describe, each once in its
    section."""
    seen: set[tuple[str, str]] = set()
    for term in (*_in_tables(page), *_in_text(page)):
        known = (term.name.casefold(), term.subject)
        if known in seen or is_of_example(page, term.section):
            continue
        if _is_told(term):
            seen.add(known)
            yield term


def _in_tables(page: Page) -> Iterator[Term]:
    for group, table in enumerate(page.tables):
        view = TableView(table)
        number = next((n for n, h in enumerate(table.header.cells) if DESCRIBES.match(h)), 0)
        if not number or view.is_inventory or view.is_invented or not view.has_unique_names:
            continue
        noun = "entry" if _NOT_A_NOUN.match(view.kind) else view.kind
        for row in table.rows:
            cell = _SENTENCE_END.split(shown_cell(row, number))[0]
            cell = _GLUED.split(cell)[0].rstrip(". ")
            if names_one_thing(row) and is_askable(cell):
                yield Term.of(page, table.section, row.name, noun, cell, row.line, group)


def _in_text(page: Page) -> Iterator[Term]:
    for one in definitions_of(page):
        if not one.advises:
            name = upper_first(one.term) if one.verb else one.term
            noun = "term" if one.verb else one.noun
            group = None if one.verb else one.section
            meaning = one.meaning.rstrip(". ")
            yield Term.of(page, one.section, name, noun, meaning, one.piece, group)


def _is_told(term: Term) -> bool:
    """Whether a description says what its term is away from its page, and does not name it."""
    meaning = term.meaning
    return (
        is_plain(_UNTOLD.sub("", meaning[:1].lower() + meaning[1:]), SHORTEST_MEANING,
                 LONGEST_MEANING)
        and not has_pronoun(" ".join(meaning.replace("that is ", "which is ").split()[:_FAR]))
        and not NO_ANSWER.match(meaning)
        and term.name.lower() not in meaning.lower()
        and not term.name.lower().startswith(("a ", "an ", "the ", "your ", "any "))
        and ";" not in meaning
        and sum(word.islower() for word in meaning.split()) >= SHORTEST_MEANING - 1
        and not _NO_MEANING.search(meaning)
        and not (term.noun in _VALUED and form_of(meaning) == "clause")
    )  # fmt: skip
