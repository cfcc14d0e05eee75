"""What a page says that a thing serves: "Use X to A.", "You can use X for A.", "X lets you A."."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from app.practice.generate.plain import has_pronoun, is_instruction, is_plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Piece, Section

_NAME = r"(?P<tool>(?!the following\b)[^,;:]{2,60}?)"
_FORMS = (
    re.compile(
        r"^(?:[A-Z][\w ]{2,30}, )?(?:[Yy]ou can use|[Uu]se|[Yy]ou use) "
        + _NAME
        + r" (?P<link>to|for) (?P<aim>[^;:]{14,150})\.$"
    ),
    re.compile(
        r"^" + _NAME + r" (?:lets you|enables you to|allows you to|helps you(?: to)?|can help you"
        r"|makes it possible to|can be used (?P<link>to|for)|(?:is|are) used (?P<link2>to|for))"
        r" (?P<aim>[^;:]{14,150})\.$"
    ),
    re.compile(
        r"^(?P<link>To) (?P<aim>[^,;:]{14,130}), (?:you can |you must |you )?(?:use|call|set"
        r"|specify"
        r"|run|choose|configure|add) "
        + _NAME
        + r"(?: (?:parameter|operation|API|method|function|class|field|flag|action))?\.$"
    ),
    re.compile(
        r"^With " + _NAME + r", you can (?P<aim>[^;:]{14,150})\.$",
    ),
)
_NOT_A_TOOL = re.compile(
    r"^(?:the )?(?:each|different|various|several|multiple|current|other|shortcuts|field|report"
    r"|result)\b|^(?:the|an?|your) (?:function|value|option|setting|parameter|method|field|file"
    r"|tool|feature|service|model|object|class)$|"
    r"\b(?:this|that|these|those|it|they|following|above|below|same|example|examples|code|command"
    r"|commands|procedure|procedures|section|sections|page|table|steps|instructions|either|both"
    r"|information|topic|guide|link|we|you|your|one|any|which|who|sample)\b|[\"“{}<>=/]",
    re.IGNORECASE,
)
_REMARK = re.compile(
    r"\b(?:also|then|now|instead|either)$|[a-z](?:parameter|method|class|function)s?\b"
    r"|^(?:Amazon )?SageMaker(?: AI)?$"
)
"""A tool with an adverb or with lost spaces, or the product that everything belongs to."""
_MARKED = re.compile(r"\(\d+\)")
MOST_TOOL_WORDS = 7


@dataclass(frozen=True, slots=True)
class Purpose:
    """A thing, and what it is used for."""

    page: Page
    section: Section
    piece: Piece
    tool: str
    """As it stands in the sentence, with its article."""
    aim: str
    link: Literal["to", "for"]


def purposes_of(page: Page) -> Iterator[Purpose]:
    """Yield the purposes that a page states, one per sentence."""
    for sentence in page.statements:
        for form in _FORMS:
            match = form.match(sentence.text)
            if match is None:
                continue
            groups = match.groupdict()
            link: Literal["to", "for"] = (
                "for" if "for" in (groups.get("link"), groups.get("link2")) else "to"
            )
            tool, aim = match["tool"].strip(), _first_part(match["aim"])
            if _fits(tool, aim, link):
                yield Purpose(page, sentence.section, sentence.piece, tool, aim, link)
            break


def _first_part(aim: str) -> str:
    """Return an aim up to what only adds to it."""
    return re.split(r", (?:so|which|but|and (?:then|you)|as|where|while|because)\b", aim)[0].strip()


def _fits(tool: str, aim: str, link: str) -> bool:
    return (
        not _NOT_A_TOOL.search(tool)
        and not _REMARK.search(tool)
        and not _MARKED.search(aim)
        and (len(tool.split()) > 1 or any(c.isupper() for c in tool[1:]) or "_" in tool)
        and not re.match(r"\d", tool)
        and len(tool.split()) <= MOST_TOOL_WORDS
        and tool.count("(") == tool.count(")")
        and is_plain(aim, 4, 22)
        and not has_pronoun(aim)
        and (link == "for" or is_instruction(aim))
        and not (link == "for" and aim.split()[0] in ("more", "a"))
    )
