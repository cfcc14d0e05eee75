"""Put answerers together: which one a setting names, over which index, with which chat model."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from app.answer.extractive import ExtractiveAnswerer
from app.answer.generative import WORD_FOR_WORD, GenerativeAnswerer
from app.answer.judging import VerifyingJudge
from app.answer.prompts import HOSTED, LOCAL
from app.answer.verify.entailment import CrossEncoderEntailment
from app.answer.verify.verifier import Verifier
from app.chat_model.opening import open_chat_model
from app.chat_model.spec import ModelSpec

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from app.answer.judging import SentenceVerifier
    from app.answer.records import Answer
    from app.answer.rewrite import Writer
    from app.chat_model.chat import ChatModel
    from app.chat_model.options import ModelOptions
    from app.retrieval import IndexPassageSource
    from index.errors import GroundworkError
    from index.filters import Filters


class Answerer(Protocol):
    """What answers a question, with or without a chat model."""

    def answer(
        self, text: str, earlier: Sequence[str] = (), filters: Filters | None = None
    ) -> Answer:
        """Answer one question."""


class WithoutModel:
    """Answers with sentences of the sources, and says why the chat model does not."""

    def __init__(self, source: IndexPassageSource, model: str, error: GroundworkError) -> None:
        self._extractive = ExtractiveAnswerer(source)
        self._model = model
        self._error = error

    def answer(
        self, text: str, earlier: Sequence[str] = (), filters: Filters | None = None
    ) -> Answer:
        """Answer one question; the notice says why the chat model was not asked."""
        answer = self._extractive.answer(text, earlier, filters)
        return replace(
            answer,
            asked_model=self._model,
            notice=f"{self._error} {WORD_FOR_WORD}" if answer.sentences else str(self._error),
        )


def open_answerer(
    model: str,
    source: IndexPassageSource,
    options: ModelOptions | None = None,
    exam: str = "",
    entailment: str = "",
    through: Callable[[Writer], Writer] = lambda writer: writer,
) -> Answerer:
    """Return the answerer that a model's name asks for: `extractive`, or `provider:model`.

    Args:
        model: the name.
        source: where passages are found.
        options: limits on every call of a chat model.
        exam: what the chat model is told that the reader prepares for.
        entailment: path or hub name of a cross-encoder that may object to a sentence.
        through: gives what is asked in place of the chat model, such as a record of its replies.

    Raises:
        UsageError: the name has not that form.
        ChatModelError: the model cannot be opened.
    """
    spec = ModelSpec.parse(model)
    if spec is None:
        return ExtractiveAnswerer(source)
    verifier = open_verifier(source, entailment)
    chat = open_chat_model(spec, options)
    return generative_answerer(chat, source, exam, verifier, through(chat))


def open_verifier(source: IndexPassageSource, entailment: str = "") -> Verifier:
    """Return the verifier with the names that an index knows; one serves many answers.

    Raises:
        UsageError: an entailment model is named that cannot be loaded.
    """
    objecting = CrossEncoderEntailment.load(entailment) if entailment else None
    return Verifier(source.retriever.snapshot.aliases, entailment=objecting)


def generative_answerer(
    model: ChatModel,
    source: IndexPassageSource,
    exam: str = "",
    verifier: SentenceVerifier | None = None,
    writer: Writer | None = None,
) -> GenerativeAnswerer:
    """Return the answerer over an opened chat model, or over what is asked in its place."""
    return GenerativeAnswerer(
        ExtractiveAnswerer(source),
        writer or model,
        VerifyingJudge(verifier or open_verifier(source)),
        exam=exam,
        style=LOCAL if model.spec.is_local else HOSTED,
    )
