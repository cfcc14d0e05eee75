"""How the time of a search grows with the index, on logarithmic axes."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from app.ui.render.words import count
from eval.html_report.figure import Figure, Table
from eval.html_report.svg import Frame, drawing, element

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TITLE = "A search over a growing index"
STAGES = ("dense", "lexical", "search", "plain")
_KINDS = {"search": "s1", "dense": "s3", "lexical": "s4", "plain": "s2"}
_NAMES = {
    "search": "both lists, fused (p50 and p95)",
    "dense": "by meaning",
    "lexical": "by words",
    "plain": "plain: IndexFlatL2",
}


def growth_plot(growth: Mapping[str, Any]) -> Figure:
    """Return the milliseconds of each stage over the number of chunks."""
    sizes: Sequence[Mapping[str, Any]] = growth["sizes"]
    xs = [math.log10(one["chunks"]) for one in sizes]
    tops = [one["stages_ms"][name][share] for one in sizes for name in STAGES for share in _SHARES]
    ys = [_log(value) for value in tops]
    frame = Frame(min(xs) - 0.1, max(xs) + 0.1, math.floor(min(ys)), math.ceil(max(ys)) or 1.0)
    x_ticks = [(x, _short(one["chunks"])) for x, one in zip(xs, sizes, strict=True)]
    y_ticks = [(float(p), f"{10.0**p:g}") for p in range(int(frame.y_from), int(frame.y_to) + 1)]
    parts = [frame.axes(x_ticks, y_ticks, "chunks", "milliseconds")]
    for name in STAGES:
        points = [
            (x, _log(one["stages_ms"][name]["p50"])) for x, one in zip(xs, sizes, strict=True)
        ]
        parts.append(frame.path(points, _KINDS[name]))
        parts += [
            element("circle", cx=frame.x(x), cy=frame.y(y), r=3.5, class_=f"{_KINDS[name]} dot")
            for x, y in points
        ]
    for x, one in zip(xs, sizes, strict=True):
        low, high = (frame.y(_log(one["stages_ms"]["search"][share])) for share in _SHARES)
        at = frame.x(x)
        parts.append(element("line", x1=at, x2=at, y1=low, y2=high, class_="s1 thin"))
    rows = tuple(
        (
            f"{one['chunks']:,}",
            name,
            f"{one['stages_ms'][name]['p50']:g}",
            f"{one['stages_ms'][name]['p95']:g}",
        )
        for one in sizes
        for name in ("search", "dense", "lexical", "fuse", "plain")
    )
    ratios = ", ".join(
        f"{one['dense_times_as_fast_as_plain']:g} at {_short(one['chunks'])}" for one in sizes
    )
    return Figure(
        TITLE,
        drawing("".join(parts), "Milliseconds over chunks; numbers in the table"),
        f"{count(growth['questions'], 'question')}, {count(growth['threads'], 'thread')}; above "
        f"{growth['real_chunks']:,} real chunks the vectors are random and the words are the "
        f"corpus's again. Embedding a question: {growth['embed_ms']['p50']:.1f} ms at any size. "
        f"Times as fast as the plain dense search: {ratios}.",
        Table(("chunks", "stage", "p50, ms", "p95, ms"), rows),
        [(_KINDS[name], _NAMES[name]) for name in ("search", "dense", "lexical", "plain")],
    )


_SHARES = ("p50", "p95")


def _log(milliseconds: float) -> float:
    """Return the logarithm; 0 stands for less than the last decimal that is kept."""
    return math.log10(max(milliseconds, 0.0005))


def _short(chunks: int) -> str:
    if chunks >= 1_000_000:
        return f"{chunks / 1_000_000:g}M"
    return f"{chunks / 1_000:g}k" if chunks >= 1_000 else str(chunks)
