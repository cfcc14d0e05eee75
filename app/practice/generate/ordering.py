"""Ordering: steps of a numbered procedure that have one order only."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from app.practice.generate.assemble import LONGEST_STEM, Place
from app.practice.generate.pieces import Entry, Listing, Piece
from app.practice.generate.plain import has_pronoun, is_plain
from app.practice.generate.shelf import VENDOR_WORDS
from app.practice.generate.step_order import forced_order, taken_up
from app.practice.generate.topics import led
from app.practice.generate.words import content_words, first_sentence, overlap, upper_first
from app.practice.records import ORDERING_STEPS, Option
from app.verbs import is_base_verb

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.generate.pages import Page
    from app.practice.generate.shelf import Shelf
    from app.practice.records import Question

_LOOSE = re.compile(
    r"\(optional\)|\boptional(?:ly)?\b|\balternatively\b|\beither\b|^if\b|\bdo one of\b|^or\b"
    r"|\brepeat (?:the )?(?:previous |above |these )?steps?\b|\bstep \d|\bsteps \d"
    r"|^for (?:more|each)\b"
    r"|\bwhen (?:you are|you're) (?:done|finished)\b|\bprevious step\b|\bnext step\b"
    r"|^(?:next|then|finally|first|second|lastly)\b|\bsee\b|\bthe following\b|\bbelow\b|^note\b"
    r"|https?://",
    re.IGNORECASE,
)
"""Steps that are optional, alternatives, or tell their own place."""
_GOAL = re.compile(
    r"^(?:in order )?to (?P<goal>[a-z][^:]{8,120}?),? (?:follow (?:these|the)"
    r"|(?P<actor>[a-z][\w ]{2,40}?) takes these"
    r"|(?:use|do|complete|perform|take|run) (?:the|these|this)\b"
    r"|(?:you (?:can|must|need to) )?(?:use|do|complete|follow) (?:the )?following|proceed as)\b"
    r"|^to (?P<goal2>[a-z][^,:]{8,120}?)[:.]?$"
    r"|^the following (?:steps|procedure)\w* (?:show|describe|explain)s? (?:you )?how to"
    r" (?P<goal3>[^:.]{8,120})",
    re.IGNORECASE,
)
_HEADING_GOAL = re.compile(r"^(?:how )?to (?P<goal>[a-z].{6,110})$", re.IGNORECASE)
_STEP_HEADING = re.compile(r"^Step (?P<number>\d{1,2})(?:[:.]| [-–—]) ?(?P<step>[A-Z].{8,110})$")
_CLICK = re.compile(
    r"^(?:choose|select|click|enter|type|press|go to|navigate|expand|scroll|hover|drag|paste"
    r"|sign in"
    r"|toggle|review|name|from (?:the|your)|in (?:the|your)|on (?:the|your)|under|for [A-Z\"“]"
    r"|if |you |leave|keep|check|uncheck|clear|when |after |at the|optional|confirm|see"
    r"|make sure)\b"
    r"|\b(?:console|dropdown|drop-down|button|tab|pane|menu|icon|check ?box|dialog|wizard"
    r"|text box|choose|click|toolbar|navigation|web ?page|home ?page)\b",
    re.IGNORECASE,
)
"""A step in a window, or one that only holds in a case."""
_CHAINED = re.compile(
    r"\beach of which (?:needs|takes up) the result of the one before"
    r"|\bsteps (?P<first>\d+) to (?P<last>\d+) each (?:need|take up) the result of the step before",
    re.IGNORECASE,
)
"""What a text says of steps that have one order only."""
MOST_CLICKS = 0.2
"""Share of such steps from which a procedure is a click path."""
FEWEST_STEPS = 4
"""Three steps have six orders; a reader guesses one of six."""
_LABELED = re.compile(
    r"^[\w /-]{2,40}:\s|[:,]$|^(?:it|they|this|these|the following)\b", re.IGNORECASE
)
LEAST_GOAL = 3
"""Words of a goal; a shorter one needs the heading: "create a model"."""
LONGEST_NAME = 14
"""Words by which a reason names another step."""
_ADDED = re.compile(
    r"(?<=\w{3}), (?=(?:which|where|who|so|for example|such as|naming|unless)\b)|; "
)
_PLACES = ("First", "Second", "Third", "Fourth", "Fifth")
_COUNTED = {3: "three", 4: "four", 5: "five"}
SHORTEST_STEP = 3
"""Words; a shorter step ("Choose Next.") fits anywhere."""
LONGEST_STEP = 170
ALIKE = 0.5
_MARKED = re.compile(r"\*\*|\(\s*\)|[<>{}]")
_TRIVIAL = re.compile(
    r"^(?:choose|click|select|press) (?:\w+\s?){1,2}\.?$"
    r"|^(?:open|sign in to|navigate to) (?:the|your)"
    r" .*console\b.*$",
    re.IGNORECASE,
)


def ordering_questions(page: Page, shelf: Shelf) -> Iterator[Question]:
    """Yield one question per procedure of whose steps enough have one order only."""
    for procedure in procedures_of(page):
        if is_click_path(procedure):
            continue
        goal = goal_of(procedure)
        steps = ordered_steps(procedure, goal)
        if len(steps) >= FEWEST_STEPS:
            question = _question(page, shelf, procedure, goal, steps)
            if question is not None:
                yield question


def procedures_of(page: Page) -> tuple[Listing, ...]:
    """Return a page's numbered procedures, and the steps that are headings of their own."""
    return (*(listing for listing in page.listings if listing.ordered), *_headed(page))


