"""The variants of retrieval beside each other, each with its interval."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from eval.html_report.bars import Bar, interval_bars
from eval.html_report.figure import Figure, Table
from index.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SHOWN = ("R@5", "nDCG@10", "doc-R@5")
"""Measures that get a plot each; the command's own JSON has all."""


def read_ablation(path: Path) -> list[dict[str, Any]]:
    """Return the rows of an `ablation.json`, one per system.

    Raises:
        UsageError: the file is not one.
    """
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))["rows"]
        if not all(isinstance(row["measures"], dict) and row["system"] for row in rows):
            raise ValueError("a row has no system or no measures")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{path} is no ablation: {error}", "Make one: python -m eval ablation --out FILE"
        ) from error
    return list(rows)


def ablation_plots(rows: Sequence[Mapping[str, Any]]) -> list[Figure]:
    """Return one figure per shown measure that the rows have."""
    return [
        _figure(measure, [row for row in rows if measure in row["measures"]])
        for measure in SHOWN
        if any(measure in row["measures"] for row in rows)
    ]


def _figure(measure: str, rows: Sequence[Mapping[str, Any]]) -> Figure:
    bars = [_bar(str(row["system"]), row["measures"][measure]) for row in rows]
    table = tuple(
        (
            str(row["system"]),
            str(row.get("what", "")),
            bar.written,
            f"{bar.low:.3f} to {bar.high:.3f}",
            _difference((row.get("difference") or {}).get(measure)),
        )
        for row, bar in zip(rows, bars, strict=True)
    )
    head = (
        "system",
        "what it is",
        "mean",
        "95 % interval",
        f"paired difference to {bars[0].label}",
    )
    return Figure(
        f"Ablation: {measure}",
        interval_bars(bars, f"{measure} by system; numbers in the table", 1.0),
        "Each choice in the retriever switched off or weighed anew, on the same questions. Lines: "
        "95 % intervals; whether two systems differ is told by the paired difference in the table.",
        Table(head, table),
    )


def _bar(name: str, value: Mapping[str, float]) -> Bar:
    mean = value["mean"]
    low, high = value.get("low", mean), value.get("high", mean)
    return Bar(name, mean, low, high, f"{mean:.3f}")


def _difference(one: Mapping[str, float] | None) -> str:
    if not one:
        return ""
    return (
        f"{one['mean']:+.3f} [{one['low']:+.3f}, {one['high']:+.3f}], "
        f"won {one['won']:.0%}, lost {one['lost']:.0%}"
    )
