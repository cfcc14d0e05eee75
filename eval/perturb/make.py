"""Make false sentences of every kind from the passages of an index; the seed decides all."""

from __future__ import annotations

import random
from collections import defaultdict
from typing import TYPE_CHECKING

from eval.perturb.citations import citation_moved, citation_moved_near, foreign_sentence
from eval.perturb.entities import Services, entity_swapped, entity_swapped_within
from eval.perturb.negations import negation_inserted, negation_removed
from eval.perturb.numbers import number_swapped, number_swapped_within
from eval.perturb.records import KINDS, TrueSentence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from eval.perturb.records import FalseSentence, Kind
    from index.records import Passage

LEAST_WORDS = 6
MOST_WORDS = 60
_CODE_LIKE = frozenset("{}=<>")


def true_sentences(passages: Sequence[Passage]) -> list[TrueSentence]:
    """Return the statements of the passages: no code, nothing shorter than `LEAST_WORDS`."""
    return [
        TrueSentence(passage, number)
        for passage in passages
        if passage.kind not in ("code", "figure")
        for number in range(len(passage.sentences))
        if _is_statement(passage.sentence(number))
    ]


def false_sentences(
    passages: Sequence[Passage], services: Services, per_kind: int, seed: int
) -> dict[Kind, list[FalseSentence]]:
    """Return up to `per_kind` false sentences of each kind, no original twice in one kind."""
    rng = random.Random(seed)
    true = true_sentences(passages)
    by_document: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        by_document[passage.document_id].append(passage)
    makers: dict[Kind, Callable[[TrueSentence], FalseSentence | None]] = {
        "number": lambda s: number_swapped(s, rng),
        "number-hard": lambda s: number_swapped_within(s, rng),
        "entity": lambda s: entity_swapped(s, services, rng),
        "entity-hard": lambda s: entity_swapped_within(s, services, rng),
        "negation-inserted": lambda s: negation_inserted(s, rng),
        "negation-removed": lambda s: negation_removed(s, rng),
        "citation-moved": lambda s: citation_moved(s, passages, rng),
        "citation-moved-hard": lambda s: citation_moved_near(
            s, by_document[s.passage.document_id], rng
        ),
        "foreign": lambda s: foreign_sentence(s, true, rng),
    }
    return {kind: _made(makers[kind], true, per_kind, rng) for kind in KINDS}


def _made(
    make: Callable[[TrueSentence], FalseSentence | None],
    true: Sequence[TrueSentence],
    per_kind: int,
    rng: random.Random,
) -> list[FalseSentence]:
    made: list[FalseSentence] = []
    for sentence in rng.sample(true, len(true)):
        if len(made) == per_kind:
            break
        one = make(sentence)
        if one is not None:
            made.append(one)
    return made


def _is_statement(text: str) -> bool:
    words = len(text.split())
    return LEAST_WORDS <= words <= MOST_WORDS and _CODE_LIKE.isdisjoint(text)
