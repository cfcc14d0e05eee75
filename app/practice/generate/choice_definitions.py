"""Multiple choice from definitions: which term does this describe, or what does this term mean?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.articles import is_smooth
from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.choice_cells import is_learned
from app.practice.generate.clauses import form_of
from app.practice.generate.definitions import definitions_of, head_of, kind_of_meaning
from app.practice.generate.phrasing import Wording, described, is_identifier
from app.practice.generate.rivals import (
    LEAST_RIVALS,
    are_of_one_product,
    are_rivals,
    is_telling,
    names_its_kind,
)
from app.practice.generate.shelf import core_words
from app.practice.generate.topics import led, topic
from app.practice.generate.words import overlap, upper_first
from app.verbs import is_acting_verb

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Definition, Section
    from app.practice.generate.shelf import Shelf
    from app.practice.records import DistractorKind, Question

NEAR = 2
"""Distance up to which a definition is a sibling; pages without tags are near when their titles
share words."""
MOST_SIBLINGS = 90
SAME_TOLD = 0.2
"""Share of common words from which two meanings of a term are the same question."""
STRANGE = 6
"""What makes an option of another kind farther than any of the key's kind."""
_PART = re.compile(r"^(?:attribute|status|state|field|column|file|argument|method|function|tool)$")
_STATES = re.compile(r"\b(?:status|state)\b.* values?$", re.IGNORECASE)
_THAT = re.compile(r"^an? (?P<what>[^,]{4,60}?) (?:that|which) (?P<does>[a-z]+s .+)$")
"""A meaning with a clause: "a service that finds ..."."""
_DEFINED = frozenset({"term", "concept"})
"""What the entries of a glossary are called."""
_ARTICLE = re.compile(r"^(?:an?|the) ")
_PRODUCT = re.compile(r"^(?:the )?(?:Amazon|AWS|SageMaker)\b", re.IGNORECASE)
_OF_THE_VENDOR = re.compile(r"\b(?:AWS|Amazon)\b")
_UNASKED = re.compile(
    r"\bexamples?\b|\btutorial|template|release notes|permissions? details|document history"
    r"|troubleshoot|error"
    r"|: step \d|^step \d"
    r"|preview|walkthrough|get(?:ting)? started",
    re.IGNORECASE,
)
"""Titles of pages that explain names of their own example."""
_UNTELLING = re.compile(
    r"^(?:(?:when|if|for|to|in|on|only|you|your|there|here|as)|(?:shows|displays|lists)\b)\b",
    re.IGNORECASE,
)
"""How a remark on a case begins, and what a part of a window does."""


@dataclass(frozen=True, slots=True)
class Sibling:
    """A definition whose term or meaning may be a wrong option for another one."""

    page: Page
    definition: Definition
    distance: int
    has_same_head: bool
    """Whether its meaning begins with the same noun."""
    is_rival: bool
    """Whether its term is of the same kind."""

    @property
    def farness(self) -> int:
        """How far it is as a wrong option: those of the same kind come first."""
        return 2 * self.distance + (not self.has_same_head) + STRANGE * (not self.is_rival)

    def candidate(self, text: str, reason: str, kind: DistractorKind, shelf: Shelf) -> Candidate:
        """Return it as a wrong option."""
        evidence = Place(shelf, self.page, self.definition.section).evidence(self.definition.piece)
        return Candidate(text, reason, evidence, kind, self.farness, self.definition.term)


def definition_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield one question per definition; the terms and meanings of its siblings are wrong."""
    everywhere = tuple(
        shelf.facts("definitions", page, lambda one: ((one, d) for d in definitions_of(one)))
    )
    for definition in definitions_of(page):
        if definition.advises or not is_telling(definition) or not _tells(definition, shelf):
            continue
        if not definition.verb and (_is_looked_up(definition) or is_part(definition)):
            continue
        if not stands_alone(definition):
            continue
        if is_of_example(page, definition.section):
            continue
        if not definition.section.bullets and _UNTELLING.match(definition.meaning):
            continue
        if _is_told_before(page, definition, everywhere):
            continue
        near = _siblings(page, definition, everywhere, shelf)
        if not definition.verb:
            near = [one for one in near if one.is_rival]
        rivals = [one.definition for one in near if one.is_rival]
        if len(rivals) < LEAST_RIVALS:
            continue
        terms = {_shown(other, shelf).casefold() for other in rivals}
        question = _term_question(page, shelf, definition, near)
        if question is not None and _are_alike(question, terms):
            yield question
        meanings = {other.meaning.casefold() for other in rivals}
        question = _meaning_question(page, shelf, definition, near)
        if question is not None and _are_alike(question, meanings):
            wrong = [o.text for n, o in enumerate(question.options) if n not in question.key]
            if not names_its_kind(definition, wrong):
                yield question


def stands_alone(definition: Definition) -> bool:
    """Whether a term can be asked for away from its page: on pages without tags what a sentence or
    a glossary defines, and products; entries of other lists are parts of something."""
    if definition.section.bullets or definition.verb:
        return True
    return definition.noun in _DEFINED or _is_product(definition.term)


def _is_told_before(
    page: Page, definition: Definition, everywhere: Sequence[tuple[Page, Definition]]
) -> bool:
    """Whether another page tells the same of a term, and asks for it."""
    own = core_words(definition.term)
    here = (page.document.source.path, definition.piece.start)
    return any(
        core_words(other.term) == own
        and (there.document.source.path, other.piece.start) < here
        and overlap(other.meaning, definition.meaning) > SAME_TOLD
        for there, other in everywhere
    )


def _are_alike(question: Question, rivals: set[str]) -> bool:
    """Whether enough wrong options are of the key's kind."""
    return sum(option.text.casefold() in rivals for option in question.options) >= LEAST_RIVALS


