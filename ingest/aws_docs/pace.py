"""How fast a host is asked: one request after the other, a fixed time apart."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

DEFAULT_DELAY = 5.0
"""Seconds between two requests where robots.txt names none; what docs.aws.amazon.com names."""


class Pace:
    """Keeps the time between the starts of two requests to one host."""

    def __init__(self, clock: Callable[[], float], sleep: Callable[[float], None]) -> None:
        self._clock = clock
        self._sleep = sleep
        self._delays: dict[str, float] = {}
        self._last: dict[str, float] = {}

    def set_delay(self, origin: str, seconds: float) -> None:
        """Set the time between two requests to a host."""
        self._delays[origin] = seconds

    def delay(self, origin: str) -> float:
        """Return the time between two requests to a host, in seconds."""
        return self._delays.get(origin, DEFAULT_DELAY)

    def wait(self, origin: str, *, at_least: float = 0.0) -> None:
        """Sleep until the host may be asked again, and at least `at_least` seconds from now."""
        now = self._clock()
        rest = at_least
        if origin in self._last:
            rest = max(rest, self._last[origin] + self.delay(origin) - now)
        if rest > 0:
            self._sleep(rest)
        self._last[origin] = self._clock()
