"""What a page says that its terms are: "X is a ...", and lists of the form "term: meaning"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from app.practice.generate.phrasing import singular
from app.practice.generate.pieces import Definition
from app.practice.generate.plain import (
    ends_badly,
    first_clause,
    has_pronoun,
    is_plain,
    is_third_person,
)
from app.practice.generate.words import RESIDUE, content_words
from app.verbs import is_base_verb, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Listing, Sentence

_IS_A = re.compile(
    r"^(?P<article>(?:An?|The) )?(?P<term>[A-Za-z][^,;:|]{1,58}?)"
    r"(?:, (?:or|also called|called) [^,]+,)?"
    r" (?P<verb>is|are) (?P<meaning>(?:an?|the|one of the) [^|]{20,210})$"
)
_LISTED = re.compile(
    r"^(?P<term>[^:—–|]{2,58}?)(?::| [—–-] |[—–])\s*(?P<meaning>[A-Za-z][^|]{20,400})$"
)
_POINTS_BACK = re.compile(
    r"^(?:since|formula|where|this|that|these|those|it|they|there|here|such|one|each|every|another|both|he|she"
    r"|we|you"
    r"|what|which|if|when|for|in|on|with|to|as|at|by|note|tip|important|warning|trap|exam cue"
    r"|all|most|some|example|the following|step \d+|not to be confused.*)\b",
    re.IGNORECASE,
)
_VAGUE = re.compile(
    r"^.* (?:in|of|on|for) (?:the|an?) |"
    r"^(?:typical\b.*|result|value|difference|price|rule|reason|trap|answer|key|goal|aim|page|first|second"
    r"|last|other|next|same|latter|former|usual|default|only|example|problem|cause|remedy|choice"
    r"|worked example|following|main|most|best|section|table|figure|question|task|cost|effect"
    r"|output|input|alternative|exception|point|frequently|size|number|amount|share)\b",
    re.IGNORECASE,
)
_WEAK_MEANING = re.compile(
    r"^(?:the )?Amazon Resource Name|^the default and\b|\brather than\b|"
    r"^(?:an?|the|one of the) (?:\w+ )?(?:case|figure|reason|sign"
    r"|answer|choice|matter|question"
    r"|example"
    r"|important|common|separate|specific|special|particular|helpful|useful|great"
    r"|same|way|result|first|most|best|right|only|main|usual|key|one|good|better|other|lot|few)\b"
    r"|\b(?:this|these|that case|above|below|following|see|here|et al|exam|MLA-C01)\b",
    re.IGNORECASE,
)
_EXAMPLE = re.compile(r"^(?:for example|for instance|such as),? ", re.IGNORECASE)
_PASSING = re.compile(r"\d\.\d|\bbecause\b|\bdepends\b|\breached\b|,$|\bfrequently\b")
"""Signs of a sentence about one case instead of a definition."""
_FIGURES = re.compile(r"\d\.\d|\w = ")
"""Signs of a worked example."""
_GLOSSED = re.compile(r"(?P<term>[A-Z][\w -]{1,40}): (?P<meaning>(?:An?|The) [^.:;]+)\.?$")
LEAST_GLOSSED = 3
"""Paragraphs that define a term each, from which a section is a glossary."""
_TYPE_NOTE = re.compile(
    r"\s*[(\[](?:optional|required|string|strings|str|int|integer|float|bool|boolean|list|dict|json"
    r"|object|array|number|list of \w+|json object|array of \w+|[a-z]+, (?:optional|required)"
    r"|default)[^)\]]*[)\]]\s*$",
    re.IGNORECASE,
)
_FOLLOWING = re.compile(
    r"\bfollowing (?:\w+ ){0,3}?(?P<noun>[a-z]{3,}s)(?= (?:to|for|in|on|of|from|when|with|at|by"
    r"|that"
    r"|are|apply|as|and)\b|[:.,]?$)"
)
_HEADED = re.compile(r"(?:^|\s)(?P<noun>[A-Za-z]{3,}s)$")
_NOUNS = frozenset(
    [
        "parameters",
        "hyperparameters",
        "metrics",
        "fields",
        "attributes",
        "arguments",
        "rules",
        "states",
        "statuses",
        "policies",
        "transforms",
        "errors",
        "properties",
        "variables",
        "methods",
        "techniques",
        "strategies",
        "algorithms",
        "components",
        "services",
        "functions",
        "operations",
        "keys",
        "headers",
        "roles",
        "features",
        "modes",
        "formats",
        "stages",
        "objects",
        "operators",
        "tools",
        "tasks",
        "events",
        "packages",
        "templates",
        "libraries",
        "terms",
        "concepts",
        "settings",
        "columns",
        "files",
        "dimensions",
        "messages",
    ]
)
_SEVERAL = re.compile(r", (?:and|or|an?|the) ")
"""A list of things, which is what a heading's plural stands for and no definition."""
_ASIDE = re.compile(r" \([^()]*\)(?= [a-z])")
"""What stands in parentheses inside a meaning that goes on behind it: "machine learning (ML)"."""
_ADDS = re.compile(r"[;:(]|, (?:so|but|while|whereas|not|and (?:its?|they|their|is|are|has|was))\b")
LONGEST_MEANING = 170
LEAST_LETTERS = 3
"""Letters of a term; a shorter one is a symbol of a formula."""
LEAST_TITLES = 2
_OPENS = re.compile(r"^(?:the|an?) ", re.IGNORECASE)
_FINITE = re.compile(
    r"\b(?:is|are|was|can|will|must|should|may|has|have|does|uses|provides|contains|shows|supports)\b"
)
"""A verb that makes a sentence of what could have been a description."""
_KINDS = {
    "measure": words(
        """
        probability share mean ratio difference number percentage rate distance area score time
        contribution logarithm average sum maximum minimum count fraction size error loss amount
        """
    ),
    "offer": words(
        """
        service feature tool registry capability hub engine library option store orchestrator
        system platform framework assistant toolkit console family warehouse database catalog
        """
    ),
}
"""Nouns that meanings begin with, by the kind of their terms."""
LEAST_TOLD = 3
"""Words of a meaning that its term does not say."""
LONGEST_TERM_WORDS = 6


