"""What a page says of a named thing in one sentence: "Model Monitor detects drift in ..."."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.plain import has_pronoun, is_plain
from app.verbs import is_acting_verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Piece, Section

_SENTENCE = re.compile(
    r"^(?P<article>The |An? )?(?P<subject>[A-Za-z][^,;:|]{2,60}?)"
    r" (?P<said>(?:(?:[a-z]+ly|currently|also|only|always|never|then) )?"
    r"(?P<verb>[a-z]+s|can|cannot|can't|must|does|doesn't) [^;:|]{16,170})\.$"
)
_WORD = re.compile(r"[\w.-]+")
_ADVERB = re.compile(
    r"^(?:[A-Z][a-z]+ly|Individual|Ordered|Costs|Training|Session|Content|Your|Results|Doing"
    r"|[A-Z][a-z]+ing (?:in|out|up|to|on|the|an?))\b"
)
"""First words of sentences that are no name."""
_CALLED = re.compile(r"[A-Z]|_")
"""What a name has: a capital or an underscore."""
_UNNAMED = re.compile(
    r"\b(?:this|that|these|those|it|they|there|here|what|which|who|each|every|all|any|some|both"
    r"|following|you|we|one|user|users|if|when|to|by|from|for example|and|or|is|are|as|not|note"
    r"|output|step|example|result|value|code|console|section|page|table|guide|topic|notebook"
    r"|script|first|second|second|last|next|previous|above)\b",
    re.IGNORECASE,
)
_VENDOR = re.compile(r"^(?:Amazon |AWS )?(?:SageMaker|AWS|Amazon)$")
"""Whoever is subject of everything."""
_MISREAD = re.compile(r"^\w+ (?:are|is|was|were|has|have|\w+ed by)\b")
"""A noun taken for a verb: "Confidence scores are"."""
_EMPTY = re.compile(
    r"^(?:is|has|contains|shows|looks|takes place|provides (?:an|the) overview|describes|displays"
    r"|appears|opens|begins|lists|explains|demonstrates|illustrates|includes?|outlines|works"
    r"|means|varies|depends|can vary|can depend|takes|can take|remains|does so|happens|occurs)\b"
    r"|\b(?:icon|button|tab|pane|dialog|screen|drop-?down)\b"
)
_ADDS = re.compile(
    r", (?:which|so|but|while|whereas|because|as|where|and (?:then )?(?:it|you|the)) "
)
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
    told = [(s.section, s.piece, s.text) for s in page.statements]
    for section, piece, text in told:
        match = _SENTENCE.match(text)
        if not match or not _is_name(match["subject"]):
            continue
        said = _ADDS.split(match["said"])[0].strip()
        said = re.sub(r"^(?:also|then) ", "", said)
        verb = match["verb"]
        if verb.endswith("s") and verb != "does" and not is_acting_verb(verb):
            continue
        if (
            _EMPTY.search(said)
            or _MISREAD.match(said)
            or has_pronoun(said)
            or not is_plain(said, 5, 24)
        ):
            continue
        yield Claim(
            page, section, piece, match["subject"].strip(), said, (match["article"] or "").lower()
        )


def _is_name(subject: str) -> bool:
    words = _WORD.findall(subject)
    bare = subject.split(" ", 1)[-1] if subject.split()[0].istitle() else subject
    return (
        0 < len(words) <= MOST_NAME_WORDS
        and bool(_CALLED.search(bare) or (len(words) > 1 and subject.split()[0].istitle()))
        and not _UNNAMED.search(subject)
        and not _ADVERB.match(subject)
        and not _VENDOR.match(subject)
        and not any(c in subject for c in '{}<>"“”`=/\\[]*')
        and subject.count("(") == subject.count(")")
    )
