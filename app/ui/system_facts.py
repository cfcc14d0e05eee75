"""What is in use: exam, answer model, embedding model, index, folders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.ui import services
from app.ui.exam_profile import ExamProfile
from app.ui.model_choice import chosen_model
from app.ui.render.facts import Fact
from app.ui.render.words import count, moment
from index.errors import GroundworkError

if TYPE_CHECKING:
    from app.settings import Settings

NO_INDEX = "none in use"
OF_SOURCES = "sentences of the sources"
"""What an answer is made of without a chat model."""


def answer_facts(settings: Settings) -> list[Fact]:
    """Return which exam is studied and what writes the answers."""
    exam = ExamProfile.read(settings)
    return [
        Fact("Exam", f"{exam.code}, {exam.name}" if exam.name else exam.code),
        Fact("Answers", _writer()),
    ]


def _writer() -> str:
    """Return what writes the answers, or why the chosen chat model does not."""
    try:
        spec = chosen_model()
    except GroundworkError as error:
        return f"{OF_SOURCES}; {error.what}"
    return f"{spec.label}, every sentence checked" if spec else f"{OF_SOURCES}, no language model"


def index_facts() -> list[Fact]:
    """Return which index is searched, and the model that embedded it."""
    try:
        source = services.passage_source()
    except GroundworkError as error:
        return [Fact("Index", f"{NO_INDEX}: {error.what}")]
    status = source.status()
    manifest = source.retriever.snapshot.manifest
    holds = (
        count(status.documents, "document"),
        count(status.chunks, "passage"),
        count(manifest.sentences, "sentence"),
    )
    return [
        Fact("Embedding model", f"{status.embedder}, {manifest.dimension} dimensions"),
        Fact("Precision", status.precision),
        Fact("Index", f"{status.snapshot}, built {moment(status.created)}"),
        Fact("Holds", ", ".join(holds)),
    ]


def data_facts(settings: Settings) -> list[Fact]:
    """Return where things lie."""
    return [
        Fact("Your data", str(settings.data)),
        Fact("Uploaded files", str(settings.uploads)),
        Fact("Index folder", str(settings.index)),
    ]


def sidebar_facts(settings: Settings) -> list[Fact]:
    """Return the three lines at the foot of the sidebar."""
    return [*answer_facts(settings), Fact("Index", _index_line())]


def _index_line() -> str:
    try:
        status = services.passage_source().status()
    except GroundworkError:
        return NO_INDEX
    holds = f"{count(status.documents, 'document')}, {count(status.chunks, 'passage')}"
    return f"{holds}, {moment(status.created)}"
