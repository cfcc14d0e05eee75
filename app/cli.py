"""Ask and practise without the pages: `python -m app ask "..."`, `python -m app quiz`."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from app.answer.markdown import answer_markdown
from app.answering import WithoutModel, open_answerer
from app.chat_model.errors import ChatModelError
from app.chat_model.spec import ModelSpec
from app.quiz_command import Output, add_export, add_quiz, run_export, run_quiz
from app.retrieval import IndexPassageSource
from app.settings import Settings
from app.surrogates import json_text, without_surrogates
from index.errors import GroundworkError, UsageError
from index.filters import Filters

if TYPE_CHECKING:
    from collections.abc import Sequence

DONE, FAILED, WRONG_USAGE = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status: 0 done, 1 failed, 2 wrong usage."""
    options = _parser().parse_args(arguments)
    try:
        return COMMANDS[options.command](options)
    except UsageError as error:
        print(f"error: {error}", file=sys.stderr)
        return WRONG_USAGE
    except GroundworkError as error:
        print(f"error: {error}", file=sys.stderr)
        return FAILED


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m app", description="Ask the indexed sources and practise from the terminal."
    )
    commands = parser.add_subparsers(dest="command", required=True)
    ask = commands.add_parser(
        "ask",
        help="answer one question with cited sentences",
        description="Answer with sentences of the indexed sources, each with its citation.",
    )
    ask.add_argument("question", help="what you want to know, in plain words")
    ask.add_argument("--index", type=Path, help="folder of the index (default: index/data)")
    ask.add_argument(
        "--model",
        help="who writes the answer: 'extractive', or PROVIDER:MODEL, such as ollama:llama3.2 or "
        "local:/path/model.gguf (default: GROUNDWORK_MODEL, else 'extractive')",
    )
    ask.add_argument(
        "--after",
        action="append",
        default=[],
        metavar="QUESTION",
        help="an earlier question of the conversation (may be given several times, oldest first)",
    )
    ask.add_argument("--domain", type=int, action="append", default=[], help="search one domain")
    ask.add_argument("--task", action="append", default=[], help="search one task, e.g. 3.1")
    ask.add_argument(
        "--collection", action="append", default=[], help="search one collection, e.g. corpus"
    )
    ask.add_argument("--json", action="store_true", help="print one JSON object")
    add_quiz(commands)
    add_export(commands)
    return parser


def _ask(options: argparse.Namespace) -> int:
    if not options.question.strip():
        raise UsageError("The question is empty", 'Ask something: python -m app ask "What is PSI?"')
    filters = Filters(
        collections=tuple(options.collection),
        domains=tuple(options.domain),
        tasks=tuple(options.task),
    )
    settings = Settings.from_environment()
    model = settings.model if options.model is None else options.model
    spec = ModelSpec.parse(model)
    source = IndexPassageSource.open(options.index or settings.index)
    try:
        answerer = open_answerer(
            model, source, settings.model_options, settings.exam.upper(), settings.entailment
        )
    except ChatModelError as error:
        answerer = WithoutModel(source, spec.label if spec else model, error)
    answer = answerer.answer(options.question, options.after, filters)
    if options.json:
        print(json_text(answer.to_json()))
    else:
        print(without_surrogates(answer_markdown(answer)))
    if answer.notice:
        print(f"note: {without_surrogates(answer.notice)}", file=sys.stderr)
    return DONE


def _quiz(options: argparse.Namespace) -> int:
    return _print(run_quiz(options))


def _export(options: argparse.Namespace) -> int:
    return _print(run_export(options))


def _print(output: Output) -> int:
    for note in output.notes:
        print(note, file=sys.stderr)
    print(output.text)
    return DONE


COMMANDS = {"ask": _ask, "quiz": _quiz, "export": _export}
