"""Give a drafted question its proof: whole sentences of the passages, and what they carry."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from app.practice.generate.assemble import LONGEST_QUOTE
from app.practice.proof import prove
from app.practice.quality.proof_rules import LEAST_QUOTE_WORDS
from app.practice.written.refusal import Refusal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from app.practice.generate.catalog import Catalog
    from app.practice.records import DistractorKind, Evidence, Option, Prompt, Question
    from app.practice.written.quotes import PassageLibrary

MOST_QUOTE = 2 * LONGEST_QUOTE
"""Characters; a longer quote is a page to read, not a proof."""


def proved(question: Question, library: PassageLibrary, catalog: Catalog) -> Question | Refusal:
    """Return the question with every quote in its place, or what is wrong with a quote."""
    for evidence in evidence_of(question):
        if len(evidence.quote.split()) < LEAST_QUOTE_WORDS:
            return Refusal(
                "short quote", f'"{evidence.quote}" is too short: quote a whole sentence'
            )
    item, lost = prove(question, library)
    placed = cast("Question", item)
    if lost:
        return Refusal("quote not found", f'No passage holds these words: "{lost[0]}"')
    for evidence in evidence_of(placed):
        if len(evidence.quote) > MOST_QUOTE:
            return Refusal("long quote", "A quote is too long: quote one sentence")
    return _described(placed, library, catalog)


def evidence_of(question: Question) -> Iterator[Evidence]:
    """Yield the evidence of every option and prompt."""
    for part in parts_of(question):
        if part.evidence is not None:
            yield part.evidence


def parts_of(question: Question) -> tuple[Option | Prompt, ...]:
    """Return what has a reason and a quote: the options, then the prompts."""
    return (*question.options, *question.prompts)


def key_evidence(question: Question) -> tuple[Evidence, ...]:
    """Return the evidence that the key rests on."""
    keys = tuple(question.options[k] for k in question.key)
    parts: tuple[Option | Prompt, ...] = question.prompts or keys
    return tuple(part.evidence for part in parts if part.evidence is not None)


def _described(question: Question, library: PassageLibrary, catalog: Catalog) -> Question:
    """Return the question with outline entries, services and kinds of its distractors."""
    proofs = key_evidence(question)
    bullets = [b for evidence in proofs for b in library.narrowed(evidence).bullets]
    keys = " ".join(question.options[k].text for k in question.key)
    titles = " ".join(title for evidence in proofs for title in evidence.heading_path)
    services = catalog.mentioned(f"{question.stem} {titles} {keys}")
    options = tuple(
        option if option.kind is None else replace(option, kind=_kind(option.text, keys, catalog))
        for option in question.options
    )
    return replace(
        question,
        options=options,
        bullets=tuple(dict.fromkeys(bullets)),
        services=tuple(dict.fromkeys(service.name for service in services)),
        checked=min((e.checked for e in proofs if e.checked), default=None),
    )


def _kind(text: str, keys: str, catalog: Catalog) -> DistractorKind:
    """Return why a distractor tempts, as far as names tell."""
    named = set(catalog.mentioned(text))
    if named and named.isdisjoint(catalog.mentioned(keys)):
        return "wrong service"
    return "true but beside the point"
