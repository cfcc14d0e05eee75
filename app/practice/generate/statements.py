"""What a page says that a named thing does: "Feature Store keeps ...", "X lets you ..."."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from app.practice.generate.plain import LABEL, first_clause, has_pronoun, is_plain, is_third_person
from app.practice.generate.purposes import purposes_of
from app.practice.generate.shelf import VENDOR_WORDS
from app.practice.generate.words import content_words
from app.verbs import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.pages import Page
    from app.practice.generate.pieces import Piece, Section
    from app.practice.generate.shelf import Shelf

_FORM = re.compile(
    r"^(?:The )?(?P<name>(?:Amazon |AWS |SageMaker )*[A-Za-z][\w.-]*(?: [A-Z][\w-]*){0,3})"
    r"(?: (?P<noun>API operation|operation|parameter|hyperparameter|algorithm|metric|class|function"
    r"|method|library|field|attribute|policy|rule|strategy|instance type|data type|action|API"
    r"|object"
    r"|transform|step|container|component|feature|service|tool))?"
    r" (?:also |now |automatically |then )?(?P<verb>[a-z]+s) (?P<rest>[^:;|]{20,170})\.$"
)
_SECOND = re.compile(
    r", (?:so|but|while|whereas|because|and (?:\w+ ){1,4}(?:may|is|are|can|must|has|have))\b.*$"
)
"""A second clause, about something else."""
_PRODUCTS = words(
    """
    Autopilot Canvas Clarify Debugger JumpStart Neo Pipelines Studio Experiments HyperPod Edge
    Manager Feature Store Ground Truth Data Wrangler Model Monitor Registry Inference Recommender
    Training Compiler Lineage Tracking Role Cards Dashboard Lab Marketplace Mechanical Turk
    """
)
_WEAK = words(
    """
    has contains includes is was does needs means takes gets makes follows shows says appears
    depends lists describes consists refers comes goes happens works returns remains fails
    encrypts uses supports runs stores keeps accepts processes logs writes reads sends charges costs
    bills replaces saves separates reports inherits requires belongs expects starts stops adds
    assigns sets copies adjusts clips displays shows opens throws filters calculates ships links
    """
)
_OPERATION = re.compile(
    r"^(?:Create|Describe|Update|Delete|List|Start|Stop|Put|Get|Add|Register|Invoke|Import|Send"
    r"|Search|Query|Render|Retry|Batch)[A-Z][A-Za-z]+$"
)
_NOT_A_NAME = re.compile(
    r"^(?:This|That|It|They|You|We|If|When|In|For|To|Each|Every|Both|All|Some|Any|One|Another|Our"
    r"|Your|Its|Their|These|Those|Step|Table|Figure|Note|Example|There|Here|What|Which|Who|How"
    r"|As|At"
    r"|By|On|With|After|Before|First|Then|Next|Amazon|AWS|SageMaker|Amazon SageMaker|AI|Section"
    r"|Yes|No|Most|Many|Other|Either|Neither|Only|Such)$"
)


@dataclass(frozen=True, slots=True)
class Statement:
    """A named thing and what it does."""

    page: Page
    section: Section
    piece: Piece
    name: str
    kind: str
    """What it is: `service`, `capability`, `API operation`, or the noun that follows its name."""
    verb: str
    rest: str

    @property
    def said(self) -> str:
        """What it does, from the verb on."""
        return f"{self.verb} {self.rest}"


def statements_of(page: Page, shelf: Shelf) -> Iterator[Statement]:
    """Yield what the sentences of a page say of named things, and what these are used for."""
    yield from _told(page, shelf)
    for purpose in purposes_of(page):
        name = re.sub(r"^(?:the|an?) ", "", purpose.tool, flags=re.IGNORECASE)
        kind = _kind_of(name, "", shelf)
        if kind and purpose.link == "to" and not _names(name) & _names(purpose.aim):
            yield Statement(
                page, purpose.section, purpose.piece, name, kind, "lets you", purpose.aim
            )


def _names(text: str) -> frozenset[str]:
    return content_words(text) - VENDOR_WORDS


def _told(page: Page, shelf: Shelf) -> Iterator[Statement]:
    for sentence in page.statements:
        match = _FORM.match(LABEL.sub("", sentence.text))
        if (
            match is None
            or _NOT_A_NAME.match(match["name"])
            or (match["verb"] in _WEAK and not match["noun"])
        ):
            continue
        kind = _kind_of(match["name"], match["noun"] or "", shelf)
        verb, rest = match["verb"], _SECOND.sub("", first_clause(match["rest"])).strip(" ,")
        if (
            kind
            and is_third_person(verb)
            and is_plain(f"{verb} {rest}", 5, 26)
            and not has_pronoun(rest)
            and match["name"].lower() not in rest.lower()
        ):
            yield Statement(page, sentence.section, sentence.piece, match["name"], kind, verb, rest)


def _kind_of(name: str, noun: str, shelf: Shelf) -> str:
    bare = re.sub(r"^(?:(?:Amazon|AWS|SageMaker) )+", "", name)
    if noun and noun not in ("service", "feature", "tool"):
        return "API operation" if "operation" in noun or noun == "API" else noun
    if bare and set(bare.split()) <= _PRODUCTS and bare[0].isupper():
        return "capability"
    if shelf.catalog.named(name):
        return "service"
    return "API operation" if _OPERATION.match(name) else ""
