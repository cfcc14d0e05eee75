"""Drills on duties and bans: what must, need not or cannot be done, and what is not supported."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.assemble import LONGEST_STEM, Place
from app.practice.generate.blanks import BLANK, is_asked_about
from app.practice.generate.standing import said_by, stands_alone
from app.practice.generate.topics import topic
from app.practice.records import Option

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Sentence
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question


@dataclass(frozen=True, slots=True)
class _Force:
    """A way to say what is a duty, a ban or no matter, and what would contradict it."""

    said: re.Pattern[str]
    key: str
    wrong: tuple[str, str, str]


DUTY = "must"
_FORCES = tuple(
    _Force(re.compile(rf"(?:(?<= )|^)(?:{said})(?= )", re.IGNORECASE), key, wrong)
    for said, key, wrong in (
        ("do(?:es)? not (?:have|need) to|don['’]t (?:have|need) to|doesn['’]t (?:have|need) to",
         "need not", ("must", "cannot", "should not")),
        ("cannot|can['’]t|can not", "cannot", ("can", "must", "need not")),
        ("must not|mustn['’]t", "must not", ("can", "must", "need not")),
        ("should not|shouldn['’]t", "should not", ("must", "should", "cannot")),
        ("must|(?<=you )need to|(?<=and )need to|(?<=you )have to", DUTY,
         ("need not", "cannot", "should not")),
        ("does not support|doesn['’]t support", "does not support",
         ("supports", "requires", "supports only")),
        ("do not support|don['’]t support", "do not support",
         ("support", "require", "support only")),
        ("(?:is not|isn['’]t)(?: currently)? supported", "is not supported",
         ("is supported", "is required", "is enabled by default")),
        ("(?:are not|aren['’]t)(?: currently)? supported", "are not supported",
         ("are supported", "are required", "are enabled by default")),
        ("is optional", "is optional", ("is required", "is ignored", "is not supported")),
        ("are optional", "are optional", ("are required", "are ignored", "are not supported")),
        ("is required(?! to)", "is required",
         ("is optional", "is ignored", "is not supported")),
        ("are required(?! to)", "are required",
         ("are optional", "are ignored", "are not supported")),
    )
)  # fmt: skip
"""The weaker the words, the later: a sentence is asked for the first that it has."""
_ANY = re.compile(
    r"\b(?:must|cannot|can not|should not|do(?:es)? not|need to|have to"
    r"|not (?:currently )?supported|optional|required)\b|n['’]t\b",
    re.IGNORECASE,
)
"""A word of each of them."""
_HEDGED = re.compile(
    rf"\b(?:if|when|whether|that|who|which|you|it|they) (?:also )?{BLANK} (?:to )?(?:know|see)\b"
    rf"|{BLANK} (?:be able|be sure|have (?:the )?(?:permission|access))"
    rf"|\b(?:might|may|could|want)\b[^,]* {BLANK}"
    rf"|\b(?:if|when|unless|until|because|that|which|what|who|before|after)\b(?:(?![,.;]).)*{BLANK}"
    rf"|{BLANK}(?: only)? (?:wait|first|also)\b|, nor\b|^[^,]* it {BLANK}"
    rf"|^(?:The|An?|Any|All|Each)\b(?:(?![,.;]).)* you {BLANK}|, {BLANK}"
    rf"|{BLANK} to\b",
    re.IGNORECASE,
)
"""Duties inside a condition, and those that are no fact of the page."""
_BARE_ORDER = re.compile(
    rf"^You (?:\w+ )?{BLANK}(?!.* (?:for|when|if|before|after|to|with|on|while|in) )"
)
"""A duty of nobody knows whom: "You must delete the application."."""
PER_PAGE = 5
"""Duties of one page that are asked for; bans are fewer, and all of them are."""


def modal_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield one question per sentence that states a duty or a ban; what contradicts it is wrong."""
    duties = 0
    for sentence in page.statements:
        text, label = said_by(sentence.text)
        found = _force_of(text)
        if found is None or not is_asked_about(sentence) or not stands_alone(text):
            continue
        is_duty = found[0].key == DUTY
        if is_duty and duties >= PER_PAGE:
            continue
        question = _question(Place(shelf, page, sentence.section), sentence, text, label, *found)
        if question is not None:
            duties += is_duty
            yield question


def _force_of(text: str) -> tuple[_Force, str] | None:
    """Return the duty or ban that a sentence states once, and the sentence without it."""
    if not _ANY.search(text):
        return None
    stated = [(force, match) for force in _FORCES for match in force.said.finditer(text)]
    if not stated:
        return None
    force, match = stated[0]
    if any(other.start() >= match.end() or other.end() <= match.start() for _, other in stated[1:]):
        return None
    about = f"{text[: match.start()]}{BLANK}{text[match.end() :]}"
    if about.startswith(BLANK) or _HEDGED.search(about) or _BARE_ORDER.match(about):
        return None
    return force, about


def _question(
    place: Place, sentence: Sentence, text: str, label: str, force: _Force, about: str
) -> Question | None:
    told = topic(sentence.section)
    if label and label.casefold() not in told.casefold():
        told = f"{told}: {label}"
    stem = f'Which words complete the sentence from "{told}"? {about}'
    if len(stem) > LONGEST_STEM:
        return None
    evidence = place.evidence(sentence.piece)
    options = [
        Option(force.key, text, evidence),
        *(
            Option(one, f"The page says: {text}", evidence, "true but beside the point")
            for one in force.wrong
        ),
    ]
    order = list(range(len(options)))
    random.Random(about).shuffle(order)
    return place.question(
        "multiple_choice",
        stem,
        [options[n] for n in order],
        [order.index(0)],
        difficulty="easy",
        deciding=(about,),
    )
