"""Words for stems and reasons: table headers become questions that read as English."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.plain import is_third_person
from app.verbs import is_base_verb

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

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
_DASHED = re.compile(r" [-–—] (\w+)$")
"""A header with its case behind a dash: "Quota - Console"."""
_TITLE_WORD = re.compile(r"[A-Z][a-z]+")
LONGEST_TITLE = 6
_JOINTS = frozenset({"for", "of", "and", "with", "on"})
_ARTICLES = frozenset({"A", "An", "The"})
_AFTER_HEAD = re.compile(r"\s(?:of|for|in|to|by|per|that|from|with|on|it|you)\b|\s?\(")
_VENDORS = frozenset({"Amazon", "Apache"})
SHORT_NAME = 4
"""Letters; so short a cell is a symbol or a name: "Inf", "R", "L2"."""


@dataclass(frozen=True, slots=True)
class Wording:
    """Turns words of a document into parts of a sentence; knows which words are names."""

    is_name: Callable[[str], bool]

    def inside(self, text: str) -> str:
        """Return a phrase as it stands inside a sentence: a common first word loses its capital."""
        text = text.strip().rstrip(".")
        first = re.match(r"[\w'’-]+", text)
        if first and first.group() in _ARTICLES and text != first.group():
            return text[0].lower() + text[1:]
        if not first or self.is_name(first.group().split("-")[0]) or _is_title(text):
            return text
        second = re.match(r"[\w'’-]+ ([A-Z][a-z]+)\b", text)
        if second and second[1] not in _VENDORS and not is_base_verb(first.group().lower()):
            return text
        if _is_symbol(text) or re.search(r"-[A-Z]", first.group()):
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

    def common(self, said: str, kind: str) -> str:
        """Return what a heading calls its rows without the capitals of words that are no names:
        "Pretraining Bias metric" where the table says "bias metric", "Built-in algorithm"."""
        words = [word.lower() if word.lower() in kind.split() else word for word in said.split()]
        first = words[0]
        is_common = "-" in first or " ".join(words) != said
        if is_common and first[1:].islower() and not self.is_name(first):
            words[0] = first.lower()
        return " ".join(words)

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


def is_identifier(text: str) -> bool:
    """Whether a name is written as in code: "batch_size", "ModelLatency"."""
    return (
        "_" in text
        or "." in text
        or ":" in text
        or any(c.isupper() for c in text[1:])
        or text.islower()
    )


def _is_symbol(text: str) -> bool:
    """Whether a short text is no word: "R", "L2"."""
    return len(text) <= SHORT_NAME and (not text.isalpha() or len(text) < 3)


def _is_title(text: str) -> bool:
    """Whether a phrase is a name written in capitals: "Random Cut Forest (RCF)"."""
    if any(word.islower() and word not in _JOINTS for word in re.findall(r"[A-Za-z]+", text)):
        return False
    long = [word for word in re.findall(r"[A-Za-z][\w'’-]*", text) if len(word) > 3]
    capitals = sum(word[0].isupper() for word in long)
    return 2 <= len(long) <= LONGEST_TITLE and capitals * 3 >= 2 * len(long)


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
