"""Give a sentence that a model copied nearly whole back its source's own words.

A copy that leaves something out loses a condition, or its subject; what stands in the source is at
least as true. So a sentence most of whose words stand in one stored sentence, in their order, is
shown as the stored one.
"""

from __future__ import annotations

import re
from difflib import SequenceMatcher
from typing import TYPE_CHECKING

from app.answer.judging import Proof
from app.answer.prose import split_step
from index.records import CELL

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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


def _stored(proofs: Iterable[Proof]) -> Iterator[tuple[str, Proof]]:
    """Yield each sentence of prose within the proofs, without the number of a step."""
    for proof in proofs:
        passage, whole = proof.passage, proof.span
        for span in passage.sentences:
            if not (whole.start <= span.start and span.end <= whole.end):
                continue
            text = passage.text[span.start : span.end]
            if CELL not in text and len(text.split()) <= LONGEST:
                yield split_step(text)[1], Proof(passage, span)


def _words(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _in_order(said: list[str], stored: list[str]) -> int:
    matcher = SequenceMatcher(None, said, stored, autojunk=False)
    return sum(block.size for block in matcher.get_matching_blocks())
