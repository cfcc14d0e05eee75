"""When something was stored: UTC in ISO form, which sorts as it was written."""

from __future__ import annotations

from datetime import UTC, datetime


def utc_stamp(now: datetime | None) -> str:
    """Return a moment, by default the present one, in UTC with microseconds."""
    return (now or datetime.now(UTC)).astimezone(UTC).isoformat(timespec="microseconds")
