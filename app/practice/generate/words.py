"""Words and numbers: what two texts share, and of what kind a value is."""

from __future__ import annotations

import math
import re
from functools import lru_cache

from index.terms import STOPWORDS

_WORD = re.compile(r"[^\W_]+(?:[-._/:'’+#][^\W_]+)*[+#]*")
_SOFT = STOPWORDS | frozenset(
    [
        "also",
        "any",
        "each",
        "either",
        "else",
        "every",
        "more",
        "most",
        "much",
        "many",
        "new",
        "no",
        "not",
        "one",
        "only",
        "other",
        "same",
        "some",
        "than",
        "too",
        "two",
        "use",
        "used",
        "uses",
        "using",
        "very",
        "via",
        "while",
        "without",
        "within",
        "yes",
        "s",
    ]
)
_SENTENCE_END = re.compile(r"(?<=[a-z)\d”\"])\.\s+(?=[A-Z(])|\s+(?=(?:Optional|Required) Valid )")
_JOINT = re.compile(r"[^a-z0-9]+")
_NUMBER = re.compile(r"(?<![\w.-])[-+]?\d[\d,]*(?:\.\d+)?(?![\w-]|\.\d)")
_UNITS = {
    "time": r"milliseconds?|ms|seconds?|minutes?|hours?|days?|weeks?|months?|years?",
    "size": r"(?:bytes?|[KMGTP]i?B)(?!/s|\s*per\b)",
    "rate": r"(?:[KMGT]i?B(?:ps|/s)|Gbps|[KMGT]i?B per second)|(?:records|requests|calls|messages)"
    r" per (?:second|minute)",
    "percent": r"%|percent",
    "money": r"USD|dollars?",
    "count": r"[a-z][\w-]*",
}
_ABOUT = (
    r"(?:(?:about|around|up to|at most|at least|within|from|every|over|under|less than|more than"
    r"|a?\s?max(?:imum)?(?: of)?|a?\s?min(?:imum)?(?: of)?|default:?|[~<>≤≥])\s?){0,2}"
)


def _gap(kind: str) -> str:
    """Return what stands between number and unit: "4xlarge" is a name, "4 models" are counted."""
    return r"\s" if kind == "count" else r"\s?"


_MEASURED = {
    kind: re.compile(
        rf"^{_ABOUT}\d[\d,.]*(?:\s?(?:to|-|–)\s?\d[\d,.]*)?{_gap(kind)}(?:{unit})\b", re.I
    )
    if kind != "percent"
    else re.compile(rf"^{_ABOUT}\d[\d,.]*\s?(?:%|percent)", re.I)
    for kind, unit in _UNITS.items()
}
_PLAIN = re.compile(r"^[-+]?\d[\d,.]*(?:e-?\d+)?$", re.I)


@lru_cache(maxsize=200_000)
def stem(word: str) -> str:
    """Return a word without the ending of the plural or the third person."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@lru_cache(maxsize=200_000)
def content_words(text: str) -> frozenset[str]:
    """Return the words of a text that carry its meaning, lower-cased, without plural endings."""
    return frozenset(map(stem, set(_WORD.findall(text.lower())) - _SOFT))


@lru_cache(maxsize=200_000)
def word_parts(text: str) -> frozenset[str]:
    """Return the content words of a text together with the parts of its compounds."""
    words = content_words(text)
    parts = (stem(part) for word in words for part in _JOINT.split(word) if part not in _SOFT)
    return words | frozenset(part for part in parts if len(part) > 1)


def overlap(first: str, second: str) -> float:
    """Return the share of content words that two texts have in common (Jaccard), 0 to 1."""
    one, two = content_words(first), content_words(second)
    return len(one & two) / len(one | two) if one or two else 0.0


def says_the_same(first: str, second: str) -> bool:
    """Whether one text may be true wherever the other is: equal, contained, or nearly so."""
    one, two = content_words(first), content_words(second)
    if not one or not two:
        return first.casefold() == second.casefold()
    return one <= two or two <= one or overlap(first, second) > 0.6


def bare_numbers(text: str) -> tuple[str, ...]:
    """Return the numbers of a text as written, thousands separators dropped."""
    return tuple(match.group().replace(",", "") for match in _NUMBER.finditer(text))


def kind_of_value(text: str) -> str:
    """Return what a value measures: `time`, `size`, `rate`, `percent`, `money`, `count`, `number`;
    `text` when it does not begin with a measured number."""
    if _PLAIN.match(text.strip()):
        return "number"
    for kind in ("rate", "percent", "time", "size", "money", "count"):
        if _MEASURED[kind].match(text.strip()):
            return kind
    return "text"


_FACTORS = {
    "millisecond": 1e-3,
    "ms": 1e-3,
    "second": 1,
    "minute": 60,
    "hour": 3600,
    "day": 86400,
    "week": 604800,
    "month": 2.6e6,
    "year": 3.15e7,
    "byte": 1,
    "kb": 1e3,
    "mb": 1e6,
    "gb": 1e9,
    "tb": 1e12,
    "pb": 1e15,
    "kib": 1e3,
    "mib": 1e6,
    "gib": 1e9,
    "tib": 1e12,
}
_MEASURE = re.compile(r"(\d[\d,]*(?:\.\d+)?)\s?([A-Za-z]+)?")


def magnitude(text: str) -> float:
    """Return the power of ten of a value in its base unit: 3.6 for "1 hour"; 0 without a number."""
    match = _MEASURE.search(text)
    if not match:
        return 0.0
    value = float(match.group(1).replace(",", ""))
    factor = _FACTORS.get(stem((match.group(2) or "").lower()), 1)
    return math.log10(value * factor) if value else 0.0


RESIDUE = re.compile(
    r"\s*\(?(?:\b(?:Required|Optional)\b\.?(?=[\s)]|$)|\bValid values?:|\bDefault(?: values?)?:"
    r"|\bUnits?:"
    r"|\bUnits?/|\bValid statistics|\bFor more information\b|\bFor a (?:full )?list\b|\bTo learn\b"
    r"|\bSee\b|\bExamples?:|\bFor example\b|\bE\.g\.|\be\.g\.|\bNote:|\bRange:|\bType:"
    r"|\bSupported values?:)"
)
"""Where a description ends and settings, examples or links begin."""


def first_sentence(text: str) -> str:
    """Return the first sentence of a cell or entry, without its full stop."""
    return _SENTENCE_END.split(text, maxsplit=1)[0].strip().rstrip(".")


_PATH = re.compile(r"/\w|\w_\w|[a-z][A-Z]|\w\.\w+\.|::|^[\w-]+$")
_VERDICT = re.compile(r"^(?:yes|no|none|not |supported|true|false|boolean|enabled|disabled)", re.I)


def upper_first(text: str) -> str:
    """Return a text that is not empty with its first letter in upper case."""
    return text[0].upper() + text[1:]


def shape(text: str) -> str:
    """Return what a value looks like: what it measures, `verdict`, `code` or `text`. An option of
    another shape than the rest gives itself away."""
    kind = kind_of_value(text)
    if kind != "text":
        return kind
    if _VERDICT.match(text):
        return "verdict"
    return "code" if _PATH.search(text) else "text"
