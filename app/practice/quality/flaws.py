"""Find the item-writing flaws of a question by rule."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.practice.quality.key_rules import KEY_RULES
from app.practice.quality.option_rules import OPTION_RULES
from app.practice.quality.stem_rules import STEM_RULES

if TYPE_CHECKING:
    from app.practice.quality.flaw import Flaw
    from app.practice.records import Item, Question


def flaws_of(item: Item) -> tuple[Flaw, ...]:
    """Return the flaws of an item, those of a case study's questions included."""
    return tuple(flaw for part in item.parts for flaw in _flaws(part))


def _flaws(question: Question) -> list[Flaw]:
    found = [flaw for rule in (*STEM_RULES, *OPTION_RULES) for flaw in rule(question)]
    if question.type in ("multiple_choice", "multiple_response"):
        found += [flaw for rule in KEY_RULES for flaw in rule(question)]
    by_name = {flaw.name: flaw for flaw in reversed(found)}
    return sorted(by_name.values())
