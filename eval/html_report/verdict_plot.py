"""What the check says of the sentences, over all and by kind of question."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from app.ui.render.evaluated_case import UNCHECKED
from eval.html_report.bars import Parts, stacked_bars
from eval.html_report.figure import Figure, Table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.evaluations import EvaluatedCase

TITLE = "Verdicts per sentence"
MADE = " Where a sentence was made false, “supported” is a miss."
VERDICTS = ("supported", "partly", "not supported", UNCHECKED)


def verdict_plot(cases: Sequence[EvaluatedCase]) -> Figure:
    """Return one bar for all sentences and one for each kind of question."""
    counts: dict[str, Counter[str]] = {}
    for case in cases:
        for sentence in case.sentences:
            verdict = sentence.verdict if sentence.verdict in VERDICTS else UNCHECKED
            for group in ("all", case.question_kind or case.kind or "other"):
                counts.setdefault(group, Counter())[verdict] += 1
    if not counts:
        return Figure(TITLE, "", "No sentence was shown in this run.")
    made = "" if any(case.answered for case in cases) else MADE
    groups = sorted(counts, key=lambda name: (name != "all", -counts[name].total(), name))
    bars = [_parts(name, counts[name]) for name in groups]
    shown = [verdict for verdict in VERDICTS if counts["all"][verdict]]
    rows = tuple((name, *(str(counts[name][verdict]) for verdict in VERDICTS)) for name in groups)
    return Figure(
        TITLE,
        stacked_bars(bars, "Verdicts by kind of question; numbers in the table"),
        f"{counts['all'].total()} sentences, each held against the passages that it cites.{made}",
        Table(("question", *VERDICTS), rows),
        [(_kind(verdict), verdict) for verdict in shown],
    )


def _parts(name: str, counts: Counter[str]) -> Parts:
    total = counts.total()
    shares = tuple((_kind(verdict), counts[verdict] / total) for verdict in VERDICTS)
    return Parts(name, shares, f"{counts['supported']} of {total}")


def _kind(verdict: str) -> str:
    return f"v-{verdict.replace(' ', '-')}"
