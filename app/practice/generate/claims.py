"""What a page says of a named thing in one sentence: "Model Monitor detects drift in ..."."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.plain import (
    first_clause,
    has_pronoun,
    is_bare_verb,
    is_plain,
    is_third_person,
)
from app.verbs import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Piece, Section

_SENTENCE = re.compile(r"^(?P<article>The |An? )?(?P<told>[A-Za-z][^;:|]{24,220})\.$")
_ADVERB_BEFORE = re.compile(r"(?:[a-z]+ly|currently|also|only|always|never|then)$")
_MODAL = words(
    "can cannot can't must does doesn't do don't is are isn't aren't has have should may might will"
)
_PLURAL_VERBS = words("are aren't do don't have")
_NEUTRAL_VERBS = words("can cannot can't must should may might will")
_NOUNS_IN_S = words(
    """
    calls changes exports imports inputs labels logs outputs processes queries reports requests
    results runs samples scores tests transforms updates uses values visits
    """
)
"""Words in s that are a noun where a verb follows them."""
_DEFINES = re.compile(r"^(?:is|are) (?:an?|the|one)\b")
_WORD = re.compile(r"[\w.-]+")
_ADVERB = re.compile(
    r"^(?:[A-Z][a-z]+ly|Individual|Ordered|Costs|Training|Session|Content|Your|Results|Doing"
    r"|[A-Z][a-z]+ing (?:in|out|up|to|on|the|an?))\b"
)
"""First words of sentences that are no name."""
_CALLED = re.compile(r"[A-Z]|_")
"""What a name has: a capital or an underscore."""
_UNNAMED = re.compile(
    r"^(?:because|so|since|although|while|though|whether|after|before|once|unless|until|how|why"
    r"|where|for|with|in|on|at|of|during|under|through|using|use|no|many|most|several|other"
    r"|less|more|another|current|latest|overall|different|various|main|primary|actual|same|existing"
    r"|two|three|four|five|six|mla-c01)\b|\(\)|"
    r"\b(?:this|that|these|those|it|they|there|here|what|which|who|each|every|all|any|some|both"
    r"|following|you|we|one|user|users|if|when|to|by|from|for example|and|or|is|are|as|not|note"
    r"|output|step|example|result|value|code|console|section|page|table|guide|topic|notebook"
    r"|script|first|second|second|last|next|previous|above)\b",
    re.IGNORECASE,
)
_INNER_ARTICLE = re.compile(r" (?:the|an?|your)(?: |$)")
_VENDOR = re.compile(
    r"^(?:Amazon |AWS )?(?:SageMaker|AWS|Amazon|API|SDK|URL|ID|CLI|JSON|CSV|IAM|A|Q|S3|GPU|CPU)s?$"
)
"""Whoever is subject of everything."""
_MISREAD = re.compile(r"^\w+ (?:are|is|was|were|has|have|\w+ed by)\b")
"""A noun taken for a verb: "Confidence scores are"."""
_EMPTY = re.compile(
    r"^(?:is|are) (?:\d|\w+, )|^\w+s (?:\w+ ){1,2}(?:should|must|can|are|is|finish|reflect)\b"
    r"|^(?:scores|results|labels|samples|values|metrics)\b"
    r"|^(?:calls|changes|updates|processes|requests|reports|tests|uses|requires"
    r"|needs) (?:to|and|of|from|for|in)\b"
    r"|^(?:contains|shows|looks|takes place|provides (?:an|the) overview|describes|displays"
    r"|appears|opens|begins|lists|explains|demonstrates|illustrates|includes?|outlines|works"
    r"|means?|varies|depends|can vary|can depend|takes|can take|remains|does so|happens|occurs)\b"
    r"|\b(?:icon|button|tab|pane|dialog|screen|drop-?down)\b"
)
_ADDS = re.compile(
    r", (?:which|so|but|while|whereas|because|as|where|and (?:then )?(?:it|you|the)) "
    r"| and (?:the|an?|you) [A-Za-z]+(?: [A-Za-z]+)? (?:is|are|can|will|must) "
)
_NOUN = re.compile(r"(?:[a-z][\w-]*|[A-Z][\w-]+)(?: (?:[a-z][\w-]*|[A-Z][\w-]+))*")
LEAST_WORDS_OF_A_NOUN = 2
MOST_NAME_WORDS = 6


@dataclass(frozen=True, slots=True)
class Claim:
    """A named thing and what is said of it."""

    page: Page
    section: Section
    piece: Piece
    name: str
    said: str
    """The sentence from its verb on, without a full stop."""
    article: str = ""
    """"the ", "a " or "an " before the name."""

    is_plural: bool = False
    """Whether the subject is several things."""

    @property
    def subject(self) -> str:
        """The name with its article, as it stands inside a sentence."""
        return f"{self.article}{self.name}"

    @property
    def is_code(self) -> bool:
        """Whether the name is an identifier: of an operation, a parameter, a class."""
        first = self.name.split()[0]
        return "_" in first or any(c.isupper() for c in first[2:] if not first.isupper())

    @property
    def head(self) -> str:
        """The kind that the name ends in: "operation" of "CreateModel operation", if any."""
        last = self.name.split()[-1]
        return last if last.islower() and "_" not in last and len(self.name.split()) > 1 else ""


def claims_of(page: Page) -> Iterator[Claim]:
    """Yield the claims that a page makes in its prose and in the items of its lists."""
    for sentence in page.statements:
        match = _SENTENCE.match(sentence.text)
        parted = _parted(match["told"]) if match else None
        if match is None or parted is None:
            continue
        name, said, number = parted
        if not _is_subject(name, match["article"] or ""):
            continue
        said = _ADDS.split(said)[0].strip().rstrip(",")
        said = re.sub(r"^(?:also|then) |(?<=^is )then |(?<=^are )then ", "", first_clause(said))
        if _EMPTY.search(said) or _MISREAD.match(said) or _DEFINES.match(said):
            continue
        if has_pronoun(said) or not is_plain(said, 5, 24):
            continue
        article = (match["article"] or "").lower()
        yield Claim(page, sentence.section, sentence.piece, name, said, article, number)


def _parted(told: str) -> tuple[str, str, bool] | None:
    """Return the subject, what is said of it, and whether it is plural; split before the verb."""
    parts = told.split(" ")
    for place in range(1, min(len(parts), MOST_NAME_WORDS + 2)):
        name = " ".join(parts[:place])
        if parts[place - 1].endswith(","):
            return None
        if not parts[place].islower() or _goes_on(parts, place):
            continue
        number = _number(name, parts[place])
        if number is None:
            continue
        while place > 1 and _ADVERB_BEFORE.match(parts[place - 1]):
            place -= 1
        return " ".join(parts[:place]), " ".join(parts[place:]), number
    return None


def _orders(name: str) -> bool:
    """Whether a phrase is the start of an instruction: "Conduct load", "Enter number of"."""
    first, *rest = name.split()
    starts = bool(rest) and is_bare_verb(first.lower()) and " ".join(rest).islower()
    return starts or name.endswith((" of", " to", " for"))


def _goes_on(parts: list[str], place: int) -> bool:
    """Whether a word in s is a noun with its own verb behind it: "transforms contain"."""
    after = parts[place + 1] if place + 1 < len(parts) else ""
    return parts[place] in _NOUNS_IN_S and (is_bare_verb(after) or after in _MODAL)


def _number(name: str, verb: str) -> bool | None:
    """Return whether a subject is plural, by its verb; None where there is no verb."""
    last = name.split()[-1]
    looks_plural = last.endswith("s") and not last.endswith(("ss", "us", "is"))
    if verb in _NEUTRAL_VERBS:
        return looks_plural
    if verb in _MODAL:
        return verb in _PLURAL_VERBS
    if is_third_person(verb) and not looks_plural:
        return False
    return True if looks_plural and is_bare_verb(verb) else None


def _is_subject(name: str, article: str) -> bool:
    """Whether a subject names something: by its capitals, or by two words or more."""
    if (
        _orders(name)
        or _INNER_ARTICLE.search(name)
        or _UNNAMED.search(name)
        or _ADVERB.match(name)
        or _VENDOR.match(name)
    ):
        return False
    if _is_name(name):
        return True
    known = len(name.split()) >= LEAST_WORDS_OF_A_NOUN
    if not article:
        name = name[0].lower() + name[1:]
    return known and len(name.split()) <= MOST_NAME_WORDS and bool(_NOUN.fullmatch(name))


def _is_name(subject: str) -> bool:
    parts = _WORD.findall(subject)
    bare = subject.split(" ", 1)[-1] if subject.split()[0].istitle() else subject
    return (
        0 < len(parts) <= MOST_NAME_WORDS
        and bool(_CALLED.search(bare) or (len(parts) > 1 and subject.split()[0].istitle()))
        and not any(c in subject for c in '{}<>"“”`=/\\[]*–—')
        and subject.count("(") == subject.count(")")
    )
