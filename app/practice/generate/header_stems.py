"""Stems for what the header of a column says of a row: "Remedy", "Unit", "Data needed"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence


class Asks(NamedTuple):
    """The two questions of a column."""

    row: str
    """Asks for the row: `{k}` is what a row is, `{c}` the cell; empty where that is not asked."""
    cell: str
    """Asks for the cell: `{n}` is the row; empty where that is not asked."""


def _forms(*pairs: tuple[str, str, str]) -> tuple[tuple[re.Pattern[str], Asks], ...]:
    return tuple(
        (re.compile(rf"^(?:{header})$", re.IGNORECASE), Asks(row, cell))
        for header, row, cell in pairs
    )


_FORMS = _forms(
    (
        r"(?:first |second |typical )?(?:remedy|fix|solution|resolution)",
        "which {k} calls for this remedy: {c}?",
        "what is the {h} for {n}?",
    ),
    (r"remedies", "which {k} calls for these remedies: {c}?", "what are the remedies for {n}?"),
    (r"(?:likely )?cause", "which {k} has this {h}: {c}?", "what is the {h} of {n}?"),
    (r"meaning|what it means", "which {k} means the following: {c}?", "what does {n} mean?"),
    (
        r"definition|description|explanation|what it is|details?|function",
        "which {k} does this describe: {c}?",
        "which description fits {n}?",
    ),
    (r"purpose", "which {k} serves this purpose: {c}?", "which purpose does {n} serve?"),
    (r"contents?", "which {k} contains the following: {c}?", "what does {n} contain?"),
    (r"recommended ranges?(?: (?:and|or) values)?", "",
     "which range is recommended for tuning {n}?"),
    (r"unit", "", "in which unit is {n} given?"),
    (r"(?:typical |ml )*use|used for", "which {k} is typically used for this: {c}?",
     "what is {n} typically used for?"),
    (r"(?:ml |typical )*use case", "which {k} suits this use case: {c}?",
     "which use case does {n} suit?"),
    (r"(?:typical )?task", "which {k} suits this task: {c}?", "which task does {n} suit?"),
    (r"question(?: (?:it )?answer(?:s|ed))?|answers|answers the question",
     "which {k} answers this question: {c}?", "which question does {n} answer?"),
    (r"answers the need", "which {k} answers this need: {c}?", "which need does {n} answer?"),
    (r"replacement.*|current name", "which {k} has this {h}: {c}?", "what is the {h} for {n}?"),
    (r"(?:main |typical |built-in )*(?:protection|protects) against",
     "which {k} protects against this: {c}?", "what does {n} protect against?"),
    (r"(?:typical )?(?:reaction|first response|rollback action|next step)",
     "which {k} calls for this {h}: {c}?", "what is the {h} to {n}?"),
    (r"action", "which {k} calls for this action: {c}?", "which action does {n} call for?"),
    (r"vCPU|GPU|CPU", "", "how many {h}s does {n} have?"),
    (r"(?:ml |loan |sagemaker ai )?example", "which {k} fits this example: {c}?", ""),
    (r"examples", "which {k} fits these examples: {c}?", ""),
    (r"formula", "", "what is the formula of {n}?"),
    (r"can be raised to", "", "what can {n} be raised to?"),
    (r"raising it makes the model", "", "how does raising {n} change the model?"),
    (r"why it helps", "", "why does {n} help?"),
    (r"you pay for", "", "what do you pay for with {n}?"),
    (r"you provide", "", "what do you provide with {n}?"),
    (r"price paid", "", "what is the price paid for {n}?"),
    (r"built-in algorithms that use it", "", "which built-in algorithms use {n}?"),
    (r"reason", "", "what is the reason given for {n}?"),
    (r"(?:main )?lever", "which {k} calls for this lever: {c}?", "which lever does {n} call for?"),
    (r"GPUs|vCPUs|DPUs|workers|cores|accelerators|shards|instances|containers|models", "",
     "how many {h} does {n} have?"),
    (r"consequence|effect|result|outcome", "which {k} has this {h}: {c}?",
     "what is the {h} of {n}?"),
    (r"role|job(?: in an ml system)?", "which {k} has this {h}: {c}?", "what is the {h} of {n}?"),
    (r"(?:default value|default)", "", "what is the default of {n}?"),
    (r"choice|choose|service and feature|aws feature", "which {k} calls for this choice: {c}?",
     "what should be chosen for {n}?"),
    (r"format", "which {k} has this format: {c}?", "in which format is {n} given?"),
)  # fmt: skip
_NEEDED = re.compile(r"^(?P<what>[a-z-]+(?: [a-z-]+)?) (?:it needs|needed)$", re.IGNORECASE)
_UNIT = re.compile(r"\s*\([^)]*\)$")
_NAMED = re.compile(
    r"^(?:interpreting|raising|using|choosing|reading)\b|\b(?:needed|paid|used|answered|asked"
    r"|named|given|raised|produced|recorded|logged"
    r"|written"
    r"|shown|stored|changed|supported|accepted|required|provided|returned|counted)\b"
    r"|\b(?:in|with|at|by|from|to|of|on)$|(?<!\w)\d"
    r"|[:/,]"
    r"|\b(?:it|you|we|who|that|which|is|are|can|by)\b",
    re.IGNORECASE,
)
"""Headers that are no noun with its adjectives, which "has this" cannot take."""
MOST_HEADER_WORDS = 6


def is_known(header: str) -> bool:
    """Whether a header has questions of its own."""
    return any(pattern.match(header) for pattern, _ in _FORMS) or bool(_NEEDED.match(header))


def asks_of(header: str, *, is_plural: bool) -> Asks | None:
    """Return the questions of a column whose header is a noun; None where none reads well."""
    for pattern, asks in _FORMS:
        if pattern.match(header):
            return asks
    needed = _NEEDED.match(header)
    if needed:
        what = needed["what"].lower()
        return Asks(f"which {{k}} needs this {what}: {{c}}?", f"which {what} does {{n}} need?")
    if _NAMED.search(_UNIT.sub("", header)) or len(header.split()) > MOST_HEADER_WORDS:
        return None
    if is_plural:
        return Asks("which {k} has these {h}: {c}?", "what are the {h} of {n}?")
    return Asks("which {k} has this {h}: {c}?", "what is the {h} of {n}?")


RATINGS = re.compile(
    r"^(?:very |fairly |rather )?(?:low|lower|lowest|high|higher|highest|medium|moderate|small"
    r"|large"
    r"|fast|slow|fastest|slowest|good|poor|weak|strong|some|many|few|easy|hard|rare|often|full"
    r"|partial|none|yes|no|never|always|varies|any|all)(?:[ -](?:to )?(?:low|medium|high))?$",
    re.IGNORECASE,
)
"""Grades, which are opinions without what they are graded against."""


def are_ratings(cells: Sequence[str]) -> bool:
    """Whether most cells are grades."""
    return bool(cells) and 2 * sum(bool(RATINGS.match(cell)) for cell in cells) >= len(cells)
