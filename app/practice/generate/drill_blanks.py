"""Drills on sentences: which name, term or value completes what the page says?"""

from __future__ import annotations

import random
import re
from collections import Counter
from functools import partial
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place, share_a_word
from app.practice.generate.blanks import BLANK, Blank, blanks_of, takes_its_article
from app.practice.generate.company import Company, Known
from app.practice.generate.drill_subjects import asked_on
from app.practice.generate.near_numbers import near_values
from app.practice.generate.standing import is_generic
from app.practice.generate.topics import topic
from app.practice.generate.words import overlap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

PER_NAME = 14
"""Sentences of one page that are asked for one name."""
PER_SENTENCE = 3
SAME_ABOUT = 0.35
"""Share of common words from which two sentences may be completed by either name."""
LESS = 0.6
"""Share of the key's fitness below which that of a wrong option has to stay."""
LEAST_FITNESS = 0.21
"""Fitness of a term from which on the words around it call for it."""
LEAST_OF_NAMES = 0.05
"""Fitness of a name that stands in many sentences, of most of which it is not the fact."""
_OF_MANY = frozenset({"SageMaker capability", "service", "framework", "algorithm", "file format"})
TELLING = 8
"""Words of a sentence that tell much of what is missing."""
_TYPED = frozenset({"content type", "instance type", "metric", "state", "path", "language"})
LIKENESS = (0.05, 0.1, 0.15, 0.2)
"""Likeness of the company of two names below which they are a step further apart."""
LIBRARY = 10
"""Pages from which on the library has to know what completes a sentence."""
_ASKED = {
    one: one
    for one in (
        *("API operation", "content type", "instance type", "IAM action", "SageMaker capability"),
        *("algorithm", "framework", "file format", "language", "metric", "state", "service"),
        *("parameter", "hyperparameter", "field", "environment variable", "path", "processor"),
        *("rule", "policy", "class", "method", "function"),
    )
} | {"value": "value", "framework": "framework or tool", "setting": "setting"}
"""What a name is called in a question, by its kind."""
_SUBJECT = re.compile(rf"^(?:The |An? )?(?:Amazon |AWS |SageMaker )*{BLANK}")
"""Where the subject of a sentence is asked for, which a better question does already."""


_CALL = re.compile(
    r"^(?:create|invoke|describe|list|update|delete|get|put|start|stop|add|load|save|run|register"
    r"|deploy|fit|set|send|build|make|init|log|is|to|from)_"
)
"""A name in small letters that is called, not set."""


