"""Drills on duties, bans and leave: what must, need not, can or cannot be done, and what is
supported.

No word may be the answer much more often than the others, or it could be guessed without reading:
of each page so many duties are asked for as there are bans and permissions.
"""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.assemble import LONGEST_STEM, Place
from app.practice.generate.blanks import BLANK, is_asked_about
from app.practice.generate.drill_duties import is_conditional
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
    """A way to say what is a duty, a ban, allowed or no matter, and what would contradict it."""

    said: re.Pattern[str]
    key: str
    wrong: tuple[str, str, str]


DUTY = "must"
LEAVE = "can"
_AGAINST_DUTY = (
    ("cannot", "can", "need not"),
    ("cannot", "can", "need not"),
    ("cannot", "can", "should not"),
    ("cannot", "can", "should not"),
    ("need not", "cannot", "should not"),
    ("must not", "can", "need not"),
)
"""What stands beside a duty: the options of the other questions, so that they tell no answer."""
_ABLE = frozenset({LEAVE, "supports", "support", "is supported", "are supported"})
"""What is no ban: sentences of this kind are many, and say less."""
ABLE_OF_PAGE = 4
"""Permissions of a page that are asked for where it has fewer bans."""
_FORCES = tuple(
    _Force(re.compile(rf"(?:(?<= )|^)(?:{said})(?= )", re.IGNORECASE), key, wrong)
    for said, key, wrong in (
        ("do(?:es)? not (?:have|need) to|don['’]t (?:have|need) to|doesn['’]t (?:have|need) to",
         "need not", ("must", "cannot", "should not")),
        ("cannot|can['’]t|can not", "cannot", ("can", "must", "need not")),
        ("must not|mustn['’]t", "must not", ("can", "must", "need not")),
        ("should not|shouldn['’]t", "should not", ("must", "should", "cannot")),
        ("must|(?<=you )need to|(?<=and )need to|(?<=you )have to", DUTY, _AGAINST_DUTY[0]),
        ("does not support|doesn['’]t support", "does not support",
         ("supports", "requires", "is required by")),
        ("do not support|don['’]t support", "do not support",
         ("support", "require", "are required by")),
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
        ("(?:is|are) supported(?! by)", "is supported",
         ("is not supported", "is required", "is enabled by default")),
        ("supports(?! only)", "supports", ("does not support", "requires", "is required by")),
        ("can(?! also)", LEAVE, ("cannot", "must", "should not")),
    )
)  # fmt: skip
"""The weaker the words, the later: a sentence is asked for the first that it has."""
_TOLD = re.compile(
    r"\b(?:longer|more|larger|greater|higher|fewer|less|later) than\b|\bexceed|\bbeyond\b"
)
"""A limit, which only a ban fits."""
_LEANING = re.compile(r"^(?:(?!, ).)*\b(?:it|they|them|its)\b|\bwhile it\b")
_ANY = re.compile(
    r"\b(?:must|cannot|can not|should not|do(?:es)? not|need to|have to|can|supports"
    r"|supported|optional|required)\b|n['’]t\b",
    re.IGNORECASE,
)
"""A word of each of them."""
_HEDGED = re.compile(
    rf"\b(?:if|when|whether|that|who|which|you|it|they) (?:also )?{BLANK} (?:to )?(?:know|see)\b"
    rf"|{BLANK} (?:be able|be sure|have (?:the )?(?:permission|access))"
    rf"|\b(?:might|may|could|want)\b[^,]* {BLANK}"
    rf"|\b(?:if|when|unless|until|because|that|which|what|who|before|after|while|where|how|so)\b"
    rf"(?:(?![,.;]).)*{BLANK}"
    rf"|{BLANK}(?: only)? (?:wait|first|also)\b|, nor\b|^[^,]* it {BLANK}"
    rf"|^(?:The|An?|Any|All|Each)\b(?:(?![,.;]).)* you {BLANK}|, {BLANK}"
    rf"|{BLANK} to\b|\b(?:all|everything|tools) you {BLANK}",
    re.IGNORECASE,
)
"""Duties inside a condition, and those that are no fact of the page."""
_BARE_ORDER = re.compile(
    rf"^You (?:\w+ )?{BLANK}(?!.* (?:for|when|if|before|after|to|with|on|while|in) )"
)
"""A duty of nobody knows whom: "You must delete the application."."""
_WANTED = re.compile(
    r"^(?:To|In order to|If you want to|When that happens|In most cases)\b"
    rf"|^[^,]*want[^,]*, you {BLANK}"
    rf"|{BLANK} (?:vary|choose|decide|know|understand|be careful|consider|experiment|manually"
    r"|sign in|log in|be able|make sure|ensure|let|test|be specified|be provided|be set)\b"
    r"|\b(?:finished|complete[ds]?|clean up)\b"
)
"""Duties whose opposite nobody would believe: what is wanted has to be done."""
_YOURS = re.compile(rf"\b[Yy]ou {BLANK} (?!be\b)")
_NARROW = re.compile(
    r"\b(?:at least|only|same|unique|before|each|every|private|first|both|all|own|different"
    r"|existing|manually|explicitly|separate|single|exactly|one of)\b"
)
"""What narrows a duty of the reader, so that it is no matter of course."""
_IN_DOUBT = re.compile(
    r"\b(?:multiple|more than one|several|both|without|up to|same|different|across"
    r"|simultaneously|at once|at the same time|at any time|directly|on its own|while)\b"
)
"""What a reader could believe to be forbidden."""
_NO_LEAVE = re.compile(
    rf"\b(?:optionally|[Yy]ou {BLANK} (?:only )?(?:use|find|see|view|choose|try|expect))\b"
    rf"|{BLANK} only\b|{BLANK} be (?:found|seen|thought)"
    rf"|{BLANK} (?:take|cause|lead|happen|occur|vary|initially|help|improve|reduce)\b"
    r"|\bsuch as\b|\b(?:quickly|easily)\b"
    rf"|^(?:The )?[Ww]orkers? {BLANK}"
)
"""What may happen, and tips."""


