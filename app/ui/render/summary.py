"""Sum a quiz up: what was right by task, what to read next, how well confidence told."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from app.practice.matching import key_evidence
from app.ui.render.links import document_address
from app.ui.render.question import progress_html, task_title
from app.ui.render.words import count

if TYPE_CHECKING:
    from collections.abc import Sequence

    from app.practice.blueprint import Blueprint
    from app.practice.records import Evidence
    from app.sitting import Sitting, Step

READ_NEXT = 3
"""Places to read named for each task."""


def result_line(sitting: Sitting) -> str:
    """Return `4 of 5 right`, counting what was graded."""
    graded = sitting.answered
    right = sum(step.attempt.correct for step in graded if step.attempt)
    line = f"{right} of {len(graded)} right"
    left = len(sitting.steps) - len(graded)
    return f"{line}, {left} not answered" if left else line


def short_result(sitting: Sitting) -> str:
    """Return the result in one line, with the dots."""
    return f'{progress_html(sitting)}<p class="gw-lead">{escape(result_line(sitting))}</p>'


def summary_html(sitting: Sitting, blueprint: Blueprint | None) -> str:
    """Return the results by task, with the passages to read next."""
    tasks: dict[str, list[Step]] = {}
    for step in sitting.steps:
        tasks.setdefault(step.question.task or "", []).append(step)
    rows = "".join(_row(task, tasks[task], blueprint) for task in sorted(tasks))
    head = "".join(f'<th scope="col">{n}</th>' for n in ("Task", "Right", "Read next"))
    return (
        f'<table class="gw-table gw-summary"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table>"
        f"{_confidence_html(sitting)}"
    )


def _row(task: str, steps: Sequence[Step], blueprint: Blueprint | None) -> str:
    graded = [step for step in steps if step.attempt is not None]
    right = sum(step.attempt.correct for step in graded if step.attempt)
    title = task_title(task, blueprint)
    missed = [s for s in steps if s.attempt is None or not s.attempt.correct]
    links = "".join(f"<li>{_link(evidence)}</li>" for evidence in reading(missed))
    read = f"<ul>{links}</ul>" if links else "–"
    return (
        f'<tr><td data-label="">{escape(title)}</td>'
        f'<td data-label="Right">{right} of {len(steps)}</td>'
        f'<td data-label="Read next">{read}</td></tr>'
    )


def reading(steps: Sequence[Step]) -> list[Evidence]:
    """Return the places that settle questions, one for each section, the first few."""
    places: dict[tuple[str, ...], Evidence] = {}
    for step in steps:
        for evidence in key_evidence(step.question):
            if evidence.is_found:
                places.setdefault((evidence.path, *evidence.heading_path), evidence)
    return list(places.values())[:READ_NEXT]


def _link(evidence: Evidence) -> str:
    end = evidence.start + len(evidence.quote)
    address = document_address(evidence.document_id, evidence.start, end)
    where = evidence.heading_path[-1] if evidence.heading_path else evidence.title or evidence.path
    return f'<a href="{escape(address)}" target="_blank">{escape(where)}</a>'


def _confidence_html(sitting: Sitting) -> str:
    """Return how often the reader was right when sure, unsure, guessing."""
    parts = []
    for confidence, words in (("sure", "sure"), ("unsure", "unsure"), ("guess", "guessing")):
        said = [s.attempt for s in sitting.answered if s.attempt]
        said = [a for a in said if a.confidence == confidence]
        if said:
            parts.append(f"{sum(a.correct for a in said)} of {len(said)} right when {words}")
    if not parts:
        return ""
    return f'<p class="gw-quiet">{escape(" · ".join(parts))}</p>'


def seconds_line(sitting: Sitting) -> str:
    """Return how long the graded questions took, in words."""
    spent = sum(step.attempt.seconds for step in sitting.answered if step.attempt)
    minutes = round(spent / 60)
    return count(minutes, "minute") if minutes else "less than a minute"