def blank_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield up to three questions per sentence; what completes other sentences is wrong."""
    company = Company(page, shelf)
    described = asked_on(page, shelf)
    per_name: Counter[str] = Counter()
    per_sentence: Counter[int] = Counter()
    for blank in blanks_of(page, shelf):
        section, start = blank.sentence.section, blank.sentence.piece.start
        if _SUBJECT.match(blank.about) and start in described:
            continue
        if not _has_one_answer(blank):
            continue
        if per_name[blank.name] >= PER_NAME or per_sentence[start] >= PER_SENTENCE:
            continue
        place = Place(shelf, page, section)
        question = place.choice(
            _stem(blank),
            Candidate(blank.name, blank.whole, place.evidence(blank.sentence.piece)),
            _values(blank, place)
            if blank.kind.startswith("value")
            else _others(blank, company, shelf),
            is_true=partial(_is_said, blank, shelf),
            difficulty="easy",
            deciding=(blank.about,),
        )
        if question is not None:
            per_name[blank.name] += 1
            per_sentence[start] += 1
            yield question


def _has_one_answer(blank: Blank) -> bool:
    """Whether a sentence is told of its name, not of most things of its kind."""
    return not (blank.kind in _OF_MANY and is_generic(blank.about))


def _stem(blank: Blank) -> str:
    """Return the question, with what the sentence is about where that does not tell the name."""
    about = topic(blank.sentence.section)
    if blank.label and blank.label.casefold() not in about.casefold():
        about = f"{about}: {blank.label}"
    kind = _ASKED.get(blank.kind.partition(":")[0])
    if kind == "setting" and _CALL.match(blank.name):
        kind = "function"
    asks = f"Which {kind} completes the sentence" if kind else "Complete the sentence"
    mark = "?" if kind else ":"
    if share_a_word(blank.name, about) and not blank.kind.startswith("value"):
        return f"{asks}{mark} {blank.about}"
    return f'{asks} from "{about}"{mark} {blank.about}'


def _is_said(blank: Blank, shelf: Shelf, one: Candidate) -> bool:
    """Whether a line somewhere says with another name what the sentence says."""
    return shelf.said_of(one.text, blank.telling)


def _values(blank: Blank, place: Place) -> Iterator[Candidate]:
    evidence = place.evidence(blank.sentence.piece)
    for value in near_values(blank.name, random.Random(blank.about)):
        yield Candidate(value, f"The page says {blank.name}, not {value}.", evidence)


def _others(blank: Blank, company: Company, shelf: Shelf) -> Iterator[Candidate]:
    """Yield the names of its kind that stand less well in a sentence than its own does."""
    own = company.known(blank)
    mine = company.fitness_of(own, blank) if own else 0.0
    if own is None or (mine <= _least_fitness(blank) and company.pages >= LIBRARY):
        return
    said = blank.about.casefold()
    is_service = blank.kind == "service"
    service = shelf.catalog.named(blank.name) if is_service else None
    for known in company.of(blank.kind):
        if not _may_stand(blank, known, said):
            continue
        fitness = company.fitness_of(known, blank)
        if fitness > LESS * mine:
            continue
        told = known.told_beside(blank.company)
        theirs = shelf.catalog.named(known.name) if is_service else None
        unlike = bool(service and theirs and service.category != theirs.category)
        yield Candidate(
            known.name,
            f"The page says {blank.name} here. Elsewhere: {told.whole}",
            Place(shelf, told.page, told.sentence.section).evidence(told.sentence.piece),
            "wrong service" if is_service else "right service, wrong feature",
            known.distance
            + 6 * unlike
            + 6 * (bool(_CALL.match(blank.name)) != bool(_CALL.match(known.name)))
            + 3 * (not known.is_told)
            + (blank.governor not in known.governors)
            + _unlikeness(own, known),
        )


def _least_fitness(blank: Blank) -> float:
    """Return what the fitness of a name has to exceed: that of a parameter, which its own page
    alone may explain, nothing where the sentence tells much of it."""
    if blank.kind == "name" or blank.kind.startswith("term"):
        return LEAST_FITNESS
    if blank.kind in _OF_MANY:
        return LEAST_OF_NAMES
    return 0.0 if blank.kind in _TYPED or len(blank.company) < TELLING else -1.0


def _unlikeness(own: Known, known: Known) -> int:
    """Return how far the company of a name is from that of the key, in steps."""
    likeness = own.likeness(known)
    return sum(likeness < step for step in LIKENESS)


def _may_stand(blank: Blank, known: Known, said: str) -> bool:
    """Whether the grammar of a sentence takes a name, and nothing tells it from the key."""
    name, key = known.name, blank.name
    low, key_low = name.casefold(), key.casefold()
    if low in said or low in key_low or key_low in low or name.isupper() != key.isupper():
        return False
    if not takes_its_article(blank.about, key, name):
        return False
    if blank.kind.startswith("term"):
        return (
            _head(low) != _head(key_low)
            and len(name.split()) == len(key.split())
            and (blank.slot == "the" or known.number == "several" or blank.slot in known.slots)
            and all(overlap(one.about, blank.about) <= SAME_ABOUT for one in known.mentions)
        )
    return all(overlap(one.about, blank.about) <= SAME_ABOUT for one in known.mentions)


def _head(name: str) -> str:
    """Return the noun of a term: of two containers either may be meant."""
    return name.casefold().rpartition(" ")[2].removesuffix("s")