def definitions_of(page: Page) -> Iterator[Definition]:
    """Yield the definitions of a page, each term once."""
    seen: set[str] = set()
    for definition in (
        *_in_prose(page),
        *_in_lists(page),
        *_in_glossaries(page),
        *_in_headings(page),
    ):
        if definition.term.lower() not in seen:
            seen.add(definition.term.lower())
            yield definition


def _in_prose(page: Page) -> Iterator[Definition]:
    for sentence in page.sentences:
        match = _IS_A.match(sentence.text.rstrip("."))
        if not match:
            continue
        term = match["term"].strip()
        told = _ASIDE.sub("", match["meaning"])
        meaning = first_clause(_ADDS.split(told)[0].strip())
        if (
            _is_term(term)
            and not _VAGUE.match(term)
            and not _PASSING.search(meaning)
            and not ends_badly(meaning)
            and not (match["verb"] == "are" and _SEVERAL.search(meaning))
            and _tells(term, meaning)
        ):
            subject = f"{(match['article'] or '').lower()}{term}"
            yield Definition(
                sentence.section, term, meaning, sentence.piece, subject, match["verb"]
            )


def _in_lists(page: Page) -> Iterator[Definition]:
    for listing in page.listings:
        if listing.ordered:
            continue
        noun = noun_of_list(listing)
        for entry in listing.entries:
            match = _LISTED.match(entry.text)
            if not match or _POINTS_BACK.match(match["term"]) or "—" in match["meaning"]:
                continue
            meaning = _first_sentence(match["meaning"])
            term = _TYPE_NOTE.sub("", match["term"]).strip()
            if _is_term(term) and _tells(term, meaning) and not _FIGURES.search(meaning):
                yield Definition(
                    listing.section,
                    term,
                    meaning,
                    entry.line,
                    f'"{term}"',
                    advises=is_base_verb(meaning.split()[0].lower().rstrip(",")),
                    noun=noun,
                )


