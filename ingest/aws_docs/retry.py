"""When a failed request is made again."""

from __future__ import annotations

from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

FIRST_WAIT = 5.0
"""Seconds before the second try; each further one waits twice as long."""

TRANSIENT = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
"""Answers that may be others a little later."""


def back_off(failures: int) -> float:
    """Return the seconds to wait after the n-th failure in a row, n from 1."""
    return float(FIRST_WAIT * 2 ** (failures - 1))


def retry_after(value: str | None, now: datetime) -> float | None:
    """Return the seconds that a `Retry-After` header asks for (RFC 9110, 10.2.3: seconds or an HTTP
    date); None when it is absent or unreadable."""
    if value is None:
        return None
    text = value.strip()
    if text.isascii() and text.isdigit():
        return float(text)
    try:
        when = parsedate_to_datetime(text)
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=now.tzinfo)
    return max(0.0, (when - now).total_seconds())
