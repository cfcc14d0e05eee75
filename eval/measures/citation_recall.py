"""Citation recall as in ALCE (Gao et al., 2023): are the sentences supported by what they cite?"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from eval.measures.support import CitedSentence, Support


def citation_recall(sentences: Sequence[CitedSentence], supports: Support) -> float:
    """Return the share of sentences whose citations together support them.

    A sentence without a citation that resolves counts 0; an answer without sentences has nothing
    to cite and counts 1.0.
    """
    if not sentences:
        return 1.0
    held = sum(bool(s.passages) and supports(s.text, s.passages) for s in sentences)
    return held / len(sentences)
