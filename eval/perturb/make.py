"""Make false sentences of every kind from the passages of an index; the seed decides all.

What becomes of a sentence hangs on the seed and on the sentence, and not on its neighbours: after
an edit of a note the false sentences of the others are the same, and can be compared.
"""

from __future__ import annotations

import random
from collections import defaultdict
from hashlib import sha256
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

    Maker = Callable[[TrueSentence, random.Random], FalseSentence | None]

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
    true = true_sentences(passages)
    by_document: dict[str, list[Passage]] = defaultdict(list)
    for passage in passages:
        by_document[passage.document_id].append(passage)
    makers: dict[Kind, Maker] = {
        "number": number_swapped,
        "number-hard": number_swapped_within,
        "entity": lambda s, rng: entity_swapped(s, services, rng),
        "entity-hard": lambda s, rng: entity_swapped_within(s, services, rng),
        "negation-inserted": negation_inserted,
        "negation-removed": negation_removed,
        "citation-moved": lambda s, rng: citation_moved(s, passages, rng),
        "citation-moved-hard": lambda s, rng: citation_moved_near(
            s, by_document[s.passage.document_id], rng
        ),
        "foreign": lambda s, rng: foreign_sentence(s, true, rng),
    }
    return {kind: _made(kind, makers[kind], true, per_kind, seed) for kind in KINDS}


def drawn(true: Sequence[TrueSentence], label: str, seed: int) -> list[TrueSentence]:
    """Return the sentences in an order by chance, which new ones among them do not change."""
    return sorted(true, key=lambda one: _key(one, label, seed))


def _made(
    kind: Kind, make: Maker, true: Sequence[TrueSentence], per_kind: int, seed: int
) -> list[FalseSentence]:
    made: list[FalseSentence] = []
    for sentence in drawn(true, kind, seed):
        if len(made) == per_kind:
            break
        one = make(sentence, random.Random(_key(sentence, kind, seed)))
        if one is not None:
            made.append(one)
    return made


def _key(sentence: TrueSentence, label: str, seed: int) -> bytes:
    named = "\n".join((str(seed), label, sentence.passage.path, sentence.text))
    return sha256(named.encode()).digest()


def _is_statement(text: str) -> bool:
    words = len(text.split())
    return LEAST_WORDS <= words <= MOST_WORDS and _CODE_LIKE.isdisjoint(text)
