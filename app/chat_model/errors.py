"""What can go wrong between us and a chat model, in the words that the reader sees.

GroundworkError
  ChatModelError        one call, or the opening of a model, failed; `cause` says how
"""

from __future__ import annotations

from typing import Literal

from index.errors import GroundworkError

Cause = Literal[
    "not installed",
    "no key",
    "key refused",
    "no such model",
    "unreachable",
    "busy",
    "server error",
    "timeout",
    "empty",
    "too long",
    "unreadable",
    "request refused",
]


class ChatModelError(GroundworkError):
    """A chat model did not give what was asked for; the text holds no key and no password."""

    def __init__(
        self, cause: Cause, what: str, remedy: str = "", retry_after: float | None = None
    ) -> None:
        super().__init__(what, remedy)
        self.cause = cause
        self.retry_after = retry_after
        """Seconds that a busy server asked to wait; None when it named no time."""
