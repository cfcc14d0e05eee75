"""Read the told cases of a page: a situation, what it comes to, what fits it and what would change.

A case begins with "Worked example: ..." or stands below a heading "Case: ...". Its first sentences
are the situation; these come after it, in any order:

- "The saving is (1 - 4 / 10) x 100 = 60 percent." - a result, whose calculation must be right;
- "If the job ran for 20 hours, the saving would be ... = 80 percent." - a result of a change;
- "Batch transform fits, because ..." and "Serverless inference does not fit, because ...";
- "If ..., serverless inference would fit instead, because ...".
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.arithmetic import Step, read_calculation
from app.practice.generate.words import upper_first

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.arithmetic import Calculation
    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Piece, Section, Sentence

_BEGINS = re.compile(r"^(?:a |the )?(?:worked )?example\b[^:=]{0,40}: |^case: ", re.IGNORECASE)
_HEADING = re.compile(r"^(?:case|worked example): (?P<about>.+)$", re.IGNORECASE)
_NUMBER = r"\d[\d,]*(?:\.\d+)?"
_RESULT = re.compile(
    r"^(?:If (?P<change>[^=]{8,160}?), )?"
    r"(?P<lead>(?:With|At|For|In|On|From|Over) [^=,]{3,80}, )?"
    r"[Tt]he (?P<what>[^=,]{4,110}?) (?:is|are|would be|would then be)(?: then| therefore)?"
    rf" (?P<how>(?:[(\d]|sqrt|ln|log|exp)[^=]*?) = (?P<value>{_NUMBER})(?P<unit>[^=,;]{{0,60}}?)"
    rf"(?:, rounded up to (?P<rounded>{_NUMBER})(?P<counted> [^=,;]{{1,50}}?)?)?"
    r"(?P<more>[,;] .+)?\.$"
)
_FITS = re.compile(r"^(?P<name>[A-Z`].{2,70}?) fits?, because (?P<why>.{12,})\.$")
_MISFITS = re.compile(r"^(?P<name>[A-Z`].{2,70}?) (?:does|do) not fit, because (?P<why>.{12,})\.$")
_WOULD = re.compile(
    r"^If (?P<change>.{8,160}?), (?P<name>[^,]{3,70}?) would fit instead,"
    r" because (?P<why>.{12,})\.$"
)
_SOUGHT = re.compile(
    r"\b(?:looks? for|chooses?|needs?) (?:an?|the) (?P<kind>[A-Za-z][a-z -]{2,40}|AI [a-z]+)\.$"
)
NEAR = 0.002
"""Share by which a result may differ from its calculation, for figures rounded on the way."""


@dataclass(frozen=True, slots=True)
class Result:
    """A figure that the case comes to."""

    what: str
    """The quantity, without an article, after an introduction that ends with a comma."""
    lead: str
    change: str
    """What is otherwise than told; empty for the case itself."""
    calculation: Calculation
    value: str
    unit: str
    """Begins with a space; empty for a plain number."""
    is_rounded_up: bool
    piece: Piece

    @property
    def text(self) -> str:
        """The figure with its unit."""
        return f"{self.value}{self.unit}"

    @property
    def whole(self) -> float:
        """What all shares together come to."""
        return 100 if self.unit == " percent" else 1

    @property
    def is_share(self) -> bool:
        """Whether the figure is a share of a whole: percent, or a plain one below one."""
        value = float(self.value.replace(",", ""))
        is_ratio = isinstance(self.calculation, Step) and self.calculation.sign in "/-"
        is_chance = is_ratio or "probability" in self.what
        return self.unit == " percent" or (not self.unit and value < 1 and is_chance)


@dataclass(frozen=True, slots=True)
class Choice:
    """What fits a case, or does not, and why."""

    name: str
    why: str
    piece: Piece
    change: str = ""


@dataclass(frozen=True, slots=True)
class ToldCase:
    """A situation, and what the text says about it."""

    section: Section
    situation: str
    results: tuple[Result, ...] = ()
    changed: tuple[Result, ...] = ()
    fits: tuple[Choice, ...] = ()
    misfits: tuple[Choice, ...] = ()
    would_fit: tuple[Choice, ...] = ()

    @property
    def about(self) -> str:
        """What the case is called, where its heading says so."""
        heading = _HEADING.match(self.section.title)
        return heading["about"] if heading else self.section.title

    @property
    def sought(self) -> str:
        """What kind of thing is looked for in it: "inference option"."""
        match = _SOUGHT.search(self.situation)
        return match["kind"] if match else "choice"


def told_cases(page: Page) -> Iterator[ToldCase]:
    """Yield the cases of a page that tell a situation and at least one outcome of it."""
    case: list[Sentence] = []
    for sentence in page.sentences:
        begins = _BEGINS.match(sentence.text)
        is_new = bool(case) and case[-1].section is not sentence.section
        if (begins or is_new) and case:
            yield from _read(case)
            case = []
        heads = bool(_HEADING.match(sentence.section.title))
        if case or begins or heads:
            case.append(sentence)
    if case:
        yield from _read(case)


def _read(sentences: list[Sentence]) -> Iterator[ToldCase]:
    situation: list[str] = []
    results: list[Result] = []
    choices: dict[str, list[Choice]] = {"fits": [], "misfits": [], "would": []}
    is_told = False
    for sentence in sentences:
        result = _result(sentence)
        kind, choice = _choice(sentence)
        if result:
            results.append(result)
        elif choice:
            choices[kind].append(choice)
        elif not is_told:
            situation.append(sentence.text)
        is_told = bool(result or choice or is_told)
    if is_told and situation:
        first = _BEGINS.sub("", situation[0])
        yield ToldCase(
            sentences[0].section,
            " ".join((upper_first(first), *situation[1:])),
            tuple(r for r in results if not r.change),
            tuple(r for r in results if r.change),
            tuple(choices["fits"]),
            tuple(choices["misfits"]),
            tuple(choices["would"]),
        )


def _choice(sentence: Sentence) -> tuple[str, Choice | None]:
    for kind, pattern in (("would", _WOULD), ("misfits", _MISFITS), ("fits", _FITS)):
        match = pattern.match(sentence.text)
        if match:
            found = match.groupdict()
            change = found.get("change") or ""
            return kind, Choice(found["name"], found["why"], sentence.piece, change)
    return "", None


def _result(sentence: Sentence) -> Result | None:
    match = _RESULT.match(sentence.text)
    calculation = read_calculation(match["how"]) if match else None
    if match is None or calculation is None:
        return None
    rounded = match["rounded"]
    value, unit = (rounded, match["counted"]) if rounded else (match["value"], match["unit"])
    result = Result(
        what=match["what"],
        lead=match["lead"] or "",
        change=match["change"] or "",
        calculation=calculation,
        value=value,
        unit=(unit or "").rstrip(),
        is_rounded_up=bool(rounded),
        piece=sentence.piece,
    )
    return result if is_right(calculation, match["value"], rounded) else None


def is_right(calculation: Calculation, value: str, rounded: str | None = None) -> bool:
    """Whether a calculation comes to the value that is told, as exactly as it is told."""
    told = float(value.replace(",", ""))
    try:
        found = calculation.value
    except (ValueError, ZeroDivisionError, OverflowError):
        return False
    if rounded is not None and math.ceil(found) != float(rounded.replace(",", "")):
        return False
    last_place = 10.0 ** -decimals(value)
    return abs(found - told) <= max(0.51 * last_place, NEAR * abs(told))


def decimals(value: str) -> int:
    """Return how many digits stand behind the point."""
    return len(value.partition(".")[2])
