"""One way to call any chat model: stream text, with a time limit, a budget, and further tries."""

from __future__ import annotations

import json
import logging
import queue
import threading
import time
from contextlib import closing
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from app.chat_model.errors import ChatModelError
from app.chat_model.options import ModelOptions
from app.chat_model.translate import translate

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator

    from langchain_core.language_models.chat_models import BaseChatModel

    from app.chat_model.spec import ModelSpec

_log = logging.getLogger(__name__)

WORTH_ANOTHER_TRY = ("busy", "server error")
CUT_SHORT = ("length", "max_tokens")
"""What providers call an answer that ended because its tokens were used up."""
HEARTBEAT = 0.2
"""Seconds between two signs of life while a model is silent."""
CHARACTERS_PER_TOKEN = 8
"""More than any tokenizer gives for prose: beyond this an answer ignores its budget."""


@dataclass(frozen=True, slots=True)
class _Piece:
    text: str
    finish: str


class ChatModel:
    """A chat model behind one method each for streaming, a whole text, and structured output."""

    def __init__(
        self,
        spec: ModelSpec,
        model: BaseChatModel,
        options: ModelOptions | None = None,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.spec = spec
        self.options = options or ModelOptions()
        self._model = model
        self._sleep = sleep

    @property
    def name(self) -> str:
        """The name that is shown and stored with answers."""
        return self.spec.label

    def stream(self, system: str, user: str) -> Iterator[str]:
        """Yield the answer piece by piece, as it is written.

        While the model is silent an empty piece comes every `HEARTBEAT` seconds, so that whoever
        reads can stop; closing the generator stops the model.

        Raises:
            ChatModelError: nothing came, it stopped coming, or it did not come to an end; what
                was yielded before stands.
        """
        return self._tried(system, user)

    def _tried(self, system: str, user: str, **named: Any) -> Generator[str, None, None]:
        for attempt in range(self.options.retries + 1):
            began = False
            try:
                for piece in self._once(system, user, **named):
                    began = began or bool(piece)
                    yield piece
            except ChatModelError as error:
                wait = self._wait(error, attempt)
                if began or wait is None:
                    raise
                _log.info("%s: %s, trying again in %.1f s", self.name, error.cause, wait)
                self._sleep(wait)
            else:
                return

    def invoke(self, system: str, user: str) -> str:
        """Return the whole answer. Raises ChatModelError."""
        return "".join(self.stream(system, user))

    def with_room(self, max_tokens: int) -> ChatModel:
        """Return this model of a file with another budget; it is not loaded a second time."""
        longer = self._model.model_copy(update={"max_tokens": max_tokens})
        return ChatModel(self.spec, longer, replace(self.options, max_tokens=max_tokens))

    def structured(
        self,
        system: str,
        user: str,
        schema: dict[str, Any],
        on_piece: Callable[[], None] | None = None,
    ) -> dict[str, Any]:
        """Return an object that was asked for by a JSON schema; the caller checks what it holds.

        `on_piece` is called at every piece and heartbeat; what it raises stops the model.

        Raises:
            ChatModelError: the call failed, or what came back is no JSON object.
        """
        asked = {"type": "json_schema", "json_schema": {"name": "reply", "schema": schema}}
        named = {"response_format": asked} if self.spec.provider in ("openai", "local") else {}
        told = f"{system}\n\nReply with one JSON object of this schema:\n{json.dumps(schema)}"
        pieces: list[str] = []
        with closing(self._tried(told, user, **named)) as stream:
            for piece in stream:
                pieces.append(piece)
                if on_piece is not None:
                    on_piece()
        text = "".join(pieces)
        start, end = text.find("{"), text.rfind("}")
        try:
            found = json.loads(text[start : end + 1])
        except json.JSONDecodeError as error:
            raise ChatModelError("unreadable", f"{self.name} sent no JSON object") from error
        if not isinstance(found, dict):
            raise ChatModelError("unreadable", f"{self.name} sent no JSON object")
        return found

    def _wait(self, error: ChatModelError, attempt: int) -> float | None:
        """Return the seconds before the next try; None when there is to be none."""
        if error.cause not in WORTH_ANOTHER_TRY or attempt >= self.options.retries:
            return None
        wait = max(self.options.backoff * 2**attempt, error.retry_after or 0.0)
        return wait if wait <= self.options.longest_wait else None

    def _once(self, system: str, user: str, **named: Any) -> Iterator[str]:
        """Yield one try's text, and hold it to the budget."""
        most = self.options.max_tokens * CHARACTERS_PER_TOKEN
        written = 0
        visible = False
        finish = ""
        for piece in self._pieces(system, user, **named):
            finish = piece.finish or finish
            written += len(piece.text)
            if written > most:
                raise self._too_long()
            visible = visible or not (piece.text.isspace() or not piece.text)
            yield piece.text
        if not visible:
            raise ChatModelError("empty", f"{self.name} sent an empty answer")
        if finish in CUT_SHORT:
            raise self._too_long()

    def _too_long(self) -> ChatModelError:
        return ChatModelError(
            "too long",
            f"{self.name} was stopped after {self.options.max_tokens} tokens",
            "Its last sentence was left out",
        )

    def _pieces(self, system: str, user: str, **named: Any) -> Iterator[_Piece]:
        """Yield what the provider's library gives, waiting for each piece no longer than allowed.

        The library runs in a thread of its own: only so does the limit hold for every provider.
        """
        pieces: queue.Queue[_Piece | BaseException | None] = queue.Queue()
        stopped = threading.Event()
        threading.Thread(
            target=self._read,
            args=([("system", system), ("human", user)], named, pieces, stopped),
            name="chat-model",
            daemon=True,
        ).start()
        try:
            yield from self._waited_for(pieces)
        finally:
            stopped.set()

    def _waited_for(self, pieces: queue.Queue[_Piece | BaseException | None]) -> Iterator[_Piece]:
        """Yield what arrives, and an empty piece at every heartbeat, until a limit is passed."""
        began = last = time.monotonic()
        while True:
            try:
                piece = pieces.get(timeout=min(HEARTBEAT, self.options.timeout))
            except queue.Empty:
                self._require_patience(began, last)
                yield _Piece("", "")
                continue
            if piece is None:
                return
            if isinstance(piece, BaseException):
                raise translate(piece, self.spec) from None
            last = time.monotonic()
            self._require_patience(began, last)
            yield piece

    def _require_patience(self, began: float, last: float) -> None:
        now = time.monotonic()
        if now - last >= self.options.timeout:
            raise ChatModelError(
                "timeout", f"{self.name} was silent for {self.options.timeout:g} s"
            )
        if now - began >= self.options.longest_answer:
            raise ChatModelError(
                "timeout", f"{self.name} took longer than {self.options.longest_answer:g} s"
            )

    def _read(
        self,
        messages: list[tuple[str, str]],
        named: dict[str, Any],
        pieces: queue.Queue[_Piece | BaseException | None],
        stopped: threading.Event,
    ) -> None:
        try:
            stream = self._model.stream(messages, **named)
            for chunk in stream:
                if stopped.is_set():
                    stream.close()  # type: ignore[attr-defined]
                    return
                metadata = chunk.response_metadata
                finish = metadata.get("finish_reason") or metadata.get("stop_reason") or ""
                pieces.put(_Piece(chunk.text, str(finish)))
        except Exception as error:  # the border to libraries that raise anything
            pieces.put(error)
        else:
            pieces.put(None)
