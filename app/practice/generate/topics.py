"""The heading that says what a question is about, as the stem names it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from app.practice.generate.phrasing import singular
from app.verbs import is_base_verb

if TYPE_CHECKING:
    from app.practice.generate.pieces import Section

_GENERIC_HEADING = re.compile(
    r"^(?:overview|introduction|prerequisites?|syntax|parameters?|arguments?|notes?|next steps?"
    r"|examples?|see also|how it works|summary|topics|console|using the console|limits|use cases?"
    r"|request|response"
    r"|constraints and considerations|best practices"
    r"|getting started|get started|troubleshooting|import|export|release notes|next|considerations"
    r"|requirements|models|features|sagemaker console|aws cli|api|python sdk|steps?|procedure"
    r"|step \d+.*)$",
    re.IGNORECASE,
)
_ASKS = re.compile(r"^Q(?:uestion)?[:.] ")
_OWNER = re.compile(
    r"^(?:The |Tunable |Tuning )?(?P<name>[A-Z][^:]{2,48}?)(?: Algorithm)? [Hh]yperparameters$"
)
SHORT_HEADING = 3
"""Words; a heading this short below a page without tags needs the one above it to say its topic."""
_QUESTION = re.compile(
    r"^(?:is|are|how|what|when|which|why|where|who|can|does|do|to)\b|\?$", re.IGNORECASE
)
_ENDING = re.compile(
    r",? (?:compared|at a glance|in one place|explained|that matter|in one paragraph"
    r"|with (?:\w+ )?(?:numbers|arithmetic|units|a worked example))$",
    re.IGNORECASE,
)
_OF_ITS_PAGE = re.compile(
    r"^(?:When .* is the answer|What .* is for\b|Limits of |Symptom, cause|Not to be confused)",
    re.IGNORECASE,
)
"""Headings that every page of a kind has: the page's own title tells more."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b|\bstatus\b", re.IGNORECASE)
_BREAK = re.compile(
    r"[:;,]| (?:for|of|in|on|with|and|or|that|which|by|at|to|from|as|against|compared)\b"
)
_GERUNDS = frozenset({"choosing", "comparing", "finding", "selecting", "using", "reducing"})
"""What is done with the rows and does not qualify them."""
MOST_UNTAGGED = 3
"""Words before the noun of a heading of a page without tags."""
MOST_QUALIFIERS = 4
"""Words before the noun of a heading that tell which ones are meant."""
LONGEST_LEAD = 70
_CAPITAL = frozenset({"amazon", "spark", "python", "kubernetes", "docker", "lambda", "debugger"})
"""Names that are written like words."""


def owner_of(section: Section) -> str:
    """Return the algorithm whose hyperparameters a heading announces; empty for other headings."""
    titles = (topic(section),) if section.bullets else (section.titles[0], topic(section))
    owner = next((found for title in titles if (found := _OWNER.match(title))), None)
    return owner["name"].removesuffix(" Algorithm") if owner else ""


def topic(section: Section) -> str:
    """Return the heading that names what a section is about, with the title where it is general."""
    title = _ASKS.sub("", section.title)
    short = len(title.split()) <= SHORT_HEADING and not section.bullets
    if len(section.titles) > 1 and (short or _GENERIC_HEADING.match(title)):
        upper = section.titles[:-1]
        named = next((t for t in reversed(upper) if not _GENERIC_HEADING.match(t)), "")
        title = f"{named}: {title}" if named and named != title else title
    said = title.lower().split()
    if section.setting and not all(word in said for word in section.setting.lower().split()):
        return f"{section.setting}: {title}"
    return title


def is_untold(section: Section) -> bool:
    """Whether nothing in the headings says what a section is about: "Prerequisites"."""
    return not section.bullets and bool(_GENERIC_HEADING.match(topic(section)))


def page_topic(section: Section) -> str:
    """Return the heading that names what the whole page is about."""
    return topic(replace(section, titles=section.titles[:1]))


def led(section: Section, question: str) -> str:
    """Return a question behind what it is about: `Data leakage: which remedy ...?`."""
    title = topic(section)
    if not section.bullets:
        return f'On "{title}": {question}'
    if _OF_ITS_PAGE.match(title):
        title = section.titles[0]
    head = _ENDING.sub("", title.split(": ")[0])
    if _QUESTION.search(head) or _YEAR.search(head) or len(head) > LONGEST_LEAD:
        return f'On "{head}": {question}'
    return f"{head}: {question}"


def is_topic(section: Section, kind: str) -> bool:
    """Whether a heading names the kind of its rows and no more: "Encodings compared"."""
    head = _ENDING.sub("", section.title.split(": ")[0])
    return singular(head).lower() == kind.lower()


def rows_of(section: Section) -> str:
    """Return what a heading compares, as one of it: "instance family" for "Instance families for
    ML compared"; empty where it names no several things."""
    head = _BREAK.split(_ENDING.sub("", section.title.split(": ")[0]))[0]
    tokens = head.split()
    last = tokens[-1] if tokens else ""
    if (
        not 1 < len(tokens) <= MOST_QUALIFIERS
        or not last.islower()
        or singular(last) == last
        or _QUESTION.match(head)
        or tokens[0].lower().endswith("ing")
        or tokens[0].lower() in ("types", "ways", "limits", *_GERUNDS)
    ):
        return ""
    first = tokens[0]
    named = not first[1:].islower() or first.lower() in _CAPITAL
    return " ".join([first if named else first.lower(), *tokens[1:-1], singular(last)])


def qualified(section: Section, kind: str) -> str:
    """Return what the rows below a heading are, with the words that the heading puts before it:
    "storage class" below "S3 storage classes for ML data" is "S3 storage class"; empty where the
    heading does not name them."""
    head = _BREAK.split(section.title)[0]
    tokens = head.split()
    noun = kind.split()[-1].lower()
    if not tokens or singular(tokens[-1]).lower() != noun:
        return ""
    before = [one for one in tokens[:-1] if one.lower() not in ("the", "a", "four", "three", "all")]
    if not before or len(before) > MOST_QUALIFIERS or _QUESTION.match(before[0]):
        return ""
    if not section.bullets and (len(before) > MOST_UNTAGGED or is_base_verb(before[0].lower())):
        return ""
    opens = before[0].lower()
    if opens in ("types", "ways", *_GERUNDS):
        return ""
    if opens.endswith("ing") and not opens.endswith("training") and len(before) > 1:
        return ""
    first = before[0]
    title_case = all(one[:1].isupper() for one in tokens)
    told = first[1:].islower() and first.lower() not in _CAPITAL and not title_case
    return " ".join([first.lower() if told else first, *before[1:], noun])
