"""Multiple response: choose the keys and the wrong options of one question."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.assemble import LONGEST_STEM, capitalised, fit_option
from app.practice.generate.words import content_words, says_the_same
from app.practice.records import Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.practice.generate.assemble import Place
    from app.practice.records import DistractorKind, Evidence, Question

KEYS = 2
WRONG = 3
_WHICH = re.compile(r"\b([Ww])hich (?=\w+(?: \w+)*? (?:are|have|do|can|cannot)\b|of these\b)")
_NUMBERS = {2: "two", 3: "three"}


@dataclass(frozen=True, slots=True)
class Choice:
    """An option with its reason, before keys and wrong ones are picked."""

    text: str
    reason: str
    evidence: Evidence
    kind: DistractorKind = "right service, wrong feature"

    def option(self, *, is_key: bool) -> Option:
        """Return the option."""
        kind = None if is_key else self.kind
        return Option(capitalised(self.text), self.reason, self.evidence, kind)


def pick(
    place: Place, stem: str, keys: Sequence[Choice], wrong: Sequence[Choice]
) -> Question | None:
    """Return a question with two keys of three wrong options, or three keys of two wrong ones."""
    if len(stem) > LONGEST_STEM:
        return None
    keys = [one for one in _distinct(keys) if fit_option(_said(one))]
    wrong = [
        one
        for one in _distinct(wrong)
        if fit_option(_said(one)) and not any(says_the_same(one.text, k.text) for k in keys)
    ]
    if len(keys) >= KEYS and len(wrong) >= WRONG:
        counts = (KEYS, WRONG)
    elif len(keys) > KEYS and len(wrong) >= KEYS:
        counts = (KEYS + 1, KEYS)
    else:
        return None
    asked = content_words(stem)
    rng = random.Random(stem)
    keys = rng.sample(keys, counts[0])
    mean = sum(len(one.text) for one in keys) / len(keys)
    wrong = sorted(wrong, key=lambda one: (abs(len(one.text) - mean), one.text))[: counts[1] + 2]
    wrong = rng.sample(wrong, counts[1])
    shared = [asked & content_words(one.text) for one in (*keys, *wrong)]
    hints = set().union(*shared[: len(keys)]) - set().union(*shared[len(keys) :])
    if any(len(word) > 3 for word in hints):
        return None
    stem = _counted(stem, counts[0])
    options = [
        *(one.option(is_key=True) for one in keys),
        *(one.option(is_key=False) for one in wrong),
    ]
    rng.shuffle(options)
    key = [i for i, option in enumerate(options) if option.kind is None]
    return place.question("multiple_response", stem, options, key)


def _counted(stem: str, count: int) -> str:
    """Return a stem that says how many are asked for: "which two statements are true?"."""
    return _WHICH.sub(rf"\1hich {_NUMBERS[count]} ", stem, count=1)


def _said(one: Choice) -> str:
    """Return an option without the pronoun of a statement: "It stores records"."""
    return one.text.removeprefix("It ")


def _distinct(choices: Sequence[Choice]) -> list[Choice]:
    kept: list[Choice] = []
    for one in choices:
        if not any(one.text.casefold() == other.text.casefold() for other in kept):
            kept.append(one)
    return kept
