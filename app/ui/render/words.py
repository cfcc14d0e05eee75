"""Say counts, dates and places in the few words that the pages use."""

from __future__ import annotations

from datetime import date, datetime


def count(number: int, noun: str, plural: str = "") -> str:
    """Return `1 passage`, `1,412 passages`."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def day(iso: str | None) -> str:
    """Return an ISO date or time as `23 Nov 2026`; what is no date comes back as it is."""
    if not iso:
        return ""
    try:
        stamp = date.fromisoformat(iso[:10])
    except ValueError:
        return iso
    return f"{stamp.day} {stamp:%b %Y}"


def moment(iso: str) -> str:
    """Return an ISO time as `23 Nov 2026, 14:21 UTC`."""
    try:
        stamp = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    return f"{stamp.day} {stamp:%b %Y, %H:%M} UTC"


def duration(seconds: float) -> str:
    """Return a time as `38 ms` or `1.4 s`."""
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.1f} s"
