"""Words for stems and reasons: table headers become questions that read as English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from app.practice.generate.header_stems import reading_of
from app.practice.generate.plain import is_third_person
from app.verbs import is_acting_verb, is_base_verb

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

ColumnKind = Literal["when", "fit", "state", "verb", "asks", "clause", "does", "meaning", "noun"]

_WHEN = re.compile(
    r"^(?:(?:choose|use|pick|prefer)(?: it| this| them)? (?:when|if)|when to (?:use|choose)(?: it)?"
    r"|(?:is the answer|right|cheapest|applies|suitable|preferred) when|when)$",
    re.IGNORECASE,
)
_FIT = re.compile(
    r"^(?:best|suitable|good|ideal|meant|designed|optimized|intended|made|suited) (?:for|to)$",
    re.IGNORECASE,
)
_DOES = re.compile(r"^what (?:it|the \w+|this) does$", re.IGNORECASE)
_ASKS = re.compile(r"^(?:what|who) \w+", re.IGNORECASE)
_BE = frozenset({"is", "are", "can", "must", "may"})
_CLAUSE = re.compile(
    r"^(?:what|how|who|where|why|which|whether|you|it|we|[a-z]{3,}ing it)\b", re.IGNORECASE
)
_PARTICIPLE = re.compile(
    r"^(?:\w+ed|written|taken|kept|built|seen|made|known)"
    r" (?:by|from|to|with|when|into|in|for|at|on|as)\b",
    re.IGNORECASE,
)
_RELATIVE = re.compile(r"\w (?:who|that|which|whose)\b|(?<![A-Za-z])\d|\band\b", re.IGNORECASE)
"""A header with a clause, a figure or two nouns in it, which no sentence takes in."""
_TAKES_MORE = re.compile(r"^\w+$|\b(?:at|by|for|from|in|into|of|on|to|with)$")
"""A verb that what it does still follows: "detects", "looks at"."""
_MEANING = re.compile(
    r"^(?:meaning|definition|description|explanation|purpose|content|details?"
    r"|what it (?:is|means))$",
    re.IGNORECASE,
)
_INDIRECT = re.compile(
    r"^(?:how|who|where|why|what|which) (?!.*\b(?:it|this|they|you|we)\b)(?!\w+\?)", re.IGNORECASE
)
"""A header that is an indirect question: "How rows are assigned"."""
_DESCRIBES = re.compile(r"^(?:definition|description|explanation|what it is|details?)$", re.I)
SETS = frozenset({"parameter", "hyperparameter", "argument", "setting", "option", "field", "key"})
_QUANTITY = re.compile(
    r"^(?P<article>the |an? )?(?:\w+ )?(?:number|maximum|minimum|size|amount|percentage|ratio|rate"
    r"|fraction|name|type|length|dimension|probability|weight|path|location|list|time|duration"
    r"|seed|method|strategy|threshold|interval|version|id|identifier|format|order|range|proportion"
    r"|average|sum|total|share|count)\b",
    re.IGNORECASE,
)
_WHETHER = re.compile(r"^(?:whether|how many|how much|how often|which|what)\b", re.IGNORECASE)
_SIMPLE = re.compile(r"[:;]|\. |, (?!and\b|or\b|which\b|where\b|when\b|such\b|including\b)")
_SEVERAL = {"has": "have", "is": "are", "does": "do"}
_DASHED = re.compile(r" [-–—] (\w+)$")
"""A header with its case behind a dash: "Quota - Console"."""
MOST_JOINED = 14
"""Words of a cell that a verb takes without a colon before it."""
_PLURALS = frozenset(
    [
        "answers",
        "applications",
        "calls",
        "checks",
        "columns",
        "costs",
        "entries",
        "examples",
        "hyperparameters",
        "keys",
        "levers",
        "limits",
        "metrics",
        "models",
        "notes",
        "parameters",
        "reactions",
        "remarks",
        "remedies",
        "results",
        "rows",
        "rules",
        "steps",
        "terms",
        "tests",
        "triggers",
        "types",
        "units",
        "uses",
        "values",
    ]
)
_AMBIGUOUS = frozenset({"answers", "checks", "limits", "measures", "tests", "uses"})
_TITLE_WORD = re.compile(r"[A-Z][a-z]+")
LONGEST_TITLE = 6
_JOINTS = frozenset({"for", "of", "and", "with", "on", "in"})
_AFTER_HEAD = re.compile(r"\s(?:of|for|in|to|by|per|that|from|with|on|it|you)\b|\s?\(")
_VENDORS = frozenset({"Amazon", "Apache"})
SHORT_NAME = 4
"""Letters; so short a cell is a symbol or a name: "Inf", "R", "L2"."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column header, and what kind of thing its cells say."""

    header: str
    kind: ColumnKind

    @classmethod
    def of(cls, header: str) -> Column:
        """Tell the kind of a header by its form."""
        return cls(header, _column_kind(header))

    @property
    def is_plural(self) -> bool:
        """Whether the header names several things."""
        head = _AFTER_HEAD.split(self.header)[0]
        last = head.split()[-1] if head.split() else ""
        if last[:-1].isupper() or last[1:-1].isupper():
            return last.endswith("s")
        return last.lower() in _PLURALS or (
            last.endswith("s") and not last.endswith(("ss", "us", "is", "ics"))
        )


