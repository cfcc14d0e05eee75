"""Multiple response: choose the keys and the wrong options of one question."""

from __future__ import annotations

import random
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.assemble import LONGEST_STEM, capitalised, fit_option
from app.practice.generate.clues import about, points_at
from app.practice.generate.words import content_words, says_the_same
from app.practice.records import Option

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.practice.generate.assemble import Place
    from app.practice.records import DistractorKind, Evidence, Question

KEYS = 2
WRONG = 3
LEAST_OF_COLUMN = 2
DRAWS = 24
"""Most draws of options among which one is looked for that does not tell its keys."""
_WHICH = re.compile(r"\b([Ww])hich (?=[\w-]+(?: [\w-]+)*? (?:are|have|do|can|cannot)\b|of these\b)")
_COUNTED = re.compile(r"\b([Ww])hich two ")
_NUMBERS = {2: "two", 3: "three"}


@dataclass(frozen=True, slots=True)
class Choice:
    """An option with its reason, before keys and wrong ones are picked."""

    text: str
    reason: str
    evidence: Evidence
    kind: DistractorKind = "right service, wrong feature"
    group: int = 0
    """The column that the option is a value of; of one row, only one value of it is true."""

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
    rng = random.Random(stem)
    for _ in range(DRAWS):
        drawn = _drawn(stem, keys, wrong, counts, rng)
        if drawn is not None:
            return _question(place, _counted(stem, counts[0]), *drawn, rng)
    return None


def _drawn(
    stem: str,
    keys: Sequence[Choice],
    wrong: Sequence[Choice],
    counts: tuple[int, int],
    rng: random.Random,
) -> tuple[list[Choice], list[Choice]] | None:
    """Return keys and wrong options that neither words nor logic tell apart, or None."""
    right = rng.sample(keys, counts[0])
    mean = sum(len(one.text) for one in right) / len(right)
    near = sorted(wrong, key=lambda one: (abs(len(one.text) - mean), one.text))
    groups = {one.group for one in right}
    pool = [one for n in groups for one in [w for w in near if w.group == n][: counts[1] + 2]]
    if len(pool) < counts[1]:
        return None
    taken = rng.sample(pool, counts[1])
    if {one.group for one in taken} != groups:
        return None
    if len(groups) > 1 and not _are_balanced(right, taken):
        return None
    asked = content_words(stem)
    shared = [asked & content_words(one.text) for one in (*right, *taken)]
    hints = set().union(*shared[: len(right)]) - set().union(*shared[len(right) :])
    if any(len(word) > 3 for word in hints):
        return None
    texts = [one.text for one in taken]
    if any(points_at(about(stem), one.text, texts) for one in right):
        return None
    return right, taken


def _are_balanced(right: Sequence[Choice], taken: Sequence[Choice]) -> bool:
    """Whether each column has two options: the only one of a column would have to be true."""
    numbers = Counter(one.group for one in (*right, *taken))
    return min(numbers.values()) >= LEAST_OF_COLUMN


def _question(
    place: Place, stem: str, right: Sequence[Choice], taken: Sequence[Choice], rng: random.Random
) -> Question | None:
    options = [
        *(one.option(is_key=True) for one in right),
        *(one.option(is_key=False) for one in taken),
    ]
    rng.shuffle(options)
    key = [i for i, option in enumerate(options) if option.kind is None]
    return place.question("multiple_response", stem, options, key)


def _counted(stem: str, count: int) -> str:
    """Return a stem that says how many are asked for: "which two statements are true?"."""
    if _COUNTED.search(stem):
        return _COUNTED.sub(rf"\1hich {_NUMBERS[count]} ", stem, count=1)
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