@dataclass(frozen=True, slots=True)
class _Stated:
    """A sentence that states a duty, a ban or what is allowed."""

    sentence: Sentence
    text: str
    label: str
    force: _Force
    about: str


def modal_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield one question per sentence that states a duty or a ban; what contradicts it is wrong.

    Duties and permissions, of which a page has many, are asked for as often as the others at most.
    """
    stated = list(_stated_on(page))
    bans = sum(one.force.key != DUTY and one.force.key not in _ABLE for one in stated)
    able = min(sum(one.force.key in _ABLE for one in stated), max(ABLE_OF_PAGE, bans))
    left = Counter({DUTY: max(1, (bans + able + 1) // 2), LEAVE: able})
    for one in stated:
        kind = LEAVE if one.force.key in _ABLE else one.force.key
        if kind in (DUTY, LEAVE) and not left[kind]:
            continue
        question = _question(Place(shelf, page, one.sentence.section), one)
        if question is not None:
            left[kind] -= 1
            yield question


def _stated_on(page: Page) -> Iterator[_Stated]:
    """Yield what a page states and may be asked for."""
    for sentence in page.statements:
        text, label = said_by(sentence.text)
        found = _force_of(text)
        if found is not None and is_asked_about(sentence) and stands_alone(text):
            force, about = found
            if _can_be_doubted(force, about):
                yield _Stated(sentence, text, label, force, about)


def _can_be_doubted(force: _Force, about: str) -> bool:
    """Whether a reader could believe the opposite of a duty or of what is allowed."""
    if _TOLD.search(about):
        return False
    if force.key in _ABLE and _LEANING.search(about):
        return False
    if force.key == DUTY:
        if is_conditional(about.replace(BLANK, DUTY)):
            return False
        narrow = not _YOURS.search(about) or _NARROW.search(about)
        return bool(narrow) and not _WANTED.search(about)
    if force.key in _ABLE:
        return bool(_IN_DOUBT.search(about)) and not _NO_LEAVE.search(about)
    return True


def _force_of(text: str) -> tuple[_Force, str] | None:
    """Return the duty or ban that a sentence states once, and the sentence without it."""
    if not _ANY.search(text):
        return None
    stated = [(force, match) for force in _FORCES for match in force.said.finditer(text)]
    if not stated:
        return None
    force, match = stated[0]
    rest = stated[1:] if force.key in _ABLE else [s for s in stated[1:] if s[0].key not in _ABLE]
    if any(other.start() >= match.end() or other.end() <= match.start() for _, other in rest):
        return None
    about = f"{text[: match.start()]}{BLANK}{text[match.end() :]}"
    if about.startswith(BLANK) or _HEDGED.search(about) or _BARE_ORDER.match(about):
        return None
    return _in_number(force, match.group()), about


def _in_number(force: _Force, said: str) -> _Force:
    """Return what is said of one thing as it is said of several: "are supported"."""
    if not said.lower().startswith("are ") or force.key.startswith("are "):
        return force
    several = [one.replace("is ", "are ") for one in (force.key, *force.wrong)]
    return _Force(force.said, several[0], (several[1], several[2], several[3]))


def _question(place: Place, stated: _Stated) -> Question | None:
    told = topic(stated.sentence.section)
    if stated.label and stated.label.casefold() not in told.casefold():
        told = f"{told}: {stated.label}"
    about, force = stated.about, stated.force
    stem = f'Which words complete the sentence from "{told}"? {about}'
    if len(stem) > LONGEST_STEM:
        return None
    rng = random.Random(about)
    wrong = rng.choice(_AGAINST_DUTY) if force.key == DUTY else force.wrong
    evidence = place.evidence(stated.sentence.piece)
    options = [
        Option(force.key, stated.text, evidence),
        *(
            Option(one, f"The page says: {stated.text}", evidence, "true but beside the point")
            for one in wrong
        ),
    ]
    order = list(range(len(options)))
    rng.shuffle(order)
    return place.question(
        "multiple_choice",
        stem,
        [options[n] for n in order],
        [order.index(0)],
        difficulty="easy",
        deciding=(about,),
    )