def _column_kind(header: str) -> ColumnKind:
    if _WHEN.match(header):
        return "when"
    if _FIT.match(header):
        return "fit"
    if _DOES.match(header):
        return "does"
    if _MEANING.match(header):
        return "meaning"
    if reading_of(header) is not None:
        return "noun"
    if _PARTICIPLE.match(header) and not _RELATIVE.search(header):
        return "state"
    if _ASKS.match(header):
        second = header.split()[1].lower()
        return "asks" if is_acting_verb(second) or second in _BE else "clause"
    if (
        _CLAUSE.match(header)
        or _PARTICIPLE.match(header)
        or " or " in header
        or _RELATIVE.search(header)
    ):
        return "clause"
    first = header.split()[0].lower()
    second = [*header.lower().split(), ""][1]
    if first in _AMBIGUOUS and (second in ("the", "a") or (not second and first != "limits")):
        return "verb"
    if first.endswith("s") and first not in _PLURALS and is_acting_verb(first):
        return "verb"
    return "noun"


@dataclass(frozen=True, slots=True)
class Wording:
    """Turns words of a document into parts of a sentence; knows which words are names."""

    is_name: Callable[[str], bool]

    def inside(self, text: str) -> str:
        """Return a phrase as it stands inside a sentence: a common first word loses its capital."""
        text = text.strip().rstrip(".")
        first = re.match(r"[\w'’-]+", text)
        if not first or self.is_name(first.group().split("-")[0]) or _is_title(text):
            return text
        second = re.match(r"[\w'’-]+ ([A-Z][a-z]+)\b", text)
        if second and second[1] not in _VENDORS and not is_base_verb(first.group().lower()):
            return text
        if len(text) <= SHORT_NAME or re.search(r"-[A-Z]", first.group()):
            return text
        if first.group().isupper() and (len(first.group()) > 1 or text != f"A{text[1:]}"):
            return text
        return text[0].lower() + text[1:]

    def header(self, text: str) -> str:
        """Return a table header inside a sentence: "Recommended Ranges" loses its capitals."""
        words = self.inside(_DASHED.sub(r" (\1)", text)).split(" ")
        return " ".join(
            word.lower() if _TITLE_WORD.fullmatch(word) and not self.is_name(word) else word
            for word in words
        )

    def row(self, kind: str, subject: str) -> str:
        """Return a row's name as it stands in a question: `the error "Access denied"`."""
        bare = kind == "entry"
        if " " not in subject and (is_identifier(subject) or len(subject) <= SHORT_NAME):
            return subject if bare else f"the {kind} {subject}"
        if self.is_named(subject) and "," not in subject and " and " not in subject:
            return subject
        quoted = subject if '"' in subject else f'"{subject}"'
        return quoted if bare else f"the {kind} {quoted}"

    def is_named(self, text: str) -> bool:
        """Whether a row's name is that of one thing, so that "for" can stand before it."""
        words = text.split()
        if len(words) > LONGEST_TITLE - 1:
            return False
        return all(w[0].isupper() or not w[0].isalpha() or w in _JOINTS for w in words) and any(
            self.is_name(w) for w in words
        )


