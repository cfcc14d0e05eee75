"""Give a sentence that a model copied nearly whole back its source's own words.

A copy that leaves something out loses a condition, or its subject; what stands in the source is at
least as true. So a sentence most of whose words stand in one stored sentence, in their order, is
shown as the stored one. Of a small model, which is asked to copy, every sentence is: it chooses
what is shown, and the sources say it. Of 119 of its sentences in other words than the sources'
that the check let through, two readers found 25 wrong or unreadable.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from app.answer.cite_marks import split_marks
from app.answer.judging import Proof
from app.answer.prose import holds_address, holds_markup, split_step
from app.untrusted import is_safe
from index.records import CELL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from index.records import Passage

COPIED = 0.8
"""Share of a sentence's words that stand in one stored sentence, in order, in a copy."""
LONGEST = 60
"""Words of a stored sentence that may take the place of a written one."""
_WORD = re.compile(r"\w+")


def source_wording(text: str, proofs: Iterable[Proof]) -> tuple[str, Proof] | None:
    """Return the stored sentence that a text is a copy of, with its place; None when it is none."""
    said = _words(text)
    best: tuple[float, str, Proof] | None = None
    for stored, proof in _stored(proofs):
        share = _in_order(said, _words(stored)) / len(said) if said else 0.0
        if share >= COPIED and (best is None or share > best[0]):
            best = (share, stored, proof)
    return None if best is None else best[1:]


def source_sentences(text: str, proofs: Iterable[Proof]) -> tuple[Proof, ...]:
    """Return the stored sentences and rows that a text rests on: those of the proof that holds most
    of its words in their order."""
    said = _words(text)
    return max(
        (tuple(_within(proof)) for proof in proofs),
        key=lambda parts: _in_order(said, [w for part in parts for w in _words(stored_text(part))]),
        default=(),
    )


def may_be_copied(stored: str, passage: Passage) -> bool:
    """Whether a sentence of a source is as harmless as what a model writes has to be."""
    foreign = split_marks(stored)[1] or holds_address(stored) or holds_markup(stored)
    return is_safe(passage) and not foreign


def stored_text(proof: Proof) -> str:
    """Return what stands in a proof's span."""
    return proof.passage.text[proof.span.start : proof.span.end]


def _within(proof: Proof) -> Iterator[Proof]:
    whole = proof.span
    for span in proof.passage.sentences:
        if whole.start <= span.start and span.end <= whole.end:
            yield Proof(proof.passage, span)


def _stored(proofs: Iterable[Proof]) -> Iterator[tuple[str, Proof]]:
    """Yield each sentence of prose within the proofs, without the number of a step."""
    for proof in proofs:
        for part in _within(proof):
            text = stored_text(part)
            if CELL not in text and len(text.split()) <= LONGEST:
                yield split_step(text)[1], part


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _in_order(said: list[str], stored: list[str]) -> int:
    matcher = SequenceMatcher(None, said, stored, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())
