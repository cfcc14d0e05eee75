"""Give a follow-up question the subject it takes from the conversation.

Questions that stand alone are left as they are.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.answer.clause import QUESTION_WORDS
from app.answer.question import Question, understand
from app.verbs import words

if TYPE_CHECKING:
    from collections.abc import Sequence

_OPENING = re.compile(
    r"^\s*(?:(?:and|but|so|also|then|ok|okay|yes|no|hm+)\b[\s,]*)+", re.IGNORECASE
)
_ABOUT = re.compile(
    r"^(?:and\s+)?(?:(?:what|how)\ about|(?:the\ )?same\ for|and)\s+(?P<rest>[^?]+?)\s*\?*$",
    re.IGNORECASE | re.VERBOSE,
)
_PLACED = re.compile(
    r"""^(?:(?:and|but)\s+)?(?:(?:what|how)\ about\s+)?
         (?P<preposition>for|in|with|on|at|under|from)\s+(?P<rest>[^?]+?)\s*\?*$""",
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST_NAME = 6
"""Words of X in "what about X?"; what is longer is a question of its own."""
_NO_NAME = re.compile(
    rf"^(?:{QUESTION_WORDS}|if|whether|because|to|i|we|you)\b|\b(?:it|its|they|their|them)\b", re.I
)
_NOUNS = (
    "service|endpoint|option|algorithm|feature|type|metric|tool|method|format|instance|exam"
    "|strategy|technique|policy|approach|model|job|store|one|case|thing|test|mode|setting"
)
_ARTICLE_LAST = re.compile(r"\b(?:an?|the)\s+$", re.IGNORECASE)
_POSSESSIVE = re.compile(r"\b(?:its|their)\b(?! own\b)", re.IGNORECASE)
_NOUN_PHRASE = re.compile(
    rf"\b(?:this|that|these|those)\s+(?:{_NOUNS})s?\b|\bsuch\s+an?\s+\w+", re.IGNORECASE
)
_EXPLETIVE = re.compile(
    r"""\bit\b (?:'s|\ is|\ would\ be)? (?:\ not)?
        \ (?:possible\b | matters?\ (?:if|whether|which|how|what|that|when)\b
           | (?:makes?|make)\ sense\b | (?:cost|take)s?\ (?:\w+\ ){0,3}?to\b
           | (?:true|necessary|required|better|best|recommended|ok|okay|fine|worth|important|allowed
               |correct|right|wrong|enough|safe|common|easy|hard|useful|a\ good\ idea)
             \ (?:to|that|if|whether|when)\b)
      | \b(?:does|would|will|did|can)\ it\ take\ (?:\w+\ ){0,3}?to\b
      | \bdoes\ it\ mean\ (?:to|that|when|if)\b""",
    re.IGNORECASE | re.VERBOSE,
)
_PRONOUN = re.compile(r"\b(?!(?-i:IT\b))(?:it|they|them)\b", re.IGNORECASE)
_BOTH = re.compile(
    r"""\bboth\b (?:\ of\ (?:them|these|those))?
        (?=\s*(?:[?.!,]|$|available|supported|allowed|on|part|work|need|support|use|cost|scale))""",
    re.IGNORECASE | re.VERBOSE,
)
_DEMONSTRATIVE = re.compile(
    r"""(?: (?<=\babout\ ) | (?<=\bof\ ) | (?<=\bfor\ ) | (?<=\bwith\ ) | (?<=\bdo\ )
          | (?<=\bdoes\ ) | (?<=\bis\ ) | (?<=\bare\ ) | (?<=\buse\ ) | (?<=\bcan\ )
          | (?<=\bwould\ ) | (?<=\bthan\ ) | (?<=\bto\ ) | (?<=\benable\ ) | (?<=\bturn\ )
          | (?<=\bneed\ ))
        (?:this|that|these|those)\b
        (?=\s*(?:[?.,!]|$)
          |\s+(?:work|cost|mean|support|need|differ|different|compare|apply|scale|take|use|run|help
                |possible|available|supported|allowed|enabled|free|required|enough|on|in|for|part
                |cheaper|faster|better|slower|off|up|out)\b)""",
    re.IGNORECASE | re.VERBOSE,
)
_ONE = re.compile(
    r"(?:(?<=create )|(?<=enable )|(?<=delete )|(?<=deploy )|(?<=choose )|(?<=need )|(?<=have )"
    r"|(?<=use )|(?<=get ))one\b(?=\s*(?:[?.!,]|$))",
    re.IGNORECASE,
)
_THERE = re.compile(r"(?<!\bis )(?<!\bare )\bthere(?=\s*[?.!]*$)", re.IGNORECASE)
_FORMER = re.compile(r"\bthe (?:former|first(?: one)?)\b(?! \w+ (?:of|in)\b)", re.IGNORECASE)
_LATTER = re.compile(r"\bthe (?:latter|second(?: one)?|other(?: one)?)\b", re.IGNORECASE)
_WHICH_OF_TWO = re.compile(
    r"^which(?:\ one)?(?:\ of\ (?:them|the\ two|these|those|both))?\s+"
    r"(?:is|are|should|would|do|does|can|has|costs?|needs?|scales?|supports?|works?)\b",
    re.IGNORECASE | re.VERBOSE,
)
_NAMED_BEFORE = re.compile(r"\b(?:an?|the|my|our|each|every)\s+[\w-]+|(?<=\s)[A-Z][\w-]+")
_NEXT_CLAUSE = re.compile(
    r",|;|\b(?:and|but|or|when|if|while|because|so|after|before|that|which|unless|until)\b", re.I
)
_BARE = words(
    """
    a about advantages again an and any are as at be benefits best big by can cons cost costs could
    default defaults detail details did difference differences disadvantages do does drawbacks
    duration else example examples explain fast fee fees for from give how i in is large limit
    limits long many maximum me mean minimum more much my not of on or please price prices pricing
    pros quota quotas retention s say security set should show size sizes some steps tell that the
    there this timeout timeouts to up use used using was we what when where which who why will with
    work works would you
    """
)
"""Words of a question that names nothing: question words, properties, manners."""
_WORD = re.compile(r"[A-Za-z0-9][\w./+-]*")
_TELLING = re.compile(r"^(?:tell|explain|say|give|show|more|details?|examples?)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Resolved:
    """A question ready to be searched."""

    text: str
    carried: str = ""
    """The subject taken from an earlier turn; empty when the question stood alone."""


def resolve(text: str, earlier: Sequence[str]) -> Resolved:
    """Return the question with its subject filled in.

    Args:
        text: what the reader typed.
        earlier: the earlier questions of the conversation as they were understood, oldest first.
    """
    text = " ".join(text.split())
    previous = _last_with_subject(earlier)
    if previous is None or not text:
        return Resolved(text)
    body = _OPENING.sub("", text).strip() or text
    return (
        _asked_again(text, previous)
        or _pointed(body, previous)
        or _which_of_two(body, previous)
        or _completed(text, body, previous)
        or Resolved(text)
    )


def _last_with_subject(earlier: Sequence[str]) -> Question | None:
    for text in reversed(earlier):
        question = understand(text)
        if question.subjects:
            return question
    return None


def _asked_again(text: str, previous: Question) -> Resolved | None:
    """Ask the previous question about another thing: "what about X?", "and in X?"."""
    placed = _PLACED.match(text)
    if placed is not None:
        return _in_another_place(placed.group("preposition"), placed.group("rest"), previous)
    about = _ABOUT.match(text)
    if about is None or not _is_name(about.group("rest")):
        return None
    return _about_another(about.group("rest"), previous)


def _is_name(phrase: str) -> bool:
    return (
        len(phrase.split()) <= _LONGEST_NAME
        and not _is_bare(phrase)
        and not _NO_NAME.search(phrase)
        and understand(phrase).kind in ("definition", "fact")
    )


def _about_another(name: str, previous: Question) -> Resolved | None:
    """Put a name in the place of the previous question's only subject."""
    if len(previous.subjects) != 1:
        return None
    old = previous.subjects[0]
    position = previous.text.lower().rfind(old.lower())
    if position < 0:
        return None
    before = _ARTICLE_LAST.sub("", previous.text[:position])
    return Resolved(before + name + previous.text[position + len(old) :], old)


def _in_another_place(preposition: str, place: str, previous: Question) -> Resolved | None:
    """Change "for ..." or "in ..." of the previous question; add it when there was none."""
    if _NO_NAME.search(place) or _is_bare(place):
        return None
    asked = previous.text.rstrip("?!. ")
    old = list(re.finditer(rf"\b{preposition}\s+(?=\S)", asked, re.IGNORECASE))
    carried = " and ".join(previous.subjects)
    if old:
        return Resolved(f"{asked[: old[-1].end()]}{place}?", carried)
    if preposition.lower() == "for" and len(previous.subjects) == 1:
        return _about_another(place, previous)
    return Resolved(f"{asked} {preposition} {place}?", carried)


def _pointed(body: str, previous: Question) -> Resolved | None:
    """Replace what points back: "it", "its", "that service", "the latter", "both"."""
    first, last = previous.subjects[0], previous.subjects[-1]
    every = " and ".join(previous.subjects)
    text = _put(first, _FORMER, body)
    text = _put(last, _LATTER, text)
    text = _put(first, _NOUN_PHRASE, text)
    text = _put(first, _ONE, text)
    if len(previous.subjects) > 1:
        text = _put(every, _BOTH, text)
    if text == body and _has_own_antecedent(body):
        return None
    text = _POSSESSIVE.sub(lambda m: f"{first if m.group().lower() == 'its' else every}'s", text)
    if not _EXPLETIVE.search(text):
        text = _PRONOUN.sub(lambda m: first if m.group().lower() == "it" else every, text)
    text = _put(every, _DEMONSTRATIVE, text)
    text = _put(f"for {every}", _THERE, text)
    return None if text == body else Resolved(text, first)


def _put(subject: str, pattern: re.Pattern[str], text: str) -> str:
    """Replace each match by the subject as it is, backslashes included."""
    return pattern.sub(lambda _: subject, text)


def _has_own_antecedent(text: str) -> bool:
    """Whether the first pronoun may mean something named before it in the same question.

    So it is in "If a job fails, does it restart?" and "Does a package keep its status?".
    """
    pointing = _PRONOUN.search(text) or _POSSESSIVE.search(text)
    if pointing is None:
        return False
    before = text[: pointing.start()]
    named = _NAMED_BEFORE.search(before)
    if named is None or re.search(r"\b(?:of|for)\s+$", before, re.IGNORECASE):
        return False
    possessive = pointing.group().lower() in ("its", "their")
    return possessive or _NEXT_CLAUSE.search(before[named.end() :]) is not None


def _which_of_two(body: str, previous: Question) -> Resolved | None:
    """Name the two sides for "which one is faster?"."""
    if len(previous.subjects) != 2 or not _WHICH_OF_TWO.match(body):
        return None
    first, last = previous.subjects
    return Resolved(f"{body.rstrip(' ?.!')}: {first} or {last}?", f"{first} and {last}")


def _completed(text: str, body: str, previous: Question) -> Resolved | None:
    """Add the subject to a question that has none: "limits?", "and how many questions?"."""
    if not _is_bare(body) and not _is_elliptical(text, body):
        return None
    subject = " and ".join(previous.subjects)
    between = len(previous.subjects) > 1 and re.search(r"\bdifferen", body, re.IGNORECASE)
    link = "between" if between else "about" if _TELLING.match(body) else "for"
    return Resolved(f"{body.rstrip(' ?.!')} {link} {subject}?", subject)


def _is_bare(body: str) -> bool:
    """Whether a question has no subject of its own: only question words and properties."""
    tokens = [word.lower() for word in _WORD.findall(body)]
    return len(tokens) <= 8 and all(token.removesuffix("'s") in _BARE for token in tokens)


def _is_elliptical(text: str, body: str) -> bool:
    """Whether a question leans on the one before: "and how many questions?"."""
    tokens = _WORD.findall(body)
    named = any(token[0].isupper() for token in tokens[1:])
    return body != text and len(tokens) <= 5 and not named
