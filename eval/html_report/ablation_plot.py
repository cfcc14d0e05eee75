"""The variants of retrieval beside each other, each with its interval."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from eval.html_report.bars import Bar, interval_bars
from eval.html_report.figure import Figure, Table
from index.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

SHOWN = ("R@5", "nDCG@10", "doc-R@5")
"""Measures that get a plot each; the command's own JSON has all."""
DIFFERS = "*"
LONGEST_LABEL = 48
"""Characters of a system's description that there is room for above its bar."""


@dataclass(frozen=True, slots=True)
class Ablation:
    """What an `ablation.json` holds."""

    about: dict[str, Any]
    """What was asked of what: the set, how many questions, the index, the seed."""
    rows: list[dict[str, Any]]
    """One per system; the first is what the others are compared with."""


def read_ablation(path: Path) -> Ablation:
    """Read an `ablation.json`.

    Raises:
        UsageError: the file is not one.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        rows = list(record["rows"])
        if not rows or not all(isinstance(row["measures"], dict) and row["system"] for row in rows):
            raise ValueError("it has no rows, or a row has no system or no measures")
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UsageError(
            f"{path} is no ablation: {error}", "Make one: python -m eval ablation --out FILE"
        ) from error
    return Ablation({name: one for name, one in record.items() if name != "rows"}, rows)


def ablation_plots(rows: Sequence[Mapping[str, Any]]) -> list[Figure]:
    """Return one figure per shown measure that the rows have."""
    return [
        _figure(measure, [row for row in rows if measure in row["measures"]])
        for measure in SHOWN
        if any(measure in row["measures"] for row in rows)
    ]


def _figure(measure: str, rows: Sequence[Mapping[str, Any]]) -> Figure:
    bars = [_bar(row, measure) for row in rows]
    table = tuple(
        (
            str(row["system"]),
            str(row.get("what", "")),
            f"{bar.value:.3f}",
            f"{bar.low:.3f} to {bar.high:.3f}",
            _difference((row.get("difference") or {}).get(measure)),
            str(row.get("hash", "")),
        )
        for row, bar in zip(rows, bars, strict=True)
    )
    head = (
        "system",
        "what it is",
        "mean",
        "95 % interval",
        f"paired difference to {rows[0]['system']}",
        "configuration",
    )
    return Figure(
        f"Ablation: {measure}",
        interval_bars(bars, f"{measure} by system; numbers in the table", 1.0),
        "Each choice in the retriever switched off or weighed anew, on the same questions. Lines: "
        f"95 % intervals. {DIFFERS} differs from {rows[0]['system']} by more than chance: the "
        "interval of the paired difference, in the table, lies on one side of zero.",
        Table(head, table),
    )


def _bar(row: Mapping[str, Any], measure: str) -> Bar:
    value: Mapping[str, float] = row["measures"][measure]
    what, mean = row.get("what"), value["mean"]
    label = f"{row['system']}: {what}" if what and len(what) <= LONGEST_LABEL else row["system"]
    differs = _differs((row.get("difference") or {}).get(measure))
    written = f"{mean:.3f}{f' {DIFFERS}' if differs else ''}"
    return Bar(str(label), mean, value.get("low", mean), value.get("high", mean), written)


def _differs(one: Mapping[str, float] | None) -> bool:
    return one is not None and (one["low"] > 0 or one["high"] < 0)


def _difference(one: Mapping[str, float] | None) -> str:
    if not one:
        return ""
    return (
        f"{one['mean']:+.3f} [{one['low']:+.3f}, {one['high']:+.3f}], "
        f"won {one['won']:.0%}, lost {one['lost']:.0%}"
    )
