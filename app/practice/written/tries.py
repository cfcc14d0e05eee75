"""Ask again where something was refused: each further try is told why the last one was."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from app.practice.written.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Callable

    from app.practice.written.refusal import Rule

_Found = TypeVar("_Found")


def first_accepted(
    once: Callable[[Refusal | None], _Found | Refusal], retries: int, refused: list[Rule]
) -> _Found | None:
    """Return what the first try that is not refused gives; None after the last one.

    Args:
        once: one try, told the refusal of the one before; None the first time.
        retries: tries after the first.
        refused: the rule of each refusal is added to it.
    """
    last: Refusal | None = None
    for _ in range(1 + retries):
        found = once(last)
        if not isinstance(found, Refusal):
            return found
        last = found
        refused.append(found.rule)
    return None
