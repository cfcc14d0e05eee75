"""What a page demands, forbids and advises: "You must ...", "You can't ...", "We recommend ..."."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from app.practice.generate.plain import has_pronoun, is_instruction, is_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Piece, Section

Tone = Literal["requirement", "limitation", "recommendation"]

_LABEL = re.compile(r"^(?:Note|Important|Tip|Warning|Caution)(?: that|:) ?", re.IGNORECASE)
_FORMS: tuple[tuple[re.Pattern[str], Tone], ...] = (
    (
        re.compile(
            r"^(?P<said>You (?:must|need to|have to|are required to) (?P<act>[^:;]{18,150}))\.$"
        ),
        "requirement",
    ),
    (
        re.compile(r"^(?P<said>You (?:can't|cannot|can not|can only) (?P<act>[^:;]{18,150}))\.$"),
        "limitation",
    ),
    (
        re.compile(
            r"^(?P<said>[A-Z][^:;,]{3,60} (?:isn't|aren't|is not|are not|doesn't|don't|does not"
            r"|do not|can't|cannot) (?:currently )?(?:support|supported|available|allowed|work"
            r"|be)\b[^:;]{8,120})\.$"
        ),
        "limitation",
    ),
    (
        re.compile(
            r"^(?:We (?:strongly )?recommend(?: that you| you)|You should|It's recommended that you"
            r"|It is recommended that you|It's (?:a )?best practice to) (?P<act>[^:;]{18,150})\.$"
        ),
        "recommendation",
    ),
)
_UNTOLD = re.compile(
    r"\b(?:choose|select|click|press|button|icon|tab|pane|drop-?down|menu|dialog|screen|link|read"
    r"|learn|find out|find (?:a|the|more|an)|see|view|following|skip|continue|repeat|return to"
    r"|copy|paste|download|sample|notebook|do so|do either|either|access the|open the|refer|ignore"
    r"|want to|go to|navigate|customize the|edit the|template)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Demand:
    """One requirement, limitation or recommendation."""

    page: Page
    section: Section
    piece: Piece
    tone: Tone
    said: str
    """As it is shown: an instruction, or for limitations a statement."""


def demands_of(page: Page) -> Iterator[Demand]:
    """Yield what a page demands, forbids and advises in one sentence each."""
    for sentence in page.statements:
        text = _LABEL.sub("", sentence.text)
        if re.match(r"[a-z]+[ ,]", text):
            text = text[0].upper() + text[1:]
        for pattern, tone in _FORMS:
            match = pattern.match(text)
            if match is None:
                continue
            said = _said(match, tone)
            if said and " – " not in said and is_plain(said, 5, 24) and not has_pronoun(said):
                yield Demand(page, sentence.section, sentence.piece, tone, said)
            break


def _said(match: re.Match[str], tone: Tone) -> str:
    """Return what is shown of a sentence; empty where it is a step through a console."""
    groups = match.groupdict()
    act = groups.get("act")
    if _UNTOLD.search(act or groups["said"]):
        return ""
    if act and not is_instruction(re.sub(r"^only ", "", act)):
        return ""
    if tone == "limitation":
        return str(groups["said"])
    return act[0].upper() + act[1:] if act else ""
