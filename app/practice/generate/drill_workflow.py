"""Drills on workflows: in which order does a text give the steps of a procedure?"""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

from app.practice.generate.assemble import LONGEST_STEM, Place, capitalised
from app.practice.generate.drill_steps import CLICK, DEED, LONGEST_STEP, Step
from app.practice.generate.ordering import goal_of, ordering_questions, procedures_of, step_text
from app.practice.generate.plain import (
    ends_badly,
    has_pronoun,
    is_bare_verb,
    is_plain,
    is_third_person,
)
from app.practice.generate.standing import is_invented, stands_alone
from app.practice.generate.words import content_words
from app.practice.records import ORDERING_STEPS, Option

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Entry, Listing
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

SHORTEST_STEP = 2
FEWEST_STEPS, MOST_STEPS = ORDERING_STEPS
LONGEST_LEAD = 170
LEAST_TOLD = 4
"""Words of a heading that say what its steps do without the page."""
ALIKE = 0.7
"""Share of common words from which two steps are taken for the same."""
SHARED = 2
"""Steps that an item of the exam's grade may have in common with a drill, at most."""
MOST_OF_ONE = 0.5
"""Share of steps with one free verb from which they can be done in any order."""
_TAIL = re.compile(
    r",? (?:by )?(?:(?:using|with|in|running|run|as shown in|as in|see|use|from) )?"
    r"(?:(?:one of )?the (?:the )?following|as follows)\b.*$|,? as follows$",
    re.IGNORECASE,
)
"""What leads to code that an option cannot show."""
_LABEL = re.compile(r"^(?P<label>[A-Z][\w’' ()-]{8,70}?)(?:: | ?[—–] ?| - )(?=[A-Z])")
"""A step in short before its sentence: "Invoke the endpoint: After ..."."""
_SEE = re.compile(
    r" \(see [^)]*\)|,? (?:see|as described in|by following) [A-Z].*$|[.;] For .*$", re.IGNORECASE
)
_FINALLY = re.compile(r"^(?:Finally|Next|Then|First|Lastly|Now), (?=[a-z])")
_UNFIT = re.compile(
    r"\boptional(?:ly)?\b|\balternatively\b|\bdo one of\b"
    r"|^(?:if|or|and|see|note|for more|for|you|your|we|next steps?|programmers)\b"
    r"|\brepeat\b|\bsteps? \d|\b(?:previous|next|last|final|first|second|preceding) (?:step|page)\b"
    r"|^(?:when (?:you are|you're) (?:done|finished)|before you begin|set ?up$|this)\b"
    r"|\bfollowing\b|\bbelow\b|\babove\b|https?://|\*\*|[<>{}`|\\$]|\w\(.*\)|::|,$|="
    r"|\bfor example\b|\b(?:these|those|it|they|them|this)\b|\(\s*\)|\. [a-z]|_\w+_|\w/\w+/|\[\]"
    r"|\b(?:replace|placeholder|sample|terminal|command|select|started|topics)\b",
    re.IGNORECASE,
)
"""Steps that are optional, tell their own place, lean on another step, or are code."""
_NO_ORDER = re.compile(
    r"\b(?:prerequisites?|requirements?|changes|status(?:es)?|options?|conditions?|fields?|errors?"
    r"|scenarios?|considerations?|best practices|one of|note the|ways|tips|meet|settings"
    r"|walkthrough|enable (?:deployment|training)|modify a|adapt your|demo|offers|filter|questions"
    r"|first-time|topics|tags|example code|platform example)\b",
    re.IGNORECASE,
)
"""What is said of lists whose entries are numbered but come in any order."""
_FREE = frozenset(
    ("install", "provide", "use", "add", "set", "specify", "enter", "wrap", "include", "change")
)
"""What can be done to several things in any order."""
_TELLS_STEPS = re.compile(
    r"\b(?:steps|workflow|process|procedure|do the following|does the following|activities"
    r"|works?|tasks)\b|^(?:In order )?[Tt]o [a-z]",
)
"""How a lead says that what follows is done in this order."""
_LEAD_LEANS = re.compile(
    r"\b(?:this|these steps guide|above|below|diagram|tabs?|section|code|you will then|example|we"
    r"|instructions|learn|image|notebook|illustrates)\b|[<>{}`|\\$=]|https?://",
    re.IGNORECASE,
)
_LAST_SENTENCE = re.compile(r"(?<=[.!?]) (?=[A-Z])")


def order_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield for each procedure the questions for the order of up to five steps in a row."""
    found = [one for one in procedures_of(page) if len(one.entries) >= FEWEST_STEPS]
    asked = _asked(page, shelf) if found else []
    stems = [_stem(one) for one in found]
    for procedure, stem in zip(found, stems, strict=True):
        if stems.count(stem) > 1 or len(stem) > LONGEST_STEM or _has_no_order(procedure):
            continue
        for number, steps in enumerate(_windows(procedure)):
            starts = {step.entry.line.start for step in steps}
            if any(len(starts & one) > SHARED for one in asked):
                continue
            place = Place(shelf, page, procedure.section)
            question = _question(place, stem, procedure, steps, number)
            if question is not None:
                yield question


def _asked(page: Page, shelf: Shelf) -> list[set[int]]:
    """Return where the steps stand whose order an item of the exam's grade asks for."""
    return [
        {option.evidence.start for option in question.options if option.evidence}
        for question in ordering_questions(page, shelf)
    ]


