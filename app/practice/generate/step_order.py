"""Which steps of a procedure have one order only: each needs what the one before it made."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from app.practice.generate.assemble import ROOT
from app.practice.generate.words import word_parts
from app.verbs import words

if TYPE_CHECKING:
    from collections.abc import Sequence

_TAKEN_UP = re.compile(
    r"\b(?:the|its|that|this|each|both|these|all|every|their|whose) (?=((?:[\w/.-]+ ?){1,3}))",
    re.IGNORECASE,
)
"""What a step names as known: "the compiled artifact"."""
_STAGES = (
    words(
        "choose select store prepare collect clean write define fix state pack import plan gather"
    ),
    words("create build train generate configure compile synthesize"),
    words("register start run deploy launch invoke send call push submit apply ingest"),
    words("wait watch read review evaluate estimate compare monitor inspect note verify"),
    words("promote approve delete retry mitigate shift terminate publish"),
)
"""What steps do, by when they can: made ready, made, set to work, looked at, concluded."""
MADE_BY = 1
"""Stage up to which a step makes its object."""
OBJECT = 4
"""Words of a verb with its object."""
_NAMED_AGAIN = re.compile(
    r"\b(?:the|that) (?P<noun>[\w/-]+(?: [\w/-]+){0,2}?)"
    r"(?=[,.;]|$| (?:of|in|on|to|for|with|by|from|at|and|or|as|into|under|over)\b)"
)
"""A thing with its article, up to where another thing or act is named."""
_SPREAD = frozenset({"aws", "amazon", "sagema", "data", "team", "name", "step"})
"""How words begin that every step of such a procedure has."""


def forced_order(steps: Sequence[str], goal: str) -> tuple[int, ...]:
    """Return the places of the longest run of steps of which each needs the one before it.

    A step needs an earlier one when it takes up what that one brought in, or when it sets to work,
    looks at or concludes what has to be made before. What the goal names is known from the start.
    """
    known = _roots(goal) | _SPREAD
    made: dict[str, int] = {}
    for place, step in enumerate(steps):
        for root in _roots(step) - known - set(made):
            if root in _taken_up(step) - _made_object(step):
                known |= {root}
            else:
                made[root] = place
    runs: list[tuple[int, ...]] = []
    for place, step in enumerate(steps):
        takes_up = {made.get(root, place) for root in _taken_up(step) - known}
        before = [
            run for run in runs if run[-1] in takes_up or 0 <= _stage(steps[run[-1]]) < _stage(step)
        ]
        runs.append((*max(before, key=len, default=()), place))
    return max(runs, key=len, default=())


def taken_up(step: str, before: str) -> str:
    """Return what a step names as known that the one before it brought in: "the image" of "push the
    image" after "build an image"; empty where the words do not tell."""
    known = _roots(before.partition("; ")[0]) - _SPREAD - _taken_up(before) - _made_object(step)
    for match in _NAMED_AGAIN.finditer(step):
        last = match["noun"].split()[-1]
        if "-" not in last and _roots(last) & known and not last.endswith(("ed", "ing")):
            return f"the {match['noun']}"
    return ""


def _stage(step: str) -> int:
    """Return when a step can be done by its verb; -1 where the verb does not tell."""
    first = step.split()[0].lower()
    return next((stage for stage, verbs in enumerate(_STAGES) if first in verbs), -1)


def _taken_up(step: str) -> frozenset[str]:
    return frozenset().union(*(_roots(found) for found in _TAKEN_UP.findall(step)))


def _made_object(step: str) -> frozenset[str]:
    """Return how the words begin of what a step makes by its verb: "build the image"."""
    if not 0 <= _stage(step) <= MADE_BY:
        return frozenset()
    return _roots(" ".join(step.split()[1:OBJECT]))


def _roots(text: str) -> frozenset[str]:
    return frozenset(word[:ROOT] for word in word_parts(text) if len(word) > 2)
