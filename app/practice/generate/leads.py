"""What the sentence before a list asks: "X supports the following Y:" asks which Y X supports."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.plain import has_pronoun, is_plain
from app.verbs import is_acting_verb, is_base_verb, words

if TYPE_CHECKING:
    from collections.abc import Callable

_FOLLOWING = (
    r"(?:(?:all|any|one|each|one or more|at least one) of )?"
    r"the following(?: \d+| two| three| four| five| six)?"
)
_NOUN = r"(?: (?P<noun>[A-Za-z][^,:;.]{2,60}?))?"
_END = r"[:.]$"
_HOLDS = words(
    """
    accepts collects contains creates displays emits expects generates has includes lists
    measures needs offers outputs performs provides reads requires returns stores supports tracks
    uses writes
    """
)
_HOLD = {
    "accept": "accept", "collect": "collect", "contain": "contain", "create": "create",
    "display": "display", "expect": "expect", "have": "have", "include": "include",
    "need": "need", "offer": "offer", "perform": "perform", "provide": "provide",
    "require": "require", "return": "return", "support": "support", "use": "use",
}  # fmt: skip
_UNTOLD = re.compile(
    r"\b(?:command|commands|step|steps|example|examples|code|procedure|instructions|topics?|links?"
    r"|definitions?"
    r"|resources? to learn|information, see|blogs?|sections?|pages?|pop-?up|form|drop-?down"
    r"|navigation|panel|menu|tab|dialog|screenshot|see|way|placeholder|corresponding|values? for"
    r"|options?)\b",
    re.IGNORECASE,
)
_WEAK_NOUN = re.compile(
    r"^(?:information|items?|things?|ways?|topics?|settings?|fields?|values?|errors?|conditions?"
    r"|elements?|keys?|details|locations?|types?|methods?|results?|sources?|categories|cases?)$"
)


@dataclass(frozen=True, slots=True)
class Lead:
    """A question that the entries of a list answer."""

    asked: str
    """The question without its source: "which metrics does X emit?"."""
    subject: str
    """What it is about, if named: what is said of it elsewhere counts as an answer too."""
    noun: str
    """What the entries are, in the plural, if named."""


def lead_of(text: str) -> Lead | None:
    """Return what a lead asks for, or None when it cannot be asked without its page."""
    text = " ".join(text.split())
    if _UNTOLD.search(text):
        return None
    return _formed(text)


def _formed(text: str) -> Lead | None:
    for pattern, asks in _FORMS:
        match = pattern.match(text)
        if match is None:
            continue
        lead = asks({name: (value or "").strip() for name, value in match.groupdict().items()})
        plain = lead and is_plain(_bare(lead.asked), 3, 30) and not has_pronoun(lead.asked)
        return lead if plain else None
    return None


def _bare(asked: str) -> str:
    """Return what is to be plain of a question: not its own "which of these"."""
    return re.sub(r"^(?:which of these|which|what) ", "", asked.rstrip("?"))


def _which(noun: str) -> str:
    return "which of these" if not noun or _WEAK_NOUN.match(noun) else f"which {noun}"


def _holds(said: dict[str, str]) -> Lead | None:
    subject, verb, noun = said["subject"], said["verb"], said["noun"]
    if re.match(r"(?:This|These|It|They|You|We|If|When|To|In|For|The following)\b", subject):
        return None
    subject = _inside(subject)
    if (verb in _HOLDS and is_acting_verb(verb)) or verb == "has":
        base = "have" if verb == "has" else _base(verb)
        return Lead(f"{_which(noun)} does {subject} {base}?", subject, noun)
    if verb in _HOLD:
        return Lead(f"{_which(noun)} do {subject} {verb}?", subject, noun)
    return None


def _base(verb: str) -> str:
    bases = (verb[:-1], verb[:-2])
    return next((base for base in bases if base in _HOLD or is_base_verb(base)), verb[:-1])


def _inside(subject: str) -> str:
    first = subject.split()[0]
    return (
        subject[0].lower() + subject[1:] if first in ("The", "A", "An", "Your", "All") else subject
    )


def _you_can(said: dict[str, str]) -> Lead | None:
    verb, noun, rest = said["verb"], said["noun"], said["rest"]
    if not is_base_verb(verb):
        return None
    rest = f" {rest}" if rest else ""
    return Lead(f"{_which(noun)} can you {verb}{rest}?", "", noun)


def _are(said: dict[str, str]) -> Lead | None:
    return Lead(f"which of these are {said['noun']}?", "", said["noun"])


def _nouns_are(said: dict[str, str]) -> Lead | None:
    return Lead(f"which {said['noun']} {said['be']} {said['rest']}?", "", said["noun"])


def _needs(said: dict[str, str]) -> Lead | None:
    noun, aim = said["noun"], said["aim"]
    if not is_base_verb(aim.split()[0]):
        return None
    must = "do you need" if said["must"].startswith("need") else "must you have"
    return Lead(f"{_which(noun)} {must} to {aim}?", "", noun)


def _helps(said: dict[str, str]) -> Lead | None:
    subject = said["subject"]
    if re.match(r"(?:This|These|It|They|We|You|The following)\b", subject):
        return None
    return Lead(f"what can you use {_inside(subject)} for?", subject, "uses")


def _use_to(said: dict[str, str]) -> Lead | None:
    return Lead(f"what can you use {_inside(said['tool'])} for?", said["tool"], "uses")


_FORMS: tuple[tuple[re.Pattern[str], Callable[[dict[str, str]], Lead | None]], ...] = (
    (
        re.compile(
            r"^(?:You can use|Use) (?P<tool>[^,:;]{3,60}?) to(?: do)?(?: any of| one of)?"
            r"(?: the following(?: tasks)?)?" + _END
        ),
        _use_to,
    ),
    (
        re.compile(
            r"^(?P<subject>[A-Z][^,:;]{2,60}?) (?:can )?(?:helps?|lets?|enables?|allows?)(?: you)?"
            r"(?: to)?(?: do)?(?: the following(?: tasks)?)?" + _END
        ),
        _helps,
    ),
    (
        re.compile(
            r"^(?P<subject>[A-Z][^,:;]{2,70}?)(?: currently)? (?P<verb>[a-z]+) "
            + _FOLLOWING + _NOUN + _END
        ),
        _holds,
    ),
    (
        re.compile(
            r"^You can (?P<verb>[a-z]+) " + _FOLLOWING
            + r"(?: (?P<noun>[a-z][^,:;.]{2,50}?))?"
            r"(?: (?P<rest>(?:to|for|in|with|when|on) [^:]{4,80}))?" + _END
        ),
        _you_can,
    ),
    (
        re.compile(
            r"^The following (?:list |table )?(?:are|is a list of|lists|shows|describes)"
            r"(?: all| some of)?"
            r" (?P<noun>(?:the )?[^,:;.]{6,90})" + _END
        ),
        _are,
    ),
    (
        re.compile(
            r"^The following (?P<noun>[a-z][^,:;.]{3,60}?) (?P<be>are|can be|must be|apply to"
            r"|affect|determine|have) (?P<rest>[^:;]{4,80}?)" + _END
        ),
        _nouns_are,
    ),
    (
        re.compile(
            r"^To (?P<aim>[^,:]{8,100}), you (?P<must>need|must have)(?: to have)? "
            + _FOLLOWING + _NOUN + _END
        ),
        _needs,
    ),
)  # fmt: skip