def _headed(page: Page) -> Iterator[Listing]:
    """Yield the procedure that headings "Step 1: ...", "Step 2: ..." tell."""
    steps: list[Entry] = []
    for heading in page.document.headings:
        match = _STEP_HEADING.match(heading.title)
        if match is None:
            continue
        number, text = int(match["number"]), match["step"]
        start = page.document.text.find(text, heading.start, heading.end + 1)
        if number != len(steps) + 1 or start < 0:
            return
        steps.append(Entry(Piece(text, start)))
    if steps:
        yield Listing(page.sections[0], tuple(steps), None, ordered=True)


def is_click_path(procedure: Listing) -> bool:
    """Whether a procedure leads through a console: its order is that of the pages it opens."""
    clicks = sum(bool(_CLICK.search(entry.text)) for entry in procedure.entries)
    return clicks > MOST_CLICKS * len(procedure.entries)


def goal_of(procedure: Listing) -> str:
    """Return what a procedure does, as a phrase after "to"; empty when nothing says so."""
    title = procedure.section.title
    heading = _HEADING_GOAL.match(title)
    lead = procedure.lead.text.replace("\n", " ") if procedure.lead else ""
    introduced = _GOAL.match(lead)
    if introduced:
        goal = introduced["goal"] or introduced["goal2"] or introduced["goal3"]
        return _clean(goal)
    if heading:
        return _clean(heading["goal"])
    first = title.split()[0]
    if is_base_verb(first.lower()) and len(title.split()) > 2 and not title.endswith("?"):
        return _clean(first.lower() + title[len(first) :])
    return ""


def actor_of(procedure: Listing) -> str:
    """Return what takes the steps by itself, as the lead says; empty when people follow them."""
    lead = procedure.lead.text.replace("\n", " ") if procedure.lead else ""
    introduced = _GOAL.match(lead)
    return (introduced["actor"] or "") if introduced else ""


def named(procedure: Listing) -> str:
    """Return what a procedure is called: its goal, or its heading."""
    goal = goal_of(procedure)
    return f"to {goal}" if goal else f'"{procedure.section.title}"'


def _clean(goal: str) -> str:
    goal = re.sub(r"\byour own\b", "its own", goal.strip().rstrip(":.,"), flags=re.IGNORECASE)
    goal = re.sub(r"\byour\b", "the", goal, flags=re.IGNORECASE)
    if re.search(r"\b(?:this|these|it|following|above|below)\b", goal):
        return ""
    return goal[0].lower() + goal[1:] if goal[1:2].islower() else goal


def ordered_steps(procedure: Listing, goal: str) -> tuple[Entry, ...]:
    """Return up to five clean steps of a procedure of which each needs the one before it."""
    told = _longest_clean_run(chained_steps(procedure))
    return told if len(told) >= FEWEST_STEPS else _tied_steps(procedure, goal)


def chained_steps(procedure: Listing) -> tuple[Entry, ...]:
    """Return the steps of which the text says that each needs the one before it."""
    lead = " ".join(procedure.lead.text.split()) if procedure.lead else ""
    chained = _CHAINED.search(lead)
    if chained is None:
        return ()
    if chained["first"] is None:
        return procedure.entries
    return procedure.entries[max(0, int(chained["first"]) - 2) : int(chained["last"])]


