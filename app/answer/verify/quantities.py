"""Numbers with their units: "1,024 MB", "an hour", "300-700 MB", "62.5 %", "9 February 2024"."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

Bound = Literal["", "most", "least"]

_SECONDS = {
    "microsecond": 1e-6, "µs": 1e-6, "us": 1e-6,
    "millisecond": 1e-3, "ms": 1e-3, "msec": 1e-3,
    "second": 1.0, "sec": 1.0, "s": 1.0,
    "minute": 60.0, "min": 60.0, "hour": 3600.0, "hr": 3600.0, "h": 3600.0,
    "day": 86400.0, "week": 604800.0,
}  # fmt: skip
_MONTHS_OF = {"month": 1.0, "year": 12.0}
_BYTES = {"byte": 1.0, "b": 1.0, "bytes": 1.0}
_DECIMAL = {"kb": 1e3, "mb": 1e6, "gb": 1e9, "tb": 1e12, "pb": 1e15}
_DECIMAL_NAMES = {"kilobyte": 1e3, "megabyte": 1e6, "gigabyte": 1e9, "terabyte": 1e12}
_BINARY = {"kib": 2.0**10, "mib": 2.0**20, "gib": 2.0**30, "tib": 2.0**40}
_MONTH_NAMES = """
    january february march april may june july august september october november december
    """.split()  # noqa: SIM905  (words read better as text)
_SMALL = {
    word: float(value)
    for value, word in enumerate(
        """
            zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen
            fifteen sixteen seventeen eighteen nineteen twenty
            """.split()  # noqa: SIM905  (words read better as text)
    )
} | {
    "thirty": 30.0, "forty": 40.0, "fifty": 50.0, "sixty": 60.0, "seventy": 70.0, "eighty": 80.0,
    "ninety": 90.0,
}  # fmt: skip
_SCALE = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_RATE = re.compile(r"/(?:s|sec|second)|ps\b", re.IGNORECASE)

_MONTH = "|".join(_MONTH_NAMES)
_DATE = re.compile(
    rf"\b(?P<y1>\d{{4}})-(?P<m1>\d\d)-(?P<d1>\d\d)\b"
    rf"|\b(?P<d2>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<m2>{_MONTH}),? (?P<y2>\d{{4}})\b"
    rf"|\b(?P<m3>{_MONTH}) (?P<d3>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y3>\d{{4}})\b"
    rf"|\b(?P<m4>{_MONTH}),? (?:of )?(?P<y4>\d{{4}})\b",
    re.IGNORECASE,
)
_SPELLED = "|".join([*sorted(_SMALL, key=len, reverse=True), *_SCALE])
_UNIT = (
    r"%|percent(?:age points?)?\b|per ?cent\b"
    r"|(?:[KMGTP]i?B|[KMGTP]iB|bytes?|B)(?:/s(?:ec(?:ond)?)?|ps)?\b"
    r"|(?:kilo|mega|giga|tera)bytes?\b"
    r"|(?:milli|micro)?seconds?\b|msec\b|ms\b|µs\b|secs?\b|s\b|minutes?\b|mins?\b|hours?\b|hrs?\b|h\b"
    r"|days?\b|weeks?\b|months?\b|years?\b"
    r"|USD\b|US dollars?\b|dollars?\b|cents?\b|IOPS\b"
)
_NUMBER = re.compile(
    rf"(?P<sign>(?<![\w)%-])-(?=[\d.]))?(?P<money>\$ ?)?"
    rf"(?:(?<![\w.])(?<!\w-)(?P<digits>\d+(?:\.\d+)?|\.\d+)|(?<=\d-)(?P<tail>\d+(?:\.\d+)?)"
    rf"|\b(?P<spelled>(?:{_SPELLED})(?:[ -](?:{_SPELLED}))*)\b"
    rf"|\b(?P<article>an?)(?= (?:hour|minute|second|day|week|month|year)\b))"
    rf"(?P<times> ?(?:thousand|million|billion)\b|[kM]\b(?!B))?"
    rf"(?:[ -]?(?P<unit>{_UNIT}))?(?!\w)(?!\.\w)",
    re.IGNORECASE,
)
_JOINED = re.compile(r"\s*(?:-|to|or|and|,|, or|, and|through|up to)\s*(?:up to |at most )?", re.I)
_AT_MOST = re.compile(
    r"(?:up to|at most|no more than|not more than|not exceed\w*|maximum\w*(?: of| is)?|max(?: of)?"
    r"|as much as|as many as|less than|below|under|fewer than|no longer than|within|limited to)"
    r"\s*(?:about |around )?$",
    re.IGNORECASE,
)
_AT_LEAST = re.compile(
    r"(?:at least|no less than|not less than|no fewer than|minimum\w*(?: of| is)?|min(?: of)?"
    r"|more than|over|above|exceed\w*|longer than|or more|greater than)\s*(?:about |around )?$",
    re.IGNORECASE,
)
_BOUND_REACH = 40
"""Characters beside a number in which "at most" and its like are looked for."""
_MOST_AFTER = re.compile(r"\s*(?:at most|or less|or fewer|at maximum|maximum)\b", re.IGNORECASE)
_LEAST_AFTER = re.compile(r"\s*(?:or more|at least|or above|minimum)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number in base units: seconds, bytes, months, percent, dollars, or a plain count."""

    value: float
    unit: str
    """Dimension: `s`, `B`, `iB` (binary bytes), `month`, `%`, `USD`, `date`, ... or empty."""
    bound: Bound
    start: int
    end: int
    text: str

    @property
    def is_weak(self) -> bool:
        """Whether it is "one" or "a month": as often a manner of speaking as a number."""
        return self.text.lower().startswith(("one", "a ", "an ")) and self.value > 0

    def agrees(self, other: Quantity) -> bool:
        """Whether both say the same amount; 1024 MB may be 1 GB, 25 MB is not 25 MiB."""
        if self.unit == other.unit:
            return _close(self.value, other.value) or (
                self.unit.startswith("B") and _by_1024(self.value, other.value)
            )
        if {self.unit, other.unit} == {"%", ""}:
            share, plain = (self, other) if self.unit == "%" else (other, self)
            return _close(share.value, 100 * plain.value) and abs(plain.value) <= 1
        return False


