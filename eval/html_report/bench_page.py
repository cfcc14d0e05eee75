"""The bench as one HTML file: what was measured beside the plain pipeline, and the growth."""

from __future__ import annotations

import json
from html import escape
from typing import TYPE_CHECKING, Any

from eval.html_report.bars import Bar, interval_bars
from eval.html_report.figure import Figure, Table
from eval.html_report.growth_plot import growth_plot
from eval.html_report.shell import figures_html, whole_page
from index.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


def bench_html(result: Mapping[str, Any]) -> str:
    """Return the file for the JSON object of `eval bench`."""
    return whole_page("Bench", bench_part(result))


def bench_part(result: Mapping[str, Any]) -> str:
    """Return the machine and the figures as HTML; parts that are missing are left out."""
    drawn = [draw(result[part]) for part, draw in _PARTS.items() if part in result]
    if any(part in result for part in _WITH_MEMORY):
        drawn.append(_memory(result))
    machine = ", ".join(f"{name} {value}" for name, value in result["machine"].items())
    return f"<p>Measured on: {escape(machine)}</p>{figures_html(drawn)}"


def read_bench(path: Path) -> dict[str, Any]:
    """Return the JSON object that `eval bench --out FILE` wrote.

    Raises:
        UsageError: the file is none, or of another version.
    """
    try:
        record = json.loads(path.read_text(encoding="utf-8"))
        bench_part(record)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise UsageError(
            f"{path} is no bench of this version: {error}",
            "Make one: python -m eval bench --out FILE",
        ) from error
    return dict(record)


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


def _rankings(one: Mapping[str, Any]) -> Figure:
    names = {"ours": "ours", "plain": "plain pipeline"}
    found = [
        (f"{measure}, {said}", one[who][measure])
        for measure in one["ours"]
        for who, said in names.items()
    ]
    bars = [
        Bar(name, v["mean"], v.get("low", v["mean"]), v.get("high", v["mean"]), f"{v['mean']:.3f}")
        for name, v in found
    ]
    rows = tuple((bar.label, bar.written, f"{bar.low:.3f} to {bar.high:.3f}") for bar in bars)
    return Figure(
        f"What is found on {one['pages']:,} pages",
        interval_bars(bars, "Measures of the rankings", 1.0),
        f"{one['questions']} questions over the same pages. Lines: 95 % intervals.",
        Table(("measure", "mean", "95 % interval"), rows),
    )


def _memory(one: Mapping[str, Mapping[str, Any]]) -> Figure:
    sizes: dict[str, float] = {}
    if "ingest" in one:
        sizes["ingesting, ours"] = one["ingest"]["ours"]["resident_mb"]
        sizes["ingesting, plain pipeline"] = one["ingest"]["plain"]["resident_mb"]
    if "query" in one:
        sizes["answering"] = one["query"]["resident_mb"]
    note = "Resident memory at the end of each part."
    if "start" in one:
        start = one["start"]
        sizes["the app"] = start["resident_mb"]
        note += (
            f" The app shows its first page after {start['seconds_to_first_page']:g} s; its memory "
            f"is told after {start['questions']} questions."
        )
    return Figure(
        "Memory and start",
        interval_bars([_plain_bar(k, v, f"{v:,.0f} MB") for k, v in sizes.items()], "Megabytes"),
        note,
        Table(("process", "MB"), tuple((name, f"{value:,.0f}") for name, value in sizes.items())),
    )


def _questions(one: Mapping[str, Any]) -> Figure:
    times = {
        f"bank: {one['bank_items']:,} items read": one["bank_seconds"],
        f"factory: the first {one['quiz']}": one["first_quiz_seconds"],
        f"factory: all {one['factory_items']:,}": one["factory_seconds"],
    }
    return Figure(
        "Until practice questions are there",
        interval_bars([_plain_bar(k, v, f"{v:g} s") for k, v in times.items()], "Seconds"),
        f"The factory makes {one['factory_items_per_second']:g} questions a second.",
        Table(("what", "seconds"), tuple((name, f"{value:g}") for name, value in times.items())),
    )


def _plain_bar(name: str, value: float, written: str) -> Bar:
    return Bar(name, value, value, value, written)


_PARTS = {
    "growth": growth_plot,
    "ingest": _ingest,
    "rankings": _rankings,
    "query": _query,
    "questions": _questions,
    "matmul": _matmul,
}
_WITH_MEMORY = ("ingest", "query", "start")