def _tells(definition: Definition, shelf: Shelf) -> bool:
    """Whether a meaning tells what its term is, away from its place: a phrase, not a remark."""
    if not is_smooth(definition.meaning):
        return False
    if not definition.verb and form_of(definition.meaning) not in ("phrase", "acts"):
        return False
    if shelf.catalog.named(definition.term):
        first = definition.meaning.split()[0].lower()
        return first != "the" or bool(_OF_THE_VENDOR.search(definition.meaning))
    if definition.verb or definition.noun != "entry":
        return True
    return not definition.section.bullets and form_of(definition.meaning) in ("phrase", "acts")


def is_of_example(page: Page, section: Section) -> bool:
    """Whether a page of documentation explains the names of its own example or policy."""
    return not section.bullets and bool(_UNASKED.search(f"{page.title} : {topic(section)}"))


def is_part(definition: Definition) -> bool:
    """Whether a term names a part of a window or a state of a resource."""
    named = _PART.search(definition.noun) or _STATES.search(definition.section.title)
    return not definition.section.bullets and bool(named)


def _is_looked_up(definition: Definition) -> bool:
    """Whether a term is an identifier that nobody learns: no hyperparameter and no metric."""
    code = is_identifier(definition.term.replace(" ", "")) and definition.term[:1].islower()
    code = code or "_" in definition.term or "(" in definition.term or "." in definition.term
    code = code or (" " not in definition.term and any(c.isupper() for c in definition.term[2:]))
    return not definition.section.bullets and code and not is_learned(definition.noun)


def _siblings(
    page: Page,
    definition: Definition,
    everywhere: Sequence[tuple[Page, Definition]],
    shelf: Shelf,
) -> list[Sibling]:
    """Return definitions of other terms, the nearest first."""
    own, product = core_words(definition.term), _is_product(definition.term)
    kind = kind_of_meaning(definition.meaning)
    found = []
    for there, other in everywhere:
        if there is not page and definition.advises:
            continue
        distance = _distance(page, definition, there, other, shelf)
        tagged = bool(definition.section.bullets)
        closest = (1 if definition.verb else 0) + tagged
        if distance > closest and not _is_one_kind(definition, other, distance):
            continue
        if not is_smooth(other.meaning) or _is_product(other.term) != product:
            continue
        is_service = shelf.catalog.named(definition.term) is not None
        if not is_service and kind_of_meaning(other.meaning) != kind:
            continue
        theirs = core_words(other.term)
        if own <= theirs or theirs <= own:
            continue
        is_rival = are_rivals(definition, other, shelf, on_one_page=distance <= 1)
        if distance <= NEAR:
            alike = head_of(other.meaning) == head_of(definition.meaning)
            found.append(Sibling(there, other, distance, alike, is_rival))
    found.sort(key=lambda one: one.farness)
    return found[:MOST_SIBLINGS]


def _is_product(term: str) -> bool:
    """Whether a term is a product of AWS by its full name: "SageMaker Clarify"."""
    return bool(_PRODUCT.match(term))


def _term_question(
    page: Page, shelf: Shelf, definition: Definition, near: list[Sibling]
) -> Question | None:
    """Ask for the term."""
    words = Wording(shelf.is_name)
    service = shelf.catalog.named(definition.term)
    place = Place(shelf, page, definition.section)
    meaning = words.inside(definition.meaning)
    if service:
        told = _THAT.match(meaning)
        stem = f"Which {told['what']} {told['does']}?" if told else f"Which service is {meaning}?"
    else:
        stem = _placed(definition, _asks_for_term(definition, meaning))
    key = Candidate(
        _shown(definition, shelf), _says(definition, words), place.evidence(definition.piece)
    )
    wrong = [
        one.candidate(
            _shown(one.definition, shelf),
            f"{_says(one.definition, words)} {_says(definition, words)}",
            "wrong service" if service else "right service, wrong feature",
            shelf,
        )
        for one in near
        if (shelf.catalog.named(one.definition.term) is None) == (service is None)
        and bool(one.definition.verb) == bool(definition.verb)
        and (definition.verb or one.distance <= _farthest(definition))
        and _looks(one.definition.term) == _looks(definition.term)
    ]
    return place.choice(
        stem,
        key,
        wrong,
        is_true=lambda one: shelf.said_of(one.text, definition.meaning),
        deciding=(meaning,),
    )


