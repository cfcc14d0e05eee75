"""Say in one line each what the measures of an evaluation mean."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

MEANINGS = {
    "doc-": "the same for whole documents",
    "pooled-": "the same, counting further passages that were judged to answer as well",
    "R@": "the share of questions with an answering passage among the first so many found",
    "MRR@": "how high the first answering passage stands: 1 is first, 0.5 second",
    "nDCG@": "how high all answering passages stand, weighted by how well they answer",
    "context-recall": "the share of the key facts' words in the first five passages",
    "citation-validity": "every number leads to a source, and the quote stands there word for word",
    "citation-recall": "the share of sentences that their sources support",
    "citation-precision": "the share of citations that are needed and support",
    "hallucination-rate": "the share of sentences that no source supports",
    "copy-ratio": "the longest stretch that is copied word for word, as a share of the answer",
    "gold-token-recall": "the share of the expected answer's words in the first three sentences; "
    "-all counts every sentence",
    "key-facts": "the share of the key facts that are stated in the first three sentences; -all "
    "counts every sentence",
    "grounded-correct": "most key facts stated, every sentence supported, the right document cited",
    "answered": "the share of answerable questions that were answered",
    "refused": "the share of unanswerable questions that were refused",
    "crag": "+1 for a right answer or refusal, -1 for a wrong one, 0 for refusing in vain",
}
"""By how a measure's name begins; `docs/evaluation.md` defines each."""


def meanings_html(names: Iterable[str]) -> str:
    """Return what the measures of these names mean, folded up; nothing for unknown ones."""
    shown = list(names)
    rows = "".join(
        f"<dt>{escape(_bare(start))}</dt><dd>{escape(words)}</dd>"
        for start, words in MEANINGS.items()
        if any(name.startswith(start) for name in shown)
    )
    if not rows:
        return ""
    return (
        '<details class="gw-more"><summary>What the measures mean</summary>'
        f'<dl class="gw-facts">{rows}</dl></details>'
    )


def _bare(start: str) -> str:
    return start.rstrip("@")
