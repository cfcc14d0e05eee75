"""What a page says is done or happens in a case: "If A, B.", "To A, use B.", "When A, B."."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from app.practice.generate.plain import has_pronoun, has_verb, is_instruction, is_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Piece, Section

Form = Literal["do", "must", "can", "clause"]
"""What the outcome is: an instruction, a duty, a possibility, or a statement."""

_CONDITION = re.compile(
    r"^(?P<link>If|When|Before|After|Once|Unless|To|In order to|For) (?P<case>[^,;:()]{8,130}),"
    r" (?:then )?(?P<outcome>[^;:]{14,150})\.$"
)
_TURNED = re.compile(
    r"^(?P<outcome>[A-Z][^,;:]{14,110}?) (?P<link>only if|only when|if|when|unless|before|after)"
    r" (?P<case>(?:you|the|an?|your|no|SageMaker|[A-Z]\w+) [^,;:()]{8,110})\.$"
)
_LEADS_ON = re.compile(r"^(?:if|when|once|for|to|always|never)\b", re.IGNORECASE)
_GOES_ON = re.compile(
    r"\b(?:if|when|while|because|until|unless)\b|\b(?:long|shortly|soon|right|just|even|only)$"
)
"""Words of an outcome that belong to the case behind it: "stops when its objective", "long"."""
_NO_CASE = re.compile(
    r"^you (?:choose|select) \w+$|^(?:more|example|instance|this|these|information|details)\b",
    re.IGNORECASE,
)
_AIM = re.compile(r"^you(?:'d like| want| need| would like| are looking| plan) to (?P<aim>.+)$")
_DUTY = re.compile(r"^you (?:must|need to|have to|should|are required to) (?:first )?(?P<act>.+)$")
_CHANCE = re.compile(r"^you can (?:also |optionally )?(?P<act>.+)$")
_ADVICE = re.compile(r"^(?:we recommend|it's recommended|it is recommended) that you (?P<act>.+)$")
_IDLE = re.compile(
    r"^(?:choose|select|click|press|enter|open|type|go|navigate|return|repeat|complete|follow|do"
    r"|read|visit|refer|review|check out|contact|skip|continue|scroll|paste|copy|hover|sign|log)\b"
    r"|\bchoose\b"
    r"|\b(?:icon|drop-?down|button|tab|menu|pane|dialog|toolbar|screen|sidebar|link)\b",
    re.IGNORECASE,
)
"""Steps through a console, which fit many cases."""
_UNTOLD = re.compile(
    r"^(?:learn|get started|find out|help|find more|verify|test|begin|continue|proceed|do so"
    r"|summarize|understand|get help|confirm)\b|\bnotebook\b.*\bexample|\bwant to$",
    re.IGNORECASE,
)
LEAST_OUTCOME = 4
"""Words; a shorter outcome ("choose Save") fits anything."""
MOST_OUTCOME = 22


@dataclass(frozen=True, slots=True)
class Condition:
    """A case, and what is done or happens then."""

    page: Page
    section: Section
    piece: Piece
    link: str
    """"to", "for", or the word before a clause: "if", "when", "before", ..."""
    case: str
    """What follows the link."""
    outcome: str
    """Without a full stop; a phrase with a bare verb unless it is a clause."""
    form: Form


def conditions_of(page: Page) -> Iterator[Condition]:
    """Yield the conditions that a page states in one sentence each."""
    for sentence in page.statements:
        found = _parts(sentence.text)
        if found is None:
            continue
        link, case, said = found
        outcome, form = _told(said)
        if not form or (link == "to" and form == "clause"):
            continue
        if (link == "to" and not is_instruction(case)) or (link == "for" and len(case.split()) > 9):
            continue
        if (
            is_plain(case, 2 if link == "for" else 3)
            and is_plain(outcome, LEAST_OUTCOME, MOST_OUTCOME)
            and not has_pronoun(case)
            and not has_pronoun(outcome)
            and not _UNTOLD.search(case)
            and not _IDLE.search(outcome)
            and not _NO_CASE.match(case)
            and " – " not in outcome
            and not _LEADS_ON.match(outcome)
            and (form != "clause" or has_verb(outcome))
        ):
            yield Condition(page, sentence.section, sentence.piece, link, case, outcome, form)


def _parts(text: str) -> tuple[str, str, str] | None:
    """Return the link, the case and the outcome of a sentence, whichever comes first."""
    match = _CONDITION.match(text)
    if match:
        link, case = match["link"].lower(), match["case"].strip()
        aim = _AIM.match(case) if link in ("if", "when") else None
        if aim:
            return "to", aim["aim"], match["outcome"].strip()
        return link.removeprefix("in order "), case, match["outcome"].strip()
    match = _TURNED.match(text)
    if match is None:
        return None
    said = match["outcome"]
    if _GOES_ON.search(said):
        return None
    first = said.split()[0]
    if first in ("The", "A", "An", "You", "Your", "All", "We") or is_instruction(said):
        said = said[0].lower() + said[1:]
    return match["link"], match["case"].strip(), said


def _told(outcome: str) -> tuple[str, Form | Literal[""]]:
    """Return an outcome as an option, and its form; no form for what cannot be asked for."""
    acts: tuple[tuple[re.Pattern[str], Form], ...] = (
        (_DUTY, "must"),
        (_CHANCE, "can"),
        (_ADVICE, "do"),
    )
    for pattern, form in acts:
        match = pattern.match(outcome)
        if match:
            return (match["act"], form) if is_instruction(match["act"]) else ("", "")
    if is_instruction(outcome):
        return outcome, "do"
    if outcome.startswith("you "):
        return "", ""
    return outcome, "clause"
