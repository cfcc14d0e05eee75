"""Tell what amount a question asks for, and whether a sentence gives one."""

from __future__ import annotations

import re

_OF_TIME = re.compile(
    r"\b(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|a|an)[\s-]*(?:ms\b"
    r"|(?:millisecond|second|minute|hour|day|week|month|year)s?\b)",
    re.IGNORECASE,
)
_OF_SIZE = re.compile(r"\d\s*(?:[KMGTP]i?B\b|bytes?\b)", re.IGNORECASE)
_OF_MONEY = re.compile(
    r"\$\s?\d|\d\s*(?:%|percent\b|USD\b|(?:US )?dollars?\b|cents?\b)", re.IGNORECASE
)
_UNITS = (
    (
        re.compile(
            r"\bhow (?:long|often|old)\b|\b(?:duration|time-?outs?|retention)\b"
            r"|\b(?:processing|run|running|execution|response|invocation|wait|waiting)[ -]?time\b",
            re.IGNORECASE,
        ),
        _OF_TIME,
    ),
    (re.compile(r"\bhow (?:large|big)\b|\b(?:size|payload|memory)\b", re.IGNORECASE), _OF_SIZE),
    (
        re.compile(
            r"\b(?:costs?|prices?|fees?|discounts?|percentage)\b"
            r"|\bhow much\b.*\bsav(?:e|es|ed|ing)\b",
            re.IGNORECASE,
        ),
        _OF_MONEY,
    ),
)
"""What a question asks for, and how an amount of it is written."""
_QUANTITY = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|zero|unlimited|half|twice|no limit)\b",
    re.IGNORECASE,
)


def states_asked_unit(question: str, text: str) -> bool:
    """Whether a text gives an amount of what is asked for: "how long" asks for a time."""
    return any(asks.search(question) and unit.search(text) for asks, unit in _UNITS)


def states_quantity(text: str) -> bool:
    """Whether a text states a number or a limit; "one" alone is rarely either."""
    return _QUANTITY.search(text) is not None
