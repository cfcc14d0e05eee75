"""What the verifier objects to: false sentences by kind, and true ones that it should let pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from eval.html_report.bars import Bar, interval_bars
from eval.html_report.figure import Figure, Table

if TYPE_CHECKING:
    from app.evaluations import RunSummary

TITLE = "Objections of the sentence check"
_SHARES = {"detected:": "false: ", "false-alarms:": "true: "}


def detection_plot(run: RunSummary) -> Figure:
    """Return the share of objections by kind of sentence, each with its interval."""
    found = [
        (prefix, name.removeprefix(prefix), one)
        for name, one in run.measures.items()
        for prefix in _SHARES
        if name.startswith(prefix)
    ]
    if not found:
        return Figure(TITLE, "", "No sentence was made to be checked.")
    bars = [
        Bar(f"{_SHARES[prefix]}{kind}", one.mean, one.low, one.high, f"{one.mean:.1%} of {one.n}")
        for prefix, kind, one in found
    ]
    rows = tuple(
        (bar.label, f"{bar.value:.4f}", f"{bar.low:.4f} to {bar.high:.4f}", str(one.n))
        for bar, (_, _, one) in zip(bars, found, strict=True)
    )
    return Figure(
        TITLE,
        interval_bars(bars, "Share of objections by kind of sentence; numbers in the table", 1.0),
        "Every false sentence should be objected to, and no true one. The hard kinds take the "
        "wrong number, name or passage from the neighbourhood. Lines: 95 % intervals.",
        Table(("sentences", "objected to", "95 % interval", "n"), rows),
    )
