"""How long to wait for a chat model, how often to try again, how much it may write."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from index.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class ModelOptions:
    """Limits on every call of a chat model."""

    timeout: float = 60.0
    """Seconds of silence after which a call is given up: before the first token or between two."""
    max_tokens: int = 600
    """Tokens that one answer may have."""
    retries: int = 2
    """Further tries after a busy server or a server error, before anything was written."""
    backoff: float = 0.5
    """Seconds before the first further try; doubled each time."""
    longest_wait: float = 20.0
    """A server that asks to wait longer than this many seconds is not waited for."""
    context_tokens: int = 8192
    """Context window of a local model: prompt and answer together."""
    threads: int | None = None
    """Threads of a local model; None leaves it to the library."""

    @property
    def longest_answer(self) -> float:
        """Seconds that a whole answer may take, however steadily it drips."""
        return 4 * self.timeout

    @classmethod
    def from_environment(cls, env: Mapping[str, str]) -> Self:
        """Read the limits that an installation sets; unset or empty variables take defaults.

        Raises:
            UsageError: a variable holds no positive number.
        """
        default = cls()
        threads = _number(env, "GROUNDWORK_MODEL_THREADS", 0.0)
        return cls(
            timeout=_number(env, "GROUNDWORK_MODEL_TIMEOUT", default.timeout),
            max_tokens=int(_number(env, "GROUNDWORK_MODEL_TOKENS", default.max_tokens)),
            context_tokens=int(_number(env, "GROUNDWORK_MODEL_CONTEXT", default.context_tokens)),
            threads=int(threads) or None,
        )


def _number(env: Mapping[str, str], name: str, default: float) -> float:
    text = env.get(name, "").strip()
    if not text:
        return default
    try:
        value = float(text)
    except ValueError:
        value = 0.0
    if not 0 < value < float("inf"):
        raise UsageError(f"{name} is '{text}'", "Give a positive number, or leave it unset")
    return value
