"""Drills on numbered procedures: the step that follows."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from app.practice.generate.assemble import Candidate, Place
from app.practice.generate.ordering import goal_of, procedures_of, step_text
from app.practice.generate.plain import is_bare_verb
from app.practice.generate.standing import is_invented
from app.practice.generate.topics import is_untold, topic
from app.practice.generate.words import overlap, upper_first

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Entry, Listing
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

LEAST_STEPS = 4
"""Steps of a procedure in which one of them is asked about."""
SHORTEST_STEP = 4
"""Words; "Choose Next." stands anywhere."""
LONGEST_STEP = 125
ALIKE = 0.5
"""Share of common words from which two steps are taken for the same."""
_UNFIT = re.compile(
    r"\boptional(?:ly)?\b|\balternatively\b|\bdo one of\b"
    r"|^(?:if|or|and|see|note|for more|the|an?|you|your)\b"
    r"|\brepeat\b|\bsteps? \d|\b(?:previous|next|last|final|first|second|preceding) (?:step|page)\b"
    r"|^(?:next|then|finally|first|second|lastly|when (?:you are|you're) (?:done|finished))\b"
    r"|\bfollowing\b|\bbelow\b|\babove\b|https?://|\*\*|[<>{}`|\\$]|\w\(|::|[:,]$|=|\bfor example\b"
    r"|\b(?:this|these|those|it|they|them)\b|\(\s*\)|: [A-Z]|\. [a-z]|_\w+_|\w/\w+/",
    re.IGNORECASE,
)
"""Steps that are optional, tell their own place, lean on another step, or are code."""
CLICK = re.compile(
    r"^(?-i:(?:For|In) [A-Z\"“])"
    r"|^(?:choose|select|click|enter|type|press|go to|navigate|expand|scroll|hover|drag|paste"
    r"|locate|sign in|log in|toggle|name|give|from (?:the|your|either)|in (?:the|your|a)"
    r"|on (?:the|your)|under|leave|keep|check|uncheck|confirm|make sure|at the|search|open|close"
    r"|return|turn on|launch|accept|fill|find|specify|to (?:the|see|view)|view|wait|repeat|again"
    r"|follow|after|when|once|until)\b"
    r"|\b(?:console|dropdown|drop-down|drop down|button|tab|pane|panel|menu|icon|check ?box|dialog"
    r"|wizard|text box|choose|click|toolbar|navigation|web ?page|home ?page|sidebar|this page)\b",
    re.IGNORECASE,
)
"""A step in a window: nobody learns it by heart."""
DEED = re.compile(
    r"^(?:How )?to [a-z]|^How [A-Z\w]|^[A-Z][a-z]+ing [a-z]|\b(?:lifecycle|workflow|process"
    r"|procedure|pipeline|sequence|order|path|works?|happens|cycle|flow|loop|stages|recipe|run"
    r"|from .* to)\b",
    re.IGNORECASE,
)
"""A heading that says what its steps do."""
_CLOSED = re.compile(r"[\w)\"”']\.?$")


@dataclass(frozen=True, slots=True)
class Step:
    """A step that can be asked about, and its place in the procedure."""

    number: int
    entry: Entry
    text: str


@dataclass(frozen=True, slots=True)
class _Procedure:
    """A procedure with a name that its page gives to no other one."""

    place: Place
    name: str
    steps: tuple[Step, ...]
    length: int

    def reason(self, step: Step) -> str:
        """Return where a step stands."""
        return f"This is step {step.number} of {self.length} {self.name}."


def next_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield for each two steps in a row the question for the second; where its words give it away,
    the one for the first."""
    found = list(_procedures(page, shelf))
    for procedure in found:
        if procedure.length < LEAST_STEPS:
            continue
        strangers = _strangers(procedure, found)
        for first, then in pairwise(procedure.steps):
            if then.number != first.number + 1:
                continue
            question = _beside(procedure, first, then, "after", strangers) or _beside(
                procedure, then, first, "before", strangers
            )
            if question is not None:
                yield question


def _beside(
    procedure: _Procedure, told: Step, key: Step, where: str, strangers: Sequence[Candidate]
) -> Question | None:
    """Ask for the step right after, or right before, one that is told."""
    others = [_candidate(procedure, step) for step in procedure.steps if step not in (told, key)]
    return procedure.place.choice(
        f'{upper_first(procedure.name)}, which step comes right {where} "{told.text}"?',
        _candidate(procedure, key),
        [*others, *strangers],
        difficulty="easy",
        deciding=(told.text,),
    )


def _strangers(procedure: _Procedure, found: Sequence[_Procedure]) -> list[Candidate]:
    """Return the steps of a page's other procedures that are like none of this one."""
    return [
        replace(_candidate(other, step), distance=1)
        for other in found
        if other is not procedure
        for step in other.steps
        if all(overlap(step.text, own.text) < ALIKE for own in procedure.steps)
    ]


def _procedures(page: Page, shelf: Shelf) -> Iterator[_Procedure]:
    """Yield the procedures of a page that have a name of their own and steps to ask about."""
    found = procedures_of(page)
    names = [_name(listing) for listing in found]
    for listing, name in zip(found, names, strict=True):
        if name and names.count(name) == 1:
            steps = tuple(_steps(listing))
            place = Place(shelf, page, listing.section)
            yield _Procedure(place, name, steps, len(listing.entries))


def _name(listing: Listing) -> str:
    """Return what a procedure is called inside a sentence, with its heading; empty without one."""
    if is_untold(listing.section):
        return ""
    title, goal = topic(listing.section), goal_of(listing)
    if goal and overlap(goal, title) < ALIKE and "preceding" not in goal:
        return f'in the procedure to {goal} ("{title}")'
    said = listing.section.title
    if not (DEED.search(said) or is_bare_verb(said.split()[0].lower())):
        return ""
    return f'in the procedure "{title}"'


def _steps(listing: Listing) -> Iterator[Step]:
    """Yield the steps that say by themselves what to do and are like no other."""
    texts = [step_text(entry) for entry in listing.entries]
    for number, entry in enumerate(listing.entries):
        text = texts[number]
        if (
            len(text.split()) >= SHORTEST_STEP
            and len(text) <= LONGEST_STEP
            and text[0].isupper()
            and _CLOSED.search(text)
            and not _UNFIT.search(text)
            and not CLICK.search(text)
            and not is_invented(text)
            and text.count('"') == text.count("“") == text.count("(") - text.count(")") == 0
            and all(overlap(text, t) <= ALIKE for n, t in enumerate(texts) if n != number)
        ):
            yield Step(number + 1, entry, text)


def _candidate(procedure: _Procedure, step: Step) -> Candidate:
    return Candidate(
        step.text,
        procedure.reason(step),
        procedure.place.evidence(step.entry.line),
        "true but beside the point",
    )
