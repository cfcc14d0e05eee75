"""`python -m app quiz` and `python -m app export`: questions without the pages."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.model_items import open_item_model, write_items
from app.practice.arrangement import arranged
from app.practice.export import FORMATS, export
from app.practice.item_json import item_json
from app.practice.item_text import quiz_text
from app.practice.matching import Catalogue
from app.practice.records import DIFFICULTIES, GRADES, ITEM_TYPES
from app.practice.selection import NothingToAskError, select
from app.practice.wish import WELLS, Wish
from app.question_room import QuestionRoom
from app.retrieval import IndexPassageSource
from app.settings import Settings
from app.surrogates import json_text, without_surrogates
from index.errors import GroundworkError

if TYPE_CHECKING:
    import argparse

    SubParsers = argparse._SubParsersAction[argparse.ArgumentParser]

COUNT = 5
"""Questions of a quiz when no count is asked for."""


@dataclass(frozen=True, slots=True)
class Output:
    """What goes to stdout, and what to stderr."""

    text: str
    notes: tuple[str, ...] = ()


def add_quiz(commands: SubParsers) -> None:
    """Add the command `quiz`."""
    quiz = commands.add_parser(
        "quiz",
        help="give practice questions, each with its proof",
        description="Choose practice questions whose quotes stand in the indexed sources.",
    )
    add_wish(quiz)
    quiz.add_argument("--count", type=int, help=f"how many questions (default: {COUNT})")
    quiz.add_argument("--key", action="store_true", help="print keys, reasons and evidence too")
    quiz.add_argument("--json", action="store_true", help="print one JSON object")
    quiz.add_argument("--seed", type=int, help="choose and shuffle the same way again")
    quiz.add_argument(
        "--model",
        metavar="PROVIDER:MODEL",
        default="",
        help="which chat model writes for --origin model (default: GROUNDWORK_MODEL)",
    )


def add_export(commands: SubParsers) -> None:
    """Add the command `export`."""
    parser = commands.add_parser(
        "export",
        help="write questions as an Anki package, CSV or JSON",
        description="Write all questions that fit into a file for another program.",
    )
    add_wish(parser)
    parser.add_argument("--format", required=True, choices=FORMATS, help="what to write")
    parser.add_argument("--out", required=True, type=Path, metavar="FILE", help="where to")


def add_wish(parser: argparse.ArgumentParser) -> None:
    """Add the limits on questions that `quiz` and `export` share."""
    more: dict[str, Any] = {"action": "append", "default": []}
    parser.add_argument("--domain", type=int, help="only this domain, e.g. 2", **more)
    parser.add_argument("--task", help="only this task, e.g. 2.3", **more)
    parser.add_argument("--bullet", metavar="ID", help="only this outline entry: 1.2.k3", **more)
    parser.add_argument("--service", metavar="NAME", help="only this service, any name", **more)
    parser.add_argument("--type", metavar="TYPE", help=", ".join(ITEM_TYPES), **more)
    parser.add_argument("--difficulty", metavar="D", help=", ".join(DIFFICULTIES), **more)
    parser.add_argument("--origin", metavar="WELL", help=", ".join(WELLS), **more)
    parser.add_argument("--grade", metavar="GRADE", help=", ".join(GRADES), **more)
    parser.add_argument("--source", metavar="PATH", help="only about this document", **more)
    parser.add_argument("--about", metavar="WORDS", default="", help="only about these words")
    parser.add_argument("--exam", help="which exam (default: mla-c01, or GROUNDWORK_EXAM)")
    parser.add_argument("--index", type=Path, help="folder of the index (default: index/data)")


def wish_of(options: argparse.Namespace) -> Wish:
    """Return the wish that the arguments say, unchecked."""
    return Wish(
        domains=tuple(options.domain),
        tasks=tuple(options.task),
        bullets=tuple(options.bullet),
        services=tuple(options.service),
        topic=options.about.strip(),
        types=tuple(name.replace("-", "_") for name in options.type),
        difficulties=tuple(options.difficulty),
        origins=tuple(options.origin),
        grades=tuple(options.grade),
        paths=tuple(options.source),
    )


def open_room(options: argparse.Namespace) -> QuestionRoom:
    """Open the questions over the index that the arguments name."""
    settings = Settings.from_environment()
    source = IndexPassageSource.open(options.index or settings.index)
    return QuestionRoom.open(source, settings, options.exam or "")


def run_quiz(options: argparse.Namespace) -> Output:
    """Choose questions and return them as text or JSON.

    Raises UsageError for what does not exist, NothingToAskError when nothing fits.
    """
    settings = Settings.from_environment()
    source = IndexPassageSource.open(options.index or settings.index)
    room = QuestionRoom.open(source, settings, options.exam or "")
    wish = room.wish(wish_of(options))
    seed = secrets.randbits(31) if options.seed is None else options.seed
    count = COUNT if options.count is None else options.count
    asked = options.count is not None
    catalogue = room.catalogue_for(wish, count)
    notes = () if wish.paths else kept_out_notes(room)
    writes = "model" in wish.origins
    if writes:
        model = open_item_model(settings, options.model)
        known = [item.stem for item in catalogue.items]
        written = write_items(model, source, settings, wish, count, known, seed)
        if not written.items and len(wish.origins) == 1:
            raise NothingToAskError(f"{model.name} wrote no question", written.describe())
        catalogue = Catalogue([*catalogue.items, *written.items], room.aliases)
        notes = (f"note: {model.name}: {written.describe()}", *notes)
    why = "" if writes or catalogue.matching(wish) else room.why_none(wish)
    if why:
        raise NothingToAskError(f"There are no {wish.describe()}", why)
    exact = asked and not writes
    chosen = select(catalogue, wish, room.blueprint, count, seed, exact=exact, alike=asked)
    items = [arranged(item, seed) for item in chosen.items]
    if len(items) < count:
        notes = (f"note: there are only {len(items)} {wish.describe()}", *notes)
    if chosen.distinct < len(items):
        alike = len(items) - chosen.distinct
        notes = (f"note: {alike} of {len(items)} resemble others; fewer would not", *notes)
    if options.json:
        listed = [item_json(item, options.key) for item in items]
        return Output(json_text({"items": listed, "seed": seed}), notes)
    text = quiz_text(items, options.key)
    return Output(without_surrogates(text).rstrip("\n"), (*notes, f"note: --seed {seed}"))


def kept_out_notes(room: QuestionRoom) -> tuple[str, ...]:
    """Return one line on the items whose sources changed, if there are any."""
    out = room.pool.quarantined
    if not out:
        return ()
    names = ", ".join(one.item.id for one in out[:3]) + (", ..." if len(out) > 3 else "")
    word = "question is" if len(out) == 1 else "questions are"
    return (f"note: {len(out)} {word} kept out, source changed on {out[0].date[:10]}: {names}",)


def run_export(options: argparse.Namespace) -> Output:
    """Write the questions that fit into a file.

    Raises NothingToAskError when nothing fits, GroundworkError when the file cannot be written.
    """
    room = open_room(options)
    wish = room.wish(wish_of(options))
    items = room.catalogue_for(wish, 0).matching(wish)
    if not items:
        raise NothingToAskError(
            f"There are no {wish.describe()}", f"There are {len(room.pool.items)} questions in all"
        )
    packed = export(items, options.format)
    try:
        options.out.write_bytes(packed)
    except OSError as error:
        raise GroundworkError(
            f"{options.out} cannot be written ({error.strerror})", "Give --out another path"
        ) from error
    return Output(f"{options.out}: {len(items)} items", kept_out_notes(room))