def described(kind: str, said: str) -> str:
    """Return the question for what a description tells: "which metric measures the error?"."""
    which = "which of these" if kind == "entry" else f"which {kind}"
    noun = kind.partition(" of ")[0].rpartition(" ")[2]
    first, _, rest = said.partition(" ")
    low = f"{first.lower()} {rest}"
    one = bool(rest) and not _SIMPLE.search(said)
    if one and first.endswith("s") and is_third_person(first.lower()):
        return f"{which} {low}?"
    if (
        one
        and is_base_verb(first.lower())
        and first.lower() != "set"
        and not rest.startswith("of ")
        and kind != "entry"
    ):
        return f"{which} is used to {low}?"
    if one and noun in SETS and _WHETHER.match(said):
        return f"{which} determines {low}?"
    quantity = _QUANTITY.match(said) if one and noun in (*SETS, "metric") else None
    if quantity:
        the = "" if quantity["article"] else "the "
        return f"{which} {'reports' if noun == 'metric' else 'sets'} {the}{low}?"
    return f'{which} is described as "{said}"?'


def as_several(asked: str, kind: str, kinds: str) -> str:
    """Return a question about one thing as one about several: "which tools have this use?"."""
    which = f"which {kind} "
    if not asked.startswith(which):
        return asked
    verb, _, rest = asked.removeprefix(which).partition(" ")
    return f"which {kinds} {_SEVERAL.get(verb, base_form(verb))} {rest}"


def is_identifier(text: str) -> bool:
    """Whether a name is written as in code: "batch_size", "ModelLatency"."""
    return (
        "_" in text
        or "." in text
        or ":" in text
        or any(c.isupper() for c in text[1:])
        or text.islower()
    )


def _is_title(text: str) -> bool:
    """Whether a phrase is a name written in capitals: "Random Cut Forest (RCF)"."""
    long = [word for word in re.findall(r"[A-Za-z][\w'’-]*", text) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in long)
    return 2 <= len(long) <= LONGEST_TITLE and capitals * 3 >= 2 * len(long)


def base_form(verb: str) -> str:
    """Return "detect" for "detects"."""
    if verb.endswith("ies"):
        return verb[:-3] + "y"
    if verb.endswith(("sses", "shes", "ches", "xes", "zzes", "oes")):
        return verb[:-2]
    return verb[:-1] if verb.endswith("s") else verb


def singular(noun: str) -> str:
    """Return a noun phrase in the singular: "Storage classes" gives "Storage class"."""
    after = _AFTER_HEAD.search(noun)
    if after:
        return singular(noun[: after.start()]) + noun[after.start() :]
    if noun.endswith("ies"):
        return noun[:-3] + "y"
    if noun.endswith("statuses"):
        return noun[:-2]
    if noun.endswith(("sses", "xes", "ches", "shes")):
        return noun[:-2]
    if noun.endswith("s") and not noun.endswith(("ss", "us", "is")):
        return noun[:-1]
    return noun


def plural(noun: str) -> str:
    """Return a noun phrase in the plural: "storage class" gives "storage classes"."""
    head, sep, rest = re.match(r"(.*?)(\s(?:of|for|in|to|or|on)\s|$)(.*)", noun).groups()  # type: ignore[union-attr]
    if head.endswith("y") and head[-2:-1] not in "aeiou":
        head = head[:-1] + "ies"
    elif head.endswith(("s", "x", "ch", "sh")):
        head = head if head.endswith("s") and not head.endswith("ss") else head + "es"
    else:
        head += "s"
    return f"{head}{sep}{rest}"


def listed(parts: Sequence[str]) -> str:
    """Return "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return f"{', '.join(parts[:-1])} and {parts[-1]}"
