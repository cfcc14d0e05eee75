"""Drills on conditional duties: what must be done for a purpose or in a case?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place, share_a_word
from app.practice.generate.blanks import is_asked_about
from app.practice.generate.plain import is_bare_verb
from app.practice.generate.standing import said_by, stands_alone
from app.practice.generate.topics import led, topic
from app.practice.generate.words import content_words, overlap, upper_first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Sentence
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

FACTS = "duties"
_DUTY = re.compile(
    r"^(?P<case>(?P<opens>To|In order to|If|When|Before|After) [^;:]*?), you"
    r" (?:first |also )?(?P<force>must|need to|have to) (?:first |also )?(?P<act>[a-z-]+ [^;:]*)\.$"
)
_MEANS = re.compile(
    r"^(?P<case>(?P<opens>To) [^;:]*?), (?P<force>you can use|use) (?P<act>[^;:]*)\.$"
)
_ASKS = {
    "To": "what must you do to {case}?",
    "In order to": "what must you do to {case}?",
    "If": "what must you do if {case}?",
    "When": "what must you do when {case}?",
    "Before": "what must you do before {case}?",
    "After": "what must you do after {case}?",
}
_COMMON_ACT = re.compile(
    r"\b(?:permissions?|account|sign in|log in|IAM|roles?|policy|policies|upgrade|latest)\b"
    r"|^(?:be|have|do|know|make sure|ensure|understand|consider|choose|decide|perform|first|also"
    r"|only|either)\b",
    re.IGNORECASE,
)
"""What has to be done for nearly everything."""
_LEANING = re.compile(r"\b(?:it|them|they|its|their|so|one|ones|do)\b|\byou want to\b")
LEAST_CASE = 3
"""Telling words that a case needs."""
LEAST_ACT = 2
ALIKE_CASES = 0.2
"""Share of common words from which what is done in one case may be done in another."""
ALIKE_ACTS = 0.4
MET = 0.6
"""Share of the words of an act that stand in a case and would tell it."""
MOST_ACT = 120


@dataclass(frozen=True)
class Duty:
    """A sentence that says what has to be done in a case."""

    page: Page
    sentence: Sentence
    asks: str
    case: str
    act: str
    text: str
    is_means: bool
    """Whether the act is what is used for a purpose."""


def duty_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield one question per conditional duty; what has to be done in other cases is wrong."""
    for duty in duties_on(page, shelf):
        place = Place(shelf, page, duty.sentence.section)
        tells = share_a_word(duty.act, topic(duty.sentence.section))
        question = place.choice(
            upper_first(duty.asks if tells else led(duty.sentence.section, duty.asks)),
            Candidate(duty.act, duty.text, place.evidence(duty.sentence.piece)),
            _others(duty, shelf),
            is_true=partial(_is_done_too, duty),
            difficulty="easy",
            deciding=(duty.case,),
        )
        if question is not None:
            yield question


def duties_on(page: Page, shelf: Shelf) -> tuple[Duty, ...]:
    """Return the conditional duties of a page, found once."""
    return shelf.fact(FACTS, page, _duties_of)


def _duties_of(page: Page) -> Iterator[Duty]:
    for sentence in page.statements:
        text, _ = said_by(sentence.text)
        if ", " not in text or not is_asked_about(sentence) or not stands_alone(text):
            continue
        found = _DUTY.match(text) or _MEANS.match(text)
        if found is None:
            continue
        case, act = found["case"][len(found["opens"]) + 1 :], upper_first(found["act"])
        is_means = found.re is _MEANS
        if is_fit(case, act, is_means=is_means):
            asks = "what do you use to {case}?" if is_means else _ASKS[found["opens"]]
            yield Duty(page, sentence, asks.format(case=case), case, act, text, is_means)


def is_conditional(text: str) -> bool:
    """Whether a sentence says what has to be done for a purpose or in a case."""
    return bool(_DUTY.match(text))


def is_fit(case: str, act: str, *, is_means: bool = False) -> bool:
    """Whether a case and what is done in it can be asked apart."""
    if _LEANING.search(act) or _COMMON_ACT.search(act) or len(act) > MOST_ACT:
        return False
    if not is_means and not is_bare_verb(act.split()[0].lower()):
        return False
    done, wanted = content_words(act), content_words(case)
    return (
        len(wanted) >= LEAST_CASE
        and len(done) >= LEAST_ACT
        and len(done & wanted) <= MET * len(done)
    )


def _others(duty: Duty, shelf: Shelf) -> Iterator[Candidate]:
    """Yield what has to be done in other cases, that of the same page first."""
    for other in shelf.facts(FACTS, duty.page, _duties_of):
        if other.is_means != duty.is_means or other.sentence.section is duty.sentence.section:
            continue
        if (
            overlap(other.case, duty.case) > ALIKE_CASES
            or overlap(other.act, duty.act) > ALIKE_ACTS
        ):
            continue
        place = Place(shelf, other.page, other.sentence.section)
        yield Candidate(
            other.act,
            f"The page says this of another case: {other.text}",
            place.evidence(other.sentence.piece),
            "true but beside the point",
            shelf.remoteness(duty.page, other.page) + 2 * (not share_a_word(other.act, duty.case)),
        )


def _is_done_too(duty: Duty, one: Candidate) -> bool:
    """Whether a line of the page says the act together with the case."""
    case, act = content_words(duty.case), content_words(one.text)
    return any(
        len(act & words) >= MET * len(act) and len(case & words) >= len(case) / 2
        for words in map(content_words, duty.page.lines)
    )
