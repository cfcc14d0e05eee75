"""What the measures mean, in a line each, for one who meets them here."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.evaluations import RunSummary

MEANINGS = (
    (r"R@\d+", "a passage with the gold span is among the first k"),
    (r"doc-R@\d+", "a gold page is among the first k pages"),
    (r"(pooled-)?MRR@10", "one over the rank of the first gold passage, 0 after the tenth"),
    (r"doc-MRR@10", "the same of pages"),
    (r"(pooled-)?nDCG@10", "gain of the gold passages, the higher they stand, against the ideal"),
    (r"pooled-R@5", "R@5, with the passages that were read and found to answer too"),
    (r"context-recall@5", "share of the key facts' words that the first five passages hold"),
    (r"citation-validity", "every number resolves, and what it quotes stands there to the letter"),
    (r"citation-recall", "share of the sentences that what they cite supports"),
    (r"citation-precision", "share of the citations that are needed, or enough alone"),
    (r"hallucination-rate", "share of the sentences that nothing cited supports; lower is better"),
    (r"copy-ratio", "longest run of words taken over, against the sentence; neither is better"),
    (r"key-facts", "share of the key facts that the answer states"),
    (r"key-facts-all", "the answer states all of them"),
    (r"gold-token-recall(-all)?", "share of the gold answer's words in three sentences, or in all"),
    (r"grounded-correct", "80 % of the facts, every sentence supported, a gold page cited"),
    (r"answered", "a question with an answer was answered"),
    (r"refused( U\d)?", "a question without an answer was declined"),
    (r"crag", "+1 answered rightly, -1 wrongly, 0 declined"),
    (r"coverage", "share of the questions with an answer that the score lets pass"),
    (r"AUROC U\d", "how well the score tells them from questions with an answer; .5 is chance"),
    (r"AURC U\d", "mean share of errors as ever more questions are answered; lower is better"),
    (r"coverage at .*", "the coverage left when 95 % of those are declined"),
    (r"detected:.*", "share of false sentences that the check objects to"),
    (r"false-alarms:.*", "share of true sentences that it objects to; lower is better"),
)
"""By the whole name of a measure, as a pattern; `docs/evaluation.md` says more."""


def meanings_html(run: RunSummary) -> str:
    """Return a closed list of what the measures and figures of a run mean."""
    names = (*run.measures, *run.abstention)
    rows = [
        (", ".join(held), meaning)
        for pattern, meaning in MEANINGS
        if (held := [name for name in names if re.fullmatch(pattern, name)])
    ]
    if not rows:
        return ""
    listed = "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in rows)
    return f'<details><summary>What they mean</summary><dl class="meanings">{listed}</dl></details>'
