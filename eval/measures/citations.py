"""Citation validity: every number resolves and every quoted span is the sentence, verbatim."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.answer.records import Answer


def citation_validity(answer: Answer) -> float:
    """Return the share of shown sentences that are cited and whose citations all hold.

    A citation holds when its number is among the sources and, for an extractive answer, the span
    of the passage is the sentence shown. An answer without sentences has nothing to cite and
    counts as 1.0.
    """
    if not answer.sentences:
        return 1.0
    sources = {source.n: source.passage.text for source in answer.sources}
    valid = 0
    for sentence in answer.sentences:
        spans = [sources[c.n][c.start : c.end] for c in sentence.citations if c.n in sources]
        whole = len(spans) == len(sentence.citations) > 0 and all(spans)
        verbatim = answer.model != "extractive" or all(span == sentence.text for span in spans)
        valid += whole and verbatim
    return valid / len(answer.sentences)
