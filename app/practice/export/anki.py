"""An Anki package: a note type per question type, tags by domain, task and service."""

from __future__ import annotations

import io
import re
import zlib
from html import escape
from typing import TYPE_CHECKING

import genanki

from app.practice.item_text import answer_line
from app.practice.records import ITEM_TYPES, CaseStudy
from app.practice.wish import NAMES
from app.practice.words import LETTERS, instruction, task_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from app.practice.records import Evidence, Item, ItemType, Question

DECK = "Groundwork"
FIELDS = (
    "Id",
    "Scenario",
    "Stem",
    "Instruction",
    "Prompts",
    "Options",
    "Answer",
    "Reasons",
    "About",
)
_FRONT = """<div class="about">{{About}}</div>
{{#Scenario}}<div class="scenario">{{Scenario}}</div>{{/Scenario}}
<div class="stem">{{Stem}}</div><div class="instruction">{{Instruction}}</div>
{{Prompts}}{{Options}}"""
_BACK = """{{FrontSide}}<hr id="answer"><div class="answer">{{Answer}}</div>{{Reasons}}"""
_CSS = """.card { font-family: Georgia, serif; font-size: 18px; line-height: 1.5; }
.about, .instruction, .source { font-family: sans-serif; font-size: 13px; opacity: 0.7; }
.scenario { border-left: 3px solid #888; padding-left: 10px; margin-bottom: 10px; }
.answer { font-weight: bold; }
blockquote { border-left: 3px solid #14695b; margin: 4px 0 10px; padding-left: 10px; }"""


def anki_package(items: Iterable[Item]) -> bytes:
    """Return an `.apkg` with one note for each question.

    Notes, note types and the deck keep their ids from export to export, so that importing again
    updates cards and keeps what was learned.
    """
    deck = genanki.Deck(_number(f"deck:{DECK}"), DECK, "Practice questions with their proof")
    models = {kind: _model(kind) for kind in ITEM_TYPES}
    for item in items:
        for part in item.parts:
            deck.add_note(_note(models[item.type], item, part))
    packed = io.BytesIO()
    genanki.Package(deck).write_to_file(packed)
    return packed.getvalue()


def guid(part_id: str) -> str:
    """Return the id by which Anki knows the note of a question."""
    return str(genanki.guid_for("groundwork", part_id))


def tags(item: Item, part: Question) -> list[str]:
    """Return exam, domain, task, type, difficulty and services as Anki tags."""
    given = [
        part.exam,
        *([f"domain::{part.domain}", f"task::{part.task}"] if part.task else []),
        f"type::{item.type}",
        f"difficulty::{part.difficulty}",
        *(f"service::{service}" for service in part.services),
    ]
    return [re.sub(r"\s+", "-", tag) for tag in given]


def _model(kind: ItemType) -> genanki.Model:
    name = f"Groundwork {NAMES[kind]}"
    return genanki.Model(
        _number(f"model:{kind}"),
        name,
        fields=[{"name": field} for field in FIELDS],
        templates=[{"name": "Question", "qfmt": _FRONT, "afmt": _BACK}],
        css=_CSS,
        sort_field_index=0,
    )


def _note(model: genanki.Model, item: Item, part: Question) -> genanki.Note:
    scenario = item.scenario if isinstance(item, CaseStudy) else ""
    about = f"{NAMES[item.type]} · {part.difficulty} · {task_words(part)}"
    fields = (
        escape(part.id),
        escape(scenario),
        escape(part.stem),
        escape(instruction(part)),
        _list("ol", (escape(prompt.text) for prompt in part.prompts)),
        _list("ul", (f"{LETTERS[i]}. {escape(o.text)}" for i, o in enumerate(part.options))),
        escape(answer_line(part)),
        "".join(_reasons(part)),
        escape(about),
    )
    return genanki.Note(model, fields=list(fields), tags=tags(item, part), guid=guid(part.id))


def _list(tag: str, rows: Iterable[str]) -> str:
    listed = "".join(f"<li>{row}</li>" for row in rows)
    return f"<{tag}>{listed}</{tag}>" if listed else ""


def _reasons(part: Question) -> Iterator[str]:
    for number, prompt in enumerate(part.prompts, 1):
        yield _reason(f"{number})", prompt.rationale, prompt.evidence)
    for place, option in enumerate(part.options):
        if not (part.prompts and place in part.key):
            yield _reason(f"{LETTERS[place]}.", option.rationale, option.evidence)


def _reason(label: str, why: str, evidence: Evidence | None) -> str:
    text = f"<p><b>{label}</b> {escape(why)}</p>"
    if evidence is None or not evidence.is_found:
        return text
    where = escape(" › ".join((evidence.path, *evidence.heading_path[1:])))
    link = f' · <a href="{escape(evidence.url)}">{escape(evidence.url)}</a>' if evidence.url else ""
    checked = f" · checked {escape(evidence.checked)}" if evidence.checked else ""
    source = f'<div class="source">{where}{link}{checked}</div>'
    return f"{text}<blockquote>{escape(evidence.quote)}{source}</blockquote>"


def _number(name: str) -> int:
    """Return a number of 31 bits that a name always has."""
    return zlib.crc32(name.encode()) & 0x7FFFFFFF