def quantities(text: str) -> tuple[Quantity, ...]:
    """Return the numbers of a plain text (see `words.plain`), in order."""
    found = [_date(match) for match in _DATE.finditer(text)]
    taken = [(q.start, q.end) for q in found]
    for match in _NUMBER.finditer(text):
        if any(start < match.end() and match.start() < end for start, end in taken):
            continue
        found.append(_quantity(match, text))
    found.sort(key=lambda q: q.start)
    return _with_shared_units(found, text)


def _date(match: re.Match[str]) -> Quantity:
    groups = {name: value for name, value in match.groupdict().items() if value}
    year = next(int(v) for n, v in groups.items() if n.startswith("y"))
    named = next(v for n, v in groups.items() if n.startswith("m"))
    month = int(named) if named.isdigit() else _MONTH_NAMES.index(named.lower()) + 1
    day = next((int(v) for n, v in groups.items() if n.startswith("d")), 0)
    value = float(year * 10_000 + month * 100 + day)
    unit = "date" if day else "month of"
    return Quantity(value, unit, "", match.start(), match.end(), match.group())


def _quantity(match: re.Match[str], text: str) -> Quantity:
    digits = match["digits"] or match["tail"]
    value = float(digits) if digits else _spelled(match["spelled"]) if match["spelled"] else 1.0
    times = (match["times"] or "").strip()
    value *= {"k": 1e3, "M": 1e6}.get(times) or _SCALE.get(times.lower(), 1.0)
    if match["sign"]:
        value = -value
    factor, unit = _unit("usd" if match["money"] else match["unit"] or "")
    before = text[max(0, match.start() - _BOUND_REACH) : match.start()]
    after = text[match.end() : match.end() + _BOUND_REACH]
    bound: Bound = ""
    if _AT_MOST.search(before) or _MOST_AFTER.match(after):
        bound = "most"
    elif _AT_LEAST.search(before) or _LEAST_AFTER.match(after):
        bound = "least"
    return Quantity(value * factor, unit, bound, match.start(), match.end(), match.group().strip())


def _spelled(phrase: str) -> float:
    total = 0.0
    for word in re.split(r"[ -]", phrase.lower()):
        total = (total or 1.0) * _SCALE[word] if word in _SCALE else total + float(_SMALL[word])
    return total


def _unit(written: str) -> tuple[float, str]:
    if not written:
        return 1.0, ""
    rate = "/s" if re.search(r"/s|ps$", written) and written.upper() != "IOPS" else ""
    bare = _RATE.sub("", written) if rate else written
    lower = bare.lower()
    singular = lower[:-1] if lower.endswith("s") and len(lower) > 2 else lower
    if lower in _DECIMAL or singular in _DECIMAL_NAMES:
        return _DECIMAL.get(lower) or _DECIMAL_NAMES[singular], "B" + rate
    if lower in _BINARY:
        return _BINARY[lower], "iB" + rate
    if lower in _BYTES or singular in _BYTES:
        return 1.0, "B" + rate
    if singular in _SECONDS or lower in _SECONDS:
        return _SECONDS.get(singular) or _SECONDS[lower], "s"
    if singular in _MONTHS_OF:
        return _MONTHS_OF[singular], "month"
    if lower.startswith(("%", "percent", "per")):
        return 1.0, "%"
    if "dollar" in lower or lower == "usd":
        return 1.0, "USD"
    if singular == "cent":
        return 0.01, "USD"
    return 1.0, lower


def _with_shared_units(found: list[Quantity], text: str) -> tuple[Quantity, ...]:
    """Give a number without a unit that of the next in a list or range: "4, 8 or 16 GB"."""
    shared: list[Quantity] = []
    for one in reversed(found):
        following = shared[-1] if shared else None
        if (
            following
            and not one.unit
            and following.unit not in ("", "date", "month of")
            and _JOINED.fullmatch(text[one.end : following.start])
        ):
            written = re.search(_UNIT + "$", following.text, re.IGNORECASE)
            factor, unit = _unit(written.group() if written else "")
            text_with_unit = f"{one.text} {written.group() if written else ''}".strip()
            one = replace(one, value=one.value * factor, unit=unit, text=text_with_unit)
        shared.append(one)
    return tuple(reversed(shared))


def _by_1024(one: float, other: float) -> bool:
    """Whether two amounts of bytes are one when a step is 1024: 1024 MB and 1 GB."""
    larger, smaller = max(one, other), min(one, other)
    return smaller > 0 and any(_close(larger, smaller * 1.024**steps) for steps in (1, 2))


def _close(one: float, other: float) -> bool:
    return abs(one - other) <= 1e-9 * max(abs(one), abs(other), 1e-9)
