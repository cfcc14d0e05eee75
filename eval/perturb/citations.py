"""Cite the wrong passage, or put in a sentence from elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.perturb.records import FalseSentence

if TYPE_CHECKING:
    import random
    from collections.abc import Sequence

    from eval.perturb.records import Kind, TrueSentence
    from index.records import Passage

SAID_TOO = 0.6
"""Share of a sentence's words from which another passage may well say the same."""
TRIES = 20


def citation_moved(
    true: TrueSentence, passages: Sequence[Passage], rng: random.Random
) -> FalseSentence | None:
    """Return the sentence citing a passage of another document."""
    tried = rng.sample(passages, min(TRIES, len(passages)))
    others = [p for p in tried if p.document_id != true.passage.document_id]
    return _citing(true, others, "citation-moved")


def citation_moved_near(
    true: TrueSentence, siblings: Sequence[Passage], rng: random.Random
) -> FalseSentence | None:
    """Return the sentence citing another passage of its own document."""
    others = [p for p in siblings if p.chunk_id != true.passage.chunk_id]
    return _citing(true, rng.sample(others, len(others)), "citation-moved-hard")


def foreign_sentence(
    true: TrueSentence, strangers: Sequence[TrueSentence], rng: random.Random
) -> FalseSentence | None:
    """Return a sentence of another document under the citation of this one."""
    for other in rng.sample(strangers, min(TRIES, len(strangers))):
        if other.passage.document_id != true.passage.document_id and not _says_too(
            true.passage, other.text
        ):
            change = f"{other.passage.path} -> {true.passage.path}"
            return FalseSentence("foreign", other.text, true.text, true.passage, change)
    return None


def _citing(true: TrueSentence, others: Sequence[Passage], kind: Kind) -> FalseSentence | None:
    for other in others:
        if not _says_too(other, true.text):
            change = f"{_place(true.passage)} -> {_place(other)}"
            return FalseSentence(kind, true.text, true.text, other, change)
    return None


def _place(passage: Passage) -> str:
    return passage.heading_path[-1] if passage.heading_path else passage.path


def _says_too(passage: Passage, text: str) -> bool:
    """Whether most words of a text stand in one sentence of a passage."""
    wanted = set(text.lower().split())
    return any(
        len(wanted & set(passage.sentence(i).lower().split())) >= SAID_TOO * len(wanted)
        for i in range(len(passage.sentences))
    )
