"""The bench as one HTML file: what was measured beside the plain pipeline, and the growth."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from eval.html_report.bars import Bar, interval_bars
from eval.html_report.figure import Figure, Table
from eval.html_report.growth_plot import growth_plot
from eval.html_report.shell import figures_html, whole_page

if TYPE_CHECKING:
    from collections.abc import Mapping


def bench_html(result: Mapping[str, Any]) -> str:
    """Return the file for the JSON object of `eval bench`; parts that are missing are left out."""
    drawn = [draw(result[part]) for part, draw in _PARTS.items() if part in result]
    machine = ", ".join(f"{name} {value}" for name, value in result["machine"].items())
    return whole_page("Bench", f"<p>Measured on: {escape(machine)}</p>{figures_html(drawn)}")


def _ingest(one: Mapping[str, Any]) -> Figure:
    runs = {
        "ours": one["ours"]["seconds"],
        "plain pipeline": one["plain"]["seconds"],
        "ours again, nothing changed": one["no_change_seconds"],
        "ours again, one file changed": one["one_file_changed"]["seconds"],
    }
    return Figure(
        f"To ingest {one['pages']} pages",
        interval_bars([_plain_bar(k, v, f"{v:g} s") for k, v in runs.items()], "Seconds to ingest"),
        f"{one['times_as_fast']:g} times as fast as the plain pipeline.",
        Table(("run", "seconds"), tuple((name, f"{value:g}") for name, value in runs.items())),
    )


def _query(one: Mapping[str, Any]) -> Figure:
    stages = {"whole answer": one["answer_ms"], **one["stages_ms"]}
    bars = [
        Bar(name, t["p50"], t["p50"], t["p95"], f"{t['p50']:g} / {t['p95']:g} ms")
        for name, t in stages.items()
    ]
    rows = tuple(
        (name, f"{t['p50']:g}", f"{t['p95']:g}", f"{t['p99']:g}") for name, t in stages.items()
    )
    return Figure(
        f"To answer over {one['passages']:,} passages",
        interval_bars(bars, "Milliseconds by stage"),
        f"{one['questions']} questions. Bars: the median; lines: to the 95th percentile.",
        Table(("stage", "p50, ms", "p95, ms", "p99, ms"), rows),
    )


def _matmul(one: Mapping[str, Any]) -> Figure:
    reached = {f"embedding, {k}": v for k, v in one["embedding_gflops"].items()}
    rates = {"matrix products alone, fp32": one["limit_gflops"], **reached}
    shares = ", ".join(f"{share:.0%} with {name}" for name, share in one["share_of_limit"].items())
    return Figure(
        "What the embedding reaches of the machine's limit",
        interval_bars(
            [_plain_bar(k, v, f"{v:g} GFLOP/s") for k, v in rates.items()], "GFLOP per second"
        ),
        f"{shares} of what torch multiplies on {one['threads']} threads; "
        f"{one['texts']} texts, {one['tokens']:,} tokens.",
        Table(("what", "GFLOP/s"), tuple((name, f"{value:g}") for name, value in rates.items())),
    )


def _plain_bar(name: str, value: float, written: str) -> Bar:
    return Bar(name, value, value, value, written)


_PARTS = {"growth": growth_plot, "ingest": _ingest, "query": _query, "matmul": _matmul}
