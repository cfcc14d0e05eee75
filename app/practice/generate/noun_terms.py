"""The terms of a page: two or three words that name one thing, by how a library uses them."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from app.practice.generate.standing import said_by
from app.practice.generate.words import stem
from app.verbs import words

if TYPE_CHECKING:
    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import Shelf
    from app.practice.generate.word_use import WordUse

LEAST_TIMES = 3
"""Times that a page and those near it must use a term."""
NAME = re.compile(
    r"(?:(?<= )|(?<=\())[a-z][a-z-]*,? "
    r"(?P<name>[A-Z][a-zA-Z]{2,}(?: [A-Z][a-zA-Z]{2,}){0,2}|[A-Z]{2,6})(?![\w/-]| [A-Z\d(])"
)
NOT_NAMED = words(
    """
    Amazon AWS SageMaker Studio API APIs SDK CLI ID ARN URI URL I You The This That It For To In A
    An On If When Note See US East West Monday English ML AI Region Regions Domain IDs True False
    None Yes No Create Delete Update Add Save Next Cancel Start Stop Name Apply Preview Submit
    """
)
TERM = re.compile(
    r"(?<![\w-])(?P<before>an?|the|your|of|each|every|multiple|for|from|with|to|in|uses?|using|own"
    r"|and|new|as|by|or|into|on|any|all|more|between|requires?|supports?|provides?|creates?|called"
    r"|than|is|are|through|via|own|its) "
    r"(?P<term>(?:(?:[a-z][a-z-]{3,}|[A-Z]{2,4}|Docker|Lambda|Spark|Python) ){1,2}[a-z]{4,})"
    r"(?=[.,;)]| (?:to|for|from|with|in|on|by|as|and|or|is|are|can|that|which|of|when|you|must"
    r"|at|into|through|using|before|after|if|where|does|has|have|do|will|should|it|while|so|during"
    r"|because|without|within|per|cannot|was|were|may)\b)"
)
"""Two or three words that make one thing: "a training job that"."""
_WEAK_FIRST = words(
    """
    each other specific different average certain important single multiple maximum minimum high low
    specified various several large small same good better best right left following previous given
    particular additional similar entire whole total common simple main real full long short
    number many more most first second last next own current existing available possible
    preceding required desired necessary selected chosen install navigation arrow policy
    independent individual general special separate aggregated corresponding respective relevant
    greatest highest lowest biggest closest nearest newest oldest fastest best
    latest default regular everyday aforementioned subsequent incoming largest smallest left-hand
    right-hand first-time top bottom example sample created launched initial final original updated
    updating creating new old actual appropriate correct exact extra further great horizontal
    vertical key last-mentioned major minor normal optimal overall own proper quick ready recent
    related resulting sufficient suitable typical unique useful usual valid wrong one two three
    four five empty mentioned described listed desired expected included provided needed unused
    longest shortest higher lower faster slower larger smaller bigger fewer greater optional
    modified following confirmation upper inner outer active untested hello fictional upcoming
    entire wide broad clear upcoming newer older earlier later
    """
)
"""Words before a noun that make no term of it."""
_WEAK_LAST = words(
    """
    number amount part case time way value kind type list level thing name order similar next pane
    manually only permission field permissions section page option options step steps example
    examples button icon tab panel menu sidebar window cases parts ways things times values names
    lines line argument arguments flag details information section sections purpose reason reasons
    result results side bottom top end start basis given year years day days people person users
    user days email code link items item point points sentence paragraph words word task-
    use uses amounts numbers sign hand choice above below
    """
)


def number_of(term: str) -> str:
    """Return whether a term is one thing or several."""
    last = term.rpartition(" ")[2]
    return "several" if stem(last) != last else "one"


def terms_in(text: str, use: WordUse) -> tuple[str, ...]:
    """Return the terms of a sentence, in their order."""
    known = use.terms.get(text)
    if known is None:
        found = (match["term"] for match in TERM.finditer(text))
        known = use.terms[text] = tuple(term for term in found if is_term(term, use))
    return known


def is_term(term: str, use: WordUse) -> bool:
    """Whether words name one thing: a noun behind what qualifies it."""
    *before, last = term.split()
    if last in _WEAK_LAST or before[0].lower() in _WEAK_FIRST or not use.is_thing(last):
        return False
    return all(
        word[:1].isupper() or (word not in _WEAK_LAST and use.qualifies(word)) for word in before
    ) and not any(word in _WEAK_FIRST for word in before)


def counted_near(page: Page, shelf: Shelf) -> Counter[str]:
    """Count the terms and names of a page in it and in the pages near it."""
    own = _counted(page, shelf)
    counted: Counter[str] = Counter()
    for one in shelf.facts("counted terms", page, lambda page: (_counted(page, shelf),)):
        for term in own.keys() & one.keys():
            counted[term] += one[term]
    return counted


def _counted(page: Page, shelf: Shelf) -> Counter[str]:
    """Count the terms of a page, and its names in capitals."""
    counted: Counter[str] = Counter()
    use = shelf.word_use
    for sentence in page.statements:
        text, _ = said_by(sentence.text)
        counted.update(terms_in(text, use))
        counted.update(
            match["name"]
            for match in NAME.finditer(text)
            if not NOT_NAMED & {*match["name"].split()}
        )
    return counted