def _meaning_question(
    page: Page, shelf: Shelf, definition: Definition, near: list[Sibling]
) -> Question | None:
    """Ask for the meaning."""
    words = Wording(shelf.is_name)
    place = Place(shelf, page, definition.section)
    term = words.inside(definition.subject)
    if definition.verb == "are":
        asked = f"what are {term}?"
    elif definition.verb:
        asked = f"what is {term}?"
    elif definition.noun == "term":
        asked = f"what does the term {term} mean?"
    else:
        asked = f"which description fits {term}?"
    stem = _placed(definition, asked)
    if shelf.catalog.named(definition.term) or _is_product(definition.term):
        stem = upper_first(asked)
    key = Candidate(definition.meaning, _says(definition, words), place.evidence(definition.piece))
    service = shelf.catalog.named(definition.term)
    wrong = [
        one.candidate(
            one.definition.meaning,
            f"{_says(one.definition, words)} {_says(definition, words)}",
            "true but beside the point",
            shelf,
        )
        for one in near
        if one.definition.verb == definition.verb
        and (shelf.catalog.named(one.definition.term) is None) == (service is None)
        and not one.definition.advises
        and (definition.verb or one.distance <= _farthest(definition))
        and one.definition.term.lower() not in definition.meaning.lower()
    ]
    return place.choice(
        stem,
        key,
        wrong,
        is_true=lambda one: shelf.said_of(definition.term, one.text),
        difficulty="easy",
        deciding=(term,),
    )


def _placed(definition: Definition, asked: str) -> str:
    """Return a question about a term with what it is about, where the term alone does not say so:
    not for "batch transform" or "XGBoost"."""
    term, setting = definition.term, definition.section.setting
    if not definition.verb and not definition.section.bullets:
        return upper_first(asked)
    if not definition.verb:
        return led(definition.section, asked)
    if setting and setting.lower() not in term.lower():
        return f"In SageMaker {setting}, {asked}"
    if len(term.split()) > 1 or any(c.isupper() for c in term[1:]):
        return upper_first(asked)
    return led(definition.section, asked)


def _farthest(definition: Definition) -> int:
    """Return how far the siblings of a list's entry may lie: below a tagged heading they are those
    of the page."""
    return 1 if definition.section.tasks else NEAR


def _asks_for_term(definition: Definition, meaning: str) -> str:
    if _is_product(definition.term) and (definition.verb or _ARTICLE.match(meaning)):
        return f"which of these is {meaning}?"
    if definition.verb or definition.noun == "term":
        return f"which term means {meaning}?"
    if definition.noun == "entry" and _ARTICLE.match(meaning):
        return f"which of these is {meaning}?"
    return described(definition.noun, meaning)


def _is_one_kind(definition: Definition, other: Definition, distance: int) -> bool:
    """Whether a term of another place is one of the same kind: a metric like this metric, or on
    the same page one that is told in the same form."""
    if definition.verb:
        alike = head_of(definition.meaning) == head_of(other.meaning)
        return bool(other.verb) and (alike or are_of_one_product(definition, other))
    if definition.noun != "entry":
        return definition.noun == other.noun
    near = distance == 1 or (_looks(definition.term)[1] and _looks(other.term)[1])
    return near and other.noun == "entry" and _acts(definition) == _acts(other)


def _acts(definition: Definition) -> str:
    """Return how a meaning begins: with what its term does, or with the noun that it is."""
    first = definition.meaning.split()[0].lower()
    return "acts" if first.endswith("s") and is_acting_verb(first) else head_of(definition.meaning)


def _distance(
    page: Page, definition: Definition, other_page: Page, other: Definition, shelf: Shelf
) -> int:
    if other_page is page:
        return 0 if other.section is definition.section else 1
    mine, theirs = shelf.catalog.named(definition.term), shelf.catalog.named(other.term)
    if mine and theirs:
        beside = theirs.name in shelf.named_beside(mine)
        return 1 if beside or mine.category == theirs.category else 3
    if definition.verb and are_of_one_product(definition, other):
        return 2
    if definition.section.tasks or other.section.tasks:
        return 2 if definition.section.tasks & other.section.tasks else 3
    return 2 if shelf.are_alike(page, other_page) else 3


def _shown(definition: Definition, shelf: Shelf) -> str:
    service = shelf.catalog.named(definition.term)
    if service:
        return service.name
    term = definition.term
    return upper_first(term) if definition.verb else term


def _looks(term: str) -> tuple[bool, bool]:
    """Return whether a term begins with a capital and whether it is an identifier."""
    is_code = "_" in term or "." in term or any(c.isupper() for c in term.split()[0][2:])
    return term[:1].isupper(), is_code and not term.isupper()


def _says(definition: Definition, words: Wording) -> str:
    if definition.verb:
        said = f"{definition.subject} {definition.verb} {definition.meaning}."
        return upper_first(said)
    return f"{definition.term}: {words.inside(definition.meaning)}."
