"""Exchange one number of a sentence for another."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eval.perturb.records import FalseSentence

if TYPE_CHECKING:
    import random

    from eval.perturb.records import Kind, TrueSentence

NUMBER = re.compile(
    r"(?<![\w.,/:$-])\d{1,3}(?:,\d{3})+(?![\w.]*\w)|(?<![\w.,/:$-])\d+(?:\.\d+)?(?![\w/:]|\.\d|,\d{3}|-\d)"
)
LIST_MARK = re.compile(r"^\s*\d+[.)]\s")
NEXT_WORD = re.compile(r"\s*([A-Za-z%]+)")
SPELLED = """
    zero one two three four five six seven eight nine ten eleven twelve
    """.split()  # noqa: SIM905  (words read better as text)


def number_swapped(true: TrueSentence, rng: random.Random) -> FalseSentence | None:
    """Return the sentence with a number that its passage does not hold anywhere."""
    places = _places(true.text)
    if not places:
        return None
    place = rng.choice(places)
    held = _held(true.passage.text)
    options = [n for n in _variants(place.group()) if _value(n) not in held]
    return _exchanged(true, place, rng.choice(options), "number") if options else None


def number_swapped_within(true: TrueSentence, rng: random.Random) -> FalseSentence | None:
    """Return the sentence with another number of its passage that stands before the same word."""
    text = true.passage.text
    options = []
    for place in _places(true.text):
        unit = _unit(true.text, place)
        for other in NUMBER.finditer(text):
            same = unit and _unit(text, other) == unit
            if same and _value(other.group()) != _value(place.group()):
                options.append((place, other.group()))
    if not options:
        return None
    place, number = rng.choice(options)
    return _exchanged(true, place, number, "number-hard")


def _places(text: str) -> list[re.Match[str]]:
    mark = LIST_MARK.match(text)
    return [m for m in NUMBER.finditer(text) if not mark or m.start() >= mark.end()]


def _exchanged(true: TrueSentence, place: re.Match[str], number: str, kind: Kind) -> FalseSentence:
    text = true.text[: place.start()] + number + true.text[place.end() :]
    return FalseSentence(kind, text, true.text, true.passage, f"{place.group()} -> {number}")


def _variants(number: str) -> list[str]:
    """Return numbers of the same look: doubled, halved, ten times, one more, digits exchanged."""
    value = _value(number)
    if "." in number:
        decimals = len(number.split(".")[1])
        shown = [f"{v:.{decimals}f}" for v in (value * 2, value / 2, value + 10**-decimals)]
        return [one for one in shown if _value(one) not in (value, 0.0)]
    whole = int(value)
    values = {whole * 2, whole * 10, whole + 1, whole + 5, whole // 2, int(str(whole)[::-1])}
    grouped = "," in number
    return [f"{v:,}" if grouped else str(v) for v in sorted(values - {whole, 0, 1})]


def _held(text: str) -> set[float]:
    """Return every number of a text, spelled ones too."""
    found = {_value(m) for m in re.findall(r"\d+(?:,\d{3})*(?:\.\d+)?", text)}
    lowered = text.lower()
    return found | {
        float(v) for v, word in enumerate(SPELLED) if re.search(rf"\b{word}\b", lowered)
    }


def _value(number: str) -> float:
    return float(number.replace(",", ""))


def _unit(text: str, place: re.Match[str]) -> str:
    following = NEXT_WORD.match(text, place.end())
    return following[1].lower().rstrip("s") if following else ""
