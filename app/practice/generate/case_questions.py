"""Questions on a told case: what it comes to, how, what a change does, what fits and why not."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.arithmetic import Number, Slip, Step, figures_of, mistaken, slips
from app.practice.generate.assemble import Candidate, as_option, gives_away
from app.practice.generate.phrasing import Wording
from app.practice.generate.told_cases import decimals
from app.practice.generate.words import says_the_same, upper_first
from app.practice.records import CHOICE_OPTIONS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from app.practice.generate.arithmetic import Calculation
    from app.practice.generate.assemble import Place
    from app.practice.generate.told_cases import Choice, Result, ToldCase
    from app.practice.records import Difficulty, Question

WRONG = CHOICE_OPTIONS - 1
FURTHEST = 12.0
"""Times that a wrong figure may be larger or smaller: further off, it is not believed."""
NEAREST = 1.02
"""Times below which two figures are the same one rounded otherwise."""
FARTHEST = 100.0
"""Times that what a wrong calculation comes to may be larger or smaller than the right one."""
FEWEST_TO_ROUND = 20
"""Value from which a count that comes out broken may be rounded to a whole one."""


def case_questions(place: Place, case: ToldCase) -> tuple[Question, ...]:
    """Return the questions of a case, in the order in which a reader meets them."""
    found = [*_on_fit(place, case), *_on_results(place, case)]
    asked = [question for question in found if question is not None]
    if len(asked) == 1 and case.fits:
        asked += filter(None, [_reason_question(place, case)])
    return tuple(asked)


def _on_results(place: Place, case: ToldCase) -> Iterator[Question | None]:
    asked_how = False
    for number, result in enumerate(case.results):
        if number == 1 and not asked_how and _is_given(result, case):
            asked_how = True
            yield _how_question(place, case, result)
        else:
            others = [other for other in case.results if other is not result]
            yield _value_question(place, case, result, (*case.changed, *others))
    for result in case.changed:
        yield _value_question(place, case, result, case.results)


def _is_given(result: Result, case: ToldCase) -> bool:
    """Whether all figures of a calculation stand in the situation, so that it tells no result."""
    figures = {figure for figure in _figures(result.calculation) if float(figure) not in (1, 100)}
    told = case.situation.replace(",", "")
    return all(figure in told for figure in figures)


def _figures(calculation: Calculation) -> Iterator[str]:
    for word in str(calculation).replace("(", " ").replace(")", " ").replace("^", " ").split():
        if word[0].isdigit():
            yield word.replace(",", "")


@dataclass(frozen=True, slots=True)
class _Figure:
    """A wrong figure, and what is wrong about it."""

    value: float
    candidate: Candidate


def _value_question(
    place: Place, case: ToldCase, result: Result, others: Sequence[Result]
) -> Question | None:
    if result.value in case.situation.split() or _is_too_easy(result):
        return None
    proof = place.evidence(result.piece)
    told = " ".join(result.piece.text.split())
    right = float(result.value.replace(",", ""))
    figures: list[_Figure] = []
    for other in others:
        is_same = other.what == result.what
        if other.unit == result.unit and (is_same or not (result.change or other.change)):
            value = float(other.value.replace(",", ""))
            shown_as = _written(value, result) or other.value
            said = _said_of_other(result, other)
            candidate = Candidate(f"{shown_as}{result.unit}", f"{said} {told}", proof)
            _add(figures, result, value, candidate)
    for slip, value in _wrong_ways(result, case):
        text = _written(value, result)
        if text is not None:
            rationale = f"{slip.wrong} {slip.said}. {told}"
            shown = float(text.replace(",", ""))
            candidate = Candidate(f"{text}{result.unit}", rationale, proof)
            _add(figures, result, shown, candidate)
    rng = random.Random(told)
    key = Candidate(result.text, told, proof)
    chosen = _around(right, figures, rng)
    if chosen is None:
        return None
    stem = f"{result.lead}what is the {result.what}?"
    if result.change:
        stem = f"What would the {result.what} be if {result.change}?"
    return _choice(place, upper_first(stem), key, chosen, "medium", rng)


def _said_of_other(result: Result, other: Result) -> str:
    if result.change:
        return "That is the figure before the change."
    if other.change:
        return f"{other.calculation} takes figures that the case does not tell."
    return f"That is the {other.what}."


def _is_too_easy(result: Result) -> bool:
    """Whether a figure is the sum or the difference of two others, which asks for nothing."""
    calculation = result.calculation
    return (
        isinstance(calculation, Step)
        and calculation.sign in "+-"
        and isinstance(calculation.left, Number)
        and isinstance(calculation.right, Number)
    )


def _wrong_ways(result: Result, case: ToldCase) -> Iterator[tuple[Slip, float]]:
    """Yield the ways to miscalculate a result, the commonest first, and what each comes to."""
    given = [figure for figure in figures_of(case.situation) if float(figure.replace(",", ""))]
    ways = [*slips(result.calculation), *mistaken(result.calculation, given)]
    if result.is_share:
        whole = Number(f"{result.whole:g}")
        rest = Step("-", whole, result.calculation)
        ways.append(Slip(rest, f"is what is left of {whole}", 2))
    for slip in sorted(ways, key=lambda one: one.strangeness):
        try:
            yield slip, slip.wrong.value
        except (ValueError, ZeroDivisionError, OverflowError):
            continue


def _add(figures: list[_Figure], result: Result, value: float, candidate: Candidate) -> None:
    right = float(result.value.replace(",", ""))
    apart = [right, *(figure.value for figure in figures)]
    if (
        value > 0
        and 1 / FURTHEST <= value / right <= FURTHEST
        and not (result.is_share and value >= result.whole)
        and all(max(value / one, one / value) >= NEAREST for one in apart)
    ):
        figures.append(_Figure(value, candidate))


def _written(value: float, result: Result) -> str | None:
    """Return a figure as the right one is written; None when it cannot be taken for one."""
    places = decimals(result.value)
    if result.is_rounded_up:
        value = math.ceil(value - 1e-9)
    elif places == 0 and abs(value - round(value)) > 1e-6 and value < FEWEST_TO_ROUND:
        return None
    text = f"{value:,.{places}f}" if "," in result.value or value >= 1000 else f"{value:.{places}f}"
    is_one = text == "1" and bool(result.unit)
    return None if is_one or float(text.replace(",", "")) <= 0 else text


def _around(right: float, figures: Sequence[_Figure], rng: random.Random) -> list[Candidate] | None:
    """Return three wrong figures; how many are smaller than the right one is drawn."""
    smaller = [figure.candidate for figure in figures if figure.value < right]
    larger = [figure.candidate for figure in figures if figure.value > right]
    counts = [n for n in range(WRONG + 1) if n <= len(smaller) and WRONG - n <= len(larger)]
    if not counts:
        return None
    below = rng.choice(counts)
    return [*smaller[:below], *larger[: WRONG - below]]


def _how_question(place: Place, case: ToldCase, result: Result) -> Question | None:
    proof = place.evidence(result.piece)
    told = " ".join(result.piece.text.split())
    right = str(result.calculation)
    whole: list[Candidate] = []
    shorter: list[Candidate] = []
    values = [result.calculation.value]
    for slip, value in _wrong_ways(result, case):
        text = str(slip.wrong)
        if any(math.isclose(value, one, rel_tol=NEAREST - 1) for one in values):
            continue
        is_near = 1 / FARTHEST <= value / result.calculation.value <= FARTHEST
        if len(text) * 2 >= len(right) and is_near and " " in text:
            values.append(value)
            is_whole = len(text.split()) >= len(right.split())
            (whole if is_whole else shorter).append(
                Candidate(text, f"It {slip.said}. {told}", proof)
            )
    wrong = [*shorter[:1], *whole, *shorter[1:]][:WRONG]
    if len(wrong) < WRONG:
        return None
    rng = random.Random(told)
    stem = f"{result.lead}which calculation gives the {result.what}?"
    key = Candidate(right, told, proof)
    return _choice(place, upper_first(stem), key, wrong, "medium", rng)


def _on_fit(place: Place, case: ToldCase) -> Iterator[Question | None]:
    if len(case.fits) != 1 or len(case.misfits) < WRONG:
        return
    fit = case.fits[0]
    rng = random.Random(case.situation)
    key = _named(place, fit)
    wrong = [_named(place, one) for one in case.misfits[:WRONG]]
    if not gives_away(case.situation, key, wrong):
        yield _choice(place, f"Which {case.sought} fits?", key, wrong, "hard", rng)
    everyone = (fit, *case.misfits[:WRONG])
    for one in case.would_fit:
        now = next((c for c in everyone if _is_same(c, one)), None)
        if now is None or now is fit:
            continue
        proof = place.evidence(one.piece)
        others = [
            Candidate(c.name, _told(one), proof, "violates the constraint")
            for c in everyone
            if c is not now
        ]
        stem = f"Which {case.sought} would fit if {one.change}?"
        yield _choice(place, stem, Candidate(now.name, _told(one), proof), others, "hard", rng)


def _reason_question(place: Place, case: ToldCase) -> Question | None:
    """Ask why something does not fit; what is said of the others is no reason."""
    asked_next = {one.name.casefold() for one in case.would_fit}
    neighbour = next((m for m in case.misfits if m.name.casefold() not in asked_next), None)
    if neighbour is None:
        return None
    fit, rng = case.fits[0], random.Random(case.situation)
    reasons: list[Candidate] = []
    others = [one for one in case.misfits if one is not neighbour]
    changed = [one for one in case.would_fit if not _is_same(one, neighbour)]
    for one in (*others, fit, *changed):
        said = [neighbour.why, *(reason.text for reason in reasons)]
        if any(says_the_same(one.why, other) for other in said):
            continue
        reasons.append(
            Candidate(
                one.why,
                f"That holds for {_inside(one, case, place)}. {_told(neighbour)}",
                place.evidence(one.piece),
                "true but beside the point",
            )
        )
    if len(reasons) < WRONG:
        return None
    does = "do" if _is_plural(neighbour) else "does"
    stem = f"Why {does} {_inside(neighbour, case, place)} not fit?"
    right = Candidate(neighbour.why, _told(neighbour), place.evidence(neighbour.piece))
    return _choice(place, stem, right, reasons[:WRONG], "hard", rng)


def _named(place: Place, one: Choice) -> Candidate:
    return Candidate(one.name, _told(one), place.evidence(one.piece), "violates the constraint")


def _told(one: Choice) -> str:
    return " ".join(one.piece.text.split())


def _inside(one: Choice, case: ToldCase, place: Place) -> str:
    """Return a name as it stands inside a sentence."""
    told = next((other.name for other in case.would_fit if _is_same(one, other)), "")
    if told:
        return told
    return Wording(place.shelf.is_name).inside(one.name)


def _is_same(one: Choice, other: Choice) -> bool:
    return one.name.casefold() == other.name.casefold()


def _is_plural(one: Choice) -> bool:
    return " do not fit" in _told(one)


def _choice(
    place: Place,
    stem: str,
    key: Candidate,
    wrong: Sequence[Candidate],
    difficulty: Difficulty,
    rng: random.Random,
) -> Question | None:
    options = [as_option(key, is_key=True), *(as_option(one) for one in wrong)]
    rng.shuffle(options)
    at = next(n for n, option in enumerate(options) if option.kind is None)
    return place.question("multiple_choice", stem, options, [at], difficulty=difficulty)
