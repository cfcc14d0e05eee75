"""Decision rules of a page: "Choose X when ...", "X is the answer when ...", and exam cues."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from app.practice.generate.words import content_words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Piece, Section

_CHOOSE = re.compile(
    r"(?:^|[;,] (?:and |but )?)(?:choose|use|pick|prefer) (?P<name>[^,;:]{2,100}?)"
    r" (?P<link>when|if|for) (?P<case>[^;]{12,170}?)"
    r"(?=(?:[;,] (?:and |but )?(?:choose|use|pick|prefer) )|[.;]|$)",
    re.IGNORECASE,
)
_ANSWER = re.compile(
    r"^(?P<name>[A-Z][^,;:]{2,60}?) (?:is|are) the (?:answer|right choice|better choice|choice)"
    r" (?P<link>when|if|for) (?P<case>[^;]{12,170}?)(?=[.;]|$)"
)
_CUE_PART = re.compile(r"points? to (?P<name>[^;.,]{2,70})(?=[;.,]|$)")
_QUOTED = re.compile(r'["“]([^"”]{4,140})["”]')
EMPTY = frozenset(
    ["least", "operational", "overhead", "effort", "lowest", "cost", "highest", "low", "high"]
)
"""Words of a cue that fit many services: "least operational overhead"."""
LEAST_CUE_WORDS = 2
_BECAUSE = re.compile(
    r",? (?:for example|for instance|because|since|so that|as it|although)\b"
    r"|, (?:so|and not|not|rather)\b"
)
_LEANS = re.compile(
    r"^(?:the same|the other|it|they|this|that|these|such|so|only)\b| when ", re.IGNORECASE
)
_RIVAL = re.compile(r" (?:over|instead of|rather than) (?:an? |the )?")
_MANNER = re.compile(r" (?:alone|directly|afterwards|only)$")
"""How a thing is to be taken, behind its name: "Amazon SNS alone"."""
_NOT_A_NAME = re.compile(
    r"\b(?:it|this|that|them|these|those|either|both|one|which|not|or|when|if"
    r"|with|each|every|own|to|instead)\b| of the | such as ",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Rule:
    """When something is the right choice."""

    page: Page
    section: Section
    name: str
    case: str
    """A clause after "when" or a noun phrase after "for"."""
    link: Literal["when", "for", "cue"]
    piece: Piece
    """The sentence that says so."""
    cues: tuple[str, ...] = ()
    """Phrases in quotation marks that point to it."""
    rival: str = ""
    """What it is chosen over, where the sentence says so."""
    article: str = ""
    """The article before its name: "a" of "a NAT gateway"."""


def rules_of(page: Page) -> Iterator[Rule]:
    """Yield the decision rules of a page's prose and lists."""
    for sentence in page.sentences:
        text = sentence.text
        for pattern in (_CHOOSE, _ANSWER):
            for match in pattern.finditer(text):
                name, rival = _parted(match["name"])
                case = _BECAUSE.split(match["case"])[0].strip()
                if _fits(name) and len(case.split()) > 2 and not _LEANS.search(case):
                    link: Literal["when", "for"] = (
                        "for" if match["link"].lower() == "for" else "when"
                    )
                    yield Rule(
                        page,
                        sentence.section,
                        name,
                        case,
                        link,
                        sentence.piece,
                        rival=rival,
                        article=_article(match["name"]),
                    )
        yield from _cues(page, sentence.section, sentence.piece)


def _cues(page: Page, section: Section, piece: Piece) -> Iterator[Rule]:
    """Yield the rules of an exam cue: each run of quoted phrases and what it points to."""
    text = " ".join(piece.text.split())
    start = 0
    for match in _CUE_PART.finditer(text):
        quoted = tuple(_QUOTED.findall(text[start : match.start()].rpartition(";")[2]))
        start = match.end()
        name = re.split(r"\s(?:instead|rather|because|plus|or|and then)\b", match["name"])[0]
        article, name = _article(name), _article_off(name.strip())
        if _fits(name) and len(content_words(" ".join(quoted)) - EMPTY) >= LEAST_CUE_WORDS:
            case = "; ".join(quoted)
            yield Rule(page, section, name, case, "cue", piece, quoted, article=article)


def _parted(said: str) -> tuple[str, str]:
    """Return what is chosen, and what it is chosen over: of "MSK over Kinesis"."""
    name, *rivals = _RIVAL.split(said, maxsplit=1)
    return _MANNER.sub("", _article_off(name)), rivals[0].strip() if rivals else ""


def _article(said: str) -> str:
    found = re.match(r"(an?|the) ", said.strip(), re.IGNORECASE)
    return found[1].lower() if found else ""


def _article_off(name: str) -> str:
    return re.sub(r"^(?:an?|the|only|plain) ", "", name.strip(), flags=re.IGNORECASE)


def _fits(name: str) -> bool:
    return (
        2 <= len(name) <= 60
        and len(name.split()) <= 7
        and not _NOT_A_NAME.search(name)
        and '"' not in name
        and not name.endswith("Managed Service")
    )