def _longest_clean_run(entries: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return up to five clean steps that follow each other."""
    runs: list[tuple[Entry, ...]] = [()]
    for entry in entries:
        runs.append((*runs[-1], entry) if _is_plain(entry) else ())
    return max(runs, key=len)[: ORDERING_STEPS[1]]


def _tied_steps(procedure: Listing, goal: str) -> tuple[Entry, ...]:
    """Return up to five clean steps of which each takes up what the one before it made."""
    clean: list[Entry] = []
    for entry in procedure.entries:
        if _is_clean(entry) and not any(
            overlap(step_text(entry), step_text(other)) > ALIKE for other in clean
        ):
            clean.append(entry)
    titles = procedure.section.titles
    told = f"{goal} {titles[0] if _STEP_HEADING.match(titles[-1]) else titles[-1]}"
    order = forced_order([step_text(entry) for entry in clean], told)
    return tuple(clean[place] for place in order[: ORDERING_STEPS[1]])


def _is_clean(entry: Entry) -> bool:
    return _is_plain(entry) and not _CLICK.search(step_text(entry))


def _is_plain(entry: Entry) -> bool:
    """Whether a step is one that is always done and says what."""
    text = step_text(entry)
    return (
        not entry.nested
        and len(text.split()) >= SHORTEST_STEP
        and len(text) <= LONGEST_STEP
        and not text.endswith(":")
        and not _LOOSE.search(text)
        and not _MARKED.search(text)
        and not _TRIVIAL.match(text)
        and not _LABELED.search(text)
    )


def _question(
    page: Page, shelf: Shelf, procedure: Listing, goal: str, steps: Sequence[Entry]
) -> Question | None:
    place = Place(shelf, page, procedure.section)
    stem = _stem(procedure, goal)
    if len(stem) > LONGEST_STEM:
        return None
    rng = random.Random(f"{stem}\0{steps[0].text}")
    is_chained = bool(chained_steps(procedure))
    options = [
        Option(
            step_text(step),
            reason_of_place(steps, number, is_chained=is_chained),
            place.evidence(step.line),
        )
        for number, step in enumerate(steps)
    ]
    order = list(range(len(options)))
    rng.shuffle(order)
    key = [order.index(i) for i in range(len(steps))]
    return place.question(
        "ordering", stem, [options[i] for i in order], key, deciding=(goal,) if goal else ()
    )


def _stem(procedure: Listing, goal: str) -> str:
    """Return what is to be reached as a sentence of its own, with the heading where that says too
    little, and what is asked for."""
    if not goal:
        return led(procedure.section, "put these steps in the right order.")
    actor = actor_of(procedure)
    told = f"{actor} takes these steps to {goal}" if actor else f"a team wants to {goal}"
    said = f"{told}. Put {'them' if actor else 'these steps'} in the right order."
    if len(content_words(goal) - VENDOR_WORDS) < LEAST_GOAL:
        return led(procedure.section, said)
    return upper_first(said)


def reason_of_place(steps: Sequence[Entry], number: int, *, is_chained: bool) -> str:
    """Return why a step stands where it does: what it takes from the step before it, what the one
    after it takes from it, and what the procedure says behind it."""
    before = _named(steps[number - 1]) if number else ""
    after = _named(steps[number + 1]) if number + 1 < len(steps) else ""
    taken = taken_up(step_text(steps[number]), step_text(steps[number - 1])) if number else ""
    parts = []
    if before and taken:
        parts.append(f"it takes up {taken} from {before}")
    elif before:
        parts.append(f"it {'needs the result of' if is_chained else 'comes after'} {before}")
    if after:
        parts.append(f"{after} {'needs its result' if is_chained else 'comes after it'}")
    which = "Last" if not after else _PLACES[number]
    reason = f"{which} of these {_COUNTED[len(steps)]} steps: {', and '.join(parts)}."
    return f"{reason} {told}" if (told := _told_behind(steps[number])) else reason


def _named(step: Entry) -> str:
    """Return a step in quotation marks, up to what it adds behind a comma."""
    said = _ADDED.split(step_text(step).replace('"', "'"), maxsplit=1)[0]
    tokens = said.split()
    short = " ".join(tokens[:LONGEST_NAME])
    return f'"{short}{" ..." if len(tokens) > LONGEST_NAME else ""}"'


def _told_behind(step: Entry) -> str:
    """Return what a step says behind its first sentence; empty where that leans on its page."""
    rest = step.text[len(step_text(step)) :].lstrip(". ").strip()
    whole = rest.endswith(".") and rest[:1].isupper()
    return rest if whole and is_plain(rest.rstrip(".")) and not has_pronoun(rest) else ""


def step_text(step: Entry) -> str:
    """Return what a step says to do: its first sentence."""
    return first_sentence(step.text)
