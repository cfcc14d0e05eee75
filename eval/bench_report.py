"""Print a bench: a few lines for people."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.ui.render.words import count

if TYPE_CHECKING:
    from collections.abc import Mapping


def bench_lines(result: Mapping[str, Any]) -> list[str]:
    """Return the figures of the parts that were measured."""
    lines = [f"machine: {result['machine']}"]
    for part, write in _PARTS.items():
        if part in result:
            lines += write(result[part])
    return lines


def _ingest(one: Mapping[str, Any]) -> list[str]:
    return [
        f"ingest, {one['pages']} pages: ours {one['ours']['seconds']} s, "
        f"plain {one['plain']['seconds']} s, {one['times_as_fast']} times as fast",
        f"  nothing changed: {one['no_change_seconds']} s; one file changed: "
        f"{one['one_file_changed']['seconds']} s",
    ]


def _rankings(one: Mapping[str, Any]) -> list[str]:
    lines = [f"rankings, {one['questions']} questions over {one['pages']} pages"]
    for name in ("ours", "plain"):
        shown = ", ".join(f"{key} {value['mean']:.3f}" for key, value in one[name].items())
        lines.append(f"  {name}: {shown}")
    return lines


def _query(one: Mapping[str, Any]) -> list[str]:
    return [
        f"query, {one['passages']:,} passages: answer {one['answer_ms']} ms, "
        f"resident {one['resident_mb']:.0f} MB",
        f"  stages {one['stages_ms']}",
    ]


def _start(one: Mapping[str, Any]) -> list[str]:
    return [
        f"start: first page after {one['seconds_to_first_page']} s; "
        f"after {one['questions']} questions {one['resident_mb']} MB resident"
    ]


def _questions(one: Mapping[str, Any]) -> list[str]:
    return [
        f"questions: bank of {one['bank_items']:,} read in {one['bank_seconds']:g} s; factory: "
        f"first {one['quiz']} after {one['first_quiz_seconds']:g} s, {one['factory_items']:,} in "
        f"{one['factory_seconds']:g} s ({one['factory_items_per_second']:g} a second)"
    ]


def _growth(one: Mapping[str, Any]) -> list[str]:
    lines = [
        f"growth, {one['questions']} questions, {count(one['threads'], 'thread')}: "
        f"embed p50 {one['embed_ms']['p50']} ms"
    ]
    for size in one["sizes"]:
        told = ", ".join(
            f"{name} {times['p50']:g} / {times['p95']:g}"
            for name, times in size["stages_ms"].items()
        )
        lines.append(
            f"  {size['chunks']:,} chunks, p50 / p95 in ms: {told}; dense "
            f"{size['dense_times_as_fast_as_plain']:g} times as fast as plain"
        )
    return lines


def _matmul(one: Mapping[str, Any]) -> list[str]:
    shares = ", ".join(
        f"{name} {one['embedding_gflops'][name]:g} GFLOP/s, {share:.0%}"
        for name, share in one["share_of_limit"].items()
    )
    return [
        f"matrix products: {one['limit_gflops']:g} GFLOP/s on {one['threads']} threads; "
        f"embedding: {shares} of it"
    ]


_PARTS = {
    "ingest": _ingest,
    "rankings": _rankings,
    "query": _query,
    "start": _start,
    "questions": _questions,
    "growth": _growth,
    "matmul": _matmul,
}