def _has_no_order(procedure: Listing) -> bool:
    """Whether a heading or the sentence before the entries says that they are no steps in a row."""
    lead = procedure.lead.text if procedure.lead else ""
    told = (lead if lead.endswith(":") else "", *procedure.section.titles)
    return any(_NO_ORDER.search(one) for one in told)


def _lead(procedure: Listing) -> str:
    """Return the sentence that says what the steps do; empty where none does by itself."""
    if procedure.lead is None:
        return ""
    lead = _LAST_SENTENCE.split(" ".join(procedure.lead.text.split()))[-1]
    if (
        not _TELLS_STEPS.search(lead)
        or not lead.endswith((":", "."))
        or _LEAD_LEANS.search(lead)
        or has_pronoun(lead)
        or '"' in lead
        or not lead[:1].isupper()
        or len(lead) > LONGEST_LEAD
    ):
        return ""
    return lead.rstrip(":.")


def _stem(procedure: Listing) -> str:
    """Return what is asked: with the sentence before the steps, or with the heading over them."""
    name, lead = _heading(procedure), _lead(procedure)
    if lead:
        said = lead.replace("’", "'")
        return (
            f'The text on "{name}" says: "{said}:"'
            " Put these steps in the order in which it gives them."
        )
    title = procedure.section.title
    if DEED.search(title) or is_bare_verb(title.split()[0].lower()) or goal_of(procedure):
        return f'In the procedure "{name}", put these steps in the order in which they stand.'
    return f'The text on "{name}" gives numbered steps. Put these in the order in which they stand.'


def _heading(procedure: Listing) -> str:
    """Return the heading over a procedure, behind that of its page where it says too little."""
    titles = procedure.section.titles
    title = titles[-1]
    if len(titles) == 1 or len(content_words(title)) >= LEAST_TOLD:
        return title
    return f"{titles[0]}: {title}"


def _windows(procedure: Listing) -> Iterator[tuple[Step, ...]]:
    """Yield up to five steps each, as even as those of the procedure can be parted."""
    steps = _steps(procedure)
    parts = -(-len(steps) // MOST_STEPS)
    for part in range(parts):
        window = steps[len(steps) * part // parts : len(steps) * (part + 1) // parts]
        if len(window) >= FEWEST_STEPS and not _are_free(window):
            yield window


def _are_free(steps: Sequence[Step]) -> bool:
    """Whether most of the steps do one thing to several: "Install A", "Install B"."""
    verb, times = Counter(step.text.split()[0].lower() for step in steps).most_common(1)[0]
    return verb in _FREE and times >= MOST_OF_ONE * len(steps)


def _steps(procedure: Listing) -> tuple[Step, ...]:
    """Return the steps that say by themselves what is done and are like no other."""
    texts = [_told(entry) for entry in procedure.entries]
    return tuple(
        Step(number + 1, entry, text)
        for number, (entry, text) in enumerate(zip(procedure.entries, texts, strict=True))
        if text and not any(_are_alike(text, one) for n, one in enumerate(texts) if n != number)
    )


def _are_alike(one: str, other: str) -> bool:
    first, second = content_words(one), content_words(other)
    return len(first & second) > ALIKE * len(first | second)


def _told(entry: Entry) -> str:
    """Return what a step says to do in words; empty where it says that by its page alone."""
    label = _LABEL.match(entry.text)
    said = label["label"] if label and _is_deed(label["label"]) else step_text(entry)
    text = _FINALLY.sub("", said)
    text = _SEE.sub("", _TAIL.sub("", text.rstrip(":.,"))).rstrip(":., ")
    text = f"{text[:1].upper()}{text[1:]}"
    fit = (
        len(text.split()) >= SHORTEST_STEP
        and len(text) <= LONGEST_STEP
        and (_is_deed(text) or stands_alone(f"{text}."))
        and not _UNFIT.search(text)
        and not CLICK.search(text)
        and not ends_badly(text)
        and not is_invented(text)
        and is_plain(re.sub(r"\b\w+[._]\w+\b", "name", text), SHORTEST_STEP)
    )
    return text if fit else ""


def _is_deed(text: str) -> bool:
    """Whether a text begins with what is done: "Create", "Creates", "Creating"."""
    first, *rest = text.split()
    verb = first.lower()
    if rest and rest[0] in ("is", "are", "has", "have", "can", "must"):
        return False
    acts = is_bare_verb(verb) or is_third_person(verb) or (verb.endswith("ing") and bool(rest))
    return acts or (len(rest) > 1 and verb.isalpha() and rest[0] in ("the", "a", "an", "your"))


def _question(
    place: Place, stem: str, procedure: Listing, steps: Sequence[Step], window: int
) -> Question | None:
    length = len(procedure.entries)
    of = f'of {length} under "{procedure.section.title}"'
    options = [
        Option(
            capitalised(step.text),
            f"This is step {step.number} {of}.",
            place.evidence(step.entry.line),
        )
        for step in steps
    ]
    order = list(range(len(options)))
    random.Random(f"{stem} {window}").shuffle(order)
    if order == sorted(order):
        order.reverse()
    key = [order.index(i) for i in range(len(steps))]
    question = place.question("ordering", stem, [options[i] for i in order], key, difficulty="easy")
    return replace(question, deciding=(steps[0].text,)) if question is not None else None
