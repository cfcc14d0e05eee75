"""Every section has text, and every text its bullets, its sources and the date it was checked."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ingest.lint.finding import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ingest.lint.corpus import Corpus
    from ingest.lint.note import Comment, Note

OLD_DAYS = 365
"""Facts that were checked longer ago need another look."""


def check_form(corpus: Corpus) -> Iterator[Finding]:
    """Yield notes, sections and comment lines that lack something."""
    for note in corpus.notes:
        if not note.fields.get("title"):
            yield Finding(note.file, 1, "title", "the front matter names no title")
        yield from _check_sections(note, corpus.today)


def _check_sections(note: Note, today: date) -> Iterator[Finding]:
    if not note.sections:
        yield Finding(note.file, 1, "empty", "the file has no section")
        return
    for section, following in zip(note.sections, [*note.sections[1:], None], strict=True):
        is_parent = following is not None and following.level > section.level > 0
        if not section.has_text and not is_parent:
            yield Finding(note.file, section.line, "empty", f"{section.title!r} has no text")
        if section.level == 0:
            first = section.paragraphs[0].line if section.paragraphs else section.line
            yield Finding(note.file, first, "heading", "text stands before the heading")
        for line in section.strays:
            message = "the comment does not stand directly below a heading"
            yield Finding(note.file, line, "comment", message)
        if section.comment is not None:
            yield from _check_comment(note, section.comment, today)
        elif section.has_text and section.level > 1:
            message = f"{section.title!r} has no line with bullets, source and date checked"
            yield Finding(note.file, section.line, "comment", message)


def _check_comment(note: Note, comment: Comment, today: date) -> Iterator[Finding]:
    for name in comment.missing:
        message = f"{name} is missing (write - where there is none)"
        yield Finding(note.file, comment.line, "comment", message)
    if "checked" in comment.missing:
        return
    try:
        checked = date.fromisoformat(comment.checked)
    except ValueError:
        message = f"checked: {comment.checked!r} is no date like 2026-11-23"
        yield Finding(note.file, comment.line, "checked", message)
        return
    if checked > today:
        message = f"was checked in the future, {checked.isoformat()}"
        yield Finding(note.file, comment.line, "checked", message)
    elif (today - checked).days > OLD_DAYS:
        message = f"was checked more than a year ago, {checked.isoformat()}"
        yield Finding(note.file, comment.line, "checked", message, "warning")
