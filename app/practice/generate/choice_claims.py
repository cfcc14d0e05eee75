"""Multiple choice from claims: which of these things does so, or what is true of this thing?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.claims import Claim, claims_of
from app.practice.generate.shelf import core_words
from app.practice.generate.topics import according_to, topic
from app.practice.generate.words import content_words, overlap

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

SAME_SAID = 0.25
"""Share of common words from which what is said of two things may be true of both."""
_OPERATION = re.compile(
    r"^(?:Create|Describe|Update|Delete|List|Start|Stop|Put|Get|Add|Register|Invoke|Import|Batch"
    r"|Send|Search|Query|Render|Retry)[A-Z]\w+"
)
_TRUE_OF_MOST = re.compile(r"\b(?:encrypt\w*|KMS|IAM|VPC|TLS|CloudTrail)\b")
"""What is true of most services, wherever it is said."""
_VENDOR = re.compile(r"^(?:the |an? )?(?:(?:Amazon|AWS) )?(?:SageMaker )?", re.IGNORECASE)


def claim_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield one question per claim: for the thing where its like is known, else for the claim."""
    for claim in claims_of(page):
        if not is_known(claim, shelf):
            continue
        question = _name_question(claim, shelf) or _said_question(claim, shelf)
        if question is not None:
            yield question


def _name_question(claim: Claim, shelf: Shelf) -> Question | None:
    """Ask for the thing; things of the same kind are wrong."""
    kind = kind_of_name(claim, shelf)
    if not kind or claim.is_plural or _is_told(claim):
        return None
    place = Place(shelf, claim.page, claim.section)
    which = _WHICH.get(kind, f"which {kind}")
    wrong = [
        Candidate(
            other.name,
            reason(other),
            Place(shelf, other.page, other.section).evidence(other.piece),
            "right service, wrong feature",
            _distance(claim, other, shelf),
        )
        for other in shelf.facts("claims", claim.page, claims_of)
        if kind_of_name(other, shelf) == kind and _are_apart(claim, other)
    ]
    return place.choice(
        according_to(claim.section, f"{which} {claim.said}?"),
        Candidate(claim.name, reason(claim), place.evidence(claim.piece)),
        wrong,
        is_true=lambda one: shelf.said_of(one.text, claim.said),
        deciding=(claim.said,),
    )


def _said_question(claim: Claim, shelf: Shelf) -> Question | None:
    """Ask for what is said; what is said of other things is wrong.

    Where an outline tells what a page is about, only that page's other things are near enough.
    """
    place = Place(shelf, claim.page, claim.section)
    own = content_words(claim.said) | content_words(claim.section.title)
    wrong = [
        Candidate(
            opened(other.said),
            f"This is said of something else: {reason(other)}",
            Place(shelf, other.page, other.section).evidence(other.piece),
            "true but beside the point",
            _distance(claim, other, shelf) + (0 if content_words(other.said) & own else 2),
        )
        for other in shelf.facts("claims", claim.page, claims_of)
        if (other.page is claim.page or not claim.section.bullets)
        and not (other.page is not claim.page and _TRUE_OF_MOST.search(other.said))
        and _are_apart(claim, other)
        and other.is_plural == claim.is_plural
        and claim.name.lower() not in other.said.lower()
        and other.name.lower() not in claim.said.lower()
    ]
    return place.choice(
        according_to(claim.section, f"which statement is true of {shown(claim)}?"),
        Candidate(opened(claim.said), reason(claim), place.evidence(claim.piece)),
        wrong,
        is_true=lambda one: shelf.said_of(claim.name, one.text),
        deciding=(shown(claim),),
    )


_WHICH = {
    "product": "which SageMaker capability",
    "operation": "which API operation",
    "identifier": "which of these identifiers",
}


def opened(said: str) -> str:
    """Return what is said, from its verb on, as an option."""
    return said[0].upper() + said[1:]


def shown(claim: Claim) -> str:
    """Return a subject inside a sentence: a common first word loses its capital."""
    name = claim.name
    first = name.split()[0]
    plain = first.istitle() and not any(c.isupper() for c in name[1:]) and " " in name
    return f"{claim.article}{name[0].lower() + name[1:] if plain else name}"


def is_known(claim: Claim, shelf: Shelf) -> bool:
    """Whether a claim's subject is a name: several words, an identifier, or mostly capitalised."""
    return " " in claim.name or claim.is_code or shelf.is_name(claim.name)


def kind_of_name(claim: Claim, shelf: Shelf) -> str:
    """Return of what kind a named thing is; empty when nothing tells."""
    if _OPERATION.match(claim.name):
        return "operation"
    if claim.head and claim.name[0].isupper():
        return claim.head if claim.head.isalpha() else ""
    if _VENDOR.sub("", claim.name) in shelf.products:
        return "product"
    return "identifier" if claim.is_code and " " not in claim.name else ""


def reason(claim: Claim) -> str:
    """Return a claim as a sentence."""
    return f"{claim.subject[0].upper()}{claim.subject[1:]} {claim.said}."


def _are_apart(claim: Claim, other: Claim) -> bool:
    own, theirs = core_words(claim.name), core_words(other.name)
    return not (own <= theirs or theirs <= own) and overlap(other.said, claim.said) <= SAME_SAID


def _is_told(claim: Claim) -> bool:
    """Whether the heading that the stem names tells the thing."""
    return core_words(claim.name) <= content_words(topic(claim.section))


def _distance(claim: Claim, other: Claim, shelf: Shelf) -> int:
    same = other.section is claim.section
    return 0 if same else 1 + shelf.remoteness(claim.page, other.page)