def _in_glossaries(page: Page) -> Iterator[Definition]:
    """Yield the terms of a page without tags whose paragraphs are "Term: A thing that ..."."""
    found: dict[int, list[Definition]] = {}
    for sentence in page.sentences:
        match = _GLOSSED.match(sentence.text)
        if match and not sentence.section.bullets and _tells(match["term"], match["meaning"]):
            found.setdefault(id(sentence.section), []).append(
                Definition(
                    sentence.section,
                    match["term"],
                    match["meaning"],
                    sentence.piece,
                    f'"{match["term"]}"',
                    noun="term",
                )
            )
    for group in found.values():
        if len(group) >= LEAST_GLOSSED:
            yield from group


def _in_headings(page: Page) -> Iterator[Definition]:
    """Yield the headings of an untagged page whose section begins with what they mean: "header",
    then "The text to display above the image." """
    opening: dict[int, Sentence] = {}
    for sentence in page.sentences:
        opening.setdefault(id(sentence.section), sentence)
    for section in page.sections:
        told = opening.get(id(section))
        if told is None or section.bullets or len(section.titles) < LEAST_TITLES:
            continue
        meaning = told.text.rstrip(".")
        names_it = _OPENS.match(meaning) and not _FINITE.search(" ".join(meaning.split()[:10]))
        if (
            (names_it or is_third_person(meaning.split()[0].lower()))
            and _is_term(section.title)
            and is_plain(meaning, 4)
            and not has_pronoun(meaning)
            and _tells(section.title, meaning)
        ):
            parent = replace(section, titles=section.titles[:-1])
            headed = _HEADED.search(parent.title)
            noun = headed["noun"].lower() if headed else ""
            yield Definition(
                parent,
                section.title,
                meaning,
                told.piece,
                f'"{section.title}"',
                noun=singular(noun) if noun in _NOUNS else "entry",
            )


def noun_of_list(listing: Listing) -> str:
    """Return what the terms of a list are, in the singular; `entry` where nothing says so."""
    lead = " ".join(listing.lead.text.split()) if listing.lead else ""
    for pattern, text in ((_FOLLOWING, lead), (_HEADED, listing.section.title)):
        match = pattern.search(text)
        if match and match["noun"].lower() in _NOUNS:
            return singular(match["noun"].lower())
    return "entry"


def head_of(meaning: str) -> str:
    """Return the noun that a meaning begins with: "pair" of "a name and value pair that ..."."""
    bare = re.sub(r"^(?:an?|the|one of the) ", "", meaning.lower())
    return re.split(
        r"[,;(]|\s(?:of|that|which|who|for|in|to|with|by|from|on|at|when|where|whose|used"
        r"|between)\b",
        bare,
        maxsplit=1,
    )[0].rpartition(" ")[2]


def kind_of_meaning(meaning: str) -> str:
    """Return whether a meaning is that of a measure or of something offered; else empty: a term of
    one kind stands out among those of another."""
    head = head_of(meaning)
    return next((kind for kind, heads in _KINDS.items() if head in heads), "")


def _first_sentence(meaning: str) -> str:
    first = re.split(r"(?<=[a-z)\d])\.\s|;", meaning)[0].rstrip(".").strip()
    return RESIDUE.split(_EXAMPLE.sub("", first), maxsplit=1)[0].strip()


def _is_term(term: str) -> bool:
    return (
        len(term) >= LEAST_LETTERS
        and len(term.split()) <= LONGEST_TERM_WORDS
        and not _POINTS_BACK.match(term)
        and not term.endswith(("?", "."))
        and '"' not in term
        and "(Optional)" not in term
        and not re.fullmatch(r"[\d.,%\s]+", term)
        and not re.match(r"\W", term)
        and not re.search(r"[\\*\[\]{}$^]", term)
        and not re.search(r"\b(?:is|are|was|which|that|if|when|can|must|will)\b", term)
    )


def _tells(term: str, meaning: str) -> bool:
    """Whether a meaning says enough, and does not give its term away."""
    if not 24 <= len(meaning) <= LONGEST_MEANING or _WEAK_MEANING.search(meaning):
        return False
    return len(content_words(meaning) - content_words(term)) >= LEAST_TOLD
