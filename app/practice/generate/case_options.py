"""Case studies from a section that tells when each of several options fits: teams with different
needs, each of which has to choose one."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.case_study import SHORTEST_NEED, TEAMS, Case, study
from app.practice.generate.plain import is_plain
from app.practice.generate.shelf import core_words
from app.practice.generate.words import content_words, upper_first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Section, Sentence
    from app.practice.generate.shelf import Shelf
    from app.practice.records import CaseStudy

LEAST_OPTIONS = 3
"""Options of a section; with them, others of the same name may come from pages near by."""
MOST_WORDS = 34
LONG_WORD = 5
"""Letters from which a word that need and option share points at the option."""
_FITS = re.compile(
    r"^(?:[A-Z][^:.]{3,50}(?:: | [–—-] |—))?(?:"
    r"(?P<name>[A-Z][\w /()-]{3,50}?) (?:is|are) (?:ideal|(?:best|well)[ -]suited|suitable"
    r"|a good (?:choice|fit|option)|recommended|designed|intended|best|useful)"
    r" (?P<link>for|when|if) (?P<need>[^;:]+)"
    r"|Use (?P<name2>(?!this|these|the|it|your|an?\b)[\w /()-]{3,50}?) (?P<link2>for|when|if|to)"
    r" (?P<need2>[^;:]+)"
    r"|(?P<link3>For) (?P<need3>[^,;:]{8,90}), use (?P<name3>(?!this|these|the|it|your|an?\b)"
    r"[\w /()-]{3,50}?))(?: to [^;:]+)?\.$"
)
_KIND = re.compile(r"\b((?:[a-z]+ )?(?:option|strategy|strategie|mode|method|subset|policy))s?\b")
_LEANS = re.compile(
    r"^(?:This|That|These|Those|It|They|Both|Each|Either|The (?:first|second|third))\b",
    re.IGNORECASE,
)
_AROUND = re.compile(
    r"\b(?:this|these|those|it|they|below|above|following|procedure|file|code|console|tab|button"
    r"|example|see)\b|[\"{}<>=]|https?:",
    re.IGNORECASE,
)
_OWNED = re.compile(r"(?:[\w-]+ ){0,2}(?:workloads|jobs|applications|models|datasets) ")
"""What a team has, not what it looks for."""
_OPENS = {"for": "We need a choice for ", "to": "We want to ", "when": "", "if": ""}


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose, and the need that it fits."""

    sentence: Sentence
    name: str
    need: str
    """A whole sentence, said by a team of itself."""


def options_of(page: Page) -> Iterator[Option]:
    """Yield the options of a page whose sentences say when they fit."""
    for sentence in page.statements:
        match = _FITS.match(sentence.text)
        if match is None:
            continue
        name = match["name"] or match["name2"] or match["name3"]
        link = (match["link"] or match["link2"] or match["link3"]).lower()
        said = match["need"] or match["need2"] or match["need3"]
        if _LEANS.match(name) or _AROUND.search(said) or not is_plain(said, 4, MOST_WORDS):
            continue
        opens = "We have " if link == "for" and _OWNED.match(said) else _OPENS[link]
        need = f"{opens}{_of_the_team(said)}"
        echoed = content_words(name) & content_words(need)
        if len(need.split()) >= SHORTEST_NEED and all(len(one) < LONG_WORD for one in echoed):
            yield Option(sentence, upper_first(name), f"{upper_first(need)}.")


def _of_the_team(said: str) -> str:
    """Return what a sentence says to its reader as a team says it of itself."""
    told = re.sub(r"\byou are\b", "we are", said.replace("’", "'"))
    return re.sub(r"\byour\b", "our", re.sub(r"\byou\b", "we", told))


def option_studies(page: Page, shelf: Shelf) -> Iterator[CaseStudy]:
    """Yield a scenario for each section that parts its options by what they fit."""
    sections: dict[Section, dict[frozenset[str], Option]] = {}
    for option in options_of(page):
        options = sections.setdefault(option.sentence.section, {})
        options.setdefault(core_words(option.name), option)
    for section, found in sections.items():
        if len(found) < LEAST_OPTIONS:
            continue
        place = Place(shelf, page, section)
        everyone = [_candidate(place, option) for option in found.values()]
        everyone += _namesakes(page, shelf, found)
        cases = [
            Case(option.need, candidate)
            for option, candidate in zip(found.values(), everyone, strict=False)
        ]
        for first in range(0, len(cases) - 1, len(TEAMS)):
            made = study(
                place,
                _kind_of(section),
                cases[first : first + len(TEAMS)],
                everyone,
                None,
                is_told=False,
            )
            if made is not None:
                yield made


def _candidate(place: Place, option: Option) -> Candidate:
    return Candidate(
        option.name,
        f'"{option.sentence.text}"',
        place.evidence(option.sentence.piece),
        "right service, wrong feature",
        subject=option.name,
    )


def _namesakes(
    page: Page, shelf: Shelf, found: dict[frozenset[str], Option]
) -> Iterator[Candidate]:
    """Yield options of pages near by that are called like those of a section: inference options
    beside inference options."""
    heads = {option.name.split()[-1].lower() for option in found.values()}
    taken = set(found)
    for one in shelf.near(page):
        for other in shelf.fact("fitting options", one, options_of):
            words = core_words(other.name)
            if one is page or words in taken or other.name.split()[-1].lower() not in heads:
                continue
            taken.add(words)
            place = Place(shelf, one, other.sentence.section)
            yield replace(_candidate(place, other), distance=1)


def _kind_of(section: Section) -> str:
    """Return what a team chooses, as the heading calls it."""
    match = _KIND.search(section.title.lower())
    return match[1].replace("strategie", "strategy") if match else "option"
