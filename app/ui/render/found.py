"""Show how an answer was found: the passages it chose from, with both ranks, and the time taken."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from app.ui.render.words import count, duration

if TYPE_CHECKING:
    from app.answer.records import Answer
    from index.records import Passage


def found_html(answer: Answer) -> str:
    """Return the retrieved passages as a table, with the stages below it."""
    numbers = {source.passage.chunk_id: source.n for source in answer.sources}
    rows = "".join(
        _row(place, passage, numbers.get(passage.chunk_id))
        for place, passage in enumerate(answer.retrieved, 1)
    )
    names = ("", "Passage", "By meaning", "By words", "Cited")
    head = "".join(f'<th scope="col">{name}</th>' for name in names)
    return (
        f'<div class="gw-found"><table class="gw-table"><thead><tr>{head}</tr></thead>'
        f"<tbody>{rows}</tbody></table><p>{escape(_stages(answer))}</p></div>"
    )


def _row(place: int, passage: Passage, n: int | None) -> str:
    where = " › ".join(passage.heading_path) or passage.title
    cells = (
        ("", str(place)),
        ("Passage", where),
        ("By meaning", _rank(passage.dense_rank, passage.dense_score)),
        ("By words", _rank(passage.lexical_rank, passage.lexical_score)),
        ("Cited", f"[{n}]" if n else "–"),
    )
    row = "".join(f'<td data-label="{name}">{escape(text)}</td>' for name, text in cells)
    return f"<tr>{row}</tr>"


def _rank(rank: int | None, score: float | None) -> str:
    if rank is None:
        return "–"
    return f"{rank}" if score is None else f"{rank} ({score:.2f})"


def _stages(answer: Answer) -> str:
    stages = ", ".join(f"{name} {duration(seconds)}" for name, seconds in answer.stages.items())
    parts = [
        f"{count(answer.searched, 'passage')} searched, {len(answer.retrieved)} considered",
        "a rank is the place in the list of that search, in brackets its score",
        f"question understood as {answer.kind}",
        f"probability that the sources hold an answer {answer.answerability:.2f}",
        f"time: {stages}" if stages else "",
        f"index {answer.snapshot}",
    ]
    return " · ".join(part for part in parts if part)
