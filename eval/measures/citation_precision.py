"""Citation precision as in ALCE (Gao et al., 2023): is every citation of use?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.measures.support import CitedSentence, Support


def citation_precision(sentences: Sequence[CitedSentence], supports: Support) -> float:
    """Return the share of citations that are of use, over all sentences of an answer.

    A citation is of use when its sentence is supported by all its citations together, and the
    passage supports it alone or the others do not without it. A number that resolves to nothing
    counts 0. Without any citation the precision is 1.0.
    """
    useful = total = 0
    for sentence in sentences:
        total += len(sentence.passages) + sentence.unresolved
        if sentence.passages and supports(sentence.text, sentence.passages):
            useful += sum(_is_useful(sentence, n, supports) for n in range(len(sentence.passages)))
    return useful / total if total else 1.0


def _is_useful(sentence: CitedSentence, number: int, supports: Support) -> bool:
    alone = (sentence.passages[number],)
    others = sentence.passages[:number] + sentence.passages[number + 1 :]
    return supports(sentence.text, alone) or not (others and supports(sentence.text, others))
