"""Recall curves: the share of cases with the gold among the first k."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from eval.html_report.figure import Figure, Table
from eval.html_report.svg import UNIT_TICKS, Frame, drawing, element

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.evaluations import Figure as Estimate

TITLE = "Recall at k"
_RECALL = re.compile(r"(doc-)?R@(\d+)")
_SERIES = {"": ("s1", "passages with the gold span"), "doc-": ("s2", "gold documents")}


def recall_plot(measures: Mapping[str, Estimate]) -> Figure:
    """Return R@k and doc-R@k over k, with their 95 % intervals."""
    curves: dict[str, list[tuple[int, Estimate]]] = {}
    for name, value in measures.items():
        found = _RECALL.fullmatch(name)
        if found:
            curves.setdefault(found[1] or "", []).append((int(found[2]), value))
    if not curves:
        return Figure(TITLE, "", "No case of this run has gold passages to find.")
    cut_offs = sorted({k for curve in curves.values() for k, _ in curve})
    frame = Frame(0, len(cut_offs) - 0.6)
    places = {k: i + 0.2 for i, k in enumerate(cut_offs)}
    ticks = [(places[k], str(k)) for k in cut_offs]
    parts = [frame.axes(ticks, UNIT_TICKS, "k", "recall")]
    for name, curve in sorted(curves.items()):
        kind = _SERIES[name][0]
        shift = 0.04 if name else 0.0
        points = [(places[k] + shift, value) for k, value in sorted(curve, key=lambda p: p[0])]
        for x, value in points:
            at, low, high = frame.x(x), frame.y(value.low), frame.y(value.high)
            mean = frame.y(value.mean)
            parts.append(element("line", x1=at, x2=at, y1=low, y2=high, class_=f"{kind} thin"))
            parts.append(element("circle", cx=at, cy=mean, r=4.0, class_=f"{kind} dot"))
        parts.append(frame.path([(x, value.mean) for x, value in points], kind))
    rows = tuple(
        (f"{name}R@{k}", f"{value.mean:.3f}", f"{value.low:.3f} to {value.high:.3f}", str(value.n))
        for name, curve in sorted(curves.items())
        for k, value in sorted(curve, key=lambda p: p[0])
    )
    return Figure(
        TITLE,
        drawing("".join(parts), "Recall over k; the numbers are in the table below"),
        "Share of the questions whose gold is among the first k. Thin lines: 95 % intervals.",
        Table(("measure", "mean", "95 % interval", "n"), rows),
        [_SERIES[name] for name in sorted(curves)],
    )
