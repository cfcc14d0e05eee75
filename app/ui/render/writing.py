"""Show how a chat model gets on with writing questions: true counts, and why some were dropped."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from app.practice.wish import NAMES
from app.ui.render.words import count

if TYPE_CHECKING:
    from collections.abc import Mapping

    from app.store.written import WritingRun

REASONS = {
    "invalid reply": "the reply had not the form that was asked for",
    "malformed item": "it was not put together as its type asks",
    "unsafe text": "it held links, tags, or words to a model or about passages",
    "quote not found": "a quote stands in no passage word for word",
    "short quote": "a quote was too short to prove anything",
    "long quote": "a quote was a page to read and no proof",
    "reason not supported": "a reason says more than its quote",
    "key not supported": "the sources do not support the key",
    "order not shown": "the steps do not follow each other in one procedure",
    "distractor true": "the sources support a wrong option as well",
    "flaw": "it breaks a rule of item writing",
    "near duplicate": "it asks what another question asks",
    "blind answer differs": "asked without the key, the model answered otherwise",
    "too few parts": "fewer than two questions of a case study passed",
    "model failed": "the model could not be asked",
    "no fit passage": "no passage fits this type",
}
"""What the rules of the gate mean to a reader."""
_ARTICLES = {"ordering": "an"}
INTERRUPTED = "The writing was interrupted; what was kept until then stays."


def counts_line(run: WritingRun) -> str:
    """Return `Asked 3, kept 2, dropped 1`, and what is being written."""
    dropped = sum(run.dropped.values())
    line = f"Asked {run.tried}, kept {run.kept}, dropped {dropped}"
    return f"{line}, one is being written" if run.doing else line


def writing_html(run: WritingRun, *, seconds: float) -> str:
    """Return the head of a run that is at work."""
    name = NAMES.get(run.doing, "")
    what = f"{_ARTICLES.get(run.doing, 'a')} {name}" if name else "the first question"
    what = what if run.doing == "case_study" else what.removesuffix(" question") + " question"
    wanted = count(run.wanted, "new question")
    return (
        f'<p class="gw-job" role="status"><b>{escape(run.model)}</b> writes {escape(wanted)}, now '
        f"{escape(what)} · {seconds:.0f} s. You can leave this page; it goes on.</p>"
        f'<p class="gw-quiet">{escape(counts_line(run))}.</p>{dropped_html(run)}'
    )


def ended_html(run: WritingRun) -> str:
    """Return what came of a run, in one line with the reasons to open."""
    problem = run.problem or ("" if run.ended else INTERRUPTED)
    said = f"{problem.rstrip('.')}." if problem else ""
    line = counts_line(run)
    if not run.kept:
        why = said or f"{run.model} wrote none that passes."
        return (
            '<div class="gw-problem" role="alert"><p class="gw-lead">No question was kept</p>'
            f"<p>{escape(why)}</p><p>{escape(line)}.</p>{dropped_html(run)}</div>"
        )
    short = f" You asked for {run.wanted}." if run.kept < run.wanted else ""
    words = escape(f"{run.model}: {line[0].lower()}{line[1:]}.{short} {said}".rstrip())
    rows = _reasons(run)
    if not rows:
        return f'<p class="gw-quiet">{words}</p>'
    return f'<details class="gw-more gw-quiet"><summary>{words}</summary><ul>{rows}</ul></details>'


def dropped_html(run: WritingRun) -> str:
    """Return the reasons for which items were dropped, folded up; nothing when none was."""
    rows = _reasons(run)
    if not rows:
        return ""
    number = sum(run.dropped.values())
    parts = sum(run.dropped_parts.values())
    named = count(number, "question") if number else f"{count(parts, 'part')} of a case study"
    were = "was" if (number or parts) == 1 else "were"
    return (
        f"<details class='gw-more'><summary>Why {escape(named)} {were} dropped</summary>"
        f"<ul>{rows}</ul></details>"
    )


def _reasons(run: WritingRun) -> str:
    rows = [*_rows(run.dropped, ""), *_rows(run.dropped_parts, " (a question of a case study)")]
    return "".join(rows)


def _rows(counted: Mapping[str, int], kind: str) -> list[str]:
    return [
        f"<li>{number} × {escape(REASONS.get(rule, rule))}{escape(kind)}</li>"
        for rule, number in counted.items()
    ]
